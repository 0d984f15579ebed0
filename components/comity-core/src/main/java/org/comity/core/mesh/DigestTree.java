package org.comity.core.mesh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from digests to values, sorted by key, whose shape is a function of its keys alone: a trie over
 * hexadecimal digits with runs of at most {@value #RUN_MAX} entries as leaves. So its own digest says that two sides hold
 * the same, a step costs what it changes, and two maps are compared in the time of their difference. In memory it holds longer runs.
 * Thread-safe.
 *
 * @param <V> values; compared by {@code equals} where maps are compared
 */
public final class DigestTree<V> implements Iterable<DigestTree.Entry<V>> {

    /** The most entries of a leaf. */
    public static final int RUN_MAX = 16;

    /** One key and its value. */
    public record Entry<V>(Digest key, V value) {}

    /**
     * What happened to a key between two maps.
     *
     * @param before empty where the key is new
     * @param after empty where the key is gone
     */
    public record Change<V>(Digest key, Optional<V> before, Optional<V> after) {}

    private final TreeNode root;
    private final BiFunction<Digest, V, Digest> leaf;

    private DigestTree(TreeNode root, BiFunction<Digest, V, Digest> leaf) {
        this.root = root;
        this.leaf = leaf;
    }

    /** The empty map. The function gives what the map's digest says of one entry. */
    public static <V> DigestTree<V> empty(BiFunction<Digest, V, Digest> leaf) {
        return new DigestTree<>(TreeNode.NONE, Objects.requireNonNull(leaf, "leaf"));
    }

    /** The empty map whose digest speaks of keys alone. */
    public static <V> DigestTree<V> ofKeys() {
        return empty((key, value) -> key);
    }

    /** The number of entries. */
    public int size() {
        return root.size;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return root.size == 0;
    }

    /** The value of a key. */
    public Optional<V> get(Digest key) {
        return optional(root.find(key, 0));
    }

    /** Whether the key has a value. */
    public boolean containsKey(Digest key) {
        return root.find(key, 0) != null;
    }

    /** With one value more, or another one. */
    public DigestTree<V> with(Digest key, V value) {
        return with(Map.of(key, Optional.of(value)));
    }

    /** Without a key. */
    public DigestTree<V> without(Digest key) {
        return with(Map.of(key, Optional.empty()));
    }

    /** With all of these changes at once: a value to put, or empty to take the key away. */
    public DigestTree<V> with(Map<Digest, Optional<V>> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        Digest[] keys = new Digest[changes.size()];
        @Nullable Object[] values = new Object[keys.length];
        int at = 0;
        for (Map.Entry<Digest, Optional<V>> change : changes.entrySet()) {
            keys[at] = change.getKey();
            values[at++] = change.getValue().orElse(null);
        }
        return new DigestTree<>(root.with(new Edits(keys, values, (known, value) -> value), 0), leaf);
    }

    /** Those entries whose values are wanted; what is left whole is shared. */
    public DigestTree<V> only(Predicate<V> wanted) {
        TreeNode rest = root.only(value -> wanted.test(cast(value)));
        return rest == root ? this : new DigestTree<>(rest, leaf);
    }

    @SuppressWarnings("unchecked")
    private static <V> V cast(Object value) {
        return (V) value;
    }

    static Object present(@Nullable Object slot) {
        return Objects.requireNonNull(slot, "every key of a run has its value");
    }

    /**
     * "comity-tree-v1": for a run 0 and each key with what the map says of it; for branches 1, and the digest of each or
     * nothing. Computed once for each part that two maps share.
     */
    public Digest digest() {
        return new TreeDigest((key, value) -> leaf.apply(key, cast(value))).of(root, 0);
    }

    /** What changed since another map, sorted by key; what the two share is not walked. */
    public List<Change<V>> since(DigestTree<V> before) {
        List<Change<V>> changes = new ArrayList<>();
        since(before, changes::add);
        return changes;
    }

    /** Hands out the same one by one. */
    public void since(DigestTree<V> before, Consumer<Change<V>> each) {
        compare(before.root, root, each);
    }

    private static <V> void compare(TreeNode before, TreeNode after, Consumer<Change<V>> each) {
        if (before == after) {
            return;
        }
        if (before.isRun() || after.isRun()) {
            compareRuns(before.flat(), after.flat(), each);
            return;
        }
        for (int way = 0; way < TreeNode.WAYS; way++) {
            compare(before.branch(way), after.branch(way), each);
        }
    }

    private static <V> void compareRuns(TreeNode old, TreeNode now, Consumer<Change<V>> each) {
        int i = 0;
        int j = 0;
        while (i < old.size || j < now.size) {
            int order = i == old.size ? 1 : j == now.size ? -1 : old.keys[i].compareTo(now.keys[j]);
            Digest key = order <= 0 ? old.keys[i] : now.keys[j];
            Object before = order <= 0 ? old.slots[i++] : null;
            Object after = order >= 0 ? now.slots[j++] : null;
            if (before != after && (before == null || !before.equals(after))) {
                each.accept(new Change<>(key, optional(before), optional(after)));
            }
        }
    }

    private static <V> Optional<V> optional(@Nullable Object slot) {
        return slot == null ? Optional.empty() : Optional.of(cast(slot));
    }

    /** All entries, sorted by key. */
    @Override
    public Iterator<Entry<V>> iterator() {
        return stream().iterator();
    }

    /** All entries, sorted by key. */
    public Stream<Entry<V>> stream() {
        return root.runs()
                .flatMap(run -> IntStream.range(0, run.size)
                        .mapToObj(at -> new Entry<V>(run.keys[at], cast(present(run.slots[at])))));
    }

    /** All values, sorted by key. */
    public Stream<V> values() {
        return root.runs().flatMap(run -> Arrays.stream(run.slots)).map(slot -> cast(present(slot)));
    }

    /**
     * These values under the keys that the function gives.
     *
     * @throws IllegalArgumentException where two have one key
     */
    public static <V> DigestTree<V> of(
            Collection<V> values, Function<V, Digest> key, BiFunction<Digest, V, Digest> leaf) {
        return DigestTree.empty(leaf).with(values, key, (one, other) -> {
            throw new IllegalArgumentException("two values of one key: " + key.apply(one));
        });
    }

    /**
     * With all of these values under the keys that the function gives.
     *
     * @param merge what stands of two values of one key, the earlier one first, which may be there already
     */
    public DigestTree<V> with(Collection<? extends V> values, Function<V, Digest> key, BinaryOperator<V> merge) {
        if (values.isEmpty()) {
            return this;
        }
        @Nullable Object[] all = values.toArray();
        Digest[] keys = new Digest[all.length];
        for (int i = 0; i < all.length; i++) {
            keys[i] = key.apply(cast(present(all[i])));
        }
        BinaryOperator<@Nullable Object> both = (one, other) -> merge.apply(cast(present(one)), cast(present(other)));
        return new DigestTree<>(root.with(new Edits(keys, all, both), 0), leaf);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DigestTree<?> that && size() == that.size() && sameAs(that);
    }

    @SuppressWarnings("unchecked")
    private boolean sameAs(DigestTree<?> that) {
        return since((DigestTree<V>) that).isEmpty();
    }

    @Override
    public int hashCode() {
        int sum = size();
        for (Entry<V> entry : this) {
            sum += entry.key().hashCode();
        }
        return sum;
    }

    @Override
    public String toString() {
        return "DigestTree[" + size() + "]";
    }
}
