package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Entitlement;
import org.comity.core.control.Statement;
import org.comity.core.lineage.Lineage;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.temporal.Faults;

/**
 * Who is not counted, and why: the first reason in the order below stands. A function of S, one observation at a time; no
 * clock of a receiver is asked.
 */
final class Judgement {

    private final Ordered ordered;
    private final MeshTimes times;
    private final Keys keys;
    private final Map<Digest, List<Verified>> revocations;
    private final Set<Oid> refused;
    private final Map<String, Long> forks = new HashMap<>();
    private final Map<MeshId, Long> equivocated = new HashMap<>();

    /** Reads what the control statements of S say of others: revocations first, then refusals. */
    static Judgement of(Ordered ordered, MeshTimes times, Keys keys, Collection<Verified> control) {
        Judgement judgement = new Judgement(ordered, times, keys, new HashMap<>(), new HashSet<>());
        control.forEach(judgement::revocation);
        control.forEach(one -> judgement.refused.addAll(judgement.refusals(one)));
        return judgement;
    }

    /**
     * The same with more control statements, none of which revokes. What was refused before stays so: where a statement that was
     * there counts otherwise now, everything is judged anew.
     */
    Judgement with(Ordered now, MeshTimes timesNow, Keys keysNow, Collection<Verified> more) {
        Judgement next = new Judgement(now, timesNow, keysNow, revocations, refused);
        Set<Oid> refusals = new HashSet<>();
        more.forEach(one -> refusals.addAll(next.refusals(one)));
        if (refused.containsAll(refusals)) {
            return next;
        }
        refusals.addAll(refused);
        return new Judgement(now, timesNow, keysNow, revocations, refusals);
    }

    private Judgement(
            Ordered ordered, MeshTimes times, Keys keys, Map<Digest, List<Verified>> revocations, Set<Oid> refused) {
        this.ordered = ordered;
        this.times = times;
        this.keys = keys;
        this.revocations = revocations;
        this.refused = refused;
        for (Faults.DeviceFork fork : ordered.time().forks()) {
            forks.merge(fork.mesh() + " " + fork.device(), fork.sequence(), Math::min);
        }
        ordered.time().equivocations().forEach(two -> equivocated.merge(two.mesh(), two.size(), Math::min));
    }

    private void revocation(Verified one) {
        if (one.statement().orElse(null) instanceof Statement.Revocation revoked
                && entitled(one).isEmpty()) {
            revocations
                    .computeIfAbsent(revoked.credential(), any -> new ArrayList<>())
                    .add(one);
        }
    }

    private List<Oid> refusals(Verified one) {
        if (one.statement().orElse(null) instanceof Statement.Receipt receipt) {
            List<Oid> items = receipt.items().stream()
                    .filter(item -> item.reason()
                            .filter(ordered.agreement().refusals()::contains)
                            .isPresent())
                    .map(item -> new Oid(item.digest()))
                    .toList();
            return items.isEmpty() || entitled(one).or(() -> credential(one)).isPresent() ? List.of() : items;
        }
        return List.of();
    }

    /** Why it does not count; empty where nothing speaks against it. */
    Optional<Reason> of(Verified one) {
        return entitled(one)
                .or(() -> credential(one))
                .or(() -> refused.contains(one.oid()) ? Optional.of(Reason.REFUSED_BY_PARTY) : Optional.empty())
                .or(() -> reachesAnother(one) ? Optional.of(Reason.NOT_OWN_TARGET) : Optional.empty())
                .or(() -> isReceiptOfNothing(one) ? Optional.of(Reason.HEAD_UNKNOWN) : Optional.empty())
                .or(() -> fault(one));
    }

    /** Control as the table says; data where the agreement lists its authority under the very mesh that vouches for it. */
    private Optional<Reason> entitled(Verified one) {
        if (one.statement().isEmpty()) {
            boolean listed = ordered.agreement()
                    .authority(one.core().origin().authority())
                    .filter(entry -> entry.mesh().equals(one.mesh()))
                    .isPresent();
            return listed ? Optional.empty() : Optional.of(Reason.ISSUER_NOT_ENTITLED);
        }
        if (one.core().agreement().filter(ordered.epochDigests()::contains).isEmpty()) {
            return Optional.of(Reason.OTHER_AGREEMENT);
        }
        return Entitlement.allows(one.statement().get(), one.credential(), ordered.agreement())
                ? Optional.empty()
                : Optional.of(Reason.ISSUER_NOT_ENTITLED);
    }

    /** Revocations themselves stand whoever revokes their issuer later: a ban cannot be evaded by banning back. */
    private Optional<Reason> credential(Verified one) {
        if (one.statement().orElse(null) instanceof Statement.Revocation) {
            return Optional.empty();
        }
        boolean revoked = !revocations.isEmpty()
                && keys.names(one).stream()
                        .flatMap(name -> revocations.getOrDefault(name, List.of()).stream())
                        .filter(by -> by.mesh().equals(one.mesh()))
                        .anyMatch(by -> !ordered.time().entangledBefore(one.oid(), by.oid()));
        if (revoked) {
            return Optional.of(Reason.CREDENTIAL_REVOKED);
        }
        return times.passed(one.credential())
                        && times.expired(one, ordered.releases().of(one.oid()))
                ? Optional.of(Reason.CREDENTIAL_EXPIRED)
                : Optional.empty();
    }

    /** A revision or retraction reaches the same authority's observations alone. */
    private boolean reachesAnother(Verified one) {
        Lineage lineage = one.core().lineage();
        boolean reaches =
                lineage.revisionOf().isPresent() || !lineage.retracts().isEmpty();
        return reaches
                && targets(lineage).stream()
                        .flatMap(oid -> ordered.all().get(oid.digest()).stream())
                        .anyMatch(target -> !target.core()
                                .origin()
                                .authority()
                                .equals(one.core().origin().authority()));
    }

    /** Whether it says that a head was logged which the beacon that it names does not show. */
    private boolean isReceiptOfNothing(Verified one) {
        return one.statement().orElse(null) instanceof Statement.InclusionReceipt receipt
                && ordered.all()
                        .get(receipt.beacon().digest())
                        .flatMap(MeshTimes::beacon)
                        .filter(head -> head.ref().equals(receipt.logged()))
                        .isEmpty();
    }

    /** What it revises or takes back. */
    static List<Oid> targets(Lineage lineage) {
        List<Oid> targets = new ArrayList<>(lineage.retracts());
        lineage.revisionOf().ifPresent(targets::add);
        return targets;
    }

    private Optional<Reason> fault(Verified one) {
        Long fork = forks.isEmpty()
                ? null
                : forks.get(one.mesh() + " " + one.core().origin().device());
        if (fork != null && one.core().origin().sequence() >= fork) {
            return Optional.of(Reason.DEVICE_FORKED);
        }
        if (ordered.time().isClockFault(one.oid())) {
            return Optional.of(Reason.CLOCK_FAULT);
        }
        return isAfterEquivocation(one) ? Optional.of(Reason.MESH_EQUIVOCATED) : Optional.empty();
    }

    /** From the size on at which two heads were shown, no leaf of that mesh is trusted to have one place. */
    private boolean isAfterEquivocation(Verified one) {
        Long size = equivocated.get(one.mesh());
        return size != null
                && ordered.releases().of(one.oid()).stream()
                        .noneMatch(release -> release.member().leafIndex() < size
                                && release.statement().head().size() < size);
    }

    /** What parties refused by receipt and had not when the other judgement was made. */
    Set<Oid> refusedSince(Judgement before) {
        if (refused.isEmpty() || refused == before.refused) {
            return Set.of();
        }
        Set<Oid> since = new HashSet<>(refused);
        since.removeAll(before.refused);
        return since;
    }

    /** What is released as S stands. */
    Releases releases() {
        return ordered.releases();
    }

    /** The revocations that stand. */
    Set<Oid> revoking() {
        Set<Oid> oids = new HashSet<>();
        revocations.values().forEach(same -> same.forEach(one -> oids.add(one.oid())));
        return oids;
    }

    /** Whether one of these names of a key is revoked that the other judgement did not know as its name. */
    boolean revokesUnderNewName(Judgement before, Collection<Verified> added) {
        return !revocations.isEmpty()
                && added.stream()
                        .anyMatch(one -> keys.names(one).stream()
                                .anyMatch(name -> revocations.containsKey(name)
                                        && !before.keys.names(one).contains(name)));
    }

    /** Whether both find the same devices and meshes at fault. */
    boolean faultsAs(Judgement other) {
        return forks.equals(other.forks) && equivocated.equals(other.equivocated);
    }

    /** Whether mesh time passed the end of a credential that it had not passed before. */
    boolean passesAnotherEnd(Judgement before) {
        return keys.credentials().stream().anyMatch(one -> times.passed(one) && !before.times.passed(one));
    }
}
