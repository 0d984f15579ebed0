package org.comity.core.arbitration;

import java.util.Objects;
import org.comity.core.agreement.AuthorityEntry;
import org.comity.core.authority.AttestationTier;

/**
 * All of a candidate that a policy may weigh, one of few values each.
 *
 * @param bracketed whether beacons bound it on both sides
 * @param evidence what is proven of its place in time
 * @param edition 0 for none
 * @param result which of few results it states
 */
record Profile(
        AuthorityEntry authority,
        String scheme,
        AttestationTier tier,
        int mappingPermille,
        boolean bracketed,
        Evidence evidence,
        int edition,
        int result) {

    /** What is proven: every EARLY precedes every LATE; of UNPROVEN nothing is known. */
    enum Evidence {
        EARLY,
        LATE,
        UNPROVEN
    }

    Profile {
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(tier, "tier");
        Objects.requireNonNull(evidence, "evidence");
    }

    boolean isBefore(Profile that) {
        return evidence == Evidence.EARLY && that.evidence == Evidence.LATE;
    }

    @Override
    public String toString() {
        return authority.authority() + " on " + scheme + ", " + tier + ", mapping " + mappingPermille
                + (bracketed ? ", bracketed" : ", not bracketed") + ", " + evidence
                + (edition == 0 ? "" : ", edition " + edition) + ", says " + result;
    }
}
