package org.comity.core.temporal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Bounds of one mesh's time by another's between encounters: each proven order of two beacons, and the agreed drift, cut
 * away what cannot be. Of the encounters only those are kept that bound something no other bounds: the convex hull, so that
 * an instant's bounds come from its two neighbours. Exact integers of nanoseconds; every rounding widens. Immutable.
 */
final class Envelope {
    private final long driftPpm;
    private final TreeMap<Instant, Instant> above;
    private final TreeMap<Instant, Instant> below;

    /** Bounds nothing yet. */
    Envelope(long driftPpm) {
        this(driftPpm, new TreeMap<>(), new TreeMap<>());
    }

    private Envelope(long driftPpm, TreeMap<Instant, Instant> above, TreeMap<Instant, Instant> below) {
        this.driftPpm = driftPpm;
        this.above = above;
        this.below = below;
    }

    /** With proof that something no earlier than an instant of the first mesh precedes an instant of the second. */
    Envelope atMost(Instant first, Instant second) {
        if (latest(first).filter(bound -> !bound.isAfter(second)).isPresent()) {
            return this;
        }
        TreeMap<Instant, Instant> corners = new TreeMap<>(above);
        corners.entrySet()
                .removeIf(corner -> !up(first, second, corner.getKey()).isAfter(corner.getValue()));
        corners.put(first, second);
        return new Envelope(driftPpm, corners, below);
    }

    /** With proof that something no later than an instant of the first mesh follows an instant of the second. */
    Envelope atLeast(Instant first, Instant second) {
        if (earliest(first).filter(bound -> !bound.isBefore(second)).isPresent()) {
            return this;
        }
        TreeMap<Instant, Instant> corners = new TreeMap<>(below);
        corners.entrySet()
                .removeIf(corner -> !down(first, second, corner.getKey()).isBefore(corner.getValue()));
        corners.put(first, second);
        return new Envelope(driftPpm, above, corners);
    }

    private Instant up(Instant first, Instant second, Instant at) {
        long away = nanos(first, at);
        return second.plusNanos(away + spread(away));
    }

    private Instant down(Instant first, Instant second, Instant at) {
        long away = nanos(first, at);
        return second.plusNanos(away - spread(away));
    }

    /** The latest time of the second mesh that an instant of the first can be. */
    Optional<Instant> latest(Instant first) {
        Map.Entry<Instant, Instant> before = above.floorEntry(first);
        Map.Entry<Instant, Instant> behind = above.ceilingEntry(first);
        Instant one = before == null ? Instant.MAX : up(before.getKey(), before.getValue(), first);
        Instant other = behind == null ? Instant.MAX : up(behind.getKey(), behind.getValue(), first);
        Instant bound = one.isBefore(other) ? one : other;
        return above.isEmpty() ? Optional.empty() : Optional.of(bound);
    }

    /** The earliest time of the second mesh that an instant of the first can be. */
    Optional<Instant> earliest(Instant first) {
        Map.Entry<Instant, Instant> before = below.floorEntry(first);
        Map.Entry<Instant, Instant> behind = below.ceilingEntry(first);
        Instant one = before == null ? Instant.MIN : down(before.getKey(), before.getValue(), first);
        Instant other = behind == null ? Instant.MIN : down(behind.getKey(), behind.getValue(), first);
        Instant bound = one.isAfter(other) ? one : other;
        return below.isEmpty() ? Optional.empty() : Optional.of(bound);
    }

    /** Whether some time is left at the instant. */
    boolean isConsistentAt(Instant first) {
        Optional<Instant> from = earliest(first);
        return from.isEmpty()
                || latest(first).filter(to -> to.isBefore(from.get())).isEmpty();
    }

    /** The instants next to this one at which the upper bound was proven: outside of them it says nothing about others. */
    Instant neighbourBefore(Instant first) {
        Instant before = above.lowerKey(first);
        return before == null ? Instant.MIN : before;
    }

    /** See {@link #neighbourBefore}. */
    Instant neighbourBehind(Instant first) {
        Instant behind = above.higherKey(first);
        return behind == null ? Instant.MAX : behind;
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
