package org.comity.core.observation;

import java.util.Objects;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;

/** Names a checkpoint of a mesh as a tick of its time: the tree size and the root (RFC 9162) that were signed. */
public record BeaconRef(MeshId mesh, long size, Digest root) {

    public BeaconRef {
        Objects.requireNonNull(mesh, "mesh");
        Objects.requireNonNull(root, "root");
        if (size < 0) {
            throw new IllegalArgumentException("a tree size is not negative");
        }
    }
}
