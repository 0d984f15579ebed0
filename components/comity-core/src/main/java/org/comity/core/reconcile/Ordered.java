package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.arbitration.CustomComparators;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Frontiers;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.DigestTree;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.temporal.TemporalEvidence;

/** S at a vector of frontiers, with the epoch in force and the order that mesh-derived time proves. Immutable. */
public final class Ordered {

    private final Agreement genesis;
    private final CustomComparators custom;
    private final Epochs epochs;
    private final Releases releases;
    private final DigestTree<Verified> present;
    private final DigestTree<Verified> released;
    private final TemporalEvidence time;

    Ordered(
            Agreement genesis,
            CustomComparators custom,
            Epochs epochs,
            Releases releases,
            DigestTree<Verified> present,
            DigestTree<Verified> released,
            TemporalEvidence time) {
        this.genesis = genesis;
        this.custom = custom;
        this.epochs = epochs;
        this.releases = releases;
        this.present = present;
        this.released = released;
        this.time = time;
    }

    /**
     * S with more observations, at the furthest frontiers. What is new costs; where it brings an epoch, or a chain forks,
     * everything is ordered anew. This value must be at the furthest frontiers too.
     */
    public Ordered with(Collection<Verified> more) {
        Map<Digest, Optional<Verified>> fresh = new HashMap<>();
        more.stream()
                .filter(one -> !present.containsKey(one.oid().digest()))
                .forEach(one -> fresh.putIfAbsent(one.oid().digest(), Optional.of(one)));
        if (fresh.isEmpty()) {
            return this;
        }
        DigestTree<Verified> now = present.with(fresh);
        Optional<Releases> next =
                releases.with(fresh.values().stream().flatMap(Optional::stream).toList(), agreement(), epochDigests());
        if (next.isEmpty() || !next.get().forked().equals(releases.forked())) {
            return Reconciler.order(genesis, custom, now, Optional.empty());
        }
        return with(next.get(), now, fresh);
    }

    private Ordered with(Releases next, DigestTree<Verified> now, Map<Digest, Optional<Verified>> fresh) {
        Map<Digest, Optional<Verified>> entering = new HashMap<>();
        List<Verified> changed = new ArrayList<>();
        fresh.forEach((oid, one) -> {
            if (next.holds(new Oid(oid))) {
                entering.put(oid, one);
            }
        });
        for (Oid oid : next.since(releases)) {
            now.get(oid.digest()).ifPresent(one -> {
                if (released.containsKey(oid.digest())) {
                    changed.add(one);
                } else {
                    entering.put(oid.digest(), Optional.of(one));
                }
            });
        }
        List<Verified> entered =
                entering.values().stream().flatMap(Optional::stream).toList();
        if (entered.stream().anyMatch(one -> one.statement().orElse(null) instanceof Statement.AgreementEpoch)) {
            return Reconciler.order(genesis, custom, now, Optional.empty());
        }
        boolean whole = released == present && entering.size() == fresh.size();
        DigestTree<Verified> all = whole ? now : released.with(entering);
        changed.addAll(entered);
        TemporalEvidence grown = time.with(
                TimeOf.moments(changed, next), () -> TimeOf.moments(all.values().toList(), next));
        return new Ordered(genesis, custom, epochs, next, now, all, grown);
    }

    /** What is ordered of everything present at an earlier vector. */
    Ordered at(Frontiers frontiers) {
        return Reconciler.order(genesis, custom, present, Optional.of(frontiers));
    }

    /** Who answers for the comparator that the agreement names. */
    CustomComparators custom() {
        return custom;
    }

    /** The first epoch of the agreement, which names S. */
    public Agreement genesis() {
        return genesis;
    }

    /** The epoch of the agreement that rules. */
    public Agreement agreement() {
        return epochs.inForce();
    }

    /** The digests of all epochs so far. */
    Set<Digest> epochDigests() {
        return epochs.digests();
    }

    Epochs epochs() {
        return epochs;
    }

    Releases releases() {
        return releases;
    }

    /** The vector that names this S. */
    public Frontiers frontiers() {
        return releases.frontiers();
    }

    /** All of S, each under its oid. */
    public DigestTree<Verified> all() {
        return released;
    }

    /** All of S, sorted by oid: a fresh list. */
    public List<Verified> released() {
        return released.values().toList();
    }

    /** What consignments list and the set lacks: it must arrive before the digests can be equal. */
    public Set<Oid> missing() {
        return releases.missing(released);
    }

    /**
     * Consignments that were admitted and are not in S at this vector: CONSIGNMENT_GAP where one before them is missing or lies
     * beyond the vector, AGENT_FORKED where the agent's chain forks.
     */
    public Map<Oid, Reason> notFollowed() {
        return releases.notFollowed();
    }

    /** A digest over the oids of S: equal exactly where two sides hold the same. */
    public Digest digest() {
        return released.digest();
    }

    /** What is known of precedence. */
    public TemporalEvidence time() {
        return time;
    }

    /** The next step: what counts, what competes, and whether it is safe to merge. */
    public Detected detect() {
        return Detected.of(this, released());
    }

    /** The same of what this was made of, which lies in memory rather as it was given than sorted by oid. */
    Detected detect(Collection<Verified> given) {
        boolean isAll = given.size() == present.size() && released == present;
        return isAll ? Detected.of(this, given) : detect();
    }
}
