package org.comity.feeds.mapped;

import java.util.Objects;

/**
 * One value of a record.
 *
 * @param text as it stands, trimmed; empty where the source has none or the mapping calls it absent
 */
record Cell(String text, Place place, Kind kind) {

    /** What stands there. */
    enum Kind {
        /** A text or a number. */
        TEXT,
        /** Nothing, or what the mapping calls nothing. */
        ABSENT,
        /** A JSON list, object or truth value. */
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

    boolean isAbsent() {
        return kind == Kind.ABSENT;
    }
}
