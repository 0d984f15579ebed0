package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Statement;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;

/**
 * Which observations how many agents of one mesh have cleared for release. Equal statements are one act; an act counts its
 * distinct agents, and no more than its distinct keys.
 */
final class Clearances {
    private final Map<Oid, Map<MeshId, Integer>> agents = new HashMap<>();

    private Clearances() {}

    /** The clearances among statements that are entitled and themselves count. */
    static Clearances of(List<Verified> statements) {
        Map<Statement, Map<MeshId, List<Verified>>> acts = new HashMap<>();
        for (Verified one : statements) {
            if (one.statement().orElse(null) instanceof Statement.Clearance act) {
                acts.computeIfAbsent(act, any -> new HashMap<>())
                        .computeIfAbsent(one.mesh(), any -> new ArrayList<>())
                        .add(one);
            }
        }
        Clearances result = new Clearances();
        acts.forEach((act, meshes) ->
                meshes.forEach((mesh, signers) -> result.take((Statement.Clearance) act, mesh, distinct(signers))));
        return result;
    }

    private static int distinct(List<Verified> signers) {
        Set<String> names = new HashSet<>();
        Set<Octets> keys = new HashSet<>();
        for (Verified one : signers) {
            names.add(one.credential().subject());
            keys.add(one.credential().publicKey());
        }
        return Math.min(names.size(), keys.size());
    }

    private void take(Statement.Clearance act, MeshId mesh, int distinct) {
        for (Oid oid : act.oids()) {
            agents.computeIfAbsent(oid, any -> new HashMap<>()).merge(mesh, distinct, Math::max);
        }
    }

    /** How many distinct agents of the mesh cleared it by one act. */
    int agents(Oid oid, MeshId mesh) {
        return agents.getOrDefault(oid, Map.of()).getOrDefault(mesh, 0);
    }

    /** All that any agent of the mesh cleared, sorted. */
    List<Oid> by(MeshId mesh) {
        return agents.entrySet().stream()
                .filter(entry -> entry.getValue().containsKey(mesh))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
