package org.comity.feeds.mapped;

import java.util.Objects;
import org.comity.feeds.Fault;
import org.comity.feeds.Place;

/**
 * One value of a record.
 *
 * @param text as it stands, trimmed; empty where the source has none or the mapping calls it absent
 */
record Cell(String text, Place place, Kind kind) {

    /** What stands there. */
    enum Kind {
        /** A text, or a number of which the mapping says nothing. */
        TEXT,
        /** What the mapping calls a number, and is one. */
        NUMBER,
        /** Nothing, or what the mapping calls nothing. */
        ABSENT,
        /** A list, an object, or something that stands there more than once. */
        STRUCTURE
    }

    Cell {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(kind, "kind");
    }

    static Cell text(String text, Place place) {
        return new Cell(text, place, Kind.TEXT);
    }

    static Cell absent(Place place) {
        return new Cell("", place, Kind.ABSENT);
    }

    /** A value of which a template cannot make text. */
    static Cell structure(Place place) {
        return new Cell("", place, Kind.STRUCTURE);
    }

    /** Itself, where no character of it is half: JSON can spell one that no octets can hold. */
    Cell whole(String reference) {
        boolean half = text.codePoints().anyMatch(ch -> ch >= Character.MIN_SURROGATE && ch <= Character.MAX_SURROGATE);
        if (half) {
            throw new Unfit(Fault.CHARSET, place, reference, "half of a character: an escape without its other half");
        }
        return this;
    }

    boolean isAbsent() {
        return kind == Kind.ABSENT;
    }
}
