package org.comity.artemis;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.comity.camel.Channel;
import org.comity.core.mesh.Octets;

/** A channel on the own broker: what goes out waits in one queue for the carrier, what came in waits in the other. */
public final class ArtemisChannel implements Channel {
    private static final long RECEIVE_MILLIS = 250;

    private final BrokerLink.Address own;
    private final String outQueue;
    private final String inQueue;

    /** A channel on the own broker. */
    public ArtemisChannel(int port, Tls tls, String outQueue, String inQueue) {
        this.own = new BrokerLink.Address(port, tls);
        this.outQueue = Objects.requireNonNull(outQueue, "outQueue");
        this.inQueue = Objects.requireNonNull(inQueue, "inQueue");
    }

    @Override
    public void put(List<Octets> parcels) {
        try (BrokerLink link = BrokerLink.open(own)) {
            for (Octets parcel : parcels) {
                link.send(outQueue, parcel);
            }
            link.commit();
        } catch (Exception e) {
            throw new IllegalStateException("the own broker did not take the consignments for " + outQueue, e);
        }
    }

    @Override
    public Subscription take(Predicate<Octets> taker) {
        Worker worker = new Worker("comity-take-" + inQueue, new Taking(taker)::run);
        return worker::close;
    }

    private final class Taking {
        private final Predicate<Octets> taker;

        Taking(Predicate<Octets> taker) {
            this.taker = taker;
        }

        void run(BooleanSupplier goOn) throws Exception {
            try (BrokerLink link = BrokerLink.open(own);
                    ClientConsumer consumer = link.consumer(inQueue)) {
                while (goOn.getAsBoolean()) {
                    Optional<Octets> next = BrokerLink.receive(consumer, RECEIVE_MILLIS);
                    if (next.isPresent() && !taker.test(next.get())) {
                        link.rollback();
                        throw new IllegalStateException("a consignment was not taken");
                    }
                    link.commit();
                }
            }
        }
    }
}
