package org.comity.core.temporal;

import java.util.Map;
import java.util.TreeMap;

/** Numbers that were taken, as runs. */
final class Taken {
    private final TreeMap<Long, Long> runs = new TreeMap<>();

    /** Takes a number. Whether it was free. */
    boolean take(long number) {
        Map.Entry<Long, Long> before = runs.floorEntry(number);
        if (before != null && number < before.getValue()) {
            return false;
        }
        Long behind = runs.remove(number + 1);
        long end = behind == null ? number + 1 : behind;
        runs.put(before != null && before.getValue() == number ? before.getKey() : number, end);
        return true;
    }
}
