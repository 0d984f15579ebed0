package org.comity.core.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.comity.core.authority.Credential;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.mesh.DigestTree;
import org.comity.core.mesh.MeshId;
import org.comity.core.observation.BeaconRef;

/** The heads of every mesh's ledger that S shows, and which of them another party has logged. */
final class MeshTimes {

    static final MeshTimes NONE = new MeshTimes(Map.of(), Map.of(), Map.of(), Set.of());

    private final Map<MeshId, List<Checkpoint>> heads;
    private final Map<MeshId, Instant> latest;
    private final Map<MeshId, Long> lastLogged;
    private final Set<BeaconRef> loggedByOthers;
    private final List<Verified> waiting = new ArrayList<>();

    private MeshTimes(
            Map<MeshId, List<Checkpoint>> heads,
            Map<MeshId, Instant> latest,
            Map<MeshId, Long> lastLogged,
            Set<BeaconRef> loggedByOthers) {
        this.heads = new HashMap<>(heads);
        this.latest = new HashMap<>(latest);
        this.lastLogged = new HashMap<>(lastLogged);
        this.loggedByOthers = new HashSet<>(loggedByOthers);
    }

    /**
     * With the heads that more beacons, consignments and receipts show; an edge counts where S holds the beacon that it names.
     *
     * @param more sorted by oid
     * @param control the control statements of S, these included
     */
    MeshTimes with(Collection<Verified> more, DigestTree<Verified> control) {
        MeshTimes next = new MeshTimes(heads, latest, lastLogged, loggedByOthers);
        Map<MeshId, List<Checkpoint>> shown =
                more.stream().flatMap(one -> heads(one).stream()).collect(Collectors.groupingBy(Checkpoint::mesh));
        shown.forEach(next::add);
        Stream.concat(waiting.stream(), more.stream()).forEach(one -> next.receipt(one, control));
        return next;
    }

    private void add(MeshId mesh, List<Checkpoint> shown) {
        List<Checkpoint> all = new ArrayList<>(heads.getOrDefault(mesh, List.of()));
        all.addAll(shown);
        heads.put(mesh, all);
        shown.forEach(head -> latest.merge(mesh, head.earliest(), (one, other) -> one.isAfter(other) ? one : other));
    }

    /** Takes a receipt, which waits where S lacks the beacon that it names. */
    private void receipt(Verified one, DigestTree<Verified> control) {
        if (one.statement().orElse(null) instanceof Statement.InclusionReceipt receipt) {
            Optional<Verified> named = control.get(receipt.beacon().digest());
            BeaconRef logged = receipt.logged();
            if (named.isEmpty()) {
                waiting.add(one);
            } else if (shows(named.get(), receipt) && !logged.mesh().equals(one.mesh())) {
                loggedByOthers.add(logged);
                lastLogged.merge(logged.mesh(), logged.size(), Math::max);
            }
        }
    }

    private static boolean shows(Verified named, Statement.InclusionReceipt receipt) {
        return beacon(named).filter(head -> head.ref().equals(receipt.logged())).isPresent();
    }

    /** The head that an observation publishes for others to log: a beacon's own, or a consignment's. */
    static Optional<Checkpoint> beacon(Verified one) {
        return one.statement().orElse(null) instanceof Statement.InclusionReceipt
                ? Optional.empty()
                : heads(one).stream().findFirst();
    }

    /** The heads that one observation shows. */
    static List<Checkpoint> heads(Verified one) {
        Statement statement = one.statement().orElse(null);
        if (statement instanceof Statement.Beacon beacon) {
            return List.of(beacon.checkpoint());
        }
        if (statement instanceof Statement.Consignment consignment) {
            return List.of(consignment.head());
        }
        return statement instanceof Statement.InclusionReceipt receipt ? List.of(receipt.head()) : List.of();
    }

    /** Whether its mesh's time has passed the credential's end. */
    boolean passed(Credential credential) {
        Instant newest = latest.get(credential.mesh());
        return newest != null && newest.isAfter(credential.notAfter());
    }

    /** Whether a head of some mesh came that is smaller than one that was there. */
    boolean isFilledSince(MeshTimes before) {
        return heads.entrySet().stream().anyMatch(mesh -> {
            List<Checkpoint> old = before.heads.getOrDefault(mesh.getKey(), List.of());
            long largest = old.stream().mapToLong(Checkpoint::size).max().orElse(0);
            Set<Checkpoint> known = new HashSet<>(old);
            return mesh.getValue().stream().anyMatch(head -> head.size() <= largest && !known.contains(head));
        });
    }

    /**
     * Whether its mesh's time has passed the credential's end and no head that another party logged proves it older. A
     * head proves it where it includes it and was made no later than the end.
     */
    boolean expired(Verified one, List<Releases.Release> releases) {
        Instant end = one.credential().notAfter();
        List<Checkpoint> own = heads.getOrDefault(one.mesh(), List.of());
        return passed(one.credential())
                && releases.stream()
                        .filter(release -> release.consignment().mesh().equals(one.mesh()))
                        .noneMatch(release -> own.stream()
                                .filter(head -> head.size() > release.member().leafIndex())
                                .filter(head -> !head.earliest().isAfter(end))
                                .anyMatch(head -> loggedByOthers.contains(head.ref())));
    }

    /** The end of the bracket of its mesh's first head that includes it; empty where its mesh released it under none. */
    Optional<Instant> logged(Verified one, List<Releases.Release> releases) {
        return releases.stream()
                .filter(release -> release.consignment().mesh().equals(one.mesh()))
                .flatMap(release -> heads.getOrDefault(one.mesh(), List.of()).stream()
                        .filter(head -> head.size() > release.member().leafIndex()))
                .min(Comparator.comparingLong(Checkpoint::size))
                .map(Checkpoint::latest);
    }

    /** Most heads of one mesh after the last that another party logged. */
    int forkDepth() {
        int deepest = 0;
        for (Map.Entry<MeshId, List<Checkpoint>> mesh : heads.entrySet()) {
            long logged = lastLogged.getOrDefault(mesh.getKey(), 0L);
            Set<Long> after = new HashSet<>();
            for (Checkpoint head : mesh.getValue()) {
                if (head.size() > logged) {
                    after.add(head.size());
                }
            }
            deepest = Math.max(deepest, after.size());
        }
        return deepest;
    }
}
