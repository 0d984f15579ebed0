package org.comity.core.ledger;

import java.time.Instant;
import java.util.Objects;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.BeaconRef;

/**
 * A head of a mesh's ledger (C2SP tlog-checkpoint), which is also a tick of the mesh's time: a beacon.
 *
 * @param size number of leaves
 * @param root RFC 9162 tree head over them
 * @param earliest start of the interval in which the mesh's clocks agree that the head was made, inclusive
 * @param latest end of that interval, inclusive
 * @param note the signed note (C2SP signed-note), as it came
 */
public record Checkpoint(MeshId mesh, long size, Digest root, Instant earliest, Instant latest, Octets note) {

    public Checkpoint {
        Objects.requireNonNull(mesh, "mesh");
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(earliest, "earliest");
        Objects.requireNonNull(latest, "latest");
        Objects.requireNonNull(note, "note");
        if (size < 0 || latest.isBefore(earliest)) {
            throw new IllegalArgumentException("a checkpoint has a size of zero or more and an ordered interval");
        }
    }

    /** The name under which others refer to this head. */
    public BeaconRef ref() {
        return new BeaconRef(mesh, size, root);
    }
}
