package org.comity.artemis;

import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.comity.core.boundary.Refusal;
import org.comity.core.mesh.MeshId;
import org.comity.core.reconcile.BoundaryAgent;

/**
 * The boundary agent's hands: takes from the own broker's queues for a peer and a class and puts into that peer's broker, a batch at
 * a time. Acknowledged here after it is durable there: at least once, never lost. While the peer is slow, full or away, all waits here.
 */
public final class Carrier implements AutoCloseable {
    private final BrokerAddress own;
    private final BrokerAddress peer;
    private final int octetsMax;
    private final Consumer<Refusal> recorder;
    private final List<Worker> workers;

    /** Whom a carrier serves: a peer's mesh, a URN, and a class. */
    public record Way(String peer, String trafficClass) {
        public Way {
            Objects.requireNonNull(peer, "peer");
            Objects.requireNonNull(trafficClass, "trafficClass");
        }
    }

    /** Begins to carry; it goes on until closed, whether or not the peer can be reached. */
    public Carrier(BrokerAddress own, BrokerAddress peer, Way way, BoundaryAgent agent) {
        this.own = Objects.requireNonNull(own, "own");
        this.peer = Objects.requireNonNull(peer, "peer");
        this.octetsMax = agent.agreement().limits().consignmentOctetsMax();
        this.recorder = new Recording(agent);
        String from = QueueName.out(new MeshId(way.peer()), way.trafficClass());
        String to = QueueName.in(agent.node().mesh(), way.trafficClass());
        this.workers = Stream.of(
                        new Worker(
                                "comity-carry-" + QueueName.session(from),
                                goOn -> carry(goOn, QueueName.session(from), QueueName.session(to))),
                        new Worker("comity-carry-" + from, goOn -> carry(goOn, from, to)))
                .toList();
    }

    /** For a bean of a route file. */
    public static Carrier of(BrokerAddress own, BrokerAddress peer, String way, BoundaryAgent agent) {
        int slash = way.lastIndexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("'" + way + "' is no peer/class");
        }
        return new Carrier(own, peer, new Way(way.substring(0, slash), way.substring(slash + 1)), agent);
    }

    private void carry(BooleanSupplier goOn, String from, String to) throws Exception {
        try (BrokerLink there = BrokerLink.open(peer);
                BrokerLink here = BrokerLink.open(own);
                Inlet inlet = new Inlet(here, from, octetsMax, recorder)) {
            while (goOn.getAsBoolean()) {
                List<Inlet.Arrival> batch = inlet.batch();
                for (Inlet.Arrival one : batch) {
                    there.send(to, one.octets());
                    one.acknowledge();
                }
                if (!batch.isEmpty()) {
                    there.commit();
                    here.commit();
                }
            }
        }
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
    }
}
