package org.comity.core.boundary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.comity.core.ledger.Merkle;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Evidence;

/**
 * A signing batch: observations of one credential under one Merkle head (RFC 9162). Its leaves differ in tag from a
 * ledger's, so that neither can stand for the other.
 */
public final class SigningBatch {
    private static final byte[] LEAF_TAG = "comity-batch-v1\0".getBytes(StandardCharsets.US_ASCII);

    private final List<Digest[]> levels = new ArrayList<>();

    /** A batch of 1 to 1,024 oids. */
    public SigningBatch(List<Oid> oids) {
        if (oids.isEmpty() || oids.size() > Evidence.Batched.SIZE_MAX) {
            throw new IllegalArgumentException("a batch has 1 to " + Evidence.Batched.SIZE_MAX + " leaves");
        }
        levels.add(oids.stream().map(SigningBatch::leaf).toArray(Digest[]::new));
        while (levels.get(levels.size() - 1).length > 1) {
            levels.add(above(levels.get(levels.size() - 1)));
        }
    }

    /** The full nodes over full nodes; an odd one out has none. */
    private static Digest[] above(Digest[] level) {
        Digest[] above = new Digest[level.length / 2];
        for (int i = 0; i < above.length; i++) {
            above[i] = Merkle.nodeHash(level[2 * i], level[2 * i + 1]);
        }
        return above;
    }

    private int size() {
        return levels.get(0).length;
    }

    /** The octets that the credential's key signs. */
    public byte[] head(Digest credential) {
        return head(credential, size(), Merkle.root(this::node, size()));
    }

    /** The path of the member at that index. */
    public List<Digest> path(int index) {
        return Merkle.inclusionPath(this::node, index, size());
    }

    private Digest node(int level, long index) {
        return levels.get(level)[(int) index];
    }

    private static Digest leaf(Oid oid) {
        byte[] digest = oid.digest().bytes();
        byte[] entry = new byte[LEAF_TAG.length + digest.length];
        System.arraycopy(LEAF_TAG, 0, entry, 0, LEAF_TAG.length);
        System.arraycopy(digest, 0, entry, LEAF_TAG.length, digest.length);
        return Merkle.leafHash(entry);
    }

    /** "comity-batch-head-v1": credential, size, root. */
    private static byte[] head(Digest credential, long size, Digest root) {
        return Encoding.of("comity-batch-head-v1")
                .digest(credential)
                .number(size)
                .digest(root)
                .bytes();
    }

    /** The head to which the path leads from this oid; empty where the path's shape does not fit index and size. */
    public static Optional<byte[]> headFor(Evidence.Batched evidence, Oid oid, Digest credential) {
        return Merkle.rootFromInclusion(leaf(oid), evidence.index(), evidence.size(), evidence.path())
                .map(root -> head(credential, evidence.size(), root));
    }
}
