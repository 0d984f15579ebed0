package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.comity.core.boundary.Verified;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.temporal.Moment;

/** Hands to the engine of time what observations and their releases prove. */
final class TimeOf {
    private TimeOf() {}

    /** Of those that are released. */
    static List<Moment> moments(Collection<Verified> all, Releases releases) {
        List<Moment> moments = new ArrayList<>(all.size());
        all.parallelStream().map(one -> moment(one, releases)).toList().forEach(one -> one.ifPresent(moments::add));
        return moments;
    }

    private static Optional<Moment> moment(Verified one, Releases releases) {
        List<Releases.Release> own = releases.of(one.oid());
        if (own.isEmpty() && !releases.holds(one.oid())) {
            return Optional.empty();
        }
        List<Checkpoint> heads = new ArrayList<>();
        List<Long> leaves = new ArrayList<>();
        for (Releases.Release release : own) {
            if (release.consignment().mesh().equals(one.mesh())) {
                heads.add(release.statement().head());
                leaves.add(release.member().leafIndex());
            }
        }
        return Optional.of(new Moment(one.oid(), one.core(), one.statement(), heads, leaves));
    }
}
