package org.comity.camel;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.comity.core.reconcile.BoundaryAgent;

/**
 * Takes a consignment one stage further on its way to the joint picture: verify, translate, admit, order, detect, arbitrate,
 * record, project. Stages must follow one another in this order.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "comity-verify,comity-translate,comity-admit,comity-order,comity-detect,comity-arbitrate,"
                + "comity-record,comity-project",
        title = "Comity Verify,Comity Translate,Comity Admit,Comity Order,Comity Detect,Comity Arbitrate,"
                + "Comity Record,Comity Project",
        syntax = "comity-verify:agreement",
        alternativeSyntax = "comity-verify:agreement",
        producerOnly = true,
        remote = false,
        category = {Category.TRANSFORMATION, Category.SECURITY})
@ManagedResource(description = "A stage on the way to the joint picture")
public final class StageEndpoint extends DefaultEndpoint {
    private final Stage stage;

    @UriPath(description = "Name of the boundary agent in the registry: the agreement that it stands under.")
    @Metadata(required = true)
    private String agreement = "";

    StageEndpoint(String uri, StageComponent component, Stage stage) {
        super(uri, component);
        this.stage = stage;
    }

    /** The name of the boundary agent in the registry. */
    public String getAgreement() {
        return agreement;
    }

    /** Sets the name of the boundary agent in the registry. */
    public void setAgreement(String agreement) {
        this.agreement = agreement;
    }

    /** The digest of the joint picture. */
    @ManagedAttribute(description = "Digest of the joint picture")
    public String getPicture() {
        return agent().current().picture().digest().hex();
    }

    /** The number of leaves of the own ledger. */
    @ManagedAttribute(description = "Leaves of the own ledger")
    public long getLedgerSize() {
        return agent().node().ledger().size();
    }

    private BoundaryAgent agent() {
        return Beans.require(getCamelContext(), agreement, BoundaryAgent.class, stage.scheme());
    }

    @Override
    public Producer createProducer() {
        return new StageProducer(this, stage, agent());
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException(stage.scheme() + " cannot begin a route");
    }
}
