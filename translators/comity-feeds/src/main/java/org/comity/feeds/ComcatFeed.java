package org.comity.feeds;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Draft;

/**
 * Reads ComCat event files (GeoJSON detail, superseded versions included): one draft for each origin product.
 *
 * <p>The network that sent a product is its authority; the feature is the event in the name space of the network whose id
 * it refers to, which may be another. The update time is the edition; when the observation is made is for the mesh that signs it to say. What the archive knows about
 * all networks together (ids, sources, preferred event and weight, index time) is not read. Thread-safe.
 */
public final class ComcatFeed implements Feed {

    /** The most origin products of one file. */
    public static final int PRODUCTS_MAX = 10_000;

    private final NetworkNames names;

    public ComcatFeed(NetworkNames names) {
        this.names = Objects.requireNonNull(names, "names");
    }

    @Override
    public void read(byte[] document, Delivery delivery, Consumer<? super Entry> consumer) {
        Product.entries(read(document), "properties.products.origin", document, consumer);
    }

    /**
     * One outcome for each origin product, in the order of the file, which is not the order of time. A product that cannot
     * be read does not hide the others; a file that cannot be read is one no.
     */
    public List<Outcome<Draft>> read(byte[] document) {
        return StrictJson.read(document).fold(this::origins, no -> List.of(Outcome.no(no.reason(), no.detail())));
    }

    /** One outcome for each origin product that states a magnitude: the magnitude alone, as a property of its own. */
    public List<Outcome<Draft>> magnitudes(byte[] document) {
        return StrictJson.read(document)
                .fold(
                        event -> origins(event, product -> product.magnitude(names)),
                        no -> List.of(Outcome.no(no.reason(), no.detail())));
    }

    private List<Outcome<Draft>> origins(JsonNode event) {
        return origins(event, product -> Optional.of(product.draft(names)));
    }

    private static List<Outcome<Draft>> origins(JsonNode event, Function<Product, Optional<Outcome<Draft>>> aspect) {
        JsonNode origins = event.path("properties").path("products").path("origin");
        if (!origins.isArray()) {
            return List.of(Outcome.no(Reason.MALFORMED, "the event has no list properties.products.origin"));
        }
        if (origins.size() > PRODUCTS_MAX) {
            return List.of(Outcome.no(Reason.LIMIT_EXCEEDED, "an event has at most " + PRODUCTS_MAX + " origins"));
        }
        List<Outcome<Draft>> drafts = new ArrayList<>();
        origins.forEach(origin -> draft(origin, aspect).ifPresent(drafts::add));
        return List.copyOf(drafts);
    }

    private static Optional<Outcome<Draft>> draft(JsonNode origin, Function<Product, Optional<Outcome<Draft>>> aspect) {
        Product product;
        try {
            product = product(origin);
        } catch (IllegalArgumentException broken) {
            return Optional.of(Product.malformed(broken));
        }
        if (!product.type().equals("origin")
                || !product.id().equals(origin.path("id").textValue())) {
            return Optional.of(
                    Outcome.no(Reason.MALFORMED, "the product's id contradicts its source, type, code or update time"));
        }
        return aspect.apply(product);
    }

    private static Product product(JsonNode origin) {
        JsonNode updated = origin.path("updateTime");
        if (!updated.isIntegralNumber() || !updated.canConvertToLong() || updated.longValue() < 0) {
            throw new IllegalArgumentException("updateTime is not a count of milliseconds");
        }
        return new Product(
                text(origin, "source"),
                text(origin, "type"),
                text(origin, "code"),
                Instant.ofEpochMilli(updated.longValue()),
                text(origin, "status"),
                texts(origin.path("properties")));
    }

    private static Map<String, String> texts(JsonNode properties) {
        Map<String, String> texts = new HashMap<>();
        properties.fieldNames().forEachRemaining(name -> {
            if (!properties.get(name).isNull()) {
                texts.put(name, text(properties, name));
            }
        });
        return texts;
    }

    private static String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("a value of the product is missing or not text");
        }
        return value.textValue();
    }
}
