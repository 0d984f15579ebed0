package org.comity.xml;

import org.comity.core.boundary.EnvelopeReader;
import org.comity.core.boundary.EnvelopeWriter;
import org.comity.core.boundary.StatementCodec;

/** The wire for embedders: everything that the core asks of XML, in one object. Immutable, thread-safe. */
public final class XmlWire {

    private final EnvelopeReader reader = new XmlEnvelopeReader();
    private final EnvelopeWriter writer = new XmlEnvelopeWriter();
    private final StatementCodec statements = new XmlStatementCodec();

    /** Reads observations. */
    public EnvelopeReader reader() {
        return reader;
    }

    /** Writes and signs observations. */
    public EnvelopeWriter writer() {
        return writer;
    }

    /** Reads and writes control statements, and reads agreements; {@link AgreementDocument} writes those. */
    public StatementCodec statements() {
        return statements;
    }
}
