package org.comity.crosswalk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.taxonomy.Equivalence;
import org.eclipse.rdf4j.rio.ParserConfig;
import org.eclipse.rdf4j.rio.RDFHandlerException;
import org.eclipse.rdf4j.rio.RDFParseException;
import org.eclipse.rdf4j.rio.helpers.XMLParserSettings;
import org.eclipse.rdf4j.rio.rdfxml.RDFXMLParser;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * The mapping properties of SKOS in RDF/XML, under the same rules as {@link SkosTurtle}. A document with a DOCTYPE is refused
 * whole: nothing outside it is ever read, and no entity of it either.
 */
public final class SkosRdfXml {
    private static final String DOCTYPE = "DOCTYPE";

    private SkosRdfXml() {}

    /** One equivalence, or why there is none, for each mapping statement in the order of the document. */
    public static Outcome<List<SssomTsv.Mapping>> read(byte[] document, Equivalence.Kind kind, String justification) {
        if (document.length > Tsv.LENGTH_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a mapping set has at most " + Tsv.LENGTH_MAX + " octets");
        }
        SkosTurtle.Mappings mappings = new SkosTurtle.Mappings(kind, justification);
        RDFXMLParser parser = new RDFXMLParser();
        parser.setRDFHandler(mappings);
        try {
            parser.setParserConfig(
                    new ParserConfig().set(XMLParserSettings.CUSTOM_XML_READER, new Places(strict(), mappings)));
            parser.parse(new ByteArrayInputStream(document), SkosTurtle.BASE);
            return Outcome.yes(List.copyOf(mappings.found));
        } catch (RDFHandlerException tooMany) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a mapping set has at most " + Tsv.ROWS_MAX + " mappings");
        } catch (RDFParseException broken) {
            String why = String.valueOf(broken.getMessage());
            return why.contains(DOCTYPE)
                    ? Outcome.no(Reason.DOCTYPE_FORBIDDEN, "a DOCTYPE: write out what its entities stand for")
                    : Outcome.no(
                            Reason.MALFORMED,
                            "not RDF/XML at line " + Math.max(broken.getLineNumber(), mappings.line) + ": "
                                    + Words.shown(why.replaceAll(" \\[line .*", "")));
        } catch (IOException broken) {
            return Outcome.no(Reason.MALFORMED, "not RDF/XML in the character set that it names");
        } catch (SAXException | ParserConfigurationException impossible) {
            throw new IllegalStateException("the platform has no XML reader that forbids a DOCTYPE", impossible);
        }
    }

    private static XMLReader strict() throws SAXException, ParserConfigurationException {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newSAXParser().getXMLReader();
    }

    /** Tells the mappings where the reader stands, which the parser does not. */
    private static final class Places extends XMLFilterImpl {
        private final SkosTurtle.Mappings mappings;
        private @Nullable Locator locator;

        Places(XMLReader reader, SkosTurtle.Mappings mappings) {
            super(reader);
            this.mappings = mappings;
        }

        /** The parser sets features of its own, among them one that lets a DOCTYPE in. */
        @Override
        public void setFeature(String name, boolean value) {
            // What strict() set stays.
        }

        @Override
        public void setDocumentLocator(Locator locator) {
            this.locator = locator;
            super.setDocumentLocator(locator);
        }

        @Override
        public void startElement(String uri, String name, String qualified, Attributes attributes) throws SAXException {
            place();
            super.startElement(uri, name, qualified, attributes);
        }

        @Override
        public void endElement(String uri, String name, String qualified) throws SAXException {
            place();
            super.endElement(uri, name, qualified);
        }

        private void place() {
            mappings.line = locator == null ? 1 : Math.max(1, locator.getLineNumber());
        }
    }
}
