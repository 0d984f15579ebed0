package org.comity.core.temporal;

import java.time.Instant;
import java.util.Arrays;
import java.util.function.BiPredicate;

/**
 * Where a bound of one mesh's time by another's was proven, in the order of the first: none is implied by another. What a new one
 * implies lies next to it: where it does not imply one corner, and that one not the next, each by a nanosecond or more, it does not
 * imply the next, for of the two nanoseconds rounding the drift up over two spans instead of one takes at most one. Immutable.
 */
final class Corners {
    static final Corners NONE = new Corners(new Instant[0], new Instant[0]);

    private final Instant[] firsts;
    private final Instant[] seconds;

    private Corners(Instant[] firsts, Instant[] seconds) {
        this.firsts = firsts;
        this.seconds = seconds;
    }

    /** With one that no other implies, and without those that it implies. */
    Corners with(Instant first, Instant second, BiPredicate<Instant, Instant> implied) {
        int from = notBefore(first);
        int to = from;
        while (from > 0 && implied.test(firsts[from - 1], seconds[from - 1])) {
            from--;
        }
        while (to < firsts.length && implied.test(firsts[to], seconds[to])) {
            to++;
        }
        return new Corners(spliced(firsts, from, to, first), spliced(seconds, from, to, second));
    }

    private static Instant[] spliced(Instant[] all, int from, int to, Instant value) {
        Instant[] result = new Instant[all.length - (to - from) + 1];
        System.arraycopy(all, 0, result, 0, from);
        result[from] = value;
        System.arraycopy(all, to, result, from + 1, all.length - to);
        return result;
    }

    boolean isEmpty() {
        return firsts.length == 0;
    }

    int size() {
        return firsts.length;
    }

    Instant first(int place) {
        return firsts[place];
    }

    Instant second(int place) {
        return seconds[place];
    }

    /** The place of the first corner at the instant or behind it. */
    int notBefore(Instant first) {
        int found = Arrays.binarySearch(firsts, first);
        return found >= 0 ? found : -found - 1;
    }

    /** The place of the last corner at the instant or before it; -1 where there is none. */
    int notBehind(Instant first) {
        int found = Arrays.binarySearch(firsts, first);
        return found >= 0 ? found : -found - 2;
    }
}
