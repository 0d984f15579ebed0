package org.comity.core.observation;

import java.util.Objects;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;

/**
 * An observation as it was read from, or written to, the wire.
 *
 * @param oid recomputed from the canonical core, never taken from a claim
 * @param octets the whole envelope as it came; stored, forwarded and verified again verbatim
 */
public record Observation(Oid oid, Core core, Octets octets) {

    public Observation {
        Objects.requireNonNull(oid, "oid");
        Objects.requireNonNull(core, "core");
        Objects.requireNonNull(octets, "octets");
    }
}
