package org.comity.camel;

import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.comity.core.partition.Partition;
import org.comity.core.partition.Turn;
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
            case REJOIN -> rejoin(exchange);
            case ONE_WAY -> move(exchange, Partition.Move.ONE_WAY);
            case DISCONNECT -> move(exchange, Partition.Move.DISCONNECT);
            case QUARANTINE -> move(exchange, Partition.Move.QUARANTINE);
            case STATUS -> encounter.assess();
        }
        if (endpoint.getOperation() == EnrollEndpoint.Operation.ENROLL
                || endpoint.getOperation() == EnrollEndpoint.Operation.STATUS) {
            exchange.getMessage().setBody(encounter.partition());
        }
    }

    /** Where this side gives and takes already there is no move to make: it greets again. */
    private void rejoin(Exchange exchange) {
        EnrollEndpoint endpoint = (EnrollEndpoint) getEndpoint();
        Partition now = encounter.partition();
        if (now.mode().takes()) {
            exchange.getMessage().setBody(now);
            greet(endpoint);
        } else {
            move(exchange, Partition.Move.REJOIN).ifPresent(any -> greet(endpoint));
        }
    }

    /** The body becomes where this side stands, or the no that says why the move is not made. */
    private Optional<Partition> move(Exchange exchange, Partition.Move move) {
        EnrollEndpoint endpoint = (EnrollEndpoint) getEndpoint();
        String who = endpoint.getWho().isEmpty() ? "route " + exchange.getFromRouteId() : endpoint.getWho();
        String why = endpoint.getWhy().isEmpty() ? "the route says so" : endpoint.getWhy();
        return encounter
                .move(move, Turn.ordered(who, why))
                .fold(
                        now -> {
                            exchange.getMessage().setBody(now);
                            return Optional.of(now);
                        },
                        no -> {
                            exchange.getMessage().setBody(no);
                            return Optional.empty();
                        });
    }

    private void greet(EnrollEndpoint endpoint) {
        endpoint.way().put(List.of(encounter.greet()));
    }
}
