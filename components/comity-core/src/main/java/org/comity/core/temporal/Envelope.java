package org.comity.core.temporal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.comity.core.ledger.Checkpoint;

/**
 * Bounds of one mesh's time by another's between encounters: each proven order of two beacons, and the agreed drift, cut
 * away what cannot be. Exact integers of nanoseconds; every rounding widens.
 */
final class Envelope {
    /** Proof that a beacon of the first mesh comes before one of the second. */
    record Order(Checkpoint earlier, Checkpoint later) {}

    private final List<Order> there;
    private final List<Order> back;
    private final long driftPpm;

    /**
     * @param there orders from the first mesh's beacons to the second's
     * @param back orders from the second mesh's beacons to the first's
     */
    Envelope(List<Order> there, List<Order> back, long driftPpm) {
        this.there = List.copyOf(there);
        this.back = List.copyOf(back);
        this.driftPpm = driftPpm;
    }

    /** The latest time of the second mesh that an instant of the first can be. */
    Optional<Instant> latest(Instant first) {
        Instant bound = null;
        for (Order order : there) {
            long away = nanos(order.earlier().earliest(), first);
            Instant one = order.later().latest().plusNanos(away + spread(away));
            bound = bound == null || one.isBefore(bound) ? one : bound;
        }
        return Optional.ofNullable(bound);
    }

    /** The earliest time of the second mesh that an instant of the first can be. */
    Optional<Instant> earliest(Instant first) {
        Instant bound = null;
        for (Order order : back) {
            long away = nanos(order.later().latest(), first);
            Instant one = order.earlier().earliest().plusNanos(away - spread(away));
            bound = bound == null || one.isAfter(bound) ? one : bound;
        }
        return Optional.ofNullable(bound);
    }

    /** Whether some time is left at every encounter. */
    boolean isConsistent() {
        List<Instant> corners = new ArrayList<>();
        there.forEach(order -> corners.add(order.earlier().earliest()));
        back.forEach(order -> corners.add(order.later().latest()));
        return corners.stream().allMatch(corner -> {
            Optional<Instant> from = earliest(corner);
            return from.isEmpty()
                    || latest(corner).filter(to -> to.isBefore(from.get())).isEmpty();
        });
    }

    /** Drift over a span, rounded up: never less than the clocks may have come apart. */
    private long spread(long nanos) {
        long span = Math.abs(nanos);
        long whole = span / 1_000_000 * driftPpm;
        return whole + (span % 1_000_000 * driftPpm + 999_999) / 1_000_000;
    }

    private static long nanos(Instant from, Instant to) {
        return Math.addExact(
                Math.multiplyExact(Math.subtractExact(to.getEpochSecond(), from.getEpochSecond()), 1_000_000_000L),
                (long) to.getNano() - from.getNano());
    }
}
