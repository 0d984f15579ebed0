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

    static final MeshTimes NONE = new MeshTimes(Map.of(), Set.of(), List.of());

    private final Map<MeshId, List<Checkpoint>> heads;
    private final Map<MeshId, Instant> latest = new HashMap<>();
    private final Set<BeaconRef> loggedByOthers;
    private final List<Verified> waiting;
    private final int forkDepth;

    /**
     * @param waiting receipts whose beacon S lacks
     */
    private MeshTimes(Map<MeshId, List<Checkpoint>> heads, Set<BeaconRef> loggedByOthers, List<Verified> waiting) {
        this.heads = heads;
        this.loggedByOthers = loggedByOthers;
        this.waiting = waiting;
        heads.forEach((mesh, all) -> all.stream()
                .map(Checkpoint::earliest)
                .max(Comparator.naturalOrder())
                .ifPresent(at -> latest.put(mesh, at)));
        this.forkDepth = deepest();
    }

    /**
     * With the heads that more beacons, consignments and receipts show; an edge counts where S holds the beacon that it names.
     *
     * @param more sorted by oid
     * @param control the control statements of S, these included
     */
    MeshTimes with(Collection<Verified> more, DigestTree<Verified> control) {
        Map<MeshId, List<Checkpoint>> headsNow = new HashMap<>();
        for (Verified one : more) {
            for (Checkpoint head : heads(one)) {
                headsNow.computeIfAbsent(head.mesh(), mesh -> new ArrayList<>(heads.getOrDefault(mesh, List.of())))
                        .add(head);
            }
        }
        heads.forEach(headsNow::putIfAbsent);
        List<Verified> waitingNow = new ArrayList<>();
        Set<BeaconRef> logged = new HashSet<>();
        Stream.concat(waiting.stream(), more.stream()).forEach(one -> {
            if (one.statement().orElse(null) instanceof Statement.InclusionReceipt receipt) {
                Optional<Verified> named = control.get(receipt.beacon().digest());
                if (named.isEmpty()) {
                    waitingNow.add(one);
                } else if (shows(named.get(), receipt)
                        && !receipt.logged().mesh().equals(one.mesh())) {
                    logged.add(receipt.logged());
                }
            }
        });
        if (!logged.isEmpty()) {
            logged.addAll(loggedByOthers);
        }
        return new MeshTimes(headsNow, logged.isEmpty() ? loggedByOthers : logged, waitingNow);
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
        return forkDepth;
    }

    private int deepest() {
        Map<MeshId, Long> last = new HashMap<>();
        loggedByOthers.forEach(ref -> last.merge(ref.mesh(), ref.size(), Math::max));
        int deepest = 0;
        for (Map.Entry<MeshId, List<Checkpoint>> mesh : heads.entrySet()) {
            long logged = last.getOrDefault(mesh.getKey(), 0L);
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
