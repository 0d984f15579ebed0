package org.comity.core.taxonomy;

import java.util.List;
import java.util.Objects;

/**
 * Equivalences that cannot all be right, as few as show it; none of them is applied.
 *
 * @param mappings each once, chains from link to link; never empty
 */
public record Contradiction(Why why, List<Equivalence> mappings) {

    /** Why they cannot. Names are shown to people and do not change. */
    public enum Why {
        /** Exact matches lead from one name to another, and the two are said not to match. */
        DENIED,
        /** Exact matches lead from one name to another of the same scheme. */
        TWO_NAMES,
        /** Exact matches lead from one name to another that the parties agreed to keep apart. */
        TWO_AGREED,
        /** Exact matches lead to a name that is said to be broader, narrower or merely related (SKOS S46). */
        NOT_EXACT,
        /** Exact matches lead to a name of a scheme that is said to have none. */
        NO_TERM,
        /** Of two names each is said to be broader than the other. */
        EACH_BROADER,
        /** Units lead back to themselves with another factor than one. */
        FACTORS_DIFFER,
        /** Too many names are joined, and too entangled, to find a smallest contradiction: none is applied. */
        TOO_ENTANGLED
    }

    public Contradiction {
        Objects.requireNonNull(why, "why");
        mappings = List.copyOf(mappings);
    }
}
