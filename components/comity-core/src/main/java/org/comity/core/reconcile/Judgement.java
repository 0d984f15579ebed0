package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.comity.core.agreement.Agreement;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.NotCounted;
import org.comity.core.control.Entitlement;
import org.comity.core.control.Statement;
import org.comity.core.lineage.Lineage;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.temporal.TemporalEvidence;
import org.jspecify.annotations.Nullable;

/**
 * Who is not counted, and why: the first reason in the order below stands. Everything here is a function of S; no clock of
 * a receiver is asked.
 */
final class Judgement {

    private final Epochs epochs;
    private final Releases releases;
    private final TemporalEvidence time;
    private final MeshTimes meshTimes;
    private final Map<Oid, Reason> reasons = new TreeMap<>(Comparator.naturalOrder());
    private final Map<Digest, List<Verified>> revocations = new HashMap<>();
    private final Map<Holder, Set<Digest>> names = new HashMap<>();

    /** A key as one mesh certified it: under however many documents, it is revoked under all of them. */
    private record Holder(MeshId mesh, Octets publicKey) {
        static Holder of(Verified one) {
            return new Holder(one.mesh(), one.credential().publicKey());
        }
    }

    Judgement(Epochs epochs, Releases releases, TemporalEvidence time, MeshTimes meshTimes) {
        this.epochs = epochs;
        this.releases = releases;
        this.time = time;
        this.meshTimes = meshTimes;
    }

    /** Judges control statements first, then data; afterwards {@link #counts} answers. */
    void judge(Collection<Verified> released) {
        List<Verified> control =
                released.stream().filter(one -> one.statement().isPresent()).toList();
        control.forEach(this::entitled);
        control.stream().filter(this::counts).forEach(this::revocation);
        released.stream().filter(one -> one.statement().isEmpty()).forEach(this::recognised);
        released.forEach(this::named);
        released.forEach(this::credential);
        control.stream().filter(this::counts).forEach(this::refusals);
        lineage(released);
        faults(released);
    }

    private void entitled(Verified one) {
        Agreement agreement = epochs.inForce();
        if (one.core().agreement().filter(epochs.digests()::contains).isEmpty()) {
            deny(one.oid(), Reason.OTHER_AGREEMENT);
        } else if (!Entitlement.allows(one.statement().orElseThrow(), one.credential(), agreement)) {
            deny(one.oid(), Reason.ISSUER_NOT_ENTITLED);
        }
    }

    /** Data counts where the agreement lists its authority under the very mesh that vouches for it. */
    private void recognised(Verified one) {
        boolean listed = epochs.inForce()
                .authority(one.core().origin().authority())
                .filter(entry -> entry.mesh().equals(one.mesh()))
                .isPresent();
        if (!listed) {
            deny(one.oid(), Reason.ISSUER_NOT_ENTITLED);
        }
    }

    private void revocation(Verified one) {
        if (one.statement().orElseThrow() instanceof Statement.Revocation revoked) {
            revocations
                    .computeIfAbsent(revoked.credential(), any -> new ArrayList<>())
                    .add(one);
        }
    }

    /** A revocation names a document of a key, or the key itself. */
    private void named(Verified one) {
        Set<Digest> own = names.computeIfAbsent(Holder.of(one), any -> new HashSet<>());
        own.add(one.credential().digest());
        own.add(one.credential().publicKey().digest());
    }

    /** Revocations themselves stand whoever revokes their issuer later: a ban cannot be evaded by banning back. */
    private void credential(Verified one) {
        if (one.statement().orElse(null) instanceof Statement.Revocation) {
            return;
        }
        boolean revoked = names.getOrDefault(Holder.of(one), Set.of()).stream()
                .flatMap(name -> revocations.getOrDefault(name, List.of()).stream())
                .filter(by -> by.mesh().equals(one.mesh()))
                .anyMatch(by -> !time.entangledBefore(one.oid(), by.oid()));
        if (revoked) {
            deny(one.oid(), Reason.CREDENTIAL_REVOKED);
        } else if (meshTimes.expired(one, releases.of(one.oid()))) {
            deny(one.oid(), Reason.CREDENTIAL_EXPIRED);
        }
    }

    private void refusals(Verified one) {
        if (one.statement().orElseThrow() instanceof Statement.Receipt receipt) {
            receipt.items().stream()
                    .filter(item -> item.reason()
                            .filter(epochs.inForce().refusals()::contains)
                            .isPresent())
                    .forEach(item -> deny(new Oid(item.digest()), Reason.REFUSED_BY_PARTY));
        }
    }

    /** A revision or retraction reaches the same authority's observations alone. */
    private void lineage(Collection<Verified> released) {
        Map<Oid, Verified> byOid = new HashMap<>();
        released.forEach(one -> byOid.put(one.oid(), one));
        for (Verified one : released) {
            boolean foreign = targets(one.core().lineage()).stream()
                    .map(byOid::get)
                    .filter(Objects::nonNull)
                    .anyMatch(target -> !target.core()
                            .origin()
                            .authority()
                            .equals(one.core().origin().authority()));
            if (foreign) {
                deny(one.oid(), Reason.NOT_OWN_TARGET);
            }
        }
    }

    private static Set<Oid> targets(Lineage lineage) {
        Set<Oid> targets = new HashSet<>(lineage.retracts());
        lineage.revisionOf().ifPresent(targets::add);
        return targets;
    }

    private void faults(Collection<Verified> released) {
        Map<String, Long> forks = new HashMap<>();
        time.faults()
                .deviceForks()
                .forEach(fork -> forks.merge(fork.mesh() + " " + fork.device(), fork.sequence(), Math::min));
        Set<Oid> clockFaults = new HashSet<>();
        time.faults().clockFaults().forEach(fault -> clockFaults.add(fault.observation()));
        Map<String, Long> equivocated = new HashMap<>();
        time.faults()
                .equivocations()
                .forEach(two -> equivocated.merge(two.mesh().urn(), two.size(), Math::min));
        for (Verified one : released) {
            Long fork = forks.get(one.mesh() + " " + one.core().origin().device());
            if (fork != null && one.core().origin().sequence() >= fork) {
                deny(one.oid(), Reason.DEVICE_FORKED);
            } else if (clockFaults.contains(one.oid())) {
                deny(one.oid(), Reason.CLOCK_FAULT);
            } else if (isAfter(one, equivocated.get(one.mesh().urn()))) {
                deny(one.oid(), Reason.MESH_EQUIVOCATED);
            }
        }
    }

    /** From the size on at which two heads were shown, no leaf of that mesh is trusted to have one place. */
    private boolean isAfter(Verified one, @Nullable Long size) {
        return size != null
                && releases.of(one.oid()).stream()
                        .noneMatch(release -> release.member().leafIndex() < size
                                && release.statement().head().size() < size);
    }

    /** Adds what a later step finds. */
    void deny(Oid oid, Reason reason) {
        reasons.putIfAbsent(oid, reason);
    }

    /** Whether nothing speaks against it so far. */
    boolean counts(Verified one) {
        return !reasons.containsKey(one.oid());
    }

    /** All that do not count, sorted by oid. */
    List<NotCounted> notCounted() {
        return reasons.entrySet().stream()
                .map(entry -> new NotCounted(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Why it does not count. */
    Optional<Reason> reason(Oid oid) {
        return Optional.ofNullable(reasons.get(oid));
    }
}
