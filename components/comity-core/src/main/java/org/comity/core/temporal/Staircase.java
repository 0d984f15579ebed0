package org.comity.core.temporal;

/**
 * Pairs of a place and a value, both growing: a function of the place that is constant between steps. It is read upward, as
 * the greatest value at or before a place, or downward, as the smallest value at or behind a place. {@link #NONE} where no
 * step speaks.
 */
final class Staircase {
    /** No value. */
    static final int NONE = -1;

    /** By what values compare. */
    interface Rank {
        long of(int value);
    }

    private final Ints pairs;

    Staircase() {
        this(new Ints());
    }

    private Staircase(Ints pairs) {
        this.pairs = pairs;
    }

    Staircase copy() {
        return new Staircase(pairs.copy());
    }

    int steps() {
        return pairs.size() >> 1;
    }

    int place(int step) {
        return pairs.get(2 * step);
    }

    int value(int step) {
        return pairs.get(2 * step + 1);
    }

    /** The first step whose place is at least that. */
    int from(int place) {
        int low = 0;
        int high = steps();
        if (high > 0 && place(high - 1) < place) {
            return high;
        }
        while (low < high) {
            int middle = low + high >>> 1;
            if (place(middle) < place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The greatest value at or before the place. */
    int upTo(int place) {
        int last = steps() - 1;
        if (last < 0) {
            return NONE;
        }
        int step = place(last) <= place ? last : from(place + 1) - 1;
        return step < 0 ? NONE : value(step);
    }

    /** The smallest value at or behind the place. */
    int downFrom(int place) {
        int step = from(place);
        return step < steps() ? value(step) : NONE;
    }

    /** The first step whose value is at least that, where values are places themselves. */
    int fromValue(int value) {
        int low = 0;
        int high = steps();
        if (high > 0 && value(high - 1) < value) {
            return high;
        }
        while (low < high) {
            int middle = low + high >>> 1;
            if (value(middle) < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Says that from the place on the value is at least that. Whether it says anything new. */
    boolean raise(int place, int value, Rank rank) {
        int known = upTo(place);
        if (known != NONE && rank.of(known) >= rank.of(value)) {
            return false;
        }
        int from = from(place);
        int to = from;
        while (to < steps() && rank.of(value(to)) <= rank.of(value)) {
            to++;
        }
        pairs.replace(2 * from, 2 * to, place, value);
        return true;
    }

    /** Says that up to the place the value is at most that. Whether it says anything new. */
    boolean lower(int place, int value, Rank rank) {
        int known = downFrom(place);
        if (known != NONE && rank.of(known) <= rank.of(value)) {
            return false;
        }
        int to = from(place + 1);
        int from = to;
        while (from > 0 && rank.of(value(from - 1)) >= rank.of(value)) {
            from--;
        }
        pairs.replace(2 * from, 2 * to, place, value);
        return true;
    }
}
