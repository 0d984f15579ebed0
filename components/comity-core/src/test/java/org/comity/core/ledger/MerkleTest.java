package org.comity.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.junit.jupiter.api.Test;

class MerkleTest {
    private static final NodeReader NODES = MerkleTest::node;

    private static Digest node(int level, long index) {
        return level == 0
                ? Merkle.leafHash(new byte[] {(byte) index, (byte) (index >> 8)})
                : Merkle.nodeHash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
    }

    @Test
    void everyLeafOfEveryTreeIsProvenAndNoOther() {
        for (long size = 1; size <= 40; size++) {
            Digest root = Merkle.root(NODES, size);
            for (long index = 0; index < size; index++) {
                // When
                List<Digest> path = Merkle.inclusionPath(NODES, index, size);

                // Then
                assertThat(Merkle.verifyInclusion(node(0, index), index, size, path, root))
                        .isTrue();
                assertThat(Merkle.verifyInclusion(node(0, index + 1), index, size, path, root))
                        .isFalse();
                assertThat(Merkle.verifyInclusion(node(0, index), index, size, path, node(0, 0)))
                        .isEqualTo(size == 1);
            }
        }
    }

    @Test
    void everyTreeIsProvenToExtendEverySmallerOne() {
        for (long second = 1; second <= 40; second++) {
            for (long first = 1; first <= second; first++) {
                // When
                List<Digest> proof = Merkle.consistencyPath(NODES, first, second);
                Digest one = Merkle.root(NODES, first);
                Digest two = Merkle.root(NODES, second);

                // Then
                assertThat(Merkle.verifyConsistency(first, one, second, two, proof))
                        .isTrue();
                assertThat(Merkle.verifyConsistency(first, two, second, one, proof))
                        .isEqualTo(first == second);
            }
        }
    }

    @Test
    void everySubtreeIsProvenToStandInItsTreeAndInNoOther() {
        int proven = 0;
        for (long size = 1; size <= 20; size++) {
            MerkleProof.Subtree whole = whole(size);
            for (long start = 0; start < size; start++) {
                for (long end = start + 1; end <= size; end++) {
                    MerkleProof.Subtree part = new MerkleProof.Subtree(start, end, Octets.of(hash(start, end)));
                    if (!part.isAligned()) {
                        continue;
                    }
                    // When
                    List<Octets> proof = proof(start, end, 0, size, true);

                    // Then
                    assertThat(reason(MerkleProof.subtree(part, whole, proof))).isEmpty();
                    assertThat(reason(MerkleProof.subtree(part, whole(size + 1), proof)))
                            .isPresent();
                    proven++;
                }
            }
        }
        assertThat(proven).isEqualTo(ALIGNED_UP_TO_20);
    }

    /** Subtrees whose start is a multiple of the power of two that covers them. */
    private static final int ALIGNED_UP_TO_20 = 567;

    private static MerkleProof.Subtree whole(long size) {
        return MerkleProof.Subtree.whole(size, Octets.of(hash(0, size)));
    }

    private static byte[] hash(long from, long to) {
        if (to - from == 1) {
            return node(0, from).bytes();
        }
        long middle = from + Long.highestOneBit(to - from - 1);
        return Merkle.nodeHash(Digest.of(hash(from, middle)), Digest.of(hash(middle, to)))
                .bytes();
    }

    /** The proof of leaves [start, end) in the tree over [from, to), as the definition reads. */
    private static List<Octets> proof(long start, long end, long from, long to, boolean known) {
        if (start == from && end == to) {
            return known ? List.of() : List.of(Octets.of(hash(from, to)));
        }
        long middle = from + Long.highestOneBit(to - from - 1);
        List<Octets> proof = new ArrayList<>();
        if (end <= middle) {
            proof.addAll(proof(start, end, from, middle, known));
            proof.add(Octets.of(hash(middle, to)));
        } else {
            proof.addAll(
                    start >= middle ? proof(start, end, middle, to, known) : proof(middle, end, middle, to, false));
            proof.add(Octets.of(hash(from, middle)));
        }
        return proof;
    }

    private static Optional<Reason> reason(Outcome<?> outcome) {
        return outcome.fold(good -> Optional.empty(), no -> Optional.of(no.reason()));
    }

    @Test
    void refusesProofsOfNothingByName() {
        Octets leaf = Octets.of(node(0, 0).bytes());
        Octets nothing = Octets.of(new byte[0]);
        List<Outcome<?>> degenerate = List.of(
                MerkleProof.consistency(whole(4), whole(7), List.of()),
                MerkleProof.consistency(whole(3), whole(7), List.of()),
                MerkleProof.consistency(
                        MerkleProof.Subtree.whole(0, Octets.of(Digest.sha256().bytes())), whole(7), List.of()),
                MerkleProof.consistency(whole(7), whole(4), List.of()),
                MerkleProof.consistency(whole(7), whole(7), List.of(leaf)),
                MerkleProof.consistency(whole(4), whole(7), List.of(nothing)),
                MerkleProof.inclusion(leaf, 0, whole(2), List.of()),
                MerkleProof.inclusion(leaf, 0, whole(1), List.of(leaf)),
                MerkleProof.inclusion(leaf, -1, whole(2), List.of(leaf)),
                MerkleProof.inclusion(nothing, 0, MerkleProof.Subtree.whole(1, nothing), List.of()),
                MerkleProof.subtree(new MerkleProof.Subtree(1, 3, leaf), whole(7), List.of(leaf)));
        assertThat(degenerate).allSatisfy(outcome -> assertThat(reason(outcome)).contains(Reason.PROOF_DEGENERATE));
        assertThat(reason(MerkleProof.inclusion(leaf, 0, whole(2), List.of(leaf))))
                .contains(Reason.PROOF_NOT_VALID);
        assertThat(reason(MerkleProof.consistency(whole(7), MerkleProof.Subtree.whole(7, leaf), List.of())))
                .contains(Reason.PROOF_NOT_VALID);
    }
}
