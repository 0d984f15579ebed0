package org.comity.core.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.comity.core.authority.Credential;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.DigestTree;
import org.comity.core.mesh.MeshId;
import org.comity.core.observation.BeaconRef;

/**
 * The heads of every mesh's ledger that S shows, and which of them another party has logged. A step costs what is new, and
 * references to the heads of the meshes that it speaks of. Immutable.
 */
final class MeshTimes {

    /** Smallest first; of one size, what was made last first. */
    private static final Comparator<Checkpoint> BY_SIZE =
            Comparator.comparingLong(Checkpoint::size).thenComparing(Checkpoint::latest, Comparator.reverseOrder());

    /**
     * What one mesh showed.
     *
     * @param heads by size, none twice
     * @param logged the largest size that another party has logged; 0 where none has
     */
    private record Shown(List<Checkpoint> heads, Instant newest, long logged) {
        static final Shown NOTHING = new Shown(List.of(), Instant.MIN, 0);

        Shown with(List<Checkpoint> more) {
            List<Checkpoint> all = new ArrayList<>(heads);
            Instant newestNow = newest;
            for (Checkpoint head : more) {
                int at = above(all, head.size() - 1);
                while (at < all.size() && BY_SIZE.compare(all.get(at), head) < 0) {
                    at++;
                }
                if (from(all, at)
                        .takeWhile(one -> BY_SIZE.compare(one, head) == 0)
                        .noneMatch(head::equals)) {
                    all.add(at, head);
                    newestNow = newestNow.isAfter(head.earliest()) ? newestNow : head.earliest();
                }
            }
            return new Shown(all, newestNow, logged);
        }

        /** The heads of more leaves than that, smallest first. */
        Stream<Checkpoint> larger(long size) {
            return from(heads, above(heads, size));
        }

        /** How many heads are of at most that size. */
        int upTo(long size) {
            return above(heads, size);
        }

        private static Stream<Checkpoint> from(List<Checkpoint> heads, int at) {
            return heads.subList(at, heads.size()).stream();
        }

        /** The place of the first that is larger. */
        private static int above(List<Checkpoint> heads, long size) {
            int low = 0;
            int high = heads.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (heads.get(middle).size() > size) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }
    }

    /** Nothing shown. */
    static final MeshTimes NONE = new MeshTimes(Map.of(), DigestTree.ofKeys(), DigestTree.ofKeys());

    private final Map<MeshId, Shown> meshes;
    /** What another party logged, by root. */
    private final DigestTree<List<BeaconRef>> logged;
    /** Receipts of beacons that S lacks, by the beacon's oid. */
    private final DigestTree<List<Verified>> early;

    private MeshTimes(Map<MeshId, Shown> meshes, DigestTree<List<BeaconRef>> logged, DigestTree<List<Verified>> early) {
        this.meshes = meshes;
        this.logged = logged;
        this.early = early;
    }

    /**
     * With the heads of beacons, consignments and receipts; an edge counts where S holds the beacon that it names.
     *
     * @param more what is new in S
     * @param control the control statements of S with them
     */
    MeshTimes with(Collection<Verified> more, DigestTree<Verified> control) {
        Map<MeshId, List<Checkpoint>> heads = new HashMap<>();
        Map<Digest, Optional<List<Verified>>> earlyNow = new HashMap<>();
        List<BeaconRef> edges = new ArrayList<>();
        for (Verified one : more) {
            heads(one)
                    .forEach(head -> heads.computeIfAbsent(head.mesh(), any -> new ArrayList<>())
                            .add(head));
            Digest oid = one.oid().digest();
            Optional<List<Verified>> receipts = beacon(one).flatMap(head -> early.get(oid));
            receipts.ifPresent(all -> {
                earlyNow.put(oid, Optional.empty());
                all.forEach(receipt -> edge(receipt, one).ifPresent(edges::add));
            });
            if (one.statement().orElse(null) instanceof Statement.InclusionReceipt receipt) {
                Digest beacon = receipt.beacon().digest();
                control.get(beacon)
                        .ifPresentOrElse(
                                there -> edge(one, there).ifPresent(edges::add),
                                () -> earlyNow.put(
                                        beacon,
                                        Optional.of(append(
                                                earlyNow.getOrDefault(beacon, early.get(beacon))
                                                        .orElse(List.of()),
                                                one))));
            }
        }
        Map<MeshId, Shown> meshesNow = new HashMap<>(meshes);
        heads.forEach((mesh, own) ->
                meshesNow.put(mesh, meshesNow.getOrDefault(mesh, Shown.NOTHING).with(own)));
        Map<Digest, Optional<List<BeaconRef>>> loggedNow = new HashMap<>();
        for (BeaconRef edge : edges) {
            List<BeaconRef> same =
                    loggedNow.getOrDefault(edge.root(), logged.get(edge.root())).orElse(List.of());
            if (!same.contains(edge)) {
                loggedNow.put(edge.root(), Optional.of(append(same, edge)));
            }
            meshesNow.computeIfPresent(
                    edge.mesh(),
                    (mesh, shown) -> new Shown(shown.heads(), shown.newest(), Math.max(shown.logged(), edge.size())));
        }
        return new MeshTimes(meshesNow, logged.with(loggedNow), early.with(earlyNow));
    }

    private static <T> List<T> append(List<T> list, T one) {
        List<T> more = new ArrayList<>(list);
        more.add(one);
        return List.copyOf(more);
    }

    /** What an inclusion receipt proves logged: a head that the beacon which it names publishes, and that another mesh logged. */
    private static Optional<BeaconRef> edge(Verified receipt, Verified beacon) {
        BeaconRef said = ((Statement.InclusionReceipt) receipt.statement().orElseThrow()).logged();
        return beacon(beacon)
                .map(Checkpoint::ref)
                .filter(said::equals)
                .filter(ref -> !ref.mesh().equals(receipt.mesh()));
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

    private Shown of(MeshId mesh) {
        return meshes.getOrDefault(mesh, Shown.NOTHING);
    }

    /** Whether its mesh's time has passed the credential's end. */
    boolean passed(Credential credential) {
        return of(credential.mesh()).newest().isAfter(credential.notAfter());
    }

    /** Whether a head of some mesh came that is no larger than one that was there. */
    boolean isFilledSince(MeshTimes before) {
        return before.meshes.entrySet().stream().anyMatch(mesh -> {
            Shown old = mesh.getValue();
            long largest = old.heads().get(old.heads().size() - 1).size();
            return of(mesh.getKey()).upTo(largest) > old.heads().size();
        });
    }

    /**
     * Whether its mesh's time has passed the credential's end and no head that another party logged proves it older. A
     * head proves it where it includes it and was made no later than the end.
     */
    boolean expired(Verified one, List<Releases.Release> releases) {
        Instant end = one.credential().notAfter();
        return passed(one.credential())
                && releases.stream()
                        .filter(release -> release.consignment().mesh().equals(one.mesh()))
                        .noneMatch(release -> of(one.mesh())
                                .larger(release.member().leafIndex())
                                .filter(head -> !head.earliest().isAfter(end))
                                .anyMatch(this::isLogged));
    }

    private boolean isLogged(Checkpoint head) {
        return logged.get(head.root()).orElse(List.of()).contains(head.ref());
    }

    /** The end of the bracket of its mesh's first head that includes it; empty where its mesh released it under none. */
    Optional<Instant> logged(Verified one, List<Releases.Release> releases) {
        return releases.stream()
                .filter(release -> release.consignment().mesh().equals(one.mesh()))
                .flatMap(release ->
                        of(one.mesh()).larger(release.member().leafIndex()).limit(1))
                .min(BY_SIZE)
                .map(Checkpoint::latest);
    }

    /** Most heads of one mesh after the last that another party logged. */
    int forkDepth() {
        long deepest = 0;
        for (Shown mesh : meshes.values()) {
            long after = mesh.larger(mesh.logged())
                    .mapToLong(Checkpoint::size)
                    .distinct()
                    .count();
            deepest = Math.max(deepest, after);
        }
        return (int) Math.min(deepest, Integer.MAX_VALUE);
    }
}
