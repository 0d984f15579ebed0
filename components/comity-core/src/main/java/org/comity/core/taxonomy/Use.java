package org.comity.core.taxonomy;

import java.util.Objects;
import java.util.Optional;
import org.comity.core.mesh.Name;

/**
 * How an equivalence may be used.
 *
 * @param domain the agreement's domain in which alone it applies; empty where it applies in all
 * @param pathMax the longest chain of exact matches in which it may be a link, 1 to {@value #PATH_MAX}; what the agreement
 *     allows holds beside it
 */
public record Use(Direction direction, Optional<String> domain, int pathMax) {

    /** The longest chain that anyone may allow. */
    public static final int PATH_MAX = 8;

    /** Both ways, in every domain, in chains as long as the agreement allows. */
    public static final Use FREE = new Use(Direction.BOTH, Optional.empty(), PATH_MAX);

    /** Which way names may be followed. Names are wire vocabulary: append, never rename. */
    public enum Direction {
        /** From either to the other. */
        BOTH,
        /** From the subject to the object alone: it never joins features and makes no results equal. */
        FORWARD
    }

    public Use {
        Objects.requireNonNull(direction, "direction");
        domain.ifPresent(name -> Name.require(name, "domain"));
        if (pathMax < 1 || pathMax > PATH_MAX) {
            throw new IllegalArgumentException("a chain has 1 to " + PATH_MAX + " links");
        }
    }
}
