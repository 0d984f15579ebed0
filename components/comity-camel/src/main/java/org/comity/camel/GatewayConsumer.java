package org.comity.camel;

import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.partition.Session;
import org.comity.core.reconcile.Encounter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class GatewayConsumer extends DefaultConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayConsumer.class);

    private final Channel channel;
    private final Optional<Encounter> encounter;
    private Channel.@Nullable Subscription subscription;

    GatewayConsumer(GatewayEndpoint endpoint, Processor processor, Channel channel, Optional<Encounter> encounter) {
        super(endpoint, processor);
        this.channel = channel;
        this.encounter = encounter;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        subscription = channel.take(this::arrived);
    }

    @Override
    protected void doStop() throws Exception {
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
        super.doStop();
    }

    /** Session messages go to the encounter; consignments wait on the channel until it takes. */
    private boolean arrived(Octets octets) {
        if (encounter.isPresent() && Session.isMessage(octets)) {
            return encounter.get().hears() && answered(encounter.get().receive(octets));
        }
        return encounter.map(Encounter::takes).orElse(true) && taken(octets);
    }

    private boolean answered(Outcome<List<Octets>> answer) {
        answer.fold(
                messages -> {
                    channel.put(messages);
                    return messages.size();
                },
                no -> {
                    LOG.warn("a session message is not believed: {} {}", no.reason(), no.detail());
                    return 0;
                });
        return true;
    }

    private boolean taken(Octets octets) {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(octets.bytes());
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (exchange.getException() != null) {
            getExceptionHandler().handleException("a consignment will come again", exchange, exchange.getException());
        }
        Exception failure = exchange.getException();
        releaseExchange(exchange, false);
        if (failure != null) {
            throw new IllegalStateException("a consignment was not taken: " + failure, failure);
        }
        return true;
    }
}
