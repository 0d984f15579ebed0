package org.comity.core.partition;

import java.util.Objects;
import org.comity.core.mesh.Name;

/** Who made a move, and why. */
public record Turn(String who, String why, Basis basis) {
    private static final int LENGTH_MAX = Name.LENGTH_MAX;

    /** What a move rests on. */
    public enum Basis {
        /** A person ordered it. */
        ORDERED,
        /** This side observed what it follows from. */
        OBSERVED
    }

    public Turn {
        Name.require(who, "who");
        Name.require(why, "why");
        Objects.requireNonNull(basis, "basis");
    }

    /** What a person orders. */
    public static Turn ordered(String who, String why) {
        return new Turn(who, why, Basis.ORDERED);
    }

    /** What this side observed, cut to the length of a name. */
    public static Turn observed(String who, String what) {
        String line = what.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        String cut = line.substring(0, Math.min(LENGTH_MAX, line.length())).strip();
        return new Turn(who, cut.isEmpty() ? "unknown" : cut, Basis.OBSERVED);
    }
}
