package org.comity.core.agreement;

import java.util.List;
import org.comity.core.authority.AgentId;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Name;
import org.comity.core.mesh.Octets;

/**
 * One mesh as the agreement knows it.
 *
 * @param anchors X.509 certificates, DER; they validate this mesh's observations and no other's; never empty
 * @param agents who may release and receive for it; never empty
 * @param ledgerKey the verifier key of its ledger in C2SP signed-note form, {@code name+hash+base64}
 */
public record Party(MeshId mesh, List<Octets> anchors, List<AgentId> agents, String ledgerKey) {

    public Party {
        anchors = List.copyOf(anchors);
        agents = List.copyOf(agents);
        Name.require(ledgerKey, "ledgerKey");
        if (anchors.isEmpty() || agents.isEmpty()) {
            throw new IllegalArgumentException("a party pins at least one anchor and names at least one agent");
        }
    }
}
