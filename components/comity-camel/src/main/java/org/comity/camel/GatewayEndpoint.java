package org.comity.camel;

import java.util.List;
import java.util.Optional;
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
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Encounter;

/**
 * The way out and in. To it: the release gate makes consignments of all that waits and puts them on the channel. From it:
 * consignments as they arrive, acknowledged when the route has committed them.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "comity-gateway",
        title = "Comity Gateway",
        syntax = "comity-gateway:channel",
        category = {Category.MESSAGING, Category.SECURITY})
@ManagedResource(description = "The gateway of a channel")
public final class GatewayEndpoint extends DefaultEndpoint {
    @UriPath(description = "Name of the channel in the registry.")
    @Metadata(required = true)
    private String channel = "";

    @UriParam(description = "Name of the boundary agent in the registry: the agreement that it stands under.")
    @Metadata(required = true)
    private String agreement = "";

    @UriParam(
            description =
                    "Name of the encounter in the registry. Where it is given, nothing crosses before both sides have"
                            + " proven who they are, nor in a mode that forbids it.")
    private String encounter = "";

    @UriParam(
            javaType = "java.time.Duration",
            defaultValue = "0",
            description =
                    "After how long without a word of the peer the encounter is degraded; 0: silence means nothing. Choose more"
                            + " than the pause in which the peer greets.")
    private long silence;

    GatewayEndpoint(String uri, GatewayComponent component) {
        super(uri, component);
    }

    /** The name of the channel in the registry. */
    public String getChannel() {
        return channel;
    }

    /** Sets the name of the channel in the registry. */
    public void setChannel(String channel) {
        this.channel = channel;
    }

    /** The name of the boundary agent in the registry. */
    public String getAgreement() {
        return agreement;
    }

    /** Sets the name of the boundary agent in the registry. */
    public void setAgreement(String agreement) {
        this.agreement = agreement;
    }

    /** The name of the encounter in the registry. */
    public String getEncounter() {
        return encounter;
    }

    /** Sets the name of the encounter in the registry. */
    public void setEncounter(String encounter) {
        this.encounter = encounter;
    }

    /** After how many milliseconds without a word of the peer the encounter is degraded; 0: never. */
    public long getSilence() {
        return silence;
    }

    /** Sets after how many milliseconds without a word of the peer the encounter is degraded; 0: never. */
    public void setSilence(long silence) {
        this.silence = silence;
    }

    /** How many consignments were made and not yet put on the channel. */
    @ManagedAttribute(description = "Consignments that were made and not yet put on the channel")
    public long getWaiting() {
        return Standing.of(agent(), List.of(channel)).waiting().getOrDefault(channel, 0L);
    }

    Optional<Encounter> meeting() {
        return encounter.isEmpty()
                ? Optional.empty()
                : Optional.of(Beans.require(getCamelContext(), encounter, Encounter.class, "comity-gateway"));
    }

    BoundaryAgent agent() {
        return Beans.require(getCamelContext(), agreement, BoundaryAgent.class, "comity-gateway");
    }

    Channel way() {
        return Beans.require(getCamelContext(), channel, Channel.class, "comity-gateway");
    }

    @Override
    public Producer createProducer() {
        return new GatewayProducer(this, agent(), way(), meeting());
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        GatewayConsumer consumer = new GatewayConsumer(this, processor, way(), meeting());
        configureConsumer(consumer);
        return consumer;
    }
}
