package org.comity.core.ledger;

import java.time.Instant;
import java.util.Objects;

/** The interval in which a mesh's own clocks agree that an instant lies. */
public record TimeBounds(Instant earliest, Instant latest) {
    public TimeBounds {
        Objects.requireNonNull(earliest, "earliest");
        Objects.requireNonNull(latest, "latest");
        if (latest.isBefore(earliest)) {
            throw new IllegalArgumentException("latest is not before earliest");
        }
    }
}
