package org.comity.camel;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Encounter;

final class GatewayProducer extends DefaultProducer {
    private static final int PARCELS_AT_ONCE = 8;

    private final BoundaryAgent agent;
    private final Channel channel;
    private final Optional<Encounter> encounter;

    /** What was put though something before it was left behind, in part or whole. */
    private final Set<Digest> ahead = new HashSet<>();

    GatewayProducer(GatewayEndpoint endpoint, BoundaryAgent agent, Channel channel, Optional<Encounter> encounter) {
        super(endpoint);
        this.agent = agent;
        this.channel = channel;
        this.encounter = encounter;
    }

    /**
     * Each consignment is put before the next is made, so that the peer takes the one meanwhile. What was put and not yet noted is put
     * again after a halt: the other side takes it once.
     */
    @Override
    public void process(Exchange exchange) {
        String name = ((GatewayEndpoint) getEndpoint()).getChannel();
        int count = 0;
        boolean more = true;
        while (more) {
            more = agent.releaseNext().isPresent();
            encounter.flatMap(Encounter::greetAnew).ifPresent(greeting -> channel.put(List.of(greeting)));
            count += give(name);
        }
        exchange.getMessage().setBody(count);
        encounter.ifPresent(Encounter::assess);
    }

    /** Puts what goes out now, and notes how far nothing was left behind; how many were put. */
    private synchronized int give(String name) {
        int count = 0;
        long at = agent.sent(name);
        boolean whole = true;
        List<Octets> waiting = waiting(at);
        while (!waiting.isEmpty()) {
            List<Octets> going =
                    waiting.stream().flatMap(parcel -> given(parcel).stream()).toList();
            List<Octets> fresh = going.stream()
                    .filter(parcel -> !ahead.contains(parcel.digest()))
                    .toList();
            if (!fresh.isEmpty()) {
                channel.put(fresh);
            }
            count += fresh.size();
            at += waiting.size();
            whole &= going.equals(waiting);
            if (whole) {
                agent.sent(name, at);
            } else {
                fresh.forEach(parcel -> ahead.add(parcel.digest()));
            }
            waiting = waiting(at);
        }
        if (whole) {
            ahead.clear();
        }
        return count;
    }

    private List<Octets> waiting(long after) {
        return encounter.map(Encounter::gives).orElse(true) ? agent.outbox(after, PARCELS_AT_ONCE) : List.of();
    }

    private Optional<Octets> given(Octets parcel) {
        return encounter.map(peer -> peer.given(parcel)).orElse(Optional.of(parcel));
    }
}
