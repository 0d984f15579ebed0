package org.comity.core.temporal;

import java.util.Map;
import java.util.Set;
import org.comity.core.mesh.MeshId;
import org.comity.core.observation.BeaconRef;

/**
 * What a set shows that is not believed, because it contradicts other evidence.
 *
 * @param equivocated the size from which on a mesh's ledger has two histories
 * @param heads beacons that lie on a circle of evidence
 * @param across proofs between meshes that lie on one: a beacon, and the oid or beacon that it would precede
 */
record Doubts(Map<MeshId, Long> equivocated, Set<BeaconRef> heads, Set<Across> across) {
    static final Doubts NONE = new Doubts(Map.of(), Set.of(), Set.of());

    /** A beacon of one mesh before something of another. */
    record Across(BeaconRef earlier, Object later) {}

    Doubts {
        equivocated = Map.copyOf(equivocated);
        heads = Set.copyOf(heads);
        across = Set.copyOf(across);
    }

    boolean isUsable(BeaconRef head) {
        return head.size() < equivocated.getOrDefault(head.mesh(), Long.MAX_VALUE) && !heads.contains(head);
    }

    boolean isUsable(BeaconRef earlier, Object later) {
        return across.isEmpty() || !across.contains(new Across(earlier, later));
    }
}
