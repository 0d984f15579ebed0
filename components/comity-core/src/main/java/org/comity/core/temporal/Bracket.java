package org.comity.core.temporal;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Between which beacons of its own mesh an observation was made, as instants of that mesh's time.
 *
 * @param from the beacon seen was made no earlier; empty where none is proven
 * @param to the first beacon that includes it was made no later; empty where none is proven
 */
public record Bracket(Optional<Instant> from, Optional<Instant> to) {
    public Bracket {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }

    /** Whether it is bounded on both sides. */
    public boolean isClosed() {
        return from.isPresent() && to.isPresent();
    }
}
