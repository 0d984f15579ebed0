package org.comity.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.comity.core.boundary.Verified;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.reconcile.Reconciler;

/**
 * How long the joint picture of many observations takes, how much heap it keeps beyond the observations themselves, and what
 * one more consignment costs, at growing sizes: the step against the whole in one run.
 */
final class PictureReport {
    private static final int STEPS = 41;

    private PictureReport() {}

    static String report(int most) {
        measure(20_000);
        StringBuilder table = new StringBuilder(
                "observations   whole s   octets each   step of 256, ms (median, worst)   whole / step");
        for (int size = 10_000; size <= most; size *= 10) {
            table.append('\n').append(measure(size));
        }
        return table.toString();
    }

    private static String measure(int size) {
        Traffic traffic = new Traffic();
        List<Verified> set = new ArrayList<>();
        while (set.size() < size) {
            set.addAll(traffic.next());
        }
        long before = used();
        long started = System.nanoTime();
        Arbitrated picture = Reconciler.reconcile(traffic.agreement, set);
        picture.certificate();
        double whole = (System.nanoTime() - started) / 1e9;
        long octets = (used() - before) / set.size();
        double[] steps = new double[STEPS];
        for (int i = 0; i < STEPS; i++) {
            List<Verified> more = traffic.next();
            set.addAll(more);
            long from = System.nanoTime();
            picture = Reconciler.advance(picture, more);
            picture.certificate();
            steps[i] = (System.nanoTime() - from) / 1e6;
        }
        if (size <= 100_000
                && !picture.certificate()
                        .equals(Reconciler.reconcile(traffic.agreement, set).certificate())) {
            throw new IllegalStateException("the step does not say what the whole says");
        }
        Arrays.sort(steps);
        double median = steps[STEPS / 2];
        return String.format(
                Locale.ROOT,
                "%12d %9.2f %13d %19.1f %8.1f %14.0fx",
                size,
                whole,
                octets,
                median,
                steps[STEPS - 1],
                whole * 1_000 / median);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
