package org.comity.xml;

import org.comity.core.boundary.EnvelopeReader;
import org.comity.core.boundary.EnvelopeWriter;
import org.comity.core.boundary.StatementCodec;

/** The wire's parts for an embedder, each thread-safe. */
public record XmlWire(EnvelopeReader reader, EnvelopeWriter writer, StatementCodec codec) {
    /** The XML wire. */
    public XmlWire() {
        this(new XmlEnvelopeReader(), new XmlEnvelopeWriter(), new XmlStatementCodec());
    }
}
