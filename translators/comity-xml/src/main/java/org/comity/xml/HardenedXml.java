package org.comity.xml;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.w3c.dom.DOMException;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.ext.DefaultHandler2;

/**
 * The one XML parser of the kit; no other may be made. UTF-8 and XML 1.0 alone, no DOCTYPE, no entity, no processing
 * instruction, nothing fetched, and stated limits. Thread-safe: parsers are pooled per thread.
 */
public final class HardenedXml {

    /** The largest document, in octets: a result of the largest size, each octet escaped, and what is around it. */
    public static final int OCTETS_MAX = 12 * 1024 * 1024;

    /** The deepest nesting of elements. */
    public static final int DEPTH_MAX = 64;

    /** The most attributes of one element, namespace declarations among them. */
    public static final int ATTRIBUTES_MAX = 32;

    /** The longest value of an attribute, in UTF-16 units. Longer ones cost a validator of patterns quadratic time. */
    public static final int VALUE_MAX = 1_024;

    /** What to do about comments and CDATA sections. */
    public enum Asides {
        /** Refuse them: what is digested and what is read must not differ by one character. */
        FORBIDDEN,
        /** Drop comments, and read a CDATA section as the text that it is. */
        DROPPED
    }

    private static final List<String> ENTITY_LIMITS = List.of(
            "http://www.oracle.com/xml/jaxp/properties/entityExpansionLimit",
            "http://www.oracle.com/xml/jaxp/properties/totalEntitySizeLimit",
            "http://www.oracle.com/xml/jaxp/properties/maxGeneralEntitySizeLimit");
    private static final String LEXICAL = "http://xml.org/sax/properties/lexical-handler";

    private static final Pattern DECLARATION = Pattern.compile(
            "<\\?xml version=['\"]1\\.0['\"]( encoding=['\"][Uu][Tt][Ff]-8['\"])?( standalone=['\"](yes|no)['\"])? ?\\?>");

    private static final ThreadLocal<XMLReader> READERS = ThreadLocal.withInitial(HardenedXml::newReader);
    private static final ThreadLocal<DocumentBuilder> BUILDERS = ThreadLocal.withInitial(HardenedXml::newBuilder);

    private HardenedXml() {}

    /**
     * Parses one document.
     *
     * @return a no with MALFORMED, DOCTYPE_FORBIDDEN or LIMIT_EXCEEDED
     */
    public static Outcome<Document> parse(Octets octets, Asides asides) {
        if (octets.size() > OCTETS_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a document of " + octets.size() + " octets");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.bytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            return Outcome.no(Reason.MALFORMED, "not UTF-8");
        }
        if (text.startsWith("<?xml ") && !DECLARATION.matcher(text).lookingAt()) {
            return Outcome.no(Reason.MALFORMED, "an XML declaration other than of version 1.0 in UTF-8");
        }
        return parse(text, asides);
    }

    private static Outcome<Document> parse(String text, Asides asides) {
        DomBuilding building = new DomBuilding(BUILDERS.get().newDocument(), asides);
        XMLReader reader = READERS.get();
        try {
            reader.setContentHandler(building);
            reader.setErrorHandler(building);
            reader.setEntityResolver(building);
            reader.setProperty(LEXICAL, building);
            reader.parse(new InputSource(new StringReader(text)));
            return Outcome.yes(building.document());
        } catch (DomBuilding.Stop stop) {
            return Outcome.no(stop.reason(), stop.detail());
        } catch (SAXParseException e) {
            return Outcome.no(
                    Reason.MALFORMED,
                    "not well formed at line " + e.getLineNumber() + ", column " + e.getColumnNumber());
        } catch (SAXException | IOException | DOMException e) {
            return Outcome.no(Reason.MALFORMED, "not well formed");
        } finally {
            // A pooled parser must not keep the last document alive.
            release(reader);
        }
    }

    private static void release(XMLReader reader) {
        DefaultHandler2 nothing = new DefaultHandler2();
        reader.setContentHandler(nothing);
        reader.setErrorHandler(nothing);
        reader.setEntityResolver(nothing);
        try {
            reader.setProperty(LEXICAL, nothing);
        } catch (SAXException e) {
            throw new IllegalStateException("a property that was set before", e);
        }
    }

    private static XMLReader newReader() {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setXIncludeAware(false);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://xml.org/sax/features/namespace-prefixes", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            XMLReader reader = factory.newSAXParser().getXMLReader();
            // A document type is refused, so no entity but the five of XML itself is left: newer platforms count those
            // too.
            for (String limit : ENTITY_LIMITS) {
                reader.setProperty(limit, "0");
            }
            return reader;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("the platform's XML parser cannot be hardened", e);
        }
    }

    private static DocumentBuilder newBuilder() {
        try {
            // Containers that patch java.xml do not have the shorter newDefaultNSInstance
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java platform makes documents", e);
        }
    }
}
