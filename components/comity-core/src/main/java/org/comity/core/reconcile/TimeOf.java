package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.comity.core.agreement.Agreement;
import org.comity.core.boundary.Verified;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.temporal.Moment;
import org.comity.core.temporal.TemporalEvidence;

/** Hands to the engine of time what observations and their releases prove. */
final class TimeOf {
    private TimeOf() {}

    static TemporalEvidence evidence(Collection<Verified> released, Releases releases, Agreement agreement) {
        return TemporalEvidence.of(moments(released, releases), agreement.driftPpm());
    }

    static List<Moment> moments(Collection<Verified> released, Releases releases) {
        return released.parallelStream().map(one -> moment(one, releases)).toList();
    }

    private static Moment moment(Verified one, Releases releases) {
        List<Checkpoint> heads = new ArrayList<>();
        List<Long> leaves = new ArrayList<>();
        for (Releases.Release release : releases.of(one.oid())) {
            if (release.consignment().mesh().equals(one.mesh())) {
                heads.add(release.statement().head());
                leaves.add(release.member().leafIndex());
            }
        }
        return new Moment(one.oid(), one.core(), one.statement(), heads, leaves);
    }
}
