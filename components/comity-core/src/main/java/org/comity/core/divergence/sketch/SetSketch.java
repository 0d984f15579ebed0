package org.comity.core.divergence.sketch;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Oid;

/**
 * A set as an endless sequence of coded symbols, computed as far as they are asked for. Two sketches of one salt, one
 * subtracted from the other, are the sketch of the difference, which any 1.4 to 1.8 symbols for each of its members give
 * away. Not thread-safe.
 */
public final class SetSketch {
    /** The most symbols of one session: enough for 1.5 million differences. */
    public static final int SYMBOLS_MAX = 1 << 21;

    /** The largest set. */
    public static final int SIZE_MAX = 1 << 28;

    private final Salt salt;
    private final Digest digest;
    private final long[] ids;
    private final Oid[] oids;
    private final Walkers walkers;
    private final Columns symbols = new Columns();

    /**
     * Sketches a set; duplicates count once.
     *
     * @throws IllegalArgumentException when there are more than {@link #SIZE_MAX}
     */
    public SetSketch(Collection<Oid> set, Salt salt) {
        this.salt = salt;
        Oid[] sorted = set.stream().distinct().sorted().toArray(Oid[]::new);
        if (sorted.length > SIZE_MAX) {
            throw new IllegalArgumentException("a sketched set has at most " + SIZE_MAX + " members");
        }
        digest = digestOfSorted(Arrays.asList(sorted));
        record Named(long id, Oid oid) {}
        Named[] named = Arrays.stream(sorted)
                .map(oid -> new Named(salt.id(oid), oid))
                .sorted((one, other) -> Long.compare(one.id(), other.id()))
                .toArray(Named[]::new);
        ids = Arrays.stream(named).mapToLong(Named::id).toArray();
        oids = Arrays.stream(named).map(Named::oid).toArray(Oid[]::new);
        walkers = new Walkers(salt, 1);
        for (int i = 0; i < ids.length; i++) {
            if (i == 0 || ids[i] != ids[i - 1]) {
                walkers.add(ids[i]);
            }
        }
    }

    /** "comity-set-v1": the oids, sorted; equal exactly where two sides hold the same set. */
    public static Digest digestOf(Collection<Oid> set) {
        return digestOfSorted(set.stream().distinct().sorted().toList());
    }

    private static Digest digestOfSorted(Collection<Oid> sorted) {
        return Encoding.of("comity-set-v1").list(sorted, Encoding::oid).digest();
    }

    /** The digest of the set. */
    public Digest digest() {
        return digest;
    }

    /** How many ids the sketch sums up: two oids of one id, once in 2^64 pairs, are one. */
    public int size() {
        return walkers.size();
    }

    /** The symbols from one index up to and without another, in order. */
    public List<CodedSymbol> symbols(int from, int upTo) {
        compute(upTo);
        return IntStream.range(from, upTo).mapToObj(symbols::get).toList();
    }

    /** The member with that id; empty where there is none. */
    Optional<Oid> member(long id) {
        int found = Arrays.binarySearch(ids, id);
        return found < 0 ? Optional.empty() : Optional.of(oids[found]);
    }

    Salt salt() {
        return salt;
    }

    Columns computed(int upTo) {
        compute(upTo);
        return symbols;
    }

    private void compute(int upTo) {
        if (upTo > SYMBOLS_MAX) {
            throw new IllegalArgumentException("a session has at most " + SYMBOLS_MAX + " symbols");
        }
        if (upTo > symbols.size()) {
            symbols.extend(Math.max(upTo, Math.min(symbols.size() / 2 * 3, SYMBOLS_MAX)));
            walkers.walk(symbols, symbols.size());
        }
    }
}
