package org.comity.camel;

import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.comity.core.mesh.Octets;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Encounter;

final class GatewayProducer extends DefaultProducer {
    private static final int PARCELS_AT_ONCE = 64;

    private final BoundaryAgent agent;
    private final Channel channel;
    private final Optional<Encounter> encounter;

    GatewayProducer(GatewayEndpoint endpoint, BoundaryAgent agent, Channel channel, Optional<Encounter> encounter) {
        super(endpoint);
        this.agent = agent;
        this.channel = channel;
        this.encounter = encounter;
    }

    /** What was put and not yet noted is put again after a halt: the other side takes it once. */
    @Override
    public void process(Exchange exchange) {
        String name = ((GatewayEndpoint) getEndpoint()).getChannel();
        agent.release();
        int count = 0;
        List<Octets> waiting = agent.outbox(agent.sent(name), PARCELS_AT_ONCE);
        while (!waiting.isEmpty() && encounter.map(Encounter::gives).orElse(true)) {
            channel.put(waiting);
            agent.sent(name, agent.sent(name) + waiting.size());
            count += waiting.size();
            waiting = agent.outbox(agent.sent(name), PARCELS_AT_ONCE);
        }
        encounter.ifPresent(Encounter::assess);
        exchange.getMessage().setBody(count);
    }
}
