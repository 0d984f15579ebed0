package org.comity.core.divergence.sketch;

/**
 * Which coded symbols an id takes part in: the first, and then each index i with probability 1/(1+i/2), as a sequence of
 * jumps that the id alone determines. From index i the next lies beyond n with probability (i+1)(i+2)/((n+1)(n+2)), the
 * product of all misses between; so a draw u of 32 bits leads to the least n with u(n+1)(n+2) &ge; (i+1)(i+2)2^32. That n
 * is found in exact integers; the floating square root is a first guess and decides nothing.
 */
final class Stride {
    /** Beyond every index. */
    static final int NEVER = Integer.MAX_VALUE;

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private Stride() {}

    /** The state of an id's sequence after one more jump. */
    static long step(long state) {
        return state + GOLDEN;
    }

    /** The index after this one, given the state: larger, or {@link #NEVER}. */
    static int next(int index, long state) {
        long draw = mix(state) >>> 32;
        long target = target((index + 1L) * (index + 2L), draw);
        if (target > SetSketch.SYMBOLS_MAX * (SetSketch.SYMBOLS_MAX + 1L)) {
            return NEVER;
        }
        long next = Math.max(index, (long) Math.sqrt((double) target) - 1);
        while (next > index && next * (next + 1) >= target) {
            next--;
        }
        while ((next + 1) * (next + 2) < target) {
            next++;
        }
        return (int) next;
    }

    /** The least whole t with draw * t &ge; from * 2^32, or the largest number where that is out of reach. */
    private static long target(long from, long draw) {
        if (draw == 0 || from / draw >= 1L << 30) {
            return Long.MAX_VALUE;
        }
        long rest = (from % draw) << 32;
        long ceiling = Long.divideUnsigned(rest, draw) + (Long.remainderUnsigned(rest, draw) == 0 ? 0 : 1);
        return (from / draw << 32) + ceiling;
    }

    /** Spreads a counter over 64 bits: two rounds of shift and odd multiplication, each of them invertible. */
    private static long mix(long state) {
        long mixed = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
