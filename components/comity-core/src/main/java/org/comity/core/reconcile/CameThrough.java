package org.comity.core.reconcile;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.comity.core.authority.AgentId;
import org.comity.core.authority.Role;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Oid;

/** What a set owes to one boundary agent alone: the question after an agent was compromised. */
public final class CameThrough {

    private CameThrough() {}

    /**
     * The oids that consignments of that agent list and consignments of no other agent do. What merely says that it is another's
     * consignment is none.
     *
     * @return sorted; empty where the agent released nothing, or nothing that another did not release too
     */
    public static List<Oid> only(Collection<Verified> set, AgentId agent) {
        Objects.requireNonNull(agent, "agent");
        Set<Oid> through = new TreeSet<>();
        Set<Oid> others = new HashSet<>();
        for (Verified one : set) {
            if (one.statement().orElse(null) instanceof Statement.Consignment consignment
                    && consignment.agent().urn().equals(one.credential().subject())
                    && one.credential().role() == Role.AGENT) {
                Set<Oid> side = consignment.agent().equals(agent) ? through : others;
                consignment.members().forEach(member -> side.add(member.oid()));
            }
        }
        through.removeAll(others);
        return List.copyOf(through);
    }
}
