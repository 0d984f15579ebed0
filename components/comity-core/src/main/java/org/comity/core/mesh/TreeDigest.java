package org.comity.core.mesh;

import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * "comity-tree-v1" of a {@link DigestTree}: for a run of at most {@value DigestTree#RUN_MAX} entries 0 and each key with what the map
 * says of it; for branches by the next digit 1, and the digest of each or nothing.
 *
 * @param leaf what the map's digest says of one entry
 */
record TreeDigest(BiFunction<Digest, Object, Digest> leaf) {

    private static final int PARALLEL_MIN = 1_024;
    private static final byte[] NOTHING = {};

    /** The digest of a part at that depth, which the part remembers. */
    Digest of(TreeNode node, int depth) {
        Digest known = node.digest;
        if (known == null) {
            known = node.isRun() ? of(node, 0, node.size, depth) : branches(node, depth);
            node.digest = known;
        }
        return known;
    }

    private Digest branches(TreeNode node, int depth) {
        if (node.size >= PARALLEL_MIN) {
            IntStream.range(0, TreeNode.WAYS)
                    .parallel()
                    .mapToObj(node::branch)
                    .filter(branch -> branch != TreeNode.NONE)
                    .forEach(branch -> of(branch, depth + 1));
        }
        Encoding out = Encoding.of("comity-tree-v1").number(1);
        for (int way = 0; way < TreeNode.WAYS; way++) {
            TreeNode branch = node.branch(way);
            if (branch == TreeNode.NONE) {
                out.octets(NOTHING);
            } else {
                out.digest(of(branch, depth + 1));
            }
        }
        return out.digest();
    }

    /** Of the entries of a run in memory from one place up to another, which are all that the tree has at that depth there. */
    private Digest of(TreeNode run, int from, int to, int depth) {
        boolean fits = to - from <= DigestTree.RUN_MAX;
        Encoding out = Encoding.of("comity-tree-v1").number(fits ? 0 : 1);
        if (fits) {
            for (int i = from; i < to; i++) {
                out.digest(run.keys[i]).digest(leaf.apply(run.keys[i], DigestTree.present(run.slots[i])));
            }
            return out.digest();
        }
        int begin = from;
        for (int way = 0; way < TreeNode.WAYS; way++) {
            int end = begin;
            while (end < to && run.keys[end].digit(depth) == way) {
                end++;
            }
            if (begin == end) {
                out.octets(NOTHING);
            } else {
                out.digest(of(run, begin, end, depth + 1));
            }
            begin = end;
        }
        return out.digest();
    }
}
