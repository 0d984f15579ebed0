package org.comity.core.boundary;

import org.comity.core.agreement.Agreement;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;

/** Reads and writes what control observations say, and agreement documents. Thread-safe. */
public interface StatementCodec {

    /** The one octet form of a statement: equal statements have equal octets. */
    Octets write(Statement statement);

    /** Reads a statement of the given kind; STATEMENT_MALFORMED, DOCTYPE_FORBIDDEN or LIMIT_EXCEEDED otherwise. */
    Outcome<Statement> read(StatementKind kind, Octets octets);

    /** Reads an agreement document; its digest is over the document's canonical form. */
    Outcome<Agreement> agreement(Octets document);
}
