package org.comity.core.reconcile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Party;
import org.comity.core.authority.AgentId;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Statement;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;

/** Consignments of one agent that carry content and for which parties owe a receipt. */
final class Outstanding {
    private final AgentId agent;
    private final Map<Oid, Set<MeshId>> owed = new LinkedHashMap<>();

    Outstanding(AgentId agent) {
        this.agent = agent;
    }

    /** Counts what was admitted, in its order; the set already holds it. */
    void see(Verified one, Agreement agreement, Map<Oid, Verified> set) {
        Statement statement = one.statement().orElse(null);
        if (statement instanceof Statement.Consignment consignment
                && consignment.agent().equals(agent)
                && consignment.members().stream()
                        .map(member -> set.get(member.oid()))
                        .anyMatch(member -> member != null && ReleaseGate.isContent(member.core()))) {
            Set<MeshId> parties = new TreeSet<>();
            agreement.parties().stream()
                    .map(Party::mesh)
                    .filter(mesh -> !mesh.equals(one.mesh()))
                    .forEach(parties::add);
            owed.put(one.oid(), parties);
        } else if (statement instanceof Statement.Receipt receipt && owed.containsKey(receipt.consignment())) {
            Set<MeshId> parties = owed.get(receipt.consignment());
            parties.remove(one.mesh());
            if (parties.isEmpty()) {
                owed.remove(receipt.consignment());
            }
        }
    }

    int count() {
        return owed.size();
    }

    /** By consignment, in the order of release, the meshes that owe its receipt. */
    Map<Oid, Set<MeshId>> owed() {
        Map<Oid, Set<MeshId>> copy = new LinkedHashMap<>();
        owed.forEach((oid, meshes) -> copy.put(oid, Set.copyOf(meshes)));
        return copy;
    }
}
