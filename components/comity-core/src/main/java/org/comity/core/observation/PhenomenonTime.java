package org.comity.core.observation;

import java.time.Instant;
import java.util.Objects;

/** When the fact held (SOSA {@code phenomenonTime}): an instant where both ends are equal, else a closed interval. */
public record PhenomenonTime(Instant start, Instant end) {

    public PhenomenonTime {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(end, "end");
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("a phenomenon time ends no earlier than it starts");
        }
    }

    /** One instant. */
    public static PhenomenonTime at(Instant instant) {
        return new PhenomenonTime(instant, instant);
    }
}
