package org.comity.camel;

import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultProducer;
import org.comity.core.reconcile.BoundaryAgent;

final class StageProducer extends DefaultProducer {
    private final Stage stage;
    private final BoundaryAgent agent;

    StageProducer(StageEndpoint endpoint, Stage stage, BoundaryAgent agent) {
        super(endpoint);
        this.stage = stage;
        this.agent = agent;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        Object body = exchange.getMessage().getMandatoryBody(stage.takes());
        exchange.getMessage().setBody(stage.apply(agent, body));
    }
}
