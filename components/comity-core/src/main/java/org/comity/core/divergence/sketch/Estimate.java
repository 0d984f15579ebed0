package org.comity.core.divergence.sketch;

/**
 * How many members two sets differ in, from the counts of symbols that need not decode yet. Where the counts of all
 * differ by e, the count of symbol i differs by e/(1+i/2) on average, and each of the d differing members adds 2i/(i+2)^2 to
 * the square of its distance from there. The average over m symbols errs by about the square root of 2/m. Whole numbers,
 * each term capped, so that no symbol overflows the sum.
 */
final class Estimate {
    private static final long DISTANCE_MAX = 1L << 28;

    private long excess;
    private long sum;
    private int terms;

    /** Takes the difference of the counts of a symbol; symbol 0 comes first. */
    void add(int index, int count) {
        if (index == 0) {
            excess = count;
            return;
        }
        long distance = Math.abs(count * (index + 2L) - 2 * excess);
        long capped = Math.min(distance, DISTANCE_MAX);
        sum += capped * capped / (2L * index);
        terms++;
    }

    /** At least by how much the sizes differ. */
    long value() {
        return Math.max(Math.abs(excess), terms == 0 ? 0 : sum / terms);
    }
}
