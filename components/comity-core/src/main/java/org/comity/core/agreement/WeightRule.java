package org.comity.core.agreement;

import java.util.Objects;
import java.util.Optional;
import org.comity.core.authority.AuthorityId;

/**
 * One row of the weight table: all rows that apply to a candidate are added.
 *
 * @param authority empty for every authority
 */
public record WeightRule(Optional<AuthorityId> authority, When when, int add) {

    /** When a row applies, given the candidate's authority, its feature's id and the agreed location. */
    public enum When {
        /** Always. */
        ALWAYS,
        /** The feature's scheme is one that the authority owns. */
        OWNS_ID,
        /** The location lies in the authority's own region. */
        IN_OWN_REGION,
        /** The location lies in the region of the owner of the feature's scheme. */
        ID_OWNER_IN_OWN_REGION
    }

    public WeightRule {
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(when, "when");
    }
}
