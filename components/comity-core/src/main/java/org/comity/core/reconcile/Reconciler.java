package org.comity.core.reconcile;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.arbitration.CustomComparators;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Frontiers;
import org.comity.core.mesh.DigestTree;
import org.comity.core.temporal.Moment;
import org.comity.core.temporal.TemporalEvidence;

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
        return order(genesis, custom, set, Optional.empty()).detect(set).arbitrate();
    }

    /** Everything, at the given vector: what was released later has no say. */
    public static Arbitrated reconcile(Agreement genesis, Collection<Verified> set, Frontiers at) {
        return order(genesis, set, Optional.of(at)).detect(set).arbitrate();
    }

    /** What the picture becomes with more observations; byte for byte what {@link #reconcile} says of all of them. */
    public static Arbitrated advance(Arbitrated before, Collection<Verified> more) {
        Ordered ordered = before.detected().ordered().with(more);
        return Detected.after(before.detected(), ordered).arbitrateAfter(before);
    }

    /** The first step: which observations are in S at the vector, which epoch rules, and what the evidence of time says. */
    public static Ordered order(Agreement genesis, Collection<Verified> set, Optional<Frontiers> at) {
        return order(genesis, CustomComparators.NONE, set, at);
    }

    private static Ordered order(
            Agreement genesis, CustomComparators custom, Collection<Verified> set, Optional<Frontiers> at) {
        DigestTree<Verified> present =
                DigestTree.<Verified>ofKeys().with(set, one -> one.oid().digest(), (first, again) -> first);
        return present.size() == set.size()
                ? order(genesis, custom, present, set, at)
                : order(genesis, custom, present, at);
    }

    static Ordered order(
            Agreement genesis, CustomComparators custom, DigestTree<Verified> present, Optional<Frontiers> at) {
        return order(genesis, custom, present, present.values().toList(), at);
    }

    /** @param all what is present, each once: in the order in which it is given it often lies in memory, sorted by oid never */
    private static Ordered order(
            Agreement genesis,
            CustomComparators custom,
            DigestTree<Verified> present,
            Collection<Verified> all,
            Optional<Frontiers> at) {
        Epochs epochs = new Epochs(genesis, Set.of(genesis.digest()), Epochs.Fork.NONE);
        Releases releases = Releases.of(all, genesis, epochs.digests(), at);
        Epochs next = Epochs.follow(genesis, signing(all, releases));
        while (!next.equals(epochs)) {
            epochs = next;
            releases = Releases.of(all, epochs.inForce(), epochs.digests(), at);
            next = Epochs.follow(genesis, signing(all, releases));
        }
        Releases held = releases;
        List<Moment> moments = TimeOf.moments(all, held);
        return new Ordered(
                genesis,
                custom,
                epochs,
                held,
                present,
                moments.size() == all.size() ? present : present.only(one -> held.holds(one.oid())),
                TemporalEvidence.of(moments, epochs.inForce().driftPpm()));
    }

    /** What is released and signs an epoch. */
    private static List<Verified> signing(Collection<Verified> all, Releases releases) {
        return all.stream()
                .filter(one -> one.epoch().isPresent() && releases.holds(one.oid()))
                .toList();
    }
}
