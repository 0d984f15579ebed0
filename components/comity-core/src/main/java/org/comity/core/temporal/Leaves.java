package org.comity.core.temporal;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which leaves of one ledger are taken, a bit each. An observation that comes again brings the leaf that it brought before,
 * so that only the few with more than one leaf need a list.
 */
final class Leaves {
    private static final int PAGE = 4_096;

    private final Map<Long, BitSet> taken = new HashMap<>();
    private final BitSet placed = new BitSet();
    private final Map<Integer, Set<Long>> several = new HashMap<>();

    /**
     * Takes all leaves at which an observation is proven so far.
     *
     * @return a leaf that another took: none is smaller, but it may be the observation's own where it came before with one
     *     leaf, then with several
     */
    Optional<Long> put(int number, List<Long> leaves) {
        if (leaves.size() == 1 && !placed.get(number)) {
            placed.set(number);
            return Optional.of(leaves.get(0)).filter(leaf -> !take(leaf));
        }
        Set<Long> own = several.getOrDefault(number, Set.of());
        List<Long> takenBefore = leaves.stream()
                .distinct()
                .filter(leaf -> !own.contains(leaf) && !take(leaf))
                .sorted()
                .toList();
        int mine = own.isEmpty() && placed.get(number) ? 1 : 0;
        placed.set(number);
        if (leaves.size() > 1) {
            several.computeIfAbsent(number, any -> new HashSet<>()).addAll(leaves);
        }
        return takenBefore.size() > mine ? Optional.of(takenBefore.get(0)) : Optional.empty();
    }

    private boolean take(long leaf) {
        BitSet page = taken.computeIfAbsent(leaf / PAGE, any -> new BitSet());
        int bit = (int) (leaf % PAGE);
        boolean free = !page.get(bit);
        page.set(bit);
        return free;
    }
}
