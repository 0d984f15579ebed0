package org.comity.core.boundary;

import java.util.Objects;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;

/**
 * Octets that were not taken, or wait. Kept under the digest of the octets, so that a spoilt copy that comes first never
 * blocks the honest one.
 *
 * @param detail one line for an operator; never payload or key octets
 */
public record Refusal(Octets octets, Reason reason, String detail) {

    public Refusal {
        Objects.requireNonNull(octets, "octets");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
    }

    /** SHA-256 of the octets. */
    public Digest digest() {
        return octets.digest();
    }

    /** Whether it waits for something that is missing. */
    public boolean holds() {
        return reason.effect() == Reason.Effect.HOLDS;
    }
}
