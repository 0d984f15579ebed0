package org.comity.testkit.clocks;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.lineage.Source;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;
import org.comity.core.temporal.Moment;

/**
 * Decides pairs by the closure of every edge and by every encounter, with no thought for cost: what the same evidence can
 * decide at all.
 */
final class BruteForce {
    private record Encounter(Checkpoint logged, Checkpoint by) {}

    private final int driftPpm;
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final List<List<Integer>> into = new ArrayList<>();
    private final List<BitSet> causes = new ArrayList<>();
    private final Map<MeshId, TreeMap<Long, Checkpoint>> heads = new HashMap<>();
    private final Map<Oid, Moment> moments = new HashMap<>();
    private final List<Encounter> encounters = new ArrayList<>();
    private final Map<Oid, Optional<Instant>> from = new HashMap<>();
    private final Map<Oid, Optional<Instant>> to = new HashMap<>();

    BruteForce(Collection<Moment> all, int driftPpm) {
        this.driftPpm = driftPpm;
        all.forEach(one -> moments.put(one.oid(), one));
        for (Moment one : all) {
            number(one.oid());
            one.included().forEach(this::head);
            head(one).ifPresent(this::head);
        }
        heads.values().forEach(line -> {
            Checkpoint before = null;
            for (Checkpoint head : line.values()) {
                if (before != null) {
                    edge(before.ref(), head.ref());
                }
                before = head;
            }
        });
        all.forEach(this::edges);
        close();
        all.forEach(this::bracket);
    }

    private int number(Object name) {
        return numbers.computeIfAbsent(name, any -> {
            into.add(new ArrayList<>());
            causes.add(new BitSet());
            return into.size() - 1;
        });
    }

    private void head(Checkpoint head) {
        number(head.ref());
        heads.computeIfAbsent(head.mesh(), any -> new TreeMap<>()).put(head.size(), head);
    }

    private static Optional<Checkpoint> head(Moment one) {
        Statement statement = one.statement().orElse(null);
        if (statement instanceof Statement.InclusionReceipt receipt) {
            return Optional.of(receipt.head());
        }
        return statement instanceof Statement.Beacon beacon ? Optional.of(beacon.checkpoint()) : Optional.empty();
    }

    private void edge(Object earlier, Object later) {
        if (numbers.containsKey(earlier) && numbers.containsKey(later)) {
            into.get(number(later)).add(number(earlier));
        }
    }

    private void edges(Moment one) {
        one.core().origin().previous().ifPresent(oid -> edge(oid, one.oid()));
        for (Source source : one.core().lineage().sources()) {
            edge(source.fold(oid -> oid, commitment -> commitment), one.oid());
        }
        one.core().made().seen().forEach(seen -> edge(seen, one.oid()));
        one.included().forEach(head -> edge(one.oid(), head.ref()));
        head(one).ifPresent(head -> edge(head.ref(), one.oid()));
        if (one.statement().orElse(null) instanceof Statement.InclusionReceipt receipt) {
            edge(receipt.beacon(), one.oid());
            Optional.ofNullable(moments.get(receipt.beacon()))
                    .flatMap(BruteForce::head)
                    .filter(logged -> logged.ref().equals(receipt.logged()))
                    .ifPresent(logged -> {
                        edge(logged.ref(), receipt.head().ref());
                        encounters.add(new Encounter(logged, receipt.head()));
                    });
        }
    }

    private void close() {
        Deque<Integer> changed = new ArrayDeque<>();
        List<List<Integer>> out = new ArrayList<>();
        for (int node = 0; node < into.size(); node++) {
            out.add(new ArrayList<>());
            changed.add(node);
        }
        for (int node = 0; node < into.size(); node++) {
            for (int cause : into.get(node)) {
                out.get(cause).add(node);
            }
        }
        while (!changed.isEmpty()) {
            int node = changed.poll();
            for (int later : out.get(node)) {
                BitSet all = causes.get(later);
                int before = all.cardinality();
                all.or(causes.get(node));
                all.set(node);
                if (all.cardinality() > before) {
                    changed.add(later);
                }
            }
        }
    }

    private void bracket(Moment one) {
        MeshId mesh = one.core().origin().mesh();
        int self = number(one.oid());
        Optional<Instant> earliest = Optional.empty();
        Optional<Instant> latest = Optional.empty();
        for (Checkpoint head : heads.getOrDefault(mesh, new TreeMap<>()).values()) {
            int number = number(head.ref());
            if (causes.get(self).get(number)) {
                earliest = Optional.of(head.earliest());
            }
            if (latest.isEmpty() && causes.get(number).get(self)) {
                latest = Optional.of(head.latest());
            }
        }
        from.put(one.oid(), earliest);
        to.put(one.oid(), latest);
    }

    boolean isBefore(Moment first, Moment second) {
        int one = number(first.oid());
        int other = number(second.oid());
        return causes.get(other).get(one) || !causes.get(one).get(other) && inEnvelope(first, second);
    }

    private boolean inEnvelope(Moment first, Moment second) {
        Optional<Instant> end = to.getOrDefault(first.oid(), Optional.empty());
        Optional<Instant> start = from.getOrDefault(second.oid(), Optional.empty());
        if (end.isEmpty() || start.isEmpty()) {
            return false;
        }
        MeshId mesh = first.core().origin().mesh();
        MeshId otherMesh = second.core().origin().mesh();
        BigInteger bound = nanos(start.get());
        if (mesh.equals(otherMesh)) {
            return nanos(end.get()).compareTo(bound) < 0;
        }
        return encounters.stream()
                .filter(one ->
                        one.logged().mesh().equals(mesh) && one.by().mesh().equals(otherMesh))
                .anyMatch(one -> latest(one, end.get()).compareTo(bound) < 0);
    }

    /** The latest time of the other mesh that an instant can be, as one encounter bounds it: drift counts up to a nanosecond. */
    private BigInteger latest(Encounter one, Instant at) {
        BigInteger away = nanos(at).subtract(nanos(one.logged().earliest()));
        BigInteger million = BigInteger.valueOf(1_000_000);
        BigInteger drift = away.abs()
                .multiply(BigInteger.valueOf(driftPpm))
                .add(million.subtract(BigInteger.ONE))
                .divide(million);
        return nanos(one.by().latest()).add(away).add(drift);
    }

    private static BigInteger nanos(Instant instant) {
        return BigInteger.valueOf(instant.getEpochSecond())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(instant.getNano()));
    }
}
