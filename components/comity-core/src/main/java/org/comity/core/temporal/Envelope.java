package org.comity.core.temporal;

import java.time.Instant;
import java.util.Optional;

/**
 * Bounds of one mesh's time by another's between encounters: each proven order of two beacons, and the agreed drift, cut
 * away what cannot be. Of the encounters only those are kept that bound something no other bounds: the convex hull, so that
 * an instant's bounds come from its two neighbours. Exact integers of nanoseconds; every rounding widens. Immutable.
 */
final class Envelope {
    private final long driftPpm;
    private final Corners above;
    private final Corners below;

    /** Bounds nothing yet. */
    Envelope(long driftPpm) {
        this(driftPpm, Corners.NONE, Corners.NONE);
    }

    private Envelope(long driftPpm, Corners above, Corners below) {
        this.driftPpm = driftPpm;
        this.above = above;
        this.below = below;
    }

    /** With proof that something no earlier than an instant of the first mesh precedes an instant of the second. */
    Envelope atMost(Instant first, Instant second) {
        if (latest(first).filter(bound -> !bound.isAfter(second)).isPresent()) {
            return this;
        }
        Corners corners =
                above.with(first, second, (at, bound) -> !up(first, second, at).isAfter(bound));
        return new Envelope(driftPpm, corners, below);
    }

    /** With proof that something no later than an instant of the first mesh follows an instant of the second. */
    Envelope atLeast(Instant first, Instant second) {
        if (earliest(first).filter(bound -> !bound.isBefore(second)).isPresent()) {
            return this;
        }
        Corners corners = below.with(
                first, second, (at, bound) -> !down(first, second, at).isBefore(bound));
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
        int before = above.notBehind(first);
        int behind = above.notBefore(first);
        Instant one = before < 0 ? Instant.MAX : up(above.first(before), above.second(before), first);
        Instant other = behind == above.size() ? Instant.MAX : up(above.first(behind), above.second(behind), first);
        Instant bound = one.isBefore(other) ? one : other;
        return above.isEmpty() ? Optional.empty() : Optional.of(bound);
    }

    /** The earliest time of the second mesh that an instant of the first can be. */
    Optional<Instant> earliest(Instant first) {
        int before = below.notBehind(first);
        int behind = below.notBefore(first);
        Instant one = before < 0 ? Instant.MIN : down(below.first(before), below.second(before), first);
        Instant other = behind == below.size() ? Instant.MIN : down(below.first(behind), below.second(behind), first);
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
        int before = above.notBefore(first) - 1;
        return before < 0 ? Instant.MIN : above.first(before);
    }

    /** See {@link #neighbourBefore}. */
    Instant neighbourBehind(Instant first) {
        int behind = above.notBehind(first) + 1;
        return behind == above.size() ? Instant.MAX : above.first(behind);
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
