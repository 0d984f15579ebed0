package org.comity.testkit;

import java.util.Random;
import java.util.function.Consumer;

/**
 * A property that must hold for every seed. A failure names its seed; {@code -Dcomity.seed=<seed>} runs that one alone.
 */
public final class Seeds {
    /** The system property that picks one seed. */
    public static final String PROPERTY = "comity.seed";

    private Seeds() {}

    /** Runs the property with that many seeds, each with a random of its own. */
    public static void forAll(int count, Consumer<Random> property) {
        String only = System.getProperty(PROPERTY, "");
        if (!only.isEmpty()) {
            run(Long.parseLong(only), property);
            return;
        }
        for (long seed = 0; seed < count; seed++) {
            run(seed, property);
        }
    }

    private static void run(long seed, Consumer<Random> property) {
        try {
            property.accept(new Random(seed));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("fails with -D" + PROPERTY + "=" + seed + ": " + e.getMessage(), e);
        }
    }
}
