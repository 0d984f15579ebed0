package org.comity.core.boundary;

import java.util.Objects;
import org.comity.core.observation.Evidence;
import org.comity.core.observation.Observation;

/** What stands on the wire: an observation and what is shown for it. Read, but not yet believed. */
public record Envelope(Observation observation, Evidence evidence) {

    public Envelope {
        Objects.requireNonNull(observation, "observation");
        Objects.requireNonNull(evidence, "evidence");
    }
}
