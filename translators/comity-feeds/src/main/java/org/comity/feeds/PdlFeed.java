package org.comity.feeds;

import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Draft;

/**
 * Reads product files of the USGS distribution network (PDL): one draft a file, whatever the product type, which becomes
 * the value of the property. Contents and the sender's own signature are not read: they prove nothing to a mesh that does
 * not hold the sender's key.
 *
 * <p>A deletion names its event and nothing else; its phenomenon time is then its update time. Thread-safe.
 */
public final class PdlFeed implements Feed {

    /** The largest file, in octets. */
    public static final int SIZE_MAX = 8 * 1024 * 1024;

    /** The most properties of one product. */
    public static final int PROPERTIES_MAX = 1_024;

    private static final String NAMESPACE = "http://earthquake.usgs.gov/distribution/product";

    private final NetworkNames names;

    public PdlFeed(NetworkNames names) {
        this.names = Objects.requireNonNull(names, "names");
    }

    @Override
    public void read(byte[] document, Delivery delivery, Consumer<? super Entry> consumer) {
        Product.entries(List.of(read(document)), "product", document, consumer);
    }

    /** The draft of the file's product, or why there is none. */
    public Outcome<Draft> read(byte[] document) {
        if (document.length > SIZE_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a product file has at most " + SIZE_MAX + " octets");
        }
        return parse(document).then(product -> product.draft(names));
    }

    private static Outcome<Product> parse(byte[] document) {
        try {
            XMLStreamReader in = StrictXml.factory().createXMLStreamReader(new ByteArrayInputStream(document));
            try {
                return walk(in);
            } finally {
                in.close();
            }
        } catch (XMLStreamException broken) {
            return Outcome.no(Reason.MALFORMED, "the document is not well-formed XML");
        } catch (IllegalArgumentException | DateTimeException broken) {
            return Product.malformed(broken);
        }
    }

    private static Outcome<Product> walk(XMLStreamReader in) throws XMLStreamException {
        Map<String, String> properties = new HashMap<>();
        Map<String, String> root = new HashMap<>();
        int depth = 0;
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.DTD,
                        XMLStreamConstants.ENTITY_REFERENCE,
                        XMLStreamConstants.PROCESSING_INSTRUCTION -> {
                    return Outcome.no(Reason.DOCTYPE_FORBIDDEN, "a DOCTYPE, an entity or a processing instruction");
                }
                case XMLStreamConstants.START_ELEMENT -> enter(in, depth++, root, properties);
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
            if (depth > 3 || properties.size() > PROPERTIES_MAX) {
                return Outcome.no(Reason.LIMIT_EXCEEDED, "the product is deeper or has more properties than allowed");
            }
        }
        return Outcome.yes(product(root, properties));
    }

    private static void enter(XMLStreamReader in, int depth, Map<String, String> root, Map<String, String> properties) {
        if (!NAMESPACE.equals(in.getNamespaceURI())
                || (depth == 0) != in.getLocalName().equals("product")) {
            throw new IllegalArgumentException("the root is not one product, or an element is of another namespace");
        }
        if (depth == 0) {
            for (String name : new String[] {"id", "updateTime", "status"}) {
                root.put(name, attribute(in, name));
            }
        } else if (depth == 1 && in.getLocalName().equals("property")) {
            if (properties.put(attribute(in, "name"), attribute(in, "value")) != null) {
                throw new IllegalArgumentException("a property occurs twice");
            }
        }
    }

    /** The id is {@code urn:usgs-product:<source>:<type>:<code>:<milliseconds>}; a code has no colon. */
    private static Product product(Map<String, String> root, Map<String, String> properties) {
        String[] parts = root.getOrDefault("id", "").split(":", -1);
        if (parts.length != 6) {
            throw new IllegalArgumentException("the product's id has not six parts");
        }
        Instant updated = Instant.parse(root.getOrDefault("updateTime", ""));
        Product product =
                new Product(parts[2], parts[3], parts[4], updated, root.getOrDefault("status", ""), properties);
        if (!product.id().equals(root.getOrDefault("id", ""))) {
            throw new IllegalArgumentException("the product's id contradicts its update time");
        }
        return product;
    }

    private static String attribute(XMLStreamReader in, String name) {
        String value = in.getAttributeValue(null, name);
        if (value == null) {
            throw new IllegalArgumentException("an element lacks the attribute " + name);
        }
        return value;
    }
}
