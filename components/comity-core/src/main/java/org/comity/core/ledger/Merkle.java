package org.comity.core.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;

/** The Merkle tree of RFC 9162, section 2.1: hashes, proofs and their verification. */
public final class Merkle {
    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private Merkle() {}

    /** MTH({d}) = SHA-256(0x00 || d). */
    public static Digest leafHash(byte[] entry) {
        return Digest.sha256(LEAF, entry);
    }

    /** SHA-256(0x01 || left || right). */
    public static Digest nodeHash(Digest left, Digest right) {
        ByteBuffer node = ByteBuffer.allocate(1 + 2 * Digest.SIZE).put(NODE);
        left.putInto(node);
        right.putInto(node);
        return Digest.sha256(node.array());
    }

    /** MTH of the first {@code size} leaves; of no leaves, SHA-256 of nothing. */
    public static Digest root(NodeReader nodes, long size) {
        return size == 0 ? Digest.sha256() : range(nodes, 0, size);
    }

    /** PATH(index, D[size]), section 2.1.3.1: from the leaf's sibling upwards. */
    public static List<Digest> inclusionPath(NodeReader nodes, long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("leaf " + index + " is not in a tree of " + size);
        }
        List<Digest> path = new ArrayList<>();
        path(nodes, index, 0, size, path);
        return List.copyOf(path);
    }

    private static void path(NodeReader nodes, long index, long from, long to, List<Digest> into) {
        if (to - from == 1) {
            return;
        }
        long middle = from + split(to - from);
        if (index < middle) {
            path(nodes, index, from, middle, into);
            into.add(range(nodes, middle, to));
        } else {
            path(nodes, index, middle, to, into);
            into.add(range(nodes, from, middle));
        }
    }

    /** PROOF(first, D[second]), section 2.1.4.1; empty where both sizes are equal or the first is zero. */
    public static List<Digest> consistencyPath(NodeReader nodes, long first, long second) {
        if (first < 0 || first > second) {
            throw new IllegalArgumentException("a tree of " + second + " does not contain one of " + first);
        }
        List<Digest> proof = new ArrayList<>();
        if (first > 0 && first < second) {
            subproof(nodes, first, 0, second, Known.WHOLE, proof);
        }
        return List.copyOf(proof);
    }

    private enum Known {
        WHOLE,
        PART
    }

    private static void subproof(NodeReader nodes, long first, long from, long to, Known known, List<Digest> into) {
        if (first == to - from) {
            if (known == Known.PART) {
                into.add(range(nodes, from, to));
            }
            return;
        }
        long left = split(to - from);
        if (first <= left) {
            subproof(nodes, first, from, from + left, known, into);
            into.add(range(nodes, from + left, to));
        } else {
            subproof(nodes, first - left, from + left, to, Known.PART, into);
            into.add(range(nodes, from, from + left));
        }
    }

    /** The largest power of two that is smaller than the size. */
    private static long split(long size) {
        return Long.highestOneBit(size - 1);
    }

    /** MTH of leaves [from, to), where from is a multiple of the power of two that covers the range. */
    private static Digest range(NodeReader nodes, long from, long to) {
        long size = to - from;
        if (Long.bitCount(size) == 1) {
            int level = Long.numberOfTrailingZeros(size);
            return nodes.node(level, from >> level);
        }
        long left = split(size);
        return nodeHash(range(nodes, from, from + left), range(nodes, from + left, to));
    }

    /** Section 2.1.3.2: whether the path leads from the leaf to the root. */
    public static boolean verifyInclusion(Digest leaf, long index, long size, List<Digest> path, Digest root) {
        return rootFromInclusion(leaf, index, size, path).filter(root::equals).isPresent();
    }

    /** The root to which the path leads; empty where its length does not fit index and size, both unsigned. */
    public static Optional<Digest> rootFromInclusion(Digest leaf, long index, long size, List<Digest> path) {
        if (Long.compareUnsigned(index, size) >= 0) {
            return Optional.empty();
        }
        long node = index;
        long last = size - 1;
        Digest hash = leaf;
        for (Digest sibling : path) {
            if (last == 0) {
                return Optional.empty();
            }
            if ((node & 1) == 1 || node == last) {
                hash = nodeHash(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>>= 1;
                    last >>>= 1;
                }
            } else {
                hash = nodeHash(hash, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 ? Optional.of(hash) : Optional.empty();
    }

    /** Section 2.1.4.2: whether the proof shows the second tree to extend the first, which is not empty. */
    public static boolean verifyConsistency(
            long first, Digest firstRoot, long second, Digest secondRoot, List<Digest> proof) {
        return MerkleProof.consistency(
                        MerkleProof.Subtree.whole(first, Octets.of(firstRoot.bytes())),
                        MerkleProof.Subtree.whole(second, Octets.of(secondRoot.bytes())),
                        proof.stream().map(hash -> Octets.of(hash.bytes())).toList())
                .fold(good -> true, no -> false);
    }
}
