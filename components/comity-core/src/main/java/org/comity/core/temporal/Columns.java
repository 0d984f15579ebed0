package org.comity.core.temporal;

import java.util.Arrays;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.TemporalReference;
import org.jspecify.annotations.Nullable;

/** Observations by number: oid, place on a chain, claim of time. One writer appends; readers keep a {@link View} of then. */
final class Columns {
    private static final int BITS = 10;
    private static final int PAGE = 1 << BITS;

    private final Oids oids = new Oids();
    private int[][] chains = {};
    private int[][] places = {};
    private TemporalReference.@Nullable Claim[][] claims = {};

    /** What a reader sees: the first so many observations. */
    record View(
            long[][] words,
            int[] table,
            int[][] chains,
            int[][] places,
            TemporalReference.@Nullable Claim[][] claims,
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

        TemporalReference.@Nullable Claim claim(int number) {
            return claims[number >>> BITS][number & PAGE - 1];
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
        if (number >>> BITS == chains.length) {
            int more = chains.length + Math.max(1, chains.length >> 3);
            chains = widened(chains, more);
            places = widened(places, more);
            int from = claims.length;
            claims = Arrays.copyOf(claims, more);
            for (int page = from; page < more; page++) {
                claims[page] = new TemporalReference.Claim[PAGE];
            }
        }
        chains[number >>> BITS][number & PAGE - 1] = -1;
    }

    void place(int number, int chain, int place) {
        places[number >>> BITS][number & PAGE - 1] = place;
        chains[number >>> BITS][number & PAGE - 1] = chain;
    }

    private static int[][] widened(int[][] pages, int more) {
        int[][] wide = Arrays.copyOf(pages, more);
        for (int page = pages.length; page < more; page++) {
            wide[page] = new int[PAGE];
        }
        return wide;
    }

    void claim(int number, TemporalReference.Claim claim) {
        claims[number >>> BITS][number & PAGE - 1] = claim;
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
