package org.comity.feeds.mapped;

import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.comity.feeds.Fault;
import org.comity.feeds.Place;
import org.comity.feeds.StrictXml;
import org.comity.feeds.XmlExtents;

/** Reads a document into elements that know their places. */
final class XmlTree {
    static final int DEPTH_MAX = 64;
    static final int ELEMENTS_MAX = 1_000_000;

    private final String text;
    private final Map<Integer, XmlExtents.Extent> extents;
    private int elements;
    private int at;
    private int line = 1;
    private int column = 1;

    private XmlTree(String text, Map<Integer, XmlExtents.Extent> extents) {
        this.text = text;
        this.extents = extents;
    }

    /** The document's text under the character set that it names itself. */
    static String text(byte[] document, Charset charset) {
        return StrictXml.text(document, charset)
                .orElseThrow(() -> unfit(
                        Fault.CHARSET, new Place(1, 1), "octets that are not of the character set " + charset.name()));
    }

    /** The character set that the document names. */
    static Charset charset(byte[] document) {
        return StrictXml.charset(document)
                .orElseThrow(() -> unfit(
                        Fault.CHARSET,
                        new Place(1, 1),
                        "the document names a character set other than UTF-8, US-ASCII, ISO-8859-1 and windows-1252"));
    }

    /** The document element. */
    static XmlNode read(String text) {
        requireWellFormed(text);
        XmlTree tree = new XmlTree(text, XmlExtents.of(text, any -> true));
        try {
            XMLStreamReader in = StrictXml.reader(new StringReader(text));
            try {
                return tree.root(in);
            } finally {
                in.close();
            }
        } catch (XMLStreamException broken) {
            throw new IllegalStateException("a document that was well formed no longer is", broken);
        }
    }

    /** One pass that builds nothing, so that places are looked for in well-formed text alone. */
    private static void requireWellFormed(String text) {
        int depth = 0;
        int elements = 0;
        try {
            XMLStreamReader in = StrictXml.reader(new StringReader(text));
            try {
                while (in.hasNext()) {
                    int event = in.next();
                    if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                        throw unfit(Fault.DOCTYPE, place(in), "a DOCTYPE or an entity");
                    }
                    depth += event == XMLStreamConstants.START_ELEMENT ? 1 : 0;
                    elements += event == XMLStreamConstants.START_ELEMENT ? 1 : 0;
                    depth -= event == XMLStreamConstants.END_ELEMENT ? 1 : 0;
                    if (depth > DEPTH_MAX || elements > ELEMENTS_MAX) {
                        throw unfit(
                                Fault.LIMIT,
                                place(in),
                                "a document has at most " + DEPTH_MAX + " levels and " + ELEMENTS_MAX + " elements");
                    }
                }
            } finally {
                in.close();
            }
        } catch (XMLStreamException broken) {
            Place place = new Place(
                    Math.max(1, broken.getLocation().getLineNumber()),
                    Math.max(1, broken.getLocation().getColumnNumber()));
            throw unfit(Fault.SHAPE, place, "the document is not well-formed XML");
        }
    }

    private static Place place(XMLStreamReader in) {
        return new Place(
                Math.max(1, in.getLocation().getLineNumber()),
                Math.max(1, in.getLocation().getColumnNumber()));
    }

    private static Unfit unfit(Fault fault, Place place, String detail) {
        return new Unfit(fault, place, "document", detail);
    }

    private XmlNode root(XMLStreamReader in) throws XMLStreamException {
        Optional<XmlNode> root = Optional.empty();
        Optional<XmlNode> open = Optional.empty();
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    open = Optional.of(enter(in, open));
                    root = root.isEmpty() ? open : root;
                }
                case XMLStreamConstants.END_ELEMENT -> open = open.flatMap(one -> one.parent);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                    open.ifPresent(one -> one.text.append(in.getText()));
                default -> {}
            }
        }
        return root.orElseThrow();
    }

    private XmlNode enter(XMLStreamReader in, Optional<XmlNode> parent) {
        XmlExtents.Extent extent = extents.get(++elements);
        if (extent == null) {
            throw new IllegalStateException("an element without a place");
        }
        goTo(extent.from());
        String namespace = in.getNamespaceURI();
        XmlNode node = new XmlNode(
                namespace == null ? "" : namespace,
                in.getLocalName(),
                parent,
                extent.from(),
                extent.to(),
                new Place(line, column));
        for (int i = 0; i < in.getAttributeCount(); i++) {
            node.attributes.putIfAbsent(in.getAttributeLocalName(i), in.getAttributeValue(i));
        }
        parent.ifPresent(one -> one.children.add(node));
        return node;
    }

    private void goTo(int offset) {
        for (; at < offset; at++) {
            boolean half = text.charAt(at) == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
            if ((text.charAt(at) == '\n' || text.charAt(at) == '\r') && !half) {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
    }
}
