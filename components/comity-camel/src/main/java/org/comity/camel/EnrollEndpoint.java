package org.comity.camel;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.comity.core.reconcile.Encounter;

/**
 * Discovery and partition. Enroll greets the peer on the channel: descriptors, dual credentials and the agreement's digest are
 * checked, and the session opens when both have proven their keys. Partition moves between modes; the
 * body becomes where this side stands, or the no that names why a move is not made.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "comity-enroll,comity-partition",
        title = "Comity Enroll,Comity Partition",
        syntax = "comity-enroll:encounter",
        alternativeSyntax = "comity-enroll:encounter",
        producerOnly = true,
        category = {Category.MESSAGING, Category.SECURITY})
@ManagedResource(description = "An encounter with a peer")
public final class EnrollEndpoint extends DefaultEndpoint {
    /** What to do. */
    public enum Operation {
        /** Greet the peer. */
        ENROLL,
        /** Give and take, and greet the peer. */
        REJOIN,
        /** Give without an answer. */
        ONE_WAY,
        /** Neither give nor take. */
        DISCONNECT,
        /** Set the peer aside. */
        QUARANTINE,
        /** Tell the mode. */
        STATUS
    }

    @UriPath(description = "Name of the encounter in the registry.")
    @Metadata(required = true)
    private String encounter = "";

    @UriParam(description = "Name of the channel in the registry on which to greet the peer.")
    private String channel = "";

    @UriParam(
            description = "What to do; comity-enroll greets and comity-partition tells the mode where nothing is said.")
    private Operation operation = Operation.STATUS;

    @UriParam(description = "Who orders the move; the route where nothing is said.")
    private String who = "";

    @UriParam(description = "Why the move is made.")
    private String why = "";

    EnrollEndpoint(String uri, EnrollComponent component) {
        super(uri, component);
    }

    /** The name of the encounter in the registry. */
    public String getEncounter() {
        return encounter;
    }

    /** Sets the name of the encounter in the registry. */
    public void setEncounter(String encounter) {
        this.encounter = encounter;
    }

    /** The name of the channel in the registry. */
    public String getChannel() {
        return channel;
    }

    /** Sets the name of the channel in the registry. */
    public void setChannel(String channel) {
        this.channel = channel;
    }

    /** What to do. */
    public Operation getOperation() {
        return operation;
    }

    /** Sets what to do. */
    public void setOperation(Operation operation) {
        this.operation = operation;
    }

    /** Who orders the move. */
    public String getWho() {
        return who;
    }

    /** Sets who orders the move. */
    public void setWho(String who) {
        this.who = who;
    }

    /** Why the move is made. */
    public String getWhy() {
        return why;
    }

    /** Sets why the move is made. */
    public void setWhy(String why) {
        this.why = why;
    }

    /** The mode that the encounter is in. */
    @ManagedAttribute(description = "The mode that the encounter is in")
    public String getMode() {
        return meeting().mode().name();
    }

    private Encounter meeting() {
        return Beans.require(getCamelContext(), encounter, Encounter.class, "comity-enroll");
    }

    Channel way() {
        return Beans.require(getCamelContext(), channel, Channel.class, "comity-enroll");
    }

    @Override
    public Producer createProducer() {
        if (operation == Operation.ENROLL || operation == Operation.REJOIN) {
            way();
        }
        return new EnrollProducer(this, meeting());
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("comity-enroll and comity-partition cannot begin a route");
    }
}
