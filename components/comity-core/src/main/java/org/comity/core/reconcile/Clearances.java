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
 * distinct agents, and no more than its distinct keys. Immutable.
 */
final class Clearances {
    /** An act as one mesh's agents sign it. */
    private record Act(Statement.Clearance says, MeshId mesh) {}

    static final Clearances NONE = new Clearances(Map.of(), Map.of());

    private final Map<Act, List<Verified>> acts;
    private final Map<Oid, Map<MeshId, Integer>> agents;

    private Clearances(Map<Act, List<Verified>> acts, Map<Oid, Map<MeshId, Integer>> agents) {
        this.acts = acts;
        this.agents = agents;
    }

    /** With the clearances among statements that are entitled and themselves count: this same value where there is none. */
    Clearances with(List<Verified> statements) {
        Map<Act, List<Verified>> signed = new HashMap<>();
        for (Verified one : statements) {
            if (one.statement().orElse(null) instanceof Statement.Clearance says) {
                Act act = new Act(says, one.mesh());
                signed.computeIfAbsent(act, any -> new ArrayList<>(acts.getOrDefault(act, List.of())))
                        .add(one);
            }
        }
        if (signed.isEmpty()) {
            return this;
        }
        Map<Oid, Map<MeshId, Integer>> agentsNow = new HashMap<>(agents);
        signed.forEach((act, signers) -> act.says().oids().forEach(oid -> {
            Map<MeshId, Integer> own = new HashMap<>(agentsNow.getOrDefault(oid, Map.of()));
            own.merge(act.mesh(), distinct(signers), Math::max);
            agentsNow.put(oid, own);
        }));
        Map<Act, List<Verified>> actsNow = new HashMap<>(acts);
        actsNow.putAll(signed);
        return new Clearances(actsNow, agentsNow);
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
