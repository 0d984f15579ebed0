package org.comity.core.arbitration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Comparison;
import org.comity.core.authority.AttestationTier;
import org.comity.core.mesh.Oid;

/**
 * The least that would have to be otherwise for a candidate to prevail: the fewest of its own values, of those the smallest rise, of
 * those the earliest comparator. Everything else stays as the ruling says it is.
 *
 * @param changes in the order of the chain; empty for the one that prevails as it is
 */
public record Turning(Oid candidate, List<Change> changes) {

    /**
     * One value that would have to be another.
     *
     * @param from empty where an earlier comparator had dropped the candidate before it was weighed
     */
    public record Change(Comparison step, OptionalLong from, long to) {
        public Change {
            Objects.requireNonNull(step, "step");
            Objects.requireNonNull(from, "from");
        }

        /** Whether it had a value that can rise: no comparator dropped it before, and its own authority has not outdated it. */
        public boolean isWeighed() {
            return from.isPresent() && from.getAsLong() > Recency.OUTDATED;
        }

        private long rise() {
            return isWeighed() ? to - from.getAsLong() : Long.MAX_VALUE;
        }
    }

    public Turning {
        Objects.requireNonNull(candidate, "candidate");
        changes = List.copyOf(changes);
    }

    /**
     * What would turn a ruling to that candidate.
     *
     * @param rows every candidate with every value, as the ruling shows them
     * @return empty where no values that the comparators can give would do
     */
    public static Optional<Turning> of(Agreement agreement, List<Ruling.Row> rows, Oid candidate) {
        Ruling.Row own = rows.stream()
                .filter(row -> row.candidate().equals(candidate))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no candidate of the ruling"));
        List<Ruling.Row> rivals =
                rows.stream().filter(row -> !row.candidate().equals(candidate)).toList();
        List<List<Change>> ways = new ArrayList<>();
        search(agreement, own, rivals, 0, List.of(), ways);
        return ways.stream()
                .min(Comparator.<List<Change>>comparingInt(List::size)
                        .thenComparingLong(Turning::rise)
                        .thenComparingInt(way -> way.isEmpty() ? 0 : place(own, way.get(0))))
                .map(way -> new Turning(candidate, way));
    }

    /** At each step the candidate exceeds what is left of its rivals and prevails, or equals the best and goes on. */
    private static void search(
            Agreement agreement,
            Ruling.Row own,
            List<Ruling.Row> rivals,
            int step,
            List<Change> sofar,
            List<List<Change>> ways) {
        if (rivals.isEmpty()) {
            ways.add(sofar);
            return;
        }
        if (step == own.values().size()) {
            return;
        }
        Comparison comparison = Comparison.valueOf(own.values().get(step).comparison());
        OptionalLong value = own.values().get(step).value();
        long best = rivals.stream().mapToLong(row -> value(row, step)).max().orElseThrow();
        List<Ruling.Row> equals =
                rivals.stream().filter(row -> value(row, step) == best).toList();
        long now = value.orElse(Long.MIN_VALUE);
        if (now > best) {
            ways.add(sofar);
            return;
        }
        if (best > Long.MIN_VALUE && best < max(comparison, agreement)) {
            ways.add(and(sofar, new Change(comparison, value, best + 1)));
        }
        List<Change> level = now == best ? sofar : and(sofar, new Change(comparison, value, best));
        search(agreement, own, equals, step + 1, level, ways);
    }

    private static List<Change> and(List<Change> sofar, Change change) {
        List<Change> more = new ArrayList<>(sofar);
        more.add(change);
        return List.copyOf(more);
    }

    private static long value(Ruling.Row row, int step) {
        return row.values().get(step).value().orElse(Long.MIN_VALUE);
    }

    private static long rise(List<Change> way) {
        return way.stream().mapToLong(Change::rise).max().orElse(0);
    }

    private static int place(Ruling.Row own, Change change) {
        return own.values().stream()
                .map(Ruling.Value::comparison)
                .toList()
                .indexOf(change.step().name());
    }

    /** The largest value that a comparator can give. */
    private static long max(Comparison step, Agreement agreement) {
        return switch (step) {
            case PRIORITY, AUTHORITY_WEIGHT, CUSTOM -> Long.MAX_VALUE;
            case JURISDICTION -> 1;
            case ADMISSIBILITY -> Arbitration.admissibility(AttestationTier.values().length - 1, true, 1_000);
            case CORROBORATION -> agreement.parties().size();
            case RECENCY -> 0;
        };
    }
}
