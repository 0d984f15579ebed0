package org.comity.xml;

import jakarta.xml.bind.JAXBException;
import java.time.DateTimeException;
import javax.xml.validation.Schema;
import org.comity.core.agreement.Agreement;
import org.comity.core.boundary.StatementCodec;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.w3c.dom.Document;

/** Reads and writes statements in one canonical form, and agreements in any form of equal meaning. */
public final class XmlStatementCodec implements StatementCodec {
    private static final Schema SCHEMA = HardenedXml.schema("statement.xsd");

    @Override
    public Octets write(Statement statement) {
        return Octets.of(HardenedXml.canonical(Jaxb.STATEMENT.write(WireStatement.of(statement))));
    }

    @Override
    public Outcome<Statement> read(StatementKind kind, Octets octets) {
        return HardenedXml.parse(octets, SCHEMA, HardenedXml.Comments.REFUSED)
                .then(document -> read(kind, octets, document));
    }

    private Outcome<Statement> read(StatementKind kind, Octets octets, Document document) {
        try {
            Statement statement = Jaxb.STATEMENT
                    .read(document.getDocumentElement(), WireStatement.class)
                    .statement();
            return statement.kind() == kind && write(statement).equals(octets)
                    ? Outcome.yes(statement)
                    : Outcome.no(Reason.STATEMENT_MALFORMED, "not the canonical form of a " + kind.wireName());
        } catch (IllegalArgumentException | DateTimeException | JAXBException e) {
            return Outcome.no(Reason.STATEMENT_MALFORMED, "a value is out of range");
        }
    }

    @Override
    public Outcome<Agreement> agreement(Octets document) {
        return AgreementDocument.read(document);
    }
}
