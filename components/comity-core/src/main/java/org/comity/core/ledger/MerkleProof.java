package org.comity.core.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * Verifies proofs that others made, of whole trees (RFC 9162, sections 2.1.3.2 and 2.1.4.2) and of subtrees (Merkle tree
 * certificates, section 4). Sizes and indexes are unsigned 64-bit numbers; hashes are octets as they came. A proof whose
 * shape proves nothing is PROOF_DEGENERATE, one that leads elsewhere is PROOF_NOT_VALID.
 */
public final class MerkleProof {
    /**
     * Consecutive leaves of a log and the tree head that is claimed for them.
     *
     * @param start the first leaf, unsigned
     * @param end the leaf after the last, unsigned
     * @param root what should be the RFC 9162 tree head over them, of any length
     */
    public record Subtree(long start, long end, Octets root) {
        public Subtree {
            Objects.requireNonNull(root, "root");
        }

        /** A whole tree of that size. */
        public static Subtree whole(long size, Octets root) {
            return new Subtree(0, size, root);
        }

        /** Whether it begins where a complete tree of its width can begin. */
        boolean isAligned() {
            long width = end - start;
            boolean ordered = Long.compareUnsigned(start, end) <= 0;
            long mask = width == 0 || width == 1 ? 0 : -1L >>> Long.numberOfLeadingZeros(width - 1);
            return ordered && (start & mask) == 0;
        }
    }

    private MerkleProof() {}

    /** Whether the path leads from the leaf hash at that index of the log to the head of the subtree. */
    public static Outcome<Subtree> inclusion(Octets leaf, long index, Subtree of, List<Octets> path) {
        boolean within = Long.compareUnsigned(of.start(), index) <= 0 && Long.compareUnsigned(index, of.end()) < 0;
        if (!of.isAligned() || !within || !areDigests(path) || leaf.size() != Digest.SIZE) {
            return degenerate("no leaf " + Long.toUnsignedString(index) + ", or hashes of another length");
        }
        return Merkle.rootFromInclusion(
                        Digest.of(leaf.bytes()), index - of.start(), of.end() - of.start(), digests(path))
                .map(root -> equal(root, of.root()) ? Outcome.yes(of) : elsewhere())
                .orElseGet(() -> degenerate("a path of another length than index and size need"));
    }

    /** Whether the proof shows the second tree to extend the first, which is not empty. */
    public static Outcome<Subtree> consistency(Subtree first, Subtree second, List<Octets> proof) {
        if (first.start() != 0 || first.end() == 0) {
            return degenerate("every tree extends the empty one");
        }
        return subtree(first, second, proof);
    }

    /**
     * The head of the first leaves that the second tree is proven to have, so many as the first tree has; empty where the proof
     * does not lead to the second head, or does not tell: where the first size is a power of two it leaves the head out.
     */
    public static Optional<Digest> prefix(Subtree first, Subtree second, List<Octets> proof) {
        boolean tells = Long.bitCount(first.end()) != 1
                && first.end() != 0
                && Long.compareUnsigned(first.end(), second.end()) < 0
                && areDigests(proof);
        return tells
                ? new Climb(first, second)
                        .heads(digests(proof))
                        .fold(Optional::of, no -> Optional.<Heads>empty())
                        .filter(heads -> equal(heads.second(), second.root()))
                        .map(Heads::first)
                : Optional.empty();
    }

    private record Heads(Digest first, Digest second) {}

    /** Whether the proof shows the leaves of the subtree, which may be none, to stand in the whole tree. */
    public static Outcome<Subtree> subtree(Subtree part, Subtree whole, List<Octets> proof) {
        boolean within = whole.start() == 0 && Long.compareUnsigned(part.end(), whole.end()) <= 0;
        if (!part.isAligned() || !within) {
            return degenerate("the part is not one of the whole");
        }
        if (part.start() == part.end()) {
            return exact(proof, equal(Digest.sha256(), part.root()), whole);
        }
        if (part.start() == 0 && part.end() == whole.end()) {
            return exact(proof, part.root().equals(whole.root()), whole);
        }
        if (!areDigests(proof) || part.root().size() != Digest.SIZE) {
            return degenerate("hashes of another length");
        }
        return new Climb(part, whole).to(digests(proof));
    }

    private static Outcome<Subtree> exact(List<Octets> proof, boolean equal, Subtree whole) {
        if (!proof.isEmpty()) {
            return degenerate("a proof where there is nothing to prove");
        }
        return equal ? Outcome.yes(whole) : elsewhere();
    }

    /** The two heads that a consistency proof leads to, computed side by side from the subtree's right edge upwards. */
    private static final class Climb {
        private final Subtree part;
        private final Subtree whole;
        private long first;
        private long second;
        private long last;

        Climb(Subtree part, Subtree whole) {
            this.part = part;
            this.whole = whole;
            first = part.start();
            second = part.end() - 1;
            last = whole.end() - 1;
            boolean edge = second == last;
            while (first != second && (edge || (second & 1) == 1)) {
                up();
            }
        }

        private void up() {
            first >>>= 1;
            second >>>= 1;
            last >>>= 1;
        }

        Outcome<Subtree> to(List<Digest> proof) {
            return heads(proof)
                    .then(heads -> equal(heads.first(), part.root()) && equal(heads.second(), whole.root())
                            ? Outcome.yes(whole)
                            : elsewhere());
        }

        Outcome<Heads> heads(List<Digest> proof) {
            List<Digest> path = new ArrayList<>();
            if (first == second) {
                path.add(Digest.of(part.root().bytes()));
            }
            path.addAll(proof);
            if (path.isEmpty()) {
                return degenerate("an empty proof between two trees");
            }
            Digest one = path.get(0);
            Digest two = path.get(0);
            for (Digest sibling : path.subList(1, path.size())) {
                if (last == 0) {
                    return degenerate("a longer proof than the sizes need");
                }
                if ((second & 1) == 1 || second == last) {
                    one = first == second ? one : Merkle.nodeHash(sibling, one);
                    two = Merkle.nodeHash(sibling, two);
                    while ((second & 1) == 0 && second != 0) {
                        up();
                    }
                } else {
                    two = Merkle.nodeHash(two, sibling);
                }
                up();
            }
            if (last != 0) {
                return degenerate("a shorter proof than the sizes need");
            }
            return Outcome.yes(new Heads(one, two));
        }
    }

    private static boolean areDigests(List<Octets> hashes) {
        return hashes.stream().allMatch(hash -> hash.size() == Digest.SIZE);
    }

    private static List<Digest> digests(List<Octets> hashes) {
        return hashes.stream().map(hash -> Digest.of(hash.bytes())).toList();
    }

    private static boolean equal(Digest computed, Octets claimed) {
        return Octets.of(computed.bytes()).equals(claimed);
    }

    private static <T> Outcome<T> degenerate(String detail) {
        return Outcome.no(Reason.PROOF_DEGENERATE, detail);
    }

    private static Outcome<Subtree> elsewhere() {
        return Outcome.no(Reason.PROOF_NOT_VALID, "the proof leads to another tree head");
    }
}
