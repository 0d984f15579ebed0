package org.comity.xml;

import javax.xml.XMLConstants;
import org.comity.core.mesh.Reason;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;

/** Builds a DOM from parse events and stops at the first thing that no document of the kit may hold. */
final class DomBuilding extends DefaultHandler2 {

    private final Document document;
    private final HardenedXml.Asides asides;
    private final StringBuilder text = new StringBuilder();
    private Node current;
    private int depth;

    DomBuilding(Document document, HardenedXml.Asides asides) {
        this.document = document;
        this.asides = asides;
        this.current = document;
    }

    Document document() {
        return document;
    }

    @Override
    public void startElement(String uri, String localName, String name, Attributes attributes) throws SAXException {
        depth++;
        if (depth > HardenedXml.DEPTH_MAX) {
            throw new Stop(Reason.LIMIT_EXCEEDED, "deeper than " + HardenedXml.DEPTH_MAX + " elements");
        }
        if (attributes.getLength() > HardenedXml.ATTRIBUTES_MAX) {
            throw new Stop(Reason.LIMIT_EXCEEDED, "an element of " + attributes.getLength() + " attributes");
        }
        flush();
        Element element = document.createElementNS(uri.isEmpty() ? null : uri, name);
        for (int i = 0; i < attributes.getLength(); i++) {
            if (attributes.getValue(i).length() > HardenedXml.VALUE_MAX) {
                throw new Stop(
                        Reason.LIMIT_EXCEEDED,
                        "a value of " + attributes.getValue(i).length() + " characters");
            }
            element.setAttributeNS(namespaceOf(attributes, i), attributes.getQName(i), attributes.getValue(i));
        }
        current = current.appendChild(element);
    }

    private static @Nullable String namespaceOf(Attributes attributes, int i) {
        String name = attributes.getQName(i);
        if (name.equals(XMLConstants.XMLNS_ATTRIBUTE) || name.startsWith("xmlns:")) {
            return XMLConstants.XMLNS_ATTRIBUTE_NS_URI;
        }
        return attributes.getURI(i).isEmpty() ? null : attributes.getURI(i);
    }

    @Override
    public void endElement(String uri, String localName, String name) {
        flush();
        current = current.getParentNode();
        depth--;
    }

    @Override
    public void characters(char[] chars, int start, int length) {
        text.append(chars, start, length);
    }

    private void flush() {
        if (!text.isEmpty()) {
            current.appendChild(document.createTextNode(text.toString()));
            text.setLength(0);
        }
    }

    @Override
    public void processingInstruction(String target, String content) throws SAXException {
        throw new Stop(Reason.DOCTYPE_FORBIDDEN, "a processing instruction");
    }

    @Override
    public void startDTD(String name, @Nullable String publicId, @Nullable String systemId) throws SAXException {
        throw new Stop(Reason.DOCTYPE_FORBIDDEN, "a DOCTYPE");
    }

    @Override
    public void skippedEntity(String name) throws SAXException {
        throw new Stop(Reason.DOCTYPE_FORBIDDEN, "an entity");
    }

    @Override
    public InputSource resolveEntity(
            @Nullable String name, @Nullable String publicId, @Nullable String baseUri, String systemId)
            throws SAXException {
        throw new Stop(Reason.DOCTYPE_FORBIDDEN, "an external entity");
    }

    @Override
    public void comment(char[] chars, int start, int length) throws SAXException {
        aside("a comment");
    }

    @Override
    public void startCDATA() throws SAXException {
        aside("a CDATA section");
    }

    private void aside(String what) throws SAXException {
        if (asides == HardenedXml.Asides.FORBIDDEN) {
            throw new Stop(Reason.MALFORMED, what);
        }
    }

    @Override
    public void error(SAXParseException e) throws SAXException {
        throw e;
    }

    /** Ends a parse with a named no. */
    static final class Stop extends SAXException {
        private static final long serialVersionUID = 1L;

        private final Reason reason;

        Stop(Reason reason, String detail) {
            super(detail);
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }

        String detail() {
            return String.valueOf(getMessage());
        }
    }
}
