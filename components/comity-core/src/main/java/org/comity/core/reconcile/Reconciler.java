package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.comity.core.agreement.Agreement;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Frontiers;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Oid;
import org.comity.core.temporal.TemporalEvidence;

/**
 * The whole flow as one pure function: from the first epoch of an agreement and a set of verified observations to the
 * joint picture. Order of arrival, batches, duplicates, machine, clock and locale have no say; whatever is not released by
 * a consignment chain has no say either. It is the reference that every faster way must agree with, byte for byte.
 */
public final class Reconciler {

    private Reconciler() {}

    /** Everything, at the furthest frontiers that the set reaches. */
    public static Arbitrated reconcile(Agreement genesis, Collection<Verified> set) {
        return order(genesis, set, Optional.empty()).detect().arbitrate();
    }

    /** Everything, at the given vector: what was released later has no say. */
    public static Arbitrated reconcile(Agreement genesis, Collection<Verified> set, Frontiers at) {
        return order(genesis, set, Optional.of(at)).detect().arbitrate();
    }

    /** The first step: which observations are in S at the vector, which epoch rules, and what the evidence of time says. */
    public static Ordered order(Agreement genesis, Collection<Verified> set, Optional<Frontiers> at) {
        List<Verified> distinct = distinct(set);
        Epochs epochs = new Epochs(genesis, Set.of(genesis.digest()), Epochs.Fork.NONE);
        Releases releases = Releases.of(distinct, genesis, epochs.digests(), at);
        List<Verified> released = held(distinct, releases);
        Epochs next = Epochs.follow(genesis, released);
        while (!next.equals(epochs)) {
            epochs = next;
            releases = Releases.of(distinct, epochs.inForce(), epochs.digests(), at);
            released = held(distinct, releases);
            next = Epochs.follow(genesis, released);
        }
        TemporalEvidence time =
                TimeOf.evidence(released, releases, epochs.inForce().driftPpm());
        return new Ordered(epochs, releases, released, time);
    }

    private static List<Verified> distinct(Collection<Verified> set) {
        Map<Oid, Verified> byOid = new TreeMap<>(Comparator.naturalOrder());
        set.forEach(one -> byOid.putIfAbsent(one.oid(), one));
        return new ArrayList<>(byOid.values());
    }

    private static List<Verified> held(List<Verified> all, Releases releases) {
        return all.stream().filter(one -> releases.holds(one.oid())).toList();
    }

    /** A digest over the oids of S, sorted: equal exactly where two sides hold the same. */
    static Digest digestOf(Collection<Verified> released) {
        return Encoding.of("comity-set-v1")
                .list(released.stream().map(Verified::oid).sorted().toList(), Encoding::oid)
                .digest();
    }
}
