package org.comity.core.contention;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.agreement.Location;
import org.comity.core.observation.FeatureOfInterest;

/**
 * Features that the named associator's signed links make one.
 *
 * @param features sorted, never empty
 * @param location where, by the first link of the group; empty for a feature without a link
 */
public record Group(List<FeatureOfInterest> features, Optional<Location> location, Consistency consistency) {

    /** Whether the links respect the domain's constraint. */
    public enum Consistency {
        /** They do. */
        CONSISTENT,
        /** They join what must not be joined: the group escalates whole. */
        CONFLICTING
    }

    public Group {
        features = features.size() == 1
                ? List.of(features.get(0))
                : features.stream().sorted().toList();
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(consistency, "consistency");
    }
}
