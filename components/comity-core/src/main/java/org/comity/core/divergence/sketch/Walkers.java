package org.comity.core.divergence.sketch;

import java.util.Arrays;

/** Ids on their way through the symbols: each stands at the next index that it takes part in. */
final class Walkers {
    private final Salt salt;
    private final int sign;
    private long[] ids = new long[16];
    private long[] checks = new long[16];
    private long[] states = new long[16];
    private int[] next = new int[16];
    private int size;

    /** @param sign what each of them adds to a count: 1 or -1 */
    Walkers(Salt salt, int sign) {
        this.salt = salt;
        this.sign = sign;
    }

    int size() {
        return size;
    }

    long id(int walker) {
        return ids[walker];
    }

    /** Sets an id at index 0, its checksum computed; returns its number here. */
    int add(long id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            checks = Arrays.copyOf(checks, 2 * size);
            states = Arrays.copyOf(states, 2 * size);
            next = Arrays.copyOf(next, 2 * size);
        }
        ids[size] = id;
        checks[size] = salt.check(id);
        states[size] = id;
        return size++;
    }

    /** Lets all walk on through the symbols below an index. */
    void walk(Columns into, int upTo) {
        for (int walker = 0; walker < size; walker++) {
            walk(walker, into, upTo, Visit.NONE);
        }
    }

    /** Lets one walk on through the symbols below an index. */
    void walk(int walker, Columns into, int upTo, Visit visit) {
        int at = next[walker];
        long state = states[walker];
        while (at < upTo) {
            into.toggle(at, ids[walker], checks[walker], sign);
            visit.at(at);
            state = Stride.step(state);
            at = Stride.next(at, state);
        }
        next[walker] = at;
        states[walker] = state;
    }

    /** What happens beside at each symbol that a walker reaches. */
    interface Visit {
        /** Nothing. */
        Visit NONE = index -> {};

        void at(int index);
    }
}
