package org.comity.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.comity.core.ledger.MeshClock;
import org.comity.core.ledger.TimeBounds;

/** A mesh's clock that stands still until it is told to move, with a stated error. Thread-safe. */
public final class ManualClock implements MeshClock {
    private final Duration error;
    private Instant now;

    /** A clock that shows the instant, give or take the error. */
    public ManualClock(Instant now, Duration error) {
        this.now = Objects.requireNonNull(now, "now");
        this.error = Objects.requireNonNull(error, "error");
    }

    @Override
    public synchronized TimeBounds now() {
        return new TimeBounds(now.minus(error), now.plus(error));
    }

    /** Moves to the instant, if that is later. */
    public synchronized void to(Instant instant) {
        now = instant.isAfter(now) ? instant : now;
    }

    /** Moves on. */
    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }
}
