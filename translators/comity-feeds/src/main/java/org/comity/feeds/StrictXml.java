package org.comity.feeds;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The one XML reader of feeds: namespaces, no DOCTYPE, no entity but the five of XML itself, nothing fetched. What a source
 * publishes is no wire form of this project, so character sets other than UTF-8 are read too.
 */
public final class StrictXml {
    private static final Map<String, Charset> CHARSETS = Map.of(
            "utf-8", StandardCharsets.UTF_8,
            "us-ascii", StandardCharsets.US_ASCII,
            "iso-8859-1", StandardCharsets.ISO_8859_1,
            "windows-1252", Charset.forName("windows-1252"));
    private static final Pattern ENCODING = Pattern.compile(
            "\\A(?:\u00EF\u00BB\u00BF)?<\\?xml[^>]{0,80}?encoding\\s*=\\s*['\"]([A-Za-z0-9._-]{1,40})['\"]");

    private StrictXml() {}

    /** A reader that stops at a DOCTYPE event, which the caller must refuse. */
    public static XMLStreamReader reader(Reader text) throws XMLStreamException {
        return factory().createXMLStreamReader(text);
    }

    static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setXMLResolver((publicId, systemId, base, name) -> {
            throw new XMLStreamException("nothing outside the document is read");
        });
        return factory;
    }

    /** A document tree under the same promises, for what looks at signatures; empty where it is not well formed. */
    public static Optional<Document> document(String text) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            builder.setEntityResolver((publicId, systemId) -> {
                throw new SAXException("nothing outside the document is read");
            });
            return Optional.of(builder.parse(new InputSource(new StringReader(text))));
        } catch (SAXException broken) {
            return Optional.empty();
        } catch (ParserConfigurationException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The character set that the document names, UTF-8 where it names none; empty where it is not one that is read. */
    public static Optional<Charset> charset(byte[] document) {
        String head = new String(document, 0, Math.min(document.length, 160), StandardCharsets.ISO_8859_1);
        Matcher named = ENCODING.matcher(head);
        return named.find()
                ? Optional.ofNullable(CHARSETS.get(named.group(1).toLowerCase(Locale.ROOT)))
                : Optional.of(StandardCharsets.UTF_8);
    }

    /** The document's text; empty where its octets are not of the character set. */
    public static Optional<String> text(byte[] document, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(document)).toString());
        } catch (CharacterCodingException broken) {
            return Optional.empty();
        }
    }
}
