package org.comity.xml;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** The schemas of the wire, compiled once; a validator per thread. */
enum WireSchema {
    OBSERVATION("values.xsd", "signature.xsd", "observation.xsd"),
    STATEMENT("values.xsd", "statement.xsd"),
    AGREEMENT("values.xsd", "agreement.xsd");

    private final ThreadLocal<Validator> validators;

    WireSchema(String... files) {
        Schema schema = compile(files);
        this.validators = ThreadLocal.withInitial(() -> closed(schema.newValidator()));
    }

    /** What is wrong with the document; empty where the schema accepts it. */
    Optional<String> fault(Document document) {
        try {
            validators.get().validate(new DOMSource(document));
            return Optional.empty();
        } catch (SAXException e) {
            String schema = "not of the schema " + name().toLowerCase(Locale.ROOT);
            return Optional.of(this == AGREEMENT ? schema + ": " + e.getMessage() : schema);
        } catch (RuntimeException e) {
            // The platform's validator throws on some documents, for example on base64 beyond ASCII: none of them is
            // valid.
            return Optional.of("not of the schema " + name().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            throw new IllegalStateException("a document in memory cannot be read", e);
        }
    }

    private static Schema compile(String... files) {
        try {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            return factory.newSchema(
                    Arrays.stream(files).map(WireSchema::resource).toArray(Source[]::new));
        } catch (SAXException e) {
            throw new IllegalStateException("a schema of the wire does not compile", e);
        }
    }

    private static Source resource(String file) {
        return new StreamSource(WireSchema.class.getResourceAsStream(file), file);
    }

    private static Validator closed(Validator validator) {
        try {
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            return validator;
        } catch (SAXException e) {
            throw new IllegalStateException("a validator cannot be closed to the outside", e);
        }
    }
}
