package org.comity.core.temporal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.mesh.MeshId;
import org.comity.core.observation.BeaconRef;

/** The envelopes of every pair of meshes. A pair whose beacons contradict the agreed drift has none. */
final class Envelopes {
    private record Pair(MeshId first, MeshId second) {}

    private final Map<Pair, Envelope> usable = new HashMap<>();
    private final List<Faults.Drift> drifts = new ArrayList<>();

    private Envelopes() {}

    /** Draws them from inclusion receipts whose logged beacon S shows. */
    static Envelopes of(Collection<Moment> moments, Map<BeaconRef, Checkpoint> beacons, int driftPpm) {
        Map<Pair, List<Envelope.Order>> orders = new HashMap<>();
        for (Moment moment : moments) {
            if (moment.statement().orElse(null) instanceof Statement.InclusionReceipt receipt) {
                Optional.ofNullable(beacons.get(receipt.logged()))
                        .ifPresent(logged -> orders.computeIfAbsent(
                                        new Pair(logged.mesh(), receipt.head().mesh()), any -> new ArrayList<>())
                                .add(new Envelope.Order(logged, receipt.head())));
            }
        }
        Envelopes result = new Envelopes();
        for (Pair pair : orders.keySet()) {
            Pair mirrored = new Pair(pair.second(), pair.first());
            Envelope envelope = new Envelope(
                    orders.getOrDefault(pair, List.of()), orders.getOrDefault(mirrored, List.of()), driftPpm);
            result.add(pair, envelope);
            if (!orders.containsKey(mirrored)) {
                result.add(mirrored, new Envelope(List.of(), orders.get(pair), driftPpm));
            }
        }
        result.drifts.sort(Comparator.comparing(Faults.Drift::one).thenComparing(Faults.Drift::other));
        return result;
    }

    private void add(Pair pair, Envelope envelope) {
        if (envelope.isConsistent()) {
            usable.put(pair, envelope);
        } else {
            drifts.add(new Faults.Drift(pair.first(), pair.second()));
        }
    }

    List<Faults.Drift> drifts() {
        return List.copyOf(drifts);
    }

    /** Whether the latest that the first can be, in the other's time, is before the earliest that the other can be. */
    boolean isBefore(MeshId mesh, Bracket first, MeshId otherMesh, Bracket other) {
        if (first.to().isEmpty() || other.from().isEmpty()) {
            return false;
        }
        Optional<Instant> latest = mesh.equals(otherMesh)
                ? first.to()
                : Optional.ofNullable(usable.get(new Pair(mesh, otherMesh)))
                        .flatMap(envelope -> envelope.latest(first.to().get()));
        return latest.filter(bound -> bound.isBefore(other.from().get())).isPresent();
    }
}
