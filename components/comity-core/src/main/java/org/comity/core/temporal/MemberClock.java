package org.comity.core.temporal;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.ledger.TimeBounds;
import org.comity.core.mesh.Name;

/**
 * One clock of a mesh as its samples bound it: a counter that only knows its own epoch (a boot, a reset), and the time that it
 * was last known to show. From a sample on the bounds grow with the agreed drift. Another epoch knows nothing until it is
 * sampled. Immutable; exact integers of nanoseconds, every rounding widens.
 */
public final class MemberClock {
    private final int driftPpm;
    private final Optional<Sample> last;

    private record Sample(String epoch, long counter, TimeBounds time) {}

    private MemberClock(int driftPpm, Optional<Sample> last) {
        this.driftPpm = driftPpm;
        this.last = last;
    }

    /**
     * A clock that nothing is known of.
     *
     * @param driftPpm bound on its drift, parts per million
     */
    public static MemberClock unknown(int driftPpm) {
        if (driftPpm < 0 || driftPpm > 1_000_000) {
            throw new IllegalArgumentException("a drift lies between zero and a million parts per million");
        }
        return new MemberClock(driftPpm, Optional.empty());
    }

    /**
     * With a sample: at that count of that epoch the time lay within the bounds. In the same epoch it narrows what the samples
     * before it say; where it contradicts them the clock was set, and it alone stands.
     *
     * @param counter nanoseconds since the epoch began
     */
    public MemberClock sampled(String epoch, long counter, TimeBounds time) {
        Name.require(epoch, "epoch");
        Objects.requireNonNull(time, "time");
        TimeBounds known = at(epoch, counter).orElse(time);
        Instant from = known.earliest().isAfter(time.earliest()) ? known.earliest() : time.earliest();
        Instant to = known.latest().isBefore(time.latest()) ? known.latest() : time.latest();
        TimeBounds stands = to.isBefore(from) ? time : new TimeBounds(from, to);
        return new MemberClock(driftPpm, Optional.of(new Sample(epoch, counter, stands)));
    }

    /** The time at a count of an epoch; empty where no sample of that epoch came before it. */
    public Optional<TimeBounds> at(String epoch, long counter) {
        return last.filter(sample -> sample.epoch().equals(epoch) && sample.counter() <= counter)
                .map(sample -> {
                    long elapsed = counter - sample.counter();
                    Duration drift = Duration.ofNanos(spread(elapsed));
                    return new TimeBounds(
                            sample.time().earliest().plusNanos(elapsed).minus(drift),
                            sample.time().latest().plusNanos(elapsed).plus(drift));
                });
    }

    private long spread(long nanos) {
        return nanos / 1_000_000 * driftPpm + (nanos % 1_000_000 * driftPpm + 999_999) / 1_000_000;
    }
}
