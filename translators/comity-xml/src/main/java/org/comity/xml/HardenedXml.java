package org.comity.xml;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.apache.xml.security.Init;
import org.apache.xml.security.c14n.Canonicalizer;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The one place where XML is parsed: UTF-8, XML 1.0, no document type, no entity, no processing instruction, limits on
 * depth, attributes and size. Thread-safe: builders are a thread's own.
 */
final class HardenedXml {
    static final int DEPTH_MAX = 64;
    static final int ATTRIBUTES_MAX = 32;
    static final int OCTETS_MAX = 4 * 1024 * 1024;

    /** What becomes of comments. */
    enum Comments {
        /** They are a doubt: what is read and what is digested could differ. */
        REFUSED,
        /** They are for people and are dropped. */
        DROPPED
    }

    static {
        Init.init();
    }

    private static final ThreadLocal<DocumentBuilder> BUILDERS = ThreadLocal.withInitial(HardenedXml::newBuilder);
    private static final ThreadLocal<XMLInputFactory> SCANNERS = ThreadLocal.withInitial(HardenedXml::newScanner);

    private static final ErrorHandler STRICT = new ErrorHandler() {
        @Override
        public void warning(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    };

    private HardenedXml() {}

    private static DocumentBuilder newBuilder() {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            factory.setCoalescing(true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(STRICT);
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this platform's XML parser cannot be hardened", e);
        }
    }

    private static XMLInputFactory newScanner() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    /** A schema of this package. */
    static Schema schema(String name) {
        try {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            return factory.newSchema(HardenedXml.class.getResource(name));
        } catch (SAXException e) {
            throw new IllegalStateException("the schema " + name + " is broken", e);
        }
    }

    /** Parses and validates; MALFORMED, DOCTYPE_FORBIDDEN or LIMIT_EXCEEDED otherwise. */
    static Outcome<Document> parse(Octets octets, Schema schema, Comments comments) {
        if (octets.size() > OCTETS_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a document of " + octets.size() + " octets");
        }
        byte[] bytes = octets.bytes();
        return scan(bytes, comments).then(good -> build(bytes, comments)).then(document -> valid(document, schema));
    }

    private static Outcome<Boolean> scan(byte[] bytes, Comments comments) {
        if (bytes.length == 0 || bytes[0] != '<') {
            return Outcome.no(Reason.MALFORMED, "not an XML document in UTF-8");
        }
        try {
            XMLStreamReader in = SCANNERS.get().createXMLStreamReader(new ByteArrayInputStream(bytes));
            return walk(in, comments);
        } catch (XMLStreamException | RuntimeException e) {
            return Outcome.no(Reason.MALFORMED, "not well formed");
        }
    }

    private static Outcome<Boolean> walk(XMLStreamReader in, Comments comments) throws XMLStreamException {
        String encoding = in.getCharacterEncodingScheme();
        if (encoding != null && !"UTF-8".equalsIgnoreCase(encoding)
                || in.getVersion() != null && !"1.0".equals(in.getVersion())) {
            return Outcome.no(Reason.MALFORMED, "neither XML 1.0 nor UTF-8");
        }
        int depth = 0;
        while (in.hasNext()) {
            int event = in.next();
            if (event == XMLStreamConstants.DTD
                    || event == XMLStreamConstants.ENTITY_REFERENCE
                    || event == XMLStreamConstants.PROCESSING_INSTRUCTION) {
                return Outcome.no(Reason.DOCTYPE_FORBIDDEN, "a document type, entity or processing instruction");
            }
            if (event == XMLStreamConstants.COMMENT && comments == Comments.REFUSED) {
                return Outcome.no(Reason.MALFORMED, "a comment");
            }
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : 0;
            depth -= event == XMLStreamConstants.END_ELEMENT ? 1 : 0;
            if (depth > DEPTH_MAX
                    || event == XMLStreamConstants.START_ELEMENT && in.getAttributeCount() > ATTRIBUTES_MAX) {
                return Outcome.no(Reason.LIMIT_EXCEEDED, "too deep or too many attributes");
            }
        }
        return Outcome.yes(true);
    }

    private static Outcome<Document> build(byte[] bytes, Comments comments) {
        try {
            Document document = BUILDERS.get().parse(new ByteArrayInputStream(bytes));
            if (comments == Comments.DROPPED) {
                dropComments(document);
                document.normalize();
            }
            return Outcome.yes(document);
        } catch (SAXException | IOException e) {
            return Outcome.no(Reason.MALFORMED, "not well formed");
        }
    }

    private static void dropComments(Node node) {
        Node child = node.getFirstChild();
        while (child != null) {
            Node next = child.getNextSibling();
            if (child.getNodeType() == Node.COMMENT_NODE) {
                node.removeChild(child);
            } else {
                dropComments(child);
            }
            child = next;
        }
    }

    private static Outcome<Document> valid(Document document, Schema schema) {
        try {
            Validator validator = schema.newValidator();
            validator.setErrorHandler(STRICT);
            validator.validate(new DOMSource(document));
            return Outcome.yes(document);
        } catch (SAXException e) {
            return Outcome.no(Reason.MALFORMED, "not of the schema: " + firstLine(e.getMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    /** One line that says what is wrong and shows nothing of the payload beyond names. */
    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        int colon = line.indexOf(':');
        return colon > 0 ? line.substring(0, colon) : "rule";
    }

    /** An empty document to build in. */
    static Document newDocument() {
        return BUILDERS.get().newDocument();
    }

    /** Exclusive C14N 1.0 without comments. */
    static byte[] canonical(Element element) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Canonicalizer.getInstance(Canonicalizer.ALGO_ID_C14N_EXCL_OMIT_COMMENTS).canonicalizeSubtree(element, out);
            return out.toByteArray();
        } catch (XMLSecurityException e) {
            throw new IllegalStateException("canonicalisation failed", e);
        }
    }
}
