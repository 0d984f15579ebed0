package org.comity.testkit.clocks;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.comity.core.ledger.TimeBounds;
import org.comity.core.temporal.MemberClock;

/**
 * One clock of a mesh. Its counter runs too fast or too slow within the bound and begins anew at each reboot; now and then it
 * is sampled against the mesh's time scale, with an error that the sample states. A liar's samples are off by what it likes.
 */
final class SimulatedClock {
    private final Random random;
    private final long ratePpm;
    private final Duration lie;
    private MemberClock known;
    private Instant booted;
    private int boots;

    /**
     * @param driftPpm bound on its drift against the mesh's scale
     * @param ratePpm by how much it may run too fast or too slow against true time, which the mesh's scale does too
     */
    SimulatedClock(Random random, int driftPpm, int ratePpm, Duration lie, Instant now) {
        this.random = random;
        this.ratePpm = random.nextInt(2 * ratePpm + 1) - ratePpm;
        this.lie = lie;
        this.known = MemberClock.unknown(driftPpm);
        this.booted = now;
    }

    private String epoch() {
        return "boot-" + boots;
    }

    private long counter(Instant now) {
        long elapsed = Duration.between(booted, now).toNanos();
        return elapsed + elapsed / 1_000_000 * ratePpm;
    }

    /** Goes off and on again: its counter begins anew. */
    void reboot(Instant now) {
        boots++;
        booted = now;
    }

    /** Is sampled: the mesh's scale stood at that instant, give or take an error that is stated. */
    void sample(Instant now, Instant scale) {
        Duration error = Duration.ofNanos(1_000_000L + random.nextInt(40_000_000));
        long off = random.nextLong() % error.toNanos();
        Instant read = scale.plus(lie).plusNanos(off);
        known = known.sampled(epoch(), counter(now), new TimeBounds(read.minus(error), read.plus(error)));
    }

    /** What it shows, in the mesh's scale. One that was not sampled since its reboot is sampled now. */
    TimeBounds read(Instant now, Instant scale) {
        if (known.at(epoch(), counter(now)).isEmpty()) {
            sample(now, scale);
        }
        return known.at(epoch(), counter(now)).orElseThrow();
    }

    boolean isLiar() {
        return !lie.isZero();
    }
}
