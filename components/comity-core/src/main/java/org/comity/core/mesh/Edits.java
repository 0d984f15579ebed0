package org.comity.core.mesh;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keys with the values that they are to have, in the order in which they were given; null takes a key away. They are sorted by
 * their digits rather than against each other, so that a million cost no more each than a few.
 *
 * @param merge what stands where a key is given twice: of the earlier value and the later one
 */
record Edits(Digest[] keys, @Nullable Object[] values, BinaryOperator<@Nullable Object> merge) {

    private static final Digest[] NO_KEYS = {};

    int size() {
        return keys.length;
    }

    /** The same for keys that are there already, which stand before all of these. */
    Edits after(Digest[] known, @Nullable Object[] held) {
        Digest[] allKeys = Arrays.copyOf(known, known.length + keys.length);
        @Nullable Object[] all = Arrays.copyOf(held, held.length + values.length);
        System.arraycopy(keys, 0, allKeys, known.length, keys.length);
        System.arraycopy(values, 0, all, held.length, values.length);
        return new Edits(allKeys, all, merge);
    }

    /** Sixteen, by the digit at that place. */
    Edits[] spread(int place) {
        int[] sizes = new int[TreeNode.WAYS];
        for (Digest key : keys) {
            sizes[key.digit(place)]++;
        }
        Edits none = new Edits(NO_KEYS, NO_KEYS, merge);
        Edits[] parts = new Edits[TreeNode.WAYS];
        for (int way = 0; way < parts.length; way++) {
            parts[way] = sizes[way] == 0 ? none : new Edits(new Digest[sizes[way]], new Object[sizes[way]], merge);
        }
        int[] next = new int[TreeNode.WAYS];
        for (int i = 0; i < keys.length; i++) {
            int way = keys[i].digit(place);
            parts[way].keys[next[way]] = keys[i];
            parts[way].values[next[way]++] = values[i];
        }
        return parts;
    }

    /** In the order of the keys, each once and none that is taken away. For few, or for many of one key. */
    Edits sorted() {
        Digest[] sorted = new Digest[keys.length];
        @Nullable Object[] held = new Object[keys.length];
        int size = 0;
        for (int i = 0; i < keys.length; i++) {
            int at = size == 0 || sorted[size - 1].compareTo(keys[i]) < 0
                    ? -size - 1
                    : Arrays.binarySearch(sorted, 0, size, keys[i]);
            if (at >= 0) {
                held[at] = merge.apply(held[at], values[i]);
                continue;
            }
            at = -at - 1;
            System.arraycopy(sorted, at, sorted, at + 1, size - at);
            System.arraycopy(held, at, held, at + 1, size - at);
            sorted[at] = keys[i];
            held[at] = values[i];
            size++;
        }
        return new Edits(sorted, held, merge).present(size);
    }

    /** The first so many, without those that are taken away. */
    private Edits present(int count) {
        int left = 0;
        for (int i = 0; i < count; i++) {
            if (values[i] != null) {
                keys[left] = keys[i];
                values[left++] = values[i];
            }
        }
        return left == keys.length ? this : new Edits(Arrays.copyOf(keys, left), Arrays.copyOf(values, left), merge);
    }
}
