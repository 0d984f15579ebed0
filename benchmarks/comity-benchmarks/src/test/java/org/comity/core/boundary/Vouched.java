package org.comity.core.boundary;

import java.util.Optional;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.Credential;
import org.comity.core.control.Statement;
import org.comity.core.observation.Observation;

/** Observations that count as verified without a signature: for measuring what comes after verification. */
public final class Vouched {
    private Vouched() {}

    /** As verification would make it. */
    public static Verified of(Observation observation, Credential credential, Optional<Statement> statement) {
        return new Verified(observation, credential, AttestationTier.SOFTWARE, statement, Optional.empty());
    }
}
