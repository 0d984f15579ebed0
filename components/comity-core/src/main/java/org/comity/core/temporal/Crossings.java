package org.comity.core.temporal;

import java.util.Arrays;

/**
 * Beacons of one mesh that another logged, by size, with the first of the other's beacons that proves it. Immutable; those
 * that another implies are left out, so that both columns grow.
 */
final class Crossings {
    static final Crossings NONE = new Crossings(new long[0], new long[0]);

    private final long[] logged;
    private final long[] by;

    private Crossings(long[] logged, long[] by) {
        this.logged = logged;
        this.by = by;
    }

    Crossings with(long size, long bySize) {
        int from = at(size);
        if (from < logged.length && by[from] <= bySize) {
            return this;
        }
        int to = from < logged.length && logged[from] == size ? from + 1 : from;
        while (from > 0 && by[from - 1] >= bySize) {
            from--;
        }
        return new Crossings(spliced(logged, from, to, size), spliced(by, from, to, bySize));
    }

    private static long[] spliced(long[] all, int from, int to, long value) {
        long[] result = Arrays.copyOf(all, all.length - (to - from) + 1);
        result[from] = value;
        System.arraycopy(all, to, result, from + 1, all.length - to);
        return result;
    }

    private int at(long size) {
        int found = Arrays.binarySearch(logged, size);
        return found >= 0 ? found : -found - 1;
    }

    /** The size of the beacon kept before that one; -1 where there is none. */
    long before(long size) {
        int step = at(size);
        return step == 0 ? -1 : logged[step - 1];
    }

    /** Whether a beacon of at least the first size is logged by one of at most the second. */
    boolean leads(long first, long second) {
        int step = at(first);
        return step < logged.length && by[step] <= second;
    }
}
