package org.comity.camel;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.comity.core.partition.Mode;
import org.comity.core.reconcile.Encounter;

final class EnrollProducer extends DefaultProducer {
    private final Encounter encounter;

    EnrollProducer(EnrollEndpoint endpoint, Encounter encounter) {
        super(endpoint);
        this.encounter = encounter;
    }

    @Override
    public void process(Exchange exchange) {
        EnrollEndpoint endpoint = (EnrollEndpoint) getEndpoint();
        switch (endpoint.getOperation()) {
            case ENROLL -> greet(endpoint);
            case REJOIN -> {
                encounter.mode(Mode.CONNECTED);
                greet(endpoint);
            }
            case ONE_WAY -> encounter.mode(Mode.ONE_WAY);
            case DISCONNECT -> encounter.mode(Mode.DISCONNECTED);
            case QUARANTINE -> encounter.mode(Mode.QUARANTINED);
            case STATUS -> {}
        }
        exchange.getMessage().setBody(encounter.mode());
    }

    private void greet(EnrollEndpoint endpoint) {
        endpoint.way().put(List.of(encounter.greet()));
    }
}
