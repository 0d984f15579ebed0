package org.comity.core.temporal;

import java.util.Map;
import java.util.TreeMap;

/** Which number stands at each place of a long line. Neighbours that count up together are kept as one run. */
final class Runs {
    private record Run(int first, long end) {
        int at(long start, long place) {
            return (int) (first + (place - start));
        }
    }

    private final TreeMap<Long, Run> runs = new TreeMap<>();

    /** Puts a number at a place. Whether the place was free or held that very number; what was there first stays. */
    boolean put(long place, int number) {
        Map.Entry<Long, Run> before = runs.floorEntry(place);
        if (before != null && place < before.getValue().end()) {
            return before.getValue().at(before.getKey(), place) == number;
        }
        boolean continues = before != null
                && before.getValue().end() == place
                && before.getValue().at(before.getKey(), place) == number;
        if (before != null && continues) {
            runs.put(before.getKey(), new Run(before.getValue().first(), place + 1));
        } else {
            runs.put(place, new Run(number, place + 1));
        }
        return true;
    }
}
