package org.comity.feeds;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.comity.core.mesh.Name;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;

/**
 * The result of an earthquake product: one flat JSON object, keys in the order below, every value a string exactly as the
 * source spells it, no white space. The keys are an allow-list: identifiers that tie one network's event to another's
 * (QuakeML ids, ids, sources, titles, preferred weights) have no way through.
 */
final class QuakeResult {

    static final String MEDIA_TYPE = "application/vnd.comity.quake+json";

    private static final List<String> PLACE = List.of("latitude", "longitude");
    private static final List<String> KEYS = List.of(
            "eventtime",
            "latitude",
            "longitude",
            "depth",
            "magnitude",
            "magnitude-type",
            "event-type",
            "review-status",
            "version",
            "eventtime-error",
            "latitude-error",
            "longitude-error",
            "horizontal-error",
            "vertical-error",
            "magnitude-error",
            "standard-error",
            "azimuthal-gap",
            "minimum-distance",
            "num-phases-used",
            "num-stations-used",
            "magnitude-num-stations-used");
    private static final Set<String> TEXTS =
            Set.of("eventtime", "magnitude-type", "event-type", "review-status", "version");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,12}(\\.\\d{1,60})?([eE][+-]?\\d{1,2})?");

    private QuakeResult() {}

    /**
     * The canonical octets.
     *
     * @throws IllegalArgumentException when a value is not of its kind, or a fact that stands has no place
     */
    static Octets canonical(Map<String, String> properties, Draft.Standing standing) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (String key : KEYS) {
            String value = properties.getOrDefault(key, "");
            if (!value.isBlank()) {
                object.put(key, checked(key, value));
            } else if (standing == Draft.Standing.STANDS && PLACE.contains(key)) {
                throw new IllegalArgumentException(key + " is missing");
            }
        }
        if (PLACE.stream().allMatch(object::has)) {
            Hypocentre.place(
                    object.get("latitude").textValue(), object.get("longitude").textValue());
        }
        return Octets.of(object.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The magnitude and its type alone.
     *
     * @throws IllegalArgumentException when a value is not of its kind
     */
    static Octets magnitude(Map<String, String> properties) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (String key : List.of("magnitude", "magnitude-type")) {
            String value = properties.getOrDefault(key, "");
            if (!value.isBlank()) {
                object.put(key, checked(key, value));
            }
        }
        return Octets.of(object.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String checked(String key, String value) {
        if (!TEXTS.contains(key) && !DECIMAL.matcher(value).matches()) {
            throw new IllegalArgumentException(key + " is not a decimal number");
        }
        return Name.require(value, key);
    }
}
