package org.comity.crosswalk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/** Mapping sets as SSSOM JSON: the set's slots, {@code curie_map}, and {@code mappings}. */
final class MappingSetJson {
    static final Set<String> PARTS = Set.of("curie_map", "@context", "extension_definitions", "mappings", "@type");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,30})?");
    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxDocumentLength(Tsv.LENGTH_MAX)
                            .maxStringLength(1024 * 1024)
                            .maxNumberLength(64)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build()
            .readerFor(JsonNode.class);

    private MappingSetJson() {}

    static Outcome<MappingSet> read(byte[] document) {
        if (document.length > Tsv.LENGTH_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a mapping set has at most " + Tsv.LENGTH_MAX + " octets");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
            JsonNode root = READER.readValue(text);
            if (root == null || !root.isObject() || !root.path("mappings").isArray()) {
                return Outcome.no(Reason.MALFORMED, "the document is no object with a list of mappings");
            }
            return root.path("mappings").size() > Tsv.ROWS_MAX
                    ? Outcome.no(Reason.LIMIT_EXCEEDED, "a mapping set has at most " + Tsv.ROWS_MAX + " mappings")
                    : Outcome.yes(set(root));
        } catch (JsonProcessingException | CharacterCodingException broken) {
            return Outcome.no(Reason.MALFORMED, "the document is not well-formed JSON in UTF-8");
        } catch (IllegalArgumentException broken) {
            return Outcome.no(Reason.MALFORMED, "a slot is neither text, nor a number, nor a list of texts");
        }
    }

    private static MappingSet set(JsonNode root) {
        Map<String, String> prefixes = new LinkedHashMap<>();
        JsonNode map = root.has("curie_map") ? root.get("curie_map") : root.path("@context");
        map.properties().forEach(one -> {
            JsonNode uri = one.getValue().isObject() ? one.getValue().path("prefix_url") : one.getValue();
            if (uri.isTextual() && !one.getKey().startsWith("@")) {
                prefixes.put(one.getKey(), uri.textValue());
            }
        });
        List<Map<String, String>> extensions = new ArrayList<>();
        for (JsonNode one : root.path("extension_definitions")) {
            Map<String, String> extension = new LinkedHashMap<>();
            one.properties().forEach(slot -> extension.put(slot.getKey(), text(slot.getValue())));
            extensions.add(extension);
        }
        List<Map<String, List<String>>> mappings = new ArrayList<>();
        root.path("mappings").forEach(one -> mappings.add(slots(one)));
        return new MappingSet(prefixes, slots(root), extensions, mappings);
    }

    private static Map<String, List<String>> slots(JsonNode object) {
        if (!object.isObject()) {
            throw new IllegalArgumentException("no object");
        }
        Map<String, List<String>> slots = new LinkedHashMap<>();
        object.properties().forEach(one -> {
            List<String> texts = new ArrayList<>();
            if (one.getValue().isArray() && !PARTS.contains(one.getKey())) {
                one.getValue().forEach(item -> texts.add(text(item)));
            } else if (!one.getValue().isNull() && !PARTS.contains(one.getKey())) {
                texts.add(text(one.getValue()));
            }
            if (!texts.isEmpty()) {
                slots.put(one.getKey(), List.copyOf(texts));
            }
        });
        return slots;
    }

    private static String text(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isNumber()) {
            return node.decimalValue().toPlainString();
        }
        throw new IllegalArgumentException("no text");
    }

    static String write(MappingSet set) {
        ObjectNode root = JsonNodeFactory.withExactBigDecimals(true).objectNode();
        ObjectNode prefixes = root.putObject("curie_map");
        set.prefixes().forEach(prefixes::put);
        set.slots().forEach((name, values) -> put(root, name, values));
        if (!set.extensions().isEmpty()) {
            ArrayNode extensions = root.putArray("extension_definitions");
            set.extensions().forEach(one -> {
                ObjectNode extension = extensions.addObject();
                one.forEach(extension::put);
            });
        }
        ArrayNode mappings = root.putArray("mappings");
        set.mappings().forEach(one -> {
            ObjectNode mapping = mappings.addObject();
            one.forEach((name, values) -> put(mapping, name, values));
        });
        return root.toString() + "\n";
    }

    private static void put(ObjectNode object, String name, List<String> values) {
        if (MappingSet.LISTS.contains(name) || values.size() > 1) {
            ArrayNode list = object.putArray(name);
            values.forEach(list::add);
        } else if (MappingSet.NUMBERS.contains(name)
                && DECIMAL.matcher(values.get(0)).matches()) {
            object.put(name, new BigDecimal(values.get(0)));
        } else {
            object.put(name, values.get(0));
        }
    }
}
