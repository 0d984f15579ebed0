package org.comity.core.ledger;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * Two signed heads of one ledger that cannot both be true: proof for any third party that the mesh equivocated. They
 * contradict each other where they have one size and two roots; where the larger is proven to begin with another tree than
 * the smaller; or where paths under both give one run of leaves two hashes.
 *
 * @param one a head
 * @param other another head of the same ledger
 * @param prefix what the larger head is proven to begin with; empty where sizes or paths say enough
 */
public record SplitView(Shown one, Shown other, Optional<Prefix> prefix) {
    private static final String TAG = "comity-split-v1";
    private static final int PATH_MAX = 64;

    /**
     * A signed head, and the path of one leaf under it where that was shown.
     *
     * @param note the head's note
     */
    public record Shown(Octets note, Optional<Place> place) {
        public Shown {
            Objects.requireNonNull(note, "note");
            Objects.requireNonNull(place, "place");
        }
    }

    /** A leaf hash, where it stands, and the RFC 9162 path to the head. */
    public record Place(long index, Digest leaf, List<Digest> path) {
        public Place {
            Objects.requireNonNull(leaf, "leaf");
            path = List.copyOf(path);
        }
    }

    /** The root over the larger tree's first leaves, as many as the smaller tree has, with its consistency proof (RFC 9162). */
    public record Prefix(Digest root, List<Digest> proof) {
        public Prefix {
            Objects.requireNonNull(root, "root");
            proof = List.copyOf(proof);
        }
    }

    public SplitView {
        Objects.requireNonNull(one, "one");
        Objects.requireNonNull(other, "other");
        Objects.requireNonNull(prefix, "prefix");
    }

    /** Two heads of one size. */
    public static SplitView of(Octets one, Octets other) {
        return new SplitView(new Shown(one, Optional.empty()), new Shown(other, Optional.empty()), Optional.empty());
    }

    /** "comity-split-v1": note and place of each head, then the prefix; what is absent is an empty list. */
    public Octets octets() {
        Encoding out = Encoding.of(TAG);
        for (Shown shown : List.of(one, other)) {
            out.octets(shown.note().bytes())
                    .list(
                            shown.place().stream().toList(),
                            (to, place) -> to.number(place.index())
                                    .digest(place.leaf())
                                    .list(place.path(), Encoding::digest));
        }
        return Octets.of(out.list(
                        prefix.stream().toList(),
                        (to, found) -> to.digest(found.root()).list(found.proof(), Encoding::digest))
                .bytes());
    }

    /** Reads what {@link #octets} wrote; MALFORMED otherwise. Nothing is verified yet. */
    public static Outcome<SplitView> read(Octets octets) {
        try {
            SplitView view = new Reader(octets).view();
            return view.octets().equals(octets) ? Outcome.yes(view) : malformed();
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return malformed();
        }
    }

    private static Outcome<SplitView> malformed() {
        return Outcome.no(Reason.MALFORMED, "not a " + TAG);
    }

    private static final class Reader {
        private final ByteBuffer in;

        Reader(Octets octets) {
            in = ByteBuffer.wrap(octets.bytes()).position(Math.min(TAG.length() + 1, octets.size()));
        }

        SplitView view() {
            return new SplitView(
                    shown(), shown(), option() ? Optional.of(new Prefix(digest(), list())) : Optional.empty());
        }

        private Shown shown() {
            Octets note = Octets.of(field());
            return new Shown(note, option() ? Optional.of(new Place(number(), digest(), list())) : Optional.empty());
        }

        private byte[] field() {
            int size = in.getInt();
            if (size < 0 || size > in.remaining()) {
                throw new IllegalArgumentException("a field is longer than the rest");
            }
            byte[] field = new byte[size];
            in.get(field);
            return field;
        }

        private long number() {
            return ByteBuffer.wrap(field()).getLong();
        }

        private boolean option() {
            return count(1) == 1;
        }

        private long count(int most) {
            long count = number();
            if (count < 0 || count > most) {
                throw new IllegalArgumentException("a list of " + count);
            }
            return count;
        }

        private Digest digest() {
            return Digest.of(field());
        }

        private List<Digest> list() {
            List<Digest> list = new ArrayList<>();
            for (long left = count(PATH_MAX); left > 0; left--) {
                list.add(digest());
            }
            return list;
        }
    }

    /**
     * Whether it proves what it says.
     *
     * @param verifierKey of the accused
     * @return the size from which on nothing of that ledger can be believed, or a no with PROOF_NOT_VALID
     */
    public Outcome<Long> verify(MeshId mesh, String verifierKey, NoteCheck check) {
        return CheckpointNote.read(one.note(), verifierKey, mesh, check)
                .then(first -> CheckpointNote.read(other.note(), verifierKey, mesh, check)
                        .then(second -> contradiction(first, second)));
    }

    private Outcome<Long> contradiction(Checkpoint first, Checkpoint second) {
        if (first.size() == second.size() && !first.root().equals(second.root())) {
            return Outcome.yes(first.size());
        }
        Checkpoint smaller = first.size() <= second.size() ? first : second;
        Checkpoint larger = smaller == first ? second : first;
        boolean begins = prefix.filter(found -> !found.root().equals(smaller.root()))
                .filter(found -> smaller.size() > 0
                        && Merkle.verifyConsistency(
                                smaller.size(), found.root(), larger.size(), larger.root(), found.proof()))
                .isPresent();
        if (begins) {
            return Outcome.yes(smaller.size());
        }
        OptionalLong leaves = differing(runs(first, one.place()), runs(second, other.place()));
        return leaves.isPresent()
                ? Outcome.yes(leaves.getAsLong())
                : Outcome.no(Reason.PROOF_NOT_VALID, "the two heads do not contradict each other");
    }

    private record Run(long from, long to) {}

    /** The smallest end of a run of leaves that both trees hash, and differently. */
    private static OptionalLong differing(Map<Run, Digest> one, Map<Run, Digest> other) {
        return one.entrySet().stream()
                .filter(run -> {
                    Digest second = other.get(run.getKey());
                    return second != null && !second.equals(run.getValue());
                })
                .mapToLong(run -> run.getKey().to())
                .min();
    }

    /** The hash of every run of leaves that the head and a path to it show; of a path that leads elsewhere, none. */
    private static Map<Run, Digest> runs(Checkpoint head, Optional<Place> shown) {
        Map<Run, Digest> runs = new HashMap<>();
        runs.put(new Run(0, head.size()), head.root());
        shown.filter(place ->
                        Merkle.verifyInclusion(place.leaf(), place.index(), head.size(), place.path(), head.root()))
                .ifPresent(place ->
                        climb(place, new Run(0, head.size()), place.path().size(), runs));
        return runs;
    }

    private static Digest climb(Place place, Run run, int siblings, Map<Run, Digest> into) {
        Digest hash = place.leaf();
        if (run.to() - run.from() > 1) {
            long middle = run.from() + Long.highestOneBit(run.to() - run.from() - 1);
            Digest sibling = place.path().get(siblings - 1);
            Run left = new Run(run.from(), middle);
            Run right = new Run(middle, run.to());
            boolean isLeft = place.index() < middle;
            into.put(isLeft ? right : left, sibling);
            Digest own = climb(place, isLeft ? left : right, siblings - 1, into);
            hash = isLeft ? Merkle.nodeHash(own, sibling) : Merkle.nodeHash(sibling, own);
        }
        into.put(run, hash);
        return hash;
    }
}
