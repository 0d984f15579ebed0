package org.comity.core.temporal;

import java.util.Arrays;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.TemporalReference;
import org.jspecify.annotations.Nullable;

/** Observations by number: oid, place on a chain, claim of time. One writer appends; readers keep a {@link View} of then. */
final class Columns {
    private static final int BITS = 10;
    private static final int PAGE = 1 << BITS;

    private static final TemporalReference.@Nullable Global[] NO_CLAIMS = {};

    private final Oids oids = new Oids();
    private int[][] chains = {};
    private int[][] places = {};
    private TemporalReference.@Nullable Global[][] claims = {};

    /** What a reader sees: the first so many observations. */
    record View(
            long[][] words,
            long[] table,
            int[][] chains,
            int[][] places,
            TemporalReference.@Nullable Global[][] claims,
            int count) {
        /** The number of an observation; -1 where no observation of the set has or names that oid. */
        int number(Oid oid) {
            return Oids.find(words, table, count, oid);
        }

        int chain(int number) {
            return chains[number >>> BITS][number & PAGE - 1];
        }

        int place(int number) {
            return places[number >>> BITS][number & PAGE - 1];
        }

        TemporalReference.@Nullable Global claim(int number) {
            TemporalReference.@Nullable Global[] page = claims[number >>> BITS];
            return page.length == 0 ? null : page[number & PAGE - 1];
        }

        Oid oid(int number) {
            return Oids.oid(words, number);
        }

        /** Compares two observations by oid. */
        int compare(int one, int other) {
            return Oids.compare(words, one, other);
        }
    }

    View view() {
        return new View(oids.words(), oids.table(), chains, places, claims, oids.size());
    }

    int size() {
        return oids.size();
    }

    /** The number of an oid; -1 where it has none. */
    int find(Oid oid) {
        return oids.find(oid);
    }

    /** The number of an oid; a new one stands nowhere yet. */
    int intern(Oid oid) {
        int before = oids.size();
        int number = oids.intern(oid);
        if (number == before) {
            widen(number);
        }
        return number;
    }

    private void widen(int number) {
        int page = number >>> BITS;
        if (page == chains.length) {
            chains = Arrays.copyOf(chains, page + 1);
            chains[page] = new int[PAGE];
            places = Arrays.copyOf(places, page + 1);
            places[page] = new int[PAGE];
            claims = Arrays.copyOf(claims, page + 1);
            claims[page] = NO_CLAIMS;
        }
        chains[page][number & PAGE - 1] = -1;
    }

    void place(int number, int chain, int place) {
        places[number >>> BITS][number & PAGE - 1] = place;
        chains[number >>> BITS][number & PAGE - 1] = chain;
    }

    /** Keeps a claim of global time; the others cannot contradict a beacon. */
    void claim(int number, TemporalReference.Claim claim) {
        if (claim instanceof TemporalReference.Global global) {
            int page = number >>> BITS;
            if (claims[page].length == 0) {
                claims[page] = new TemporalReference.Global[PAGE];
            }
            claims[page][number & PAGE - 1] = global;
        }
    }

    int chain(int number) {
        return chains[number >>> BITS][number & PAGE - 1];
    }

    int placeOf(int number) {
        return places[number >>> BITS][number & PAGE - 1];
    }

    Oid oid(int number) {
        return Oids.oid(oids.words(), number);
    }
}
