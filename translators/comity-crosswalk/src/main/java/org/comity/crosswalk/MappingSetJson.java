package org.comity.crosswalk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
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
    /** The longest number as it is written out, in digits on either side of its point. */
    private static final int SCALE_MAX = 64;

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
            JsonNode root = READER.readValue(text.startsWith("\uFEFF") ? text.substring(1) : text);
            if (root == null || !root.isObject() || !root.path("mappings").isArray()) {
                return Outcome.no(Reason.MALFORMED, "the document is no object with a list of mappings");
            }
            return root.path("mappings").size() > Tsv.ROWS_MAX
                    ? Outcome.no(Reason.LIMIT_EXCEEDED, "a mapping set has at most " + Tsv.ROWS_MAX + " mappings")
                    : Outcome.yes(set(root));
        } catch (StreamConstraintsException beyond) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "the document is deeper or has longer texts than allowed");
        } catch (JsonParseException broken) {
            return Outcome.no(
                    Reason.MALFORMED,
                    "the document is not well-formed JSON at line "
                            + broken.getLocation().getLineNr() + ": "
                            + Words.shown(broken.getOriginalMessage().replaceAll(": enable .*", "")));
        } catch (JsonProcessingException other) {
            return Outcome.no(Reason.MALFORMED, "the document is empty, or does not end where its value ends");
        } catch (CharacterCodingException broken) {
            return Outcome.no(Reason.MALFORMED, "the document is not UTF-8");
        } catch (IllegalArgumentException broken) {
            return Outcome.no(Reason.MALFORMED, String.valueOf(broken.getMessage()));
        }
    }

    private static MappingSet set(JsonNode root) {
        Map<String, String> prefixes = new LinkedHashMap<>();
        JsonNode map = root.path("curie_map");
        if (!map.isObject() && !map.isMissingNode() && !map.isNull()) {
            throw new IllegalArgumentException("curie_map is no object of prefixes and IRIs");
        }
        map.properties().forEach(one -> prefix(prefixes, one.getKey(), text(one.getValue(), "a prefix")));
        context(root.path("@context"), prefixes);
        List<Map<String, String>> extensions = new ArrayList<>();
        for (JsonNode one : root.path("extension_definitions")) {
            Map<String, String> extension = new LinkedHashMap<>();
            one.properties().forEach(slot -> extension.put(slot.getKey(), text(slot.getValue(), slot.getKey())));
            extensions.add(extension);
        }
        List<Map<String, List<String>>> mappings = new ArrayList<>();
        for (JsonNode one : root.path("mappings")) {
            mappings.add(slots(one, "mapping " + (mappings.size() + 1)));
        }
        return new MappingSet(prefixes, slots(root, "the set"), extensions, mappings);
    }

    /** What a JSON-LD context says of prefixes; one that stands elsewhere is never fetched. */
    private static void context(JsonNode context, Map<String, String> prefixes) {
        if (context.isArray()) {
            context.forEach(one -> context(one, prefixes));
        }
        context.properties().forEach(one -> {
            JsonNode uri = one.getValue().isObject()
                    ? one.getValue().path("@id").isTextual()
                            ? one.getValue().path("@id")
                            : one.getValue().path("prefix_url")
                    : one.getValue();
            if (uri.isTextual() && !one.getKey().startsWith("@")) {
                prefix(prefixes, one.getKey(), text(uri, "a prefix"));
            }
        });
    }

    private static void prefix(Map<String, String> prefixes, String prefix, String uri) {
        String before = prefixes.putIfAbsent(prefix, uri);
        if (before != null && !before.equals(uri)) {
            throw new IllegalArgumentException("the prefix " + Words.shown(prefix) + " has two meanings");
        }
    }

    /** A structure that SSSOM knows no slot for is passed over. */
    private static Map<String, List<String>> slots(JsonNode object, String what) {
        if (!object.isObject()) {
            throw new IllegalArgumentException(what + " is no object");
        }
        Map<String, List<String>> slots = new LinkedHashMap<>();
        object.properties().forEach(one -> {
            String name = one.getKey().strip();
            List<JsonNode> nodes = new ArrayList<>();
            if (one.getValue().isArray()) {
                one.getValue().forEach(nodes::add);
            } else if (!one.getValue().isNull()) {
                nodes.add(one.getValue());
            }
            boolean flat = nodes.stream().noneMatch(JsonNode::isContainerNode);
            if (!nodes.isEmpty() && !PARTS.contains(name) && (flat || MappingSet.isStandard(name))) {
                MappingSetTsv.fault(List.of(name)).ifPresent(fault -> {
                    throw new IllegalArgumentException(what + ": " + fault);
                });
                slots.put(
                        name,
                        nodes.stream()
                                .map(node -> text(node, what + ": " + Words.shown(name)))
                                .toList());
            }
        });
        return slots;
    }

    private static String text(JsonNode node, String what) {
        if (node.isTextual() && Words.isWhole(node.textValue())) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.asText();
        }
        if (node.isNumber() && Math.abs((long) node.decimalValue().scale()) <= SCALE_MAX) {
            return node.decimalValue().toPlainString();
        }
        throw new IllegalArgumentException(what + " is neither a text, nor a number, nor a list of texts");
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
