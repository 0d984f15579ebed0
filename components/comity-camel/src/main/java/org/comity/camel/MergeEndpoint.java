package org.comity.camel;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Voice;

/**
 * What waits for people: lists it, begins and co-signs merge decisions, seals by cuts. What is signed crosses with the next release;
 * what would not count is not signed, and the body becomes the no that says why.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "comity-merge",
        title = "Comity Merge",
        syntax = "comity-merge:agreement",
        producerOnly = true,
        remote = false,
        category = {Category.TRANSFORMATION, Category.SECURITY})
public final class MergeEndpoint extends DefaultEndpoint {
    /** What to do. */
    public enum Operation {
        /** Tell in JSON what waits and why. */
        LIST,
        /** Tell in JSON of each decision and cut who signed, who is missing and whether it holds. */
        STATUS,
        /** Decide everything that waits in a domain. */
        DECIDE,
        /** Sign what another signed: the body is its id, or the signed observation. */
        SIGN,
        /** Sign the cut that seals S as it stands now. */
        CUT
    }

    @UriPath(description = "Name of the boundary agent in the registry: the agreement that it stands under.")
    @Metadata(required = true)
    private String agreement = "";

    @UriParam(description = "What to do.", defaultValue = "LIST")
    private Operation operation = Operation.LIST;

    @UriParam(description = "Name of the decider's voice in the registry; the agent itself signs where none is named.")
    private String voice = "";

    @UriParam(description = "The domain that DECIDE is about.")
    private String domain = "";

    @UriParam(description = "The mesh whose word everything that waits in the domain goes to.")
    private String accept = "";

    @UriParam(
            description = "The policy of the agreement by which everything that waits in the domain is arbitrated anew,"
                    + " where no mesh is accepted.")
    private String policy = "";

    MergeEndpoint(String uri, MergeComponent component) {
        super(uri, component);
    }

    /** The name of the boundary agent in the registry. */
    public String getAgreement() {
        return agreement;
    }

    /** Sets the name of the boundary agent in the registry. */
    public void setAgreement(String agreement) {
        this.agreement = agreement;
    }

    /** What to do. */
    public Operation getOperation() {
        return operation;
    }

    /** Sets what to do. */
    public void setOperation(Operation operation) {
        this.operation = operation;
    }

    /** The name of the decider's voice in the registry. */
    public String getVoice() {
        return voice;
    }

    /** Sets the name of the decider's voice in the registry. */
    public void setVoice(String voice) {
        this.voice = voice;
    }

    /** The domain to decide. */
    public String getDomain() {
        return domain;
    }

    /** Sets the domain to decide. */
    public void setDomain(String domain) {
        this.domain = domain;
    }

    /** The mesh whose word is accepted. */
    public String getAccept() {
        return accept;
    }

    /** Sets the mesh whose word is accepted. */
    public void setAccept(String accept) {
        this.accept = accept;
    }

    /** The policy by which to arbitrate anew. */
    public String getPolicy() {
        return policy;
    }

    /** Sets the policy by which to arbitrate anew. */
    public void setPolicy(String policy) {
        this.policy = policy;
    }

    @Override
    public Producer createProducer() {
        if (operation == Operation.DECIDE && (domain.isEmpty() || accept.isEmpty() == policy.isEmpty())) {
            throw new IllegalArgumentException(
                    "comity-merge:" + agreement + " decides a domain, and either accepts a mesh or names a policy");
        }
        BoundaryAgent agent = Beans.require(getCamelContext(), agreement, BoundaryAgent.class, "comity-merge");
        Voice by = voice.isEmpty()
                ? agent.credentials()
                : Beans.require(getCamelContext(), voice, Voice.class, "comity-merge");
        return new MergeProducer(this, agent, by);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("comity-merge cannot begin a route");
    }
}
