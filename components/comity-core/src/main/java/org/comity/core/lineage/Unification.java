package org.comity.core.lineage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names, and unknowns that may turn out to be one of them: which stand for the same thing. */
final class Unification {
    private final List<Integer> parents = new ArrayList<>();
    private final List<Optional<String>> constants = new ArrayList<>();
    private final Map<String, Integer> known = new HashMap<>();

    /** Something that is not named. */
    int unknown() {
        parents.add(parents.size());
        constants.add(Optional.empty());
        return parents.size() - 1;
    }

    /** What is named; a name that begins with {@code _:} names an unknown. */
    int of(String name) {
        return known.computeIfAbsent(name, any -> {
            int term = unknown();
            if (!name.startsWith("_:")) {
                constants.set(term, Optional.of(name));
            }
            return term;
        });
    }

    /** The one term that stands for all that were found the same. */
    int find(int term) {
        int at = term;
        while (parents.get(at) != at) {
            parents.set(at, parents.get(parents.get(at)));
            at = parents.get(at);
        }
        return at;
    }

    /** The name, where it is known. */
    Optional<String> name(int term) {
        return constants.get(find(term));
    }

    /** Makes two the same; false where they are two different names. */
    boolean unify(int one, int other) {
        int first = find(one);
        int second = find(other);
        Optional<String> name = constants.get(first);
        if (first == second) {
            return true;
        }
        if (name.isPresent() && constants.get(second).isPresent()) {
            return false;
        }
        parents.set(second, first);
        constants.set(first, name.or(() -> constants.get(second)));
        return true;
    }
}
