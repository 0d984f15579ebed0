package org.comity.core.label;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.comity.core.observation.Label.Category;

/**
 * What a label asks of whoever is to read it, under one policy.
 *
 * @param level place of the classification in the policy's total order
 * @param all every one must be held
 * @param any of each set one must be held; no set is empty
 */
record Demand(int level, Set<Category> all, List<Set<Category>> any) {
    Demand {
        Objects.requireNonNull(all, "all");
        all = Set.copyOf(all);
        any = any.stream().map(Set::copyOf).toList();
        if (any.stream().anyMatch(Set::isEmpty)) {
            throw new IllegalArgumentException("a demand that nothing can meet");
        }
    }

    /** Whether a holder of these categories, up to that level, may read it. */
    boolean isMetBy(int levelMax, Set<Category> held) {
        return level <= levelMax
                && held.containsAll(all)
                && any.stream().allMatch(group -> group.stream().anyMatch(held::contains));
    }
}
