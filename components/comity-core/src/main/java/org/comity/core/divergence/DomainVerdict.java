package org.comity.core.divergence;

import java.util.Objects;
import org.comity.core.mesh.Name;

/**
 * The verdict for one domain and the counts that it rests on.
 *
 * @param contentions all since the last cut
 * @param contested those in which meshes say different things and no merge decision has settled it
 * @param undecidable those that arbitration would escalate
 * @param unproven those with a candidate whose credential carries no revocation list, or one older than the agreement allows
 * @param forkDepth most beacons of one mesh since another party logged one
 * @param controlConflicts statements that contradict each other
 * @param equivocations meshes, agents and devices that showed two histories
 */
public record DomainVerdict(
        String domain,
        Verdict verdict,
        int contentions,
        int contested,
        int undecidable,
        int unproven,
        int forkDepth,
        int controlConflicts,
        int equivocations) {

    public DomainVerdict {
        Name.require(domain, "domain");
        Objects.requireNonNull(verdict, "verdict");
    }
}
