package org.comity.core.divergence.sketch;

import java.util.Arrays;

/** Coded symbols in packed columns; grows, never shrinks. */
final class Columns {
    private long[] ids = new long[0];
    private long[] checks = new long[0];
    private int[] counts = new int[0];
    private int size;

    int size() {
        return size;
    }

    /** Makes room up to an index; what is new is zero. */
    void extend(int upTo) {
        if (upTo > ids.length) {
            int room = Math.max(upTo, Math.min(2 * ids.length, SetSketch.SYMBOLS_MAX));
            ids = Arrays.copyOf(ids, room);
            checks = Arrays.copyOf(checks, room);
            counts = Arrays.copyOf(counts, room);
        }
        size = Math.max(size, upTo);
    }

    /** Adds an id to one symbol, or takes it out of it. */
    void toggle(int index, long id, long check, int sign) {
        ids[index] ^= id;
        checks[index] ^= check;
        counts[index] += sign;
    }

    CodedSymbol get(int index) {
        return new CodedSymbol(ids[index], checks[index], counts[index]);
    }

    long ids(int index) {
        return ids[index];
    }

    long checks(int index) {
        return checks[index];
    }

    int count(int index) {
        return counts[index];
    }

    boolean isZero(int index) {
        return ids[index] == 0 && checks[index] == 0 && counts[index] == 0;
    }
}
