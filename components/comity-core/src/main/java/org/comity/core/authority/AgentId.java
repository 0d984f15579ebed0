package org.comity.core.authority;

import org.comity.core.mesh.Name;

/** Names a boundary agent: the only thing that may carry across, certified by each mesh that it crosses. */
public record AgentId(String urn) implements Comparable<AgentId> {

    public AgentId {
        Name.requireUri(urn, "agent");
    }

    @Override
    public int compareTo(AgentId that) {
        return urn.compareTo(that.urn);
    }

    @Override
    public String toString() {
        return urn;
    }
}
