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
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from digests to values, sorted by key, whose shape is a function of its keys alone: a trie over
 * hexadecimal digits with runs of at most {@value #RUN_MAX} entries as leaves. So its own digest says that two sides hold
 * the same, a step costs what it changes, and two maps are compared in the time of their difference. Thread-safe.
 *
 * @param <V> values; compared by {@code equals} where maps are compared
 */
public final class DigestTree<V> implements Iterable<DigestTree.Entry<V>> {

    /** The most entries of a leaf. */
    public static final int RUN_MAX = 16;

    private static final int WAYS = 16;

    /** One key and its value. */
    public record Entry<V>(Digest key, V value) {}

    /**
     * What happened to a key between two maps.
     *
     * @param before empty where the key is new
     * @param after empty where the key is gone
     */
    public record Change<V>(Digest key, Optional<V> before, Optional<V> after) {}

    /** A run of entries in the order of their keys, or sixteen branches by the next digit. */
    private static final class Node {
        final int size;
        final Digest[] keys;
        final @Nullable Object[] slots;
        volatile @Nullable Digest digest;

        Node(int size, Digest[] keys, @Nullable Object[] slots) {
            this.size = size;
            this.keys = keys;
            this.slots = slots;
        }

        boolean isRun() {
            return keys.length > 0 || size == 0;
        }
    }

    private static final Digest[] NO_KEYS = {};
    private static final Node NONE = new Node(0, NO_KEYS, new Object[0]);

    private final Node root;
    private final BiFunction<Digest, V, Digest> leaf;

    private DigestTree(Node root, BiFunction<Digest, V, Digest> leaf) {
        this.root = root;
        this.leaf = leaf;
    }

    /** The empty map. The function gives what the map's digest says of one entry. */
    public static <V> DigestTree<V> empty(BiFunction<Digest, V, Digest> leaf) {
        return new DigestTree<>(NONE, Objects.requireNonNull(leaf, "leaf"));
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
        Node node = root;
        int depth = 0;
        while (!node.isRun()) {
            Object branch = node.slots[key.digit(depth++)];
            if (branch == null) {
                return Optional.empty();
            }
            node = (Node) branch;
        }
        int at = Arrays.binarySearch(node.keys, key);
        return at < 0 ? Optional.empty() : Optional.of(value(node, at));
    }

    /** Whether the key has a value. */
    public boolean containsKey(Digest key) {
        return get(key).isPresent();
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
        List<Map.Entry<Digest, Optional<V>>> sorted = new ArrayList<>(changes.entrySet());
        sorted.sort(Map.Entry.comparingByKey());
        return new DigestTree<>(change(root, 0, sorted), leaf);
    }

    private static <V> Node change(Node node, int depth, List<Map.Entry<Digest, Optional<V>>> changes) {
        if (changes.isEmpty()) {
            return node;
        }
        if (node.isRun()) {
            return merge(node, depth, changes);
        }
        @Nullable Object[] slots = node.slots.clone();
        int size = 0;
        int from = 0;
        for (int way = 0; way < WAYS; way++) {
            int to = from;
            while (to < changes.size() && changes.get(to).getKey().digit(depth) == way) {
                to++;
            }
            Node branch = slots[way] == null ? NONE : (Node) slots[way];
            branch = change(branch, depth + 1, changes.subList(from, to));
            slots[way] = branch.size == 0 ? null : branch;
            size += branch.size;
            from = to;
        }
        Node changed = new Node(size, NO_KEYS, slots);
        return size > RUN_MAX ? changed : run(collect(changed));
    }

    /** Merges a run with sorted changes, and spreads the result where it no longer fits a run. */
    private static <V> Node merge(Node node, int depth, List<Map.Entry<Digest, Optional<V>>> changes) {
        List<Entry<Object>> merged = new ArrayList<>(node.size + changes.size());
        int at = 0;
        for (Map.Entry<Digest, Optional<V>> change : changes) {
            while (at < node.size && node.keys[at].compareTo(change.getKey()) < 0) {
                merged.add(entry(node, at++));
            }
            if (at < node.size && node.keys[at].equals(change.getKey())) {
                at++;
            }
            change.getValue().ifPresent(value -> merged.add(new Entry<>(change.getKey(), value)));
        }
        while (at < node.size) {
            merged.add(entry(node, at++));
        }
        return spread(merged, depth);
    }

    private static Entry<Object> entry(Node node, int at) {
        return new Entry<>(node.keys[at], Objects.requireNonNull(node.slots[at]));
    }

    private static Node spread(List<Entry<Object>> sorted, int depth) {
        if (sorted.size() <= RUN_MAX) {
            return run(sorted);
        }
        @Nullable Object[] slots = new Object[WAYS];
        int from = 0;
        for (int way = 0; way < WAYS; way++) {
            int to = from;
            while (to < sorted.size() && sorted.get(to).key().digit(depth) == way) {
                to++;
            }
            slots[way] = from == to ? null : spread(sorted.subList(from, to), depth + 1);
            from = to;
        }
        return new Node(sorted.size(), NO_KEYS, slots);
    }

    private static Node run(List<Entry<Object>> sorted) {
        Digest[] keys = sorted.stream().map(Entry::key).toArray(Digest[]::new);
        return new Node(sorted.size(), keys, sorted.stream().map(Entry::value).toArray());
    }

    private static List<Entry<Object>> collect(Node node) {
        List<Entry<Object>> all = new ArrayList<>();
        collect(node, all);
        return all;
    }

    private static void collect(Node node, List<Entry<Object>> into) {
        for (int i = 0; i < node.slots.length; i++) {
            if (node.isRun()) {
                into.add(entry(node, i));
            } else if (node.slots[i] != null) {
                collect((Node) node.slots[i], into);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <V> V value(Node node, int at) {
        return (V) Objects.requireNonNull(node.slots[at]);
    }

    /**
     * "comity-tree-v1": for a run 0 and each key with what the map says of it; for branches 1, and the digest of each or
     * nothing. Computed once for each part that two maps share.
     */
    public Digest digest() {
        return digest(root);
    }

    private Digest digest(Node node) {
        Digest known = node.digest;
        if (known == null) {
            Encoding out = Encoding.of("comity-tree-v1").number(node.isRun() ? 0 : 1);
            for (int i = 0; i < node.slots.length; i++) {
                if (node.isRun()) {
                    out.digest(node.keys[i]).digest(leaf.apply(node.keys[i], value(node, i)));
                } else if (node.slots[i] == null) {
                    out.octets(new byte[0]);
                } else {
                    out.digest(digest((Node) node.slots[i]));
                }
            }
            known = out.digest();
            node.digest = known;
        }
        return known;
    }

    /** What changed since another map, sorted by key; what the two share is not walked. */
    public List<Change<V>> since(DigestTree<V> before) {
        List<Change<V>> changes = new ArrayList<>();
        compare(before.root, root, 0, changes);
        return changes;
    }

    private static <V> void compare(Node before, Node after, int depth, List<Change<V>> into) {
        if (before == after) {
            return;
        }
        if (before.isRun() || after.isRun()) {
            compareRuns(collect(before), collect(after), into);
            return;
        }
        for (int way = 0; way < WAYS; way++) {
            Node old = before.slots[way] == null ? NONE : (Node) before.slots[way];
            Node now = after.slots[way] == null ? NONE : (Node) after.slots[way];
            compare(old, now, depth + 1, into);
        }
    }

    private static <V> void compareRuns(List<Entry<Object>> old, List<Entry<Object>> now, List<Change<V>> into) {
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            int order = i == old.size()
                    ? 1
                    : j == now.size()
                            ? -1
                            : old.get(i).key().compareTo(now.get(j).key());
            Optional<V> before = order <= 0 ? Optional.of(cast(old.get(i))) : Optional.empty();
            Optional<V> after = order >= 0 ? Optional.of(cast(now.get(j))) : Optional.empty();
            Digest key = order <= 0 ? old.get(i).key() : now.get(j).key();
            if (!before.equals(after)) {
                into.add(new Change<>(key, before, after));
            }
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
    }

    @SuppressWarnings("unchecked")
    private static <V> V cast(Entry<Object> entry) {
        return (V) entry.value();
    }

    /** All entries, sorted by key. */
    @Override
    public Iterator<Entry<V>> iterator() {
        return stream().iterator();
    }

    /** All entries, sorted by key. */
    public Stream<Entry<V>> stream() {
        return stream(root);
    }

    private static <V> Stream<Entry<V>> stream(Node node) {
        return node.isRun()
                ? IntStream.range(0, node.size).mapToObj(at -> new Entry<>(node.keys[at], value(node, at)))
                : Arrays.stream(node.slots).flatMap(slot -> slot == null ? Stream.empty() : stream((Node) slot));
    }

    /** All values, sorted by key. */
    public Stream<V> values() {
        return stream().map(Entry::value);
    }

    /**
     * These values under the keys that the function gives.
     *
     * @throws IllegalArgumentException where two have one key
     */
    public static <V> DigestTree<V> of(
            Collection<V> values, Function<V, Digest> key, BiFunction<Digest, V, Digest> leaf) {
        List<Entry<Object>> sorted = new ArrayList<>(values.size());
        values.forEach(value -> sorted.add(new Entry<>(key.apply(value), value)));
        sorted.sort((one, other) -> one.key().compareTo(other.key()));
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).key().equals(sorted.get(i - 1).key())) {
                throw new IllegalArgumentException(
                        "two values of one key: " + sorted.get(i).key());
            }
        }
        return new DigestTree<>(spread(sorted, 0), leaf);
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
