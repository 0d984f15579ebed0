package org.comity.camel;

import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultProducer;
import org.comity.core.control.Statement;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.observation.Observation;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Cosigning;
import org.comity.core.reconcile.MergeHistory;
import org.comity.core.reconcile.MergeJson;
import org.comity.core.reconcile.Voice;

final class MergeProducer extends DefaultProducer {
    private final BoundaryAgent agent;
    private final Cosigning signing;
    private final Voice by;

    MergeProducer(MergeEndpoint endpoint, BoundaryAgent agent, Voice by) {
        super(endpoint);
        this.agent = agent;
        this.signing = new Cosigning(agent);
        this.by = by;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        MergeEndpoint endpoint = (MergeEndpoint) getEndpoint();
        Object body = switch (endpoint.getOperation()) {
            case LIST -> MergeJson.of(signing.queue());
            case STATUS -> MergeJson.of(signing.acts(), MergeHistory.of(agent.current(), agent.admitted()));
            case DECIDE -> said(decision(endpoint).then(one -> signing.sign(one, by)));
            case SIGN -> said(sign(exchange.getMessage().getMandatoryBody(byte[].class)));
            case CUT -> said(signing.sign(signing.proposal(), by));
        };
        exchange.getMessage().setBody(body);
    }

    private Outcome<Statement.MergeDecision> decision(MergeEndpoint endpoint) {
        return endpoint.getAccept().isEmpty()
                ? signing.queue().under(endpoint.getDomain(), endpoint.getPolicy())
                : signing.queue().accept(endpoint.getDomain(), new MeshId(endpoint.getAccept()));
    }

    private Outcome<Observation> sign(byte[] body) {
        return signing.sign(Octets.of(body), by);
    }

    private static Object said(Outcome<Observation> outcome) {
        return outcome.<Object>fold(good -> good, no -> no);
    }
}
