package org.comity.feeds;

import org.comity.core.mesh.Reason;

/** Why a record does not fit its mapping. Names are what operators search for: append, never rename. */
public enum Fault {
    /** The octets are not of the character set that the mapping names. */
    CHARSET(Reason.MALFORMED),
    /** Too few or too many cells, an open quote, a line cut inside a column, JSON that is not well formed. */
    SHAPE(Reason.MALFORMED),
    /** The heading lacks a column that the mapping names, or has one twice. */
    HEADING(Reason.MALFORMED),
    /** A value that the mapping needs is absent. */
    ABSENT(Reason.MALFORMED),
    /** A value that is a list, an object or {@code true} where the mapping needs text or a number. */
    NOT_TEXT(Reason.MALFORMED),
    /** A number was expected. */
    NOT_A_NUMBER(Reason.MALFORMED),
    /** The number lies outside the stated range. */
    OUT_OF_RANGE(Reason.MALFORMED),
    /** The value has no row in the mapping's table: nothing is guessed. */
    NOT_IN_TABLE(Reason.MALFORMED),
    /** The text is no time of the stated pattern, or a local time that its zone skipped. */
    NOT_A_TIME(Reason.MALFORMED),
    /** The value cannot be a name: empty, too long, or with control characters. */
    NOT_A_NAME(Reason.MALFORMED),
    /** Lines of one record contradict each other. */
    LINES_DISAGREE(Reason.MALFORMED),
    /** No rule of the mapping applies to the record. */
    NO_RULE(Reason.MALFORMED),
    /** The mapping itself says that such a record is not usable. */
    UNUSABLE(Reason.MALFORMED),
    /** Larger or more numerous than the stated maximum. */
    LIMIT(Reason.LIMIT_EXCEEDED),
    /** A DOCTYPE or an entity: nothing outside the document is ever read. */
    DOCTYPE(Reason.DOCTYPE_FORBIDDEN),
    /** A word that the format's own vocabulary does not have. */
    NOT_A_WORD(Reason.MALFORMED),
    /** The source speaks for an authority that this side was not given. */
    NOT_OURS(Reason.BEYOND_SCOPE);

    private final Reason reason;

    Fault(Reason reason) {
        this.reason = reason;
    }

    /** The word of the wire's vocabulary for it. */
    public Reason reason() {
        return reason;
    }
}
