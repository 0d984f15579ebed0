package org.comity.camel;

import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultProducer;
import org.comity.core.reconcile.BoundaryAgent;
import org.slf4j.MDC;

final class StageProducer extends DefaultProducer {
    /** MDC key of the agreement that a log line is about. */
    static final String AGREEMENT_KEY = "comity.agreement";

    /** MDC key of the stage that a log line is about. */
    static final String STAGE_KEY = "comity.stage";

    private final Stage stage;
    private final String agreement;
    private final BoundaryAgent agent;

    StageProducer(StageEndpoint endpoint, Stage stage, BoundaryAgent agent) {
        super(endpoint);
        this.stage = stage;
        this.agreement = endpoint.getAgreement();
        this.agent = agent;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        Object body = exchange.getMessage().getMandatoryBody(stage.takes());
        try (MDC.MDCCloseable named = MDC.putCloseable(AGREEMENT_KEY, agreement);
                MDC.MDCCloseable step = MDC.putCloseable(STAGE_KEY, stage.scheme())) {
            exchange.getMessage().setBody(stage.apply(agent, body));
        }
    }
}
