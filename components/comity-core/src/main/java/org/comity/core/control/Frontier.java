package org.comity.core.control;

import java.util.Objects;
import org.comity.core.authority.AgentId;
import org.comity.core.mesh.Oid;

/** How far a side holds one agent's consignment chain: the last sequence without a gap, and that consignment's oid. */
public record Frontier(AgentId agent, long sequence, Oid consignment) {

    public Frontier {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(consignment, "consignment");
        if (sequence < 1) {
            throw new IllegalArgumentException("consignments count from 1");
        }
    }
}
