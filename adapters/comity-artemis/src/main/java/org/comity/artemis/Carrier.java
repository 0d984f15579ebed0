package org.comity.artemis;

import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.comity.core.mesh.Octets;

/**
 * The boundary agent's hands: takes from the own broker's queue for a peer and puts into that peer's broker, logged in with
 * the certificate that the peer issued. Acknowledged here after it is durable there: at least once, never lost.
 */
public final class Carrier implements AutoCloseable {
    private static final long RECEIVE_MILLIS = 250;

    private final BrokerLink.Address own;
    private final BrokerLink.Address peer;
    private final String outQueue;
    private final String peerQueue;
    private final Worker worker;

    /** One end of the way. */
    public record End(int port, Tls tls, String queue) {
        public End {
            Objects.requireNonNull(tls, "tls");
            Objects.requireNonNull(queue, "queue");
        }
    }

    /** Begins to carry; it goes on until closed, whether or not the peer can be reached. */
    public Carrier(End from, End to) {
        own = new BrokerLink.Address(from.port(), from.tls());
        peer = new BrokerLink.Address(to.port(), to.tls());
        outQueue = from.queue();
        peerQueue = to.queue();
        worker = new Worker("comity-carry-" + outQueue, this::carry);
    }

    private void carry(BooleanSupplier goOn) throws Exception {
        try (BrokerLink there = BrokerLink.open(peer);
                BrokerLink here = BrokerLink.open(own);
                ClientConsumer consumer = here.consumer(outQueue)) {
            while (goOn.getAsBoolean()) {
                Optional<Octets> next = BrokerLink.receive(consumer, RECEIVE_MILLIS);
                if (next.isPresent()) {
                    there.send(peerQueue, next.get());
                    there.commit();
                    here.commit();
                }
            }
        }
    }

    @Override
    public void close() {
        worker.close();
    }
}
