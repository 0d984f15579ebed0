package org.comity.camel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.util.StopWatch;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.partition.Mode;
import org.comity.core.partition.Session;
import org.comity.core.reconcile.Encounter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class GatewayConsumer extends DefaultConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayConsumer.class);
    private static final int CHECKS_A_SILENCE = 4;

    private final Channel channel;
    private final Optional<Encounter> encounter;
    private final StopWatch sinceHeard = new StopWatch();
    private Channel.@Nullable Subscription subscription;
    private @Nullable ScheduledExecutorService watch;

    GatewayConsumer(GatewayEndpoint endpoint, Processor processor, Channel channel, Optional<Encounter> encounter) {
        super(endpoint, processor);
        this.channel = channel;
        this.encounter = encounter;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        subscription = channel.take(this::arrived);
        sinceHeard.restart();
        long silence = ((GatewayEndpoint) getEndpoint()).getSilence();
        if (silence > 0 && encounter.isPresent()) {
            watch = getEndpoint()
                    .getCamelContext()
                    .getExecutorServiceManager()
                    .newSingleThreadScheduledExecutor(this, "comity-silence");
            long period = Math.max(1, silence / CHECKS_A_SILENCE);
            watch.scheduleWithFixedDelay(() -> listen(silence), period, period, TimeUnit.MILLISECONDS);
        }
    }

    /** A watch that failed once goes on: what it could not read health shows. */
    private void listen(long silence) {
        try {
            Encounter peer = encounter.orElseThrow();
            if (!peer.hears()) {
                sinceHeard.restart();
            } else if (sinceHeard.taken() > silence) {
                peer.unreachable("nothing was heard for " + Duration.ofMillis(silence));
            } else {
                peer.assess();
            }
        } catch (RuntimeException e) {
            LOG.warn("how the peer stands cannot be said: {}", e.toString());
        }
    }

    /** The peer is heard when a message of it is believed, or a consignment is taken in a session that it has opened. */
    private void heard(boolean believed) {
        if (believed) {
            sinceHeard.restart();
            encounter.filter(peer -> peer.mode() == Mode.DEGRADED).ifPresent(Encounter::heard);
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
        if (watch != null) {
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(watch);
            watch = null;
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
        heard(answer.fold(
                messages -> {
                    channel.put(messages);
                    return true;
                },
                no -> {
                    if (no.reason() == Reason.MALFORMED
                            && !encounter.map(Encounter::takes).orElse(true)) {
                        LOG.info("a session message before the session is open is left: {}", no.detail());
                    } else {
                        LOG.warn("a session message is not believed: {} {}", no.reason(), no.detail());
                    }
                    return false;
                }));
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
        heard(true);
        return true;
    }
}
