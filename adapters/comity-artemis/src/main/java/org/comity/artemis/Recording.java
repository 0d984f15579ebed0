package org.comity.artemis;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Consumer;
import org.comity.core.boundary.Refusal;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.comity.core.reconcile.BoundaryAgent;

/**
 * Leaves of the ledger for what a channel did not let through, a bounded number in each minute of the own clock: a flood of it is
 * told once a minute, with how many there were, and fills nothing.
 */
final class Recording implements Consumer<Refusal> {
    static final int PERIOD_SECONDS = 60;
    static final int LEAVES_MAX = 20;

    private final BoundaryAgent agent;
    private final InstantSource clock;
    private long period;
    private int count;

    Recording(BoundaryAgent agent) {
        this(agent, Clock.systemUTC());
    }

    Recording(BoundaryAgent agent, InstantSource clock) {
        this.agent = Objects.requireNonNull(agent, "agent");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public synchronized void accept(Refusal refusal) {
        turn();
        count++;
        if (count <= LEAVES_MAX) {
            agent.record(refusal);
        }
    }

    /** Tells of a flood once its minute is over. */
    synchronized void turn() {
        long current = clock.instant().getEpochSecond() / PERIOD_SECONDS;
        if (current != period) {
            int beyond = count - LEAVES_MAX;
            if (beyond > 0) {
                String text = beyond + " more in the minute from " + Instant.ofEpochSecond(period * PERIOD_SECONDS);
                agent.record(new Refusal(
                        Octets.of(("channel " + text).getBytes(StandardCharsets.UTF_8)),
                        Reason.LIMIT_EXCEEDED,
                        "what a channel did not let through: " + text));
            }
            period = current;
            count = 0;
        }
    }
}
