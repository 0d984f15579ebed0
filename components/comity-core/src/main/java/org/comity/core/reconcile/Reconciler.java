package org.comity.core.reconcile;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.arbitration.CustomComparators;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Frontiers;
import org.comity.core.mesh.DigestTree;

/**
 * The whole flow as one pure function: from the first epoch of an agreement and a set of verified observations to the
 * joint picture. Order of arrival, batches, duplicates, machine, clock and locale have no say; whatever is not released by
 * a consignment chain has no say either. It is the reference that every faster way must agree with, byte for byte: the steps
 * that {@link Ordered#with}, {@link Detected#after} and {@link Arbitrated#after} take from one picture to the next.
 */
public final class Reconciler {

    private Reconciler() {}

    /** Everything, at the furthest frontiers that the set reaches. */
    public static Arbitrated reconcile(Agreement genesis, Collection<Verified> set) {
        return reconcile(genesis, set, CustomComparators.NONE);
    }

    /** The same, where the agreement names a comparator of its own: what that does not answer is suspended here. */
    public static Arbitrated reconcile(Agreement genesis, Collection<Verified> set, CustomComparators custom) {
        return order(genesis, custom, present(set), Optional.empty()).detect().arbitrate();
    }

    /** Everything, at the given vector: what was released later has no say. */
    public static Arbitrated reconcile(Agreement genesis, Collection<Verified> set, Frontiers at) {
        return order(genesis, set, Optional.of(at)).detect().arbitrate();
    }

    /** What the picture becomes with more observations; byte for byte what {@link #reconcile} says of all of them. */
    public static Arbitrated advance(Arbitrated before, Collection<Verified> more) {
        Ordered ordered = before.detected().ordered().with(more);
        return Detected.after(before.detected(), ordered).arbitrateAfter(before);
    }

    /** The first step: which observations are in S at the vector, which epoch rules, and what the evidence of time says. */
    public static Ordered order(Agreement genesis, Collection<Verified> set, Optional<Frontiers> at) {
        return order(genesis, CustomComparators.NONE, present(set), at);
    }

    static Ordered order(
            Agreement genesis, CustomComparators custom, DigestTree<Verified> present, Optional<Frontiers> at) {
        Collection<Verified> all = present.values().toList();
        Epochs epochs = new Epochs(genesis, Set.of(genesis.digest()), Epochs.Fork.NONE);
        Releases releases = Releases.of(all, genesis, epochs.digests(), at);
        DigestTree<Verified> released = held(present, releases);
        Epochs next = Epochs.follow(genesis, released.values().toList());
        while (!next.equals(epochs)) {
            epochs = next;
            releases = Releases.of(all, epochs.inForce(), epochs.digests(), at);
            released = held(present, releases);
            next = Epochs.follow(genesis, released.values().toList());
        }
        return new Ordered(
                genesis,
                custom,
                epochs,
                releases,
                present,
                released,
                TimeOf.evidence(released.values().toList(), releases, epochs.inForce()));
    }

    private static DigestTree<Verified> present(Collection<Verified> set) {
        return DigestTree.<Verified>ofKeys().with(set, one -> one.oid().digest(), (first, again) -> first);
    }

    private static DigestTree<Verified> held(DigestTree<Verified> present, Releases releases) {
        return present.only(one -> releases.holds(one.oid()));
    }
}
