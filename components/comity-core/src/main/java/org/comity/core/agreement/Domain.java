package org.comity.core.agreement;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Name;
import org.comity.core.observation.ObservedProperty;

/**
 * What thresholds, governed stops and decisions apply to: one observed property, under the name that the parties agreed.
 *
 * @param featureSchemes the schemes whose features it covers
 * @param property the agreed property; others count only through an exact equivalence to it
 * @param associator who says which features are the same; empty where features are never joined
 * @param constraint what the associator's links must never join
 * @param deciders who may sign merge decisions
 * @param quorum how many distinct deciders a merge decision needs, from 1
 */
public record Domain(
        String name,
        Kind kind,
        List<String> featureSchemes,
        ObservedProperty property,
        Optional<AuthorityId> associator,
        Constraint constraint,
        Thresholds thresholds,
        List<AuthorityId> deciders,
        int quorum) {

    /** How facts of the property compete. */
    public enum Kind {
        /** All facts of one associated feature compete. */
        EVENT,
        /** All facts that cover one segment of the time axis compete. */
        INTERVAL
    }

    /** What must never be joined. */
    public enum Constraint {
        /** Any features may be joined. */
        NONE,
        /** At most one feature of each scheme. */
        ONE_PER_SCHEME
    }

    public Domain {
        Name.require(name, "name");
        Objects.requireNonNull(kind, "kind");
        featureSchemes = List.copyOf(featureSchemes);
        Objects.requireNonNull(property, "property");
        Objects.requireNonNull(associator, "associator");
        Objects.requireNonNull(constraint, "constraint");
        Objects.requireNonNull(thresholds, "thresholds");
        deciders = List.copyOf(deciders);
        if (quorum < 1 || quorum > Math.max(1, deciders.size())) {
            throw new IllegalArgumentException("quorum is from 1 to the number of deciders");
        }
    }

    /** Whether the agreement's map leads this fact here. */
    public boolean covers(String featureScheme, ObservedProperty canonical) {
        return property.equals(canonical) && featureSchemes.contains(featureScheme);
    }
}
