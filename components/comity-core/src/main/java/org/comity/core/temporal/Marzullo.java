package org.comity.core.temporal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.comity.core.ledger.TimeBounds;

/**
 * Fuses the readings of several clocks (Marzullo 1984; the intersection of RFC 5905, section 11.2.1): the smallest interval
 * that contains every point on which more than half of the clocks agree.
 *
 * @param time the interval
 * @param falseTickers places in the list of readings that lie wholly outside it
 */
public record Marzullo(TimeBounds time, List<Integer> falseTickers) {
    public Marzullo {
        falseTickers = List.copyOf(falseTickers);
    }

    /** Fuses readings; empty where no point has a majority. */
    public static Optional<Marzullo> fuse(List<TimeBounds> readings) {
        int majority = readings.size() / 2 + 1;
        TreeSet<Instant> edges = new TreeSet<>();
        readings.forEach(one -> {
            edges.add(one.earliest());
            edges.add(one.latest());
        });
        List<Instant> agreed = edges.stream()
                .filter(point ->
                        readings.stream().filter(one -> contains(one, point)).count() >= majority)
                .toList();
        if (agreed.isEmpty()) {
            return Optional.empty();
        }
        TimeBounds time = new TimeBounds(agreed.get(0), agreed.get(agreed.size() - 1));
        List<Integer> liars = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            TimeBounds one = readings.get(i);
            if (one.latest().isBefore(time.earliest()) || one.earliest().isAfter(time.latest())) {
                liars.add(i);
            }
        }
        return Optional.of(new Marzullo(time, liars));
    }

    private static boolean contains(TimeBounds one, Instant point) {
        return !point.isBefore(one.earliest()) && !point.isAfter(one.latest());
    }
}
