package org.comity.core.control;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.comity.core.observation.Control;
import org.comity.core.observation.ObservedProperty;

/** The kinds of control statement. Names are wire vocabulary, in lower case with hyphens: append, never rename. */
public enum StatementKind {
    EQUIVALENCE,
    ASSOCIATION,
    REVOCATION,
    AGREEMENT_EPOCH,
    CHECKPOINT,
    CONSIGNMENT,
    RECEIPT,
    INCLUSION_RECEIPT,
    CERTIFICATE,
    MERGE_DECISION,
    CUT,
    QUARANTINE,
    CLEARANCE,
    EQUIVALENCE_REVOCATION,
    EQUIVOCATION;

    /** The name on the wire, for example {@code merge-decision}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The observed property of control observations of this kind. */
    public ObservedProperty property() {
        return new ObservedProperty(Control.SCHEME, wireName());
    }

    /** The kind of that wire name. */
    public static Optional<StatementKind> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName().equals(name))
                .findFirst();
    }
}
