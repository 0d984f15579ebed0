package org.comity.xml;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.comity.core.lineage.ProvDocument;
import org.comity.core.lineage.ProvKind;
import org.comity.core.lineage.ProvStatement;
import org.comity.core.mesh.Octets;

/** Writes PROV-XML (W3C note of 2013). */
public final class ProvXml {
    private static final String PROV = "http://www.w3.org/ns/prov#";
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String XSD = "http://www.w3.org/2001/XMLSchema";
    private static final List<String> FIRST = List.of("prov:label", "prov:location", "prov:role", "prov:type");

    private final XMLStreamWriter out;

    private ProvXml(XMLStreamWriter out) {
        this.out = out;
    }

    /** The document, in UTF-8. */
    public static Octets of(ProvDocument document) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            XMLStreamWriter out =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(octets, StandardCharsets.UTF_8.name());
            new ProvXml(out).document(document);
            out.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory does not fail", e);
        }
        return Octets.of(octets.toByteArray());
    }

    private void document(ProvDocument document) throws XMLStreamException {
        out.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        out.writeStartElement("prov", "document", PROV);
        out.writeNamespace("prov", PROV);
        out.writeNamespace("xsi", XSI);
        out.writeNamespace("xsd", XSD);
        for (Map.Entry<String, String> prefix : document.prefixes().entrySet()) {
            out.writeNamespace(prefix.getKey(), prefix.getValue());
        }
        for (ProvStatement one : document.statements()) {
            statement(one);
        }
        for (Map.Entry<String, List<ProvStatement>> bundle : document.bundles().entrySet()) {
            out.writeStartElement("prov", "bundleContent", PROV);
            out.writeAttribute("prov", PROV, "id", bundle.getKey());
            for (ProvStatement one : bundle.getValue()) {
                statement(one);
            }
            out.writeEndElement();
        }
        out.writeEndElement();
        out.writeEndDocument();
    }

    private void statement(ProvStatement said) throws XMLStreamException {
        out.writeStartElement("prov", said.kind().word(), PROV);
        Optional<String> id = said.id().filter(name -> !name.startsWith("_:"));
        if (id.isPresent()) {
            out.writeAttribute("prov", PROV, "id", id.get());
        }
        for (ProvKind.Slot slot : said.kind().slots()) {
            Optional<String> value = said.slot(slot.name());
            if (value.isPresent()) {
                slot(slot, value.get());
            }
        }
        List<ProvStatement.Attribute> sorted = said.attributes().stream()
                .sorted(Comparator.comparingInt(ProvXml::rank))
                .toList();
        for (ProvStatement.Attribute one : sorted) {
            attribute(one);
        }
        out.writeEndElement();
    }

    private void slot(ProvKind.Slot slot, String value) throws XMLStreamException {
        if (slot.term() == ProvKind.Term.TIME) {
            out.writeStartElement("prov", slot.name(), PROV);
            out.writeCharacters(value);
            out.writeEndElement();
        } else {
            out.writeEmptyElement("prov", slot.name(), PROV);
            out.writeAttribute("prov", PROV, "ref", value);
        }
    }

    /** The schema wants PROV's own attributes in one order, then all others. */
    private static int rank(ProvStatement.Attribute one) {
        int place = FIRST.indexOf(one.name());
        return place < 0 ? FIRST.size() : place;
    }

    private void attribute(ProvStatement.Attribute one) throws XMLStreamException {
        String[] name = one.name().split(":", 2);
        out.writeStartElement(name[0], name[1], out.getNamespaceContext().getNamespaceURI(name[0]));
        if (!one.name().equals("prov:label")) {
            out.writeAttribute("xsi", XSI, "type", one.type());
        }
        out.writeCharacters(one.value());
        out.writeEndElement();
    }
}
