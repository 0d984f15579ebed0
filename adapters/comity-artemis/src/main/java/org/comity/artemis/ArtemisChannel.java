package org.comity.artemis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.comity.camel.Channel;
import org.comity.core.boundary.Refusal;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.comity.core.partition.Session;
import org.comity.core.reconcile.BoundaryAgent;
import org.jspecify.annotations.Nullable;

/**
 * A channel to one peer in one class, on the own broker: what goes out waits in one queue for the carrier, what came in waits in the
 * other. Session messages have queues beside, so that they pass what waits for the session. What fails again and again holds up
 * nothing: it goes to the {@link Quarantine}. Thread-safe.
 */
public final class ArtemisChannel implements Channel, AutoCloseable {
    /** So often is tried what fails. */
    private static final int ATTEMPTS_MAX = 250;

    /** An attempt counts so often where something else was taken since the last one: then it is not the taker that is broken. */
    private static final int WHILE_OTHERS = 50;

    /** So many may be failing at once before nothing more is taken. */
    private static final int FAILING_MAX = 16;

    private final BrokerAddress own;
    private final String outQueue;
    private final String inQueue;
    private final int octetsMax;
    private final Consumer<Refusal> recorder;
    private @Nullable BrokerLink putting;

    /**
     * A channel under an agreement: no message larger than its consignments is taken, and what is put aside is recorded.
     *
     * @param peer the peer's mesh, a URN
     */
    public ArtemisChannel(BrokerAddress own, String peer, String trafficClass, BoundaryAgent agent) {
        this.own = Objects.requireNonNull(own, "own");
        this.outQueue = QueueName.out(new MeshId(peer), trafficClass);
        this.inQueue = QueueName.in(new MeshId(peer), trafficClass);
        this.octetsMax = agent.agreement().limits().consignmentOctetsMax();
        this.recorder = new Recording(agent);
    }

    @Override
    public synchronized void put(List<Octets> parcels) {
        Exception failure = null;
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                BrokerLink link = putting == null || !putting.isOpen() ? BrokerLink.open(own) : putting;
                putting = link;
                for (Octets parcel : parcels) {
                    link.send(Session.isMessage(parcel) ? QueueName.session(outQueue) : outQueue, parcel);
                }
                link.commit();
                return;
            } catch (Exception e) {
                close();
                failure = e;
            }
        }
        throw new IllegalStateException("the own broker did not take the consignments for " + outQueue, failure);
    }

    @Override
    public Subscription take(Predicate<Octets> taker) {
        Predicate<Octets> one = octets -> {
            synchronized (taker) {
                return taker.test(octets);
            }
        };
        List<Worker> workers = Stream.of(QueueName.session(inQueue), inQueue)
                .map(queue -> new Worker("comity-take-" + queue, new Taking(queue, one)::run))
                .toList();
        return () -> workers.forEach(Worker::close);
    }

    /** Lets go of the connection for putting; the next putting opens another. */
    @Override
    public synchronized void close() {
        if (putting != null) {
            putting.close();
            putting = null;
        }
    }

    /** What comes on one queue. What fails stays unacknowledged beside the rest, and is tried again after each batch. */
    private final class Taking {
        private final String queue;
        private final Predicate<Octets> taker;
        private final Map<Inlet.Arrival, Integer> failing = new LinkedHashMap<>();
        private boolean takenSince;

        Taking(String queue, Predicate<Octets> taker) {
            this.queue = queue;
            this.taker = taker;
        }

        /** Ends where nothing is taken now, so that all that was not taken waits on the broker, in its order. */
        void run(BooleanSupplier goOn) throws Exception {
            failing.clear();
            try (BrokerLink link = BrokerLink.open(own);
                    Inlet inlet = new Inlet(link, queue, octetsMax, recorder)) {
                boolean takes = true;
                while (takes && goOn.getAsBoolean()) {
                    List<Inlet.Arrival> next = new ArrayList<>(failing.keySet());
                    if (failing.size() < FAILING_MAX) {
                        next.addAll(inlet.batch());
                    } else {
                        Worker.pause();
                    }
                    boolean others = takenSince;
                    takenSince = false;
                    takes = take(inlet, next, others ? WHILE_OTHERS : 1);
                    link.commit();
                }
            }
        }

        private boolean take(Inlet inlet, List<Inlet.Arrival> arrivals, int weight) throws Exception {
            for (Inlet.Arrival arrival : arrivals) {
                Optional<Boolean> taken = taken(inlet, arrival, weight);
                if (taken.filter(yes -> !yes).isPresent()) {
                    return false;
                }
                if (taken.isPresent()) {
                    failing.remove(arrival);
                    arrival.acknowledge();
                    takenSince = true;
                }
            }
            return true;
        }

        /** Empty where it failed. */
        private Optional<Boolean> taken(Inlet inlet, Inlet.Arrival arrival, int weight) throws Exception {
            try {
                return Optional.of(taker.test(arrival.octets()));
            } catch (RuntimeException e) {
                if (failing.merge(arrival, weight, Integer::sum) >= ATTEMPTS_MAX) {
                    failing.remove(arrival);
                    inlet.setAside(arrival, Reason.TAKING_FAILED, "failed again and again, at last with " + oneLine(e));
                }
                return Optional.empty();
            }
        }
    }

    private static String oneLine(RuntimeException failure) {
        String line = failure.toString().lines().findFirst().orElse("");
        return line.substring(0, Math.min(line.length(), 200));
    }
}
