package org.comity.core.temporal;

import java.util.Arrays;

/**
 * A list of ints that grows at its end. Copies share what they have in common: a copy may grow on in the same array while
 * nobody else did, and what an older copy shows is never overwritten.
 */
final class Ints {
    private static final class Buffer {
        private int[] data = new int[2];
        private int claimed;
    }

    private Buffer buffer;
    private int size;
    private int shared;

    Ints() {
        this(new Buffer(), 0);
    }

    private Ints(Buffer buffer, int size) {
        this.buffer = buffer;
        this.size = size;
        this.shared = size;
    }

    /** An independent view of what this one holds now. */
    Ints copy() {
        shared = size;
        return new Ints(buffer, size);
    }

    int size() {
        return size;
    }

    int get(int index) {
        return buffer.data[index];
    }

    void add(int value) {
        if (buffer.claimed != size || size == buffer.data.length) {
            move(size + Math.max(2, size >> (size < 64 ? 1 : 3)));
        }
        buffer.data[size++] = value;
        buffer.claimed = size;
    }

    /** Forgets what lies at that index and behind. */
    void cut(int index) {
        if (buffer.claimed == size && index >= shared) {
            buffer.claimed = index;
        }
        size = index;
    }

    /** Replaces what lies from one index up to another by two values. */
    void replace(int from, int to, int one, int other) {
        int[] behind = Arrays.copyOfRange(buffer.data, to, size);
        cut(from);
        add(one);
        add(other);
        for (int value : behind) {
            add(value);
        }
    }

    private void move(int capacity) {
        Buffer own = new Buffer();
        own.data = new int[Math.max(capacity, size + 1)];
        System.arraycopy(buffer.data, 0, own.data, 0, size);
        own.claimed = size;
        buffer = own;
        shared = 0;
    }
}
