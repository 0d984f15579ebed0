package org.comity.xml;

import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Optional;
import org.comity.core.agreement.Agreement;
import org.comity.core.boundary.StatementCodec;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.w3c.dom.Document;

/** Control statements as XML: one statement, one run of octets. Immutable, thread-safe. */
public final class XmlStatementCodec implements StatementCodec {

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when the statement holds what XML 1.0 cannot carry
     */
    @Override
    public Octets write(Statement statement) {
        return Octets.of(StatementXml.write(statement));
    }

    @Override
    public Outcome<Statement> read(StatementKind kind, Octets octets) {
        return ListScanner.read(kind, octets, around -> general(kind, around))
                .map(Outcome::yes)
                .orElseGet(() -> general(kind, octets));
    }

    /** By tree and schema: what judges whatever is not in the one form. */
    static Outcome<Statement> general(StatementKind kind, Octets octets) {
        return HardenedXml.parse(octets, HardenedXml.Asides.FORBIDDEN)
                .fold(document -> read(kind, document, octets), no -> Outcome.no(statement(no.reason()), no.detail()));
    }

    private static Reason statement(Reason reason) {
        return reason == Reason.MALFORMED ? Reason.STATEMENT_MALFORMED : reason;
    }

    private static Outcome<Statement> read(StatementKind kind, Document document, Octets octets) {
        Optional<String> fault = WireSchema.STATEMENT.fault(document);
        if (fault.isPresent()) {
            return Outcome.no(Reason.STATEMENT_MALFORMED, fault.get());
        }
        DomElement root = new DomElement(document.getDocumentElement());
        if (!root.name().equals(kind.wireName())) {
            return Outcome.no(Reason.STATEMENT_MALFORMED, "another kind of statement than " + kind.wireName());
        }
        try {
            Statement statement = StatementDom.read(kind, root);
            return Arrays.equals(StatementXml.write(statement), octets.bytes())
                    ? Outcome.yes(statement)
                    : Outcome.no(Reason.STATEMENT_MALFORMED, "not in the one form of its values");
        } catch (IllegalArgumentException | DateTimeException e) {
            return Outcome.no(Reason.STATEMENT_MALFORMED, "a value outside its range");
        }
    }

    @Override
    public Outcome<Agreement> agreement(Octets document) {
        return AgreementDocument.read(document);
    }
}
