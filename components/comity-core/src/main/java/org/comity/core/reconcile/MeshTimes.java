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
import org.comity.core.authority.Credential;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.mesh.MeshId;
import org.comity.core.observation.BeaconRef;

/** The heads of every mesh's ledger that S shows, and which of them another party has logged. */
final class MeshTimes {

    private final Map<MeshId, List<Checkpoint>> heads = new HashMap<>();
    private final Map<MeshId, Instant> latest = new HashMap<>();
    private final Set<BeaconRef> loggedByOthers = new HashSet<>();

    /** Collects heads from beacons, consignments and receipts; an edge counts where S holds the beacon that it names. */
    static MeshTimes of(Collection<Verified> released) {
        MeshTimes times = new MeshTimes();
        Map<Object, BeaconRef> beacons = new HashMap<>();
        for (Verified one : released) {
            heads(one).forEach(times::add);
            beacon(one).ifPresent(head -> beacons.put(one.oid(), head.ref()));
        }
        for (Verified one : released) {
            if (one.statement().orElse(null) instanceof Statement.InclusionReceipt receipt
                    && receipt.logged().equals(beacons.get(receipt.beacon()))
                    && !receipt.logged().mesh().equals(one.mesh())) {
                times.loggedByOthers.add(receipt.logged());
            }
        }
        return times;
    }

    private void add(Checkpoint head) {
        heads.computeIfAbsent(head.mesh(), any -> new ArrayList<>()).add(head);
        latest.merge(head.mesh(), head.earliest(), (one, other) -> one.isAfter(other) ? one : other);
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
        long deepest = 0;
        for (Map.Entry<MeshId, List<Checkpoint>> mesh : heads.entrySet()) {
            long last = loggedByOthers.stream()
                    .filter(ref -> ref.mesh().equals(mesh.getKey()))
                    .mapToLong(BeaconRef::size)
                    .max()
                    .orElse(0);
            long after = mesh.getValue().stream()
                    .mapToLong(Checkpoint::size)
                    .filter(size -> size > last)
                    .distinct()
                    .count();
            deepest = Math.max(deepest, after);
        }
        return (int) Math.min(deepest, Integer.MAX_VALUE);
    }
}
