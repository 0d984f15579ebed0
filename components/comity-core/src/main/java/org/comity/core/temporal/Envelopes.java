package org.comity.core.temporal;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.comity.core.mesh.MeshId;

/** The envelopes of every pair of meshes. A pair whose beacons contradict the agreed drift has none. Immutable. */
final class Envelopes {
    private record Pair(MeshId first, MeshId second) {}

    /** Instants of a mesh's time, both ends excluded, whose bounds in another's are narrower than before. */
    record Narrowed(MeshId mesh, Instant from, Instant to) {}

    private final int driftPpm;
    private final Map<Pair, Envelope> all;
    private final Set<Pair> broken;

    private Envelopes(int driftPpm, Map<Pair, Envelope> all, Set<Pair> broken) {
        this.driftPpm = driftPpm;
        this.all = all;
        this.broken = broken;
    }

    /** No encounters yet. */
    static Envelopes none(int driftPpm) {
        return new Envelopes(driftPpm, Map.of(), Set.of());
    }

    int driftPpm() {
        return driftPpm;
    }

    /** With what more crossings prove; what they narrow is added to the list. */
    Envelopes with(List<Growth.Crossing> crossings, List<Narrowed> narrowed) {
        if (crossings.isEmpty()) {
            return this;
        }
        Map<Pair, Envelope> next = new HashMap<>(all);
        Set<Pair> nextBroken = new HashSet<>(broken);
        for (Growth.Crossing crossing : crossings) {
            MeshId earlier = crossing.logged().ref().mesh();
            MeshId later = crossing.by().ref().mesh();
            Pair there = new Pair(earlier, later);
            Pair back = new Pair(later, earlier);
            Instant first = crossing.logged().earliest();
            Instant second = crossing.by().latest();
            Envelope before = next.getOrDefault(there, new Envelope(driftPpm));
            Envelope after = before.atMost(first, second);
            if (after != before) {
                narrowed.add(new Narrowed(earlier, after.neighbourBefore(first), after.neighbourBehind(first)));
            }
            Envelope mirrored = next.getOrDefault(back, new Envelope(driftPpm)).atLeast(second, first);
            next.put(there, after);
            next.put(back, mirrored);
            if (!after.isConsistentAt(first)) {
                nextBroken.add(there);
            }
            if (!mirrored.isConsistentAt(second)) {
                nextBroken.add(back);
            }
        }
        return new Envelopes(driftPpm, next, nextBroken);
    }

    List<Faults.Drift> drifts() {
        return broken.stream()
                .map(pair -> new Faults.Drift(pair.first(), pair.second()))
                .sorted(Comparator.comparing(Faults.Drift::one).thenComparing(Faults.Drift::other))
                .toList();
    }

    /** Whether the latest that the first can be, in the other's time, is before the earliest that the other can be. */
    boolean isBefore(MeshId mesh, Bracket first, MeshId otherMesh, Bracket other) {
        if (first.to().isEmpty() || other.from().isEmpty()) {
            return false;
        }
        Pair pair = new Pair(mesh, otherMesh);
        Optional<Instant> latest = mesh.equals(otherMesh)
                ? first.to()
                : broken.contains(pair)
                        ? Optional.empty()
                        : Optional.ofNullable(all.get(pair))
                                .flatMap(envelope -> envelope.latest(first.to().get()));
        return latest.filter(bound -> bound.isBefore(other.from().get())).isPresent();
    }
}
