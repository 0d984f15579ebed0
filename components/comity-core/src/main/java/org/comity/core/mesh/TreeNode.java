package org.comity.core.mesh;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A part of a {@link DigestTree} as it lies in memory: a run of entries in the order of their keys, or sixteen branches by the
 * next digit. A run holds more entries than one of the tree's own, which saves an object for every few of them; what it stands
 * for follows from its keys ({@link TreeDigest}). Immutable.
 */
final class TreeNode {
    /** The most entries of a run in memory: over a million keys lie about fifteen in one, and none is split for few. */
    static final int HELD_MAX = 64;

    static final int WAYS = 16;

    private static final int PARALLEL_MIN = 4_096;
    private static final Digest[] NO_KEYS = {};

    static final TreeNode NONE = new TreeNode(0, NO_KEYS, new Object[0]);

    final int size;
    final Digest[] keys;
    final @Nullable Object[] slots;

    /** Of the part that this stands for; computed when first asked for. */
    volatile @Nullable Digest digest;

    private TreeNode(int size, Digest[] keys, @Nullable Object[] slots) {
        this.size = size;
        this.keys = keys;
        this.slots = slots;
    }

    private static TreeNode run(Digest[] keys, @Nullable Object[] values) {
        return keys.length == 0 ? NONE : new TreeNode(keys.length, keys, values);
    }

    /** Of branches made one by one, side by side where there is much to do. */
    private static TreeNode branches(int work, IntFunction<TreeNode> branch) {
        TreeNode[] made = new TreeNode[WAYS];
        if (work < PARALLEL_MIN) {
            Arrays.setAll(made, branch);
        } else {
            Arrays.parallelSetAll(made, branch);
        }
        return fork(made);
    }

    /** Of branches, or one run where it can hold all of them. */
    private static TreeNode fork(TreeNode[] branches) {
        int size = 0;
        for (TreeNode branch : branches) {
            size += branch.size;
        }
        TreeNode all = new TreeNode(size, NO_KEYS, branches);
        return size > HELD_MAX ? all : all.flat();
    }

    boolean isRun() {
        return keys.length == slots.length;
    }

    TreeNode branch(int way) {
        return ((TreeNode[]) slots)[way];
    }

    /** The value of a key in this part, which begins at that depth; null where there is none. */
    @Nullable
    Object find(Digest key, int depth) {
        TreeNode node = this;
        for (int digit = depth; !node.isRun(); digit++) {
            node = node.branch(key.digit(digit));
        }
        int at = Arrays.binarySearch(node.keys, key);
        return at < 0 ? null : node.slots[at];
    }

    /** All entries of this part as one run, however many. */
    TreeNode flat() {
        if (isRun()) {
            return this;
        }
        Digest[] all = new Digest[size];
        @Nullable Object[] values = new Object[size];
        int[] at = {0};
        runs(run -> {
            System.arraycopy(run.keys, 0, all, at[0], run.size);
            System.arraycopy(run.slots, 0, values, at[0], run.size);
            at[0] += run.size;
        });
        return run(all, values);
    }

    void runs(Consumer<TreeNode> each) {
        if (isRun()) {
            each.accept(this);
        } else {
            for (int way = 0; way < WAYS; way++) {
                branch(way).runs(each);
            }
        }
    }

    Stream<TreeNode> runs() {
        return isRun()
                ? Stream.of(this)
                : IntStream.range(0, WAYS).boxed().flatMap(way -> branch(way).runs());
    }

    /** The part at that depth which these edits alone make. */
    static TreeNode of(Edits edits, int depth) {
        if (edits.size() <= HELD_MAX || depth == 2 * Digest.SIZE) {
            Edits sorted = edits.sorted();
            return run(sorted.keys(), sorted.values());
        }
        Edits[] parts = edits.spread(depth);
        return branches(edits.size(), way -> of(parts[way], depth + 1));
    }

    /** This part, at that depth, with those edits. */
    TreeNode with(Edits edits, int depth) {
        if (edits.size() == 0) {
            return this;
        }
        if (isRun()) {
            return of(edits.after(keys, slots), depth);
        }
        if (edits.size() == 1) {
            int only = edits.keys()[0].digit(depth);
            TreeNode[] branches = ((TreeNode[]) slots).clone();
            branches[only] = branches[only].with(edits, depth + 1);
            return fork(branches);
        }
        Edits[] parts = edits.spread(depth);
        return branches(edits.size(), way -> branch(way).with(parts[way], depth + 1));
    }

    /** This part without the values that are not wanted; this very node where all are. */
    TreeNode only(Predicate<Object> wanted) {
        if (!isRun()) {
            TreeNode rest = branches(size, way -> branch(way).only(wanted));
            return rest.size == size ? this : rest;
        }
        int[] left = IntStream.range(0, size)
                .filter(at -> wanted.test(Objects.requireNonNull(slots[at])))
                .toArray();
        return left.length == size
                ? this
                : run(
                        IntStream.of(left).mapToObj(at -> keys[at]).toArray(Digest[]::new),
                        IntStream.of(left).mapToObj(at -> slots[at]).toArray());
    }
}
