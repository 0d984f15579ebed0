package org.comity.core.observation;

import java.util.Objects;
import java.util.Optional;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.DeviceId;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;

/**
 * Who made the observation. Each device counts what it signs and names what it signed before, so that a clone shows.
 *
 * @param authority the authority, or for a boundary agent's statement the agent's URN as an authority
 * @param sequence of the device, from 1
 * @param previous the device's observation before this one; empty exactly for sequence 1
 */
public record Origin(MeshId mesh, AuthorityId authority, DeviceId device, long sequence, Optional<Oid> previous) {

    public Origin {
        Objects.requireNonNull(mesh, "mesh");
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(previous, "previous");
        if (sequence < 1 || (sequence == 1) != previous.isEmpty()) {
            throw new IllegalArgumentException("sequence counts from 1, and only the first has no previous oid");
        }
    }
}
