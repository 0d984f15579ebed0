package org.comity.cli.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/** The form that the YAML DSL's own schema gives to a part of a route. */
final class Shape {
    private static final String SCHEMA = "schema/camelYamlDsl.json";
    private static final String DEFINITIONS = "#/items/definitions/";
    private static final Set<String> TEXTS = Set.of("string", "number", "integer", "boolean");

    private final JsonObject definitions;
    private final JsonObject own;

    private Shape(JsonObject definitions, JsonObject own) {
        this.definitions = definitions;
        this.own = own;
    }

    /** The form of one entry of a file. */
    static Shape ofEntries() {
        try (InputStream in = Shape.class.getClassLoader().getResourceAsStream(SCHEMA)) {
            if (in == null) {
                throw new IllegalStateException("the YAML DSL is not on the class path");
            }
            JsonObject schema = (JsonObject) Jsoner.deserialize(new InputStreamReader(in, StandardCharsets.UTF_8));
            JsonObject items = schema.getMap("items");
            return new Shape(items.getMap("definitions"), items);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DeserializationException e) {
            throw new IllegalStateException("the schema of the YAML DSL cannot be read", e);
        }
    }

    /** The schema itself, what it refers to, and its alternatives, nearest first. */
    private List<JsonObject> layers() {
        List<JsonObject> layers = new ArrayList<>();
        collect(own, layers);
        return layers;
    }

    private void collect(JsonObject schema, List<JsonObject> into) {
        into.add(schema);
        if (schema.get("$ref") instanceof String ref) {
            collect(definitions.getMap(ref.substring(DEFINITIONS.length())), into);
        }
        alternatives(schema).forEach(one -> collect(one, into));
    }

    private static List<JsonObject> alternatives(JsonObject schema) {
        List<JsonObject> found = new ArrayList<>();
        for (String key : List.of("anyOf", "oneOf")) {
            if (schema.get(key) instanceof Collection<?> branches) {
                branches.stream()
                        .map(JsonObject.class::cast)
                        .filter(branch -> !branch.containsKey("not"))
                        .forEach(found::add);
            }
        }
        return found;
    }

    /** Whether anything may stand here. */
    boolean isFree() {
        return layers().stream()
                .allMatch(layer -> !layer.containsKey("properties")
                        && !layer.containsKey("items")
                        && !TEXTS.contains(String.valueOf(layer.get("type"))));
    }

    /** Whether other keys than {@link #properties()} are wrong. */
    boolean isClosed() {
        return layers().stream().anyMatch(layer -> Boolean.FALSE.equals(layer.get("additionalProperties")));
    }

    /** Whether it is named by its only key, as a step is. */
    boolean isNamed() {
        return own().containsKey("maxProperties");
    }

    private JsonObject own() {
        return own.get("$ref") instanceof String ref && own.size() == 1
                ? definitions.getMap(ref.substring(DEFINITIONS.length()))
                : own;
    }

    boolean acceptsText() {
        return layers().stream().anyMatch(layer -> TEXTS.contains(String.valueOf(layer.get("type"))));
    }

    boolean acceptsList() {
        return elements().isPresent();
    }

    /** The form of the elements of a list. */
    Optional<Shape> elements() {
        return layers().stream()
                .filter(layer -> layer.get("items") instanceof JsonObject)
                .filter(layer -> "array".equals(layer.get("type")))
                .findFirst()
                .map(layer -> new Shape(definitions, layer.getMap("items")));
    }

    /** The scalar type, where there is only one. */
    Optional<String> type() {
        List<String> types = layers().stream()
                .map(layer -> String.valueOf(layer.get("type")))
                .filter(TEXTS::contains)
                .distinct()
                .toList();
        return types.size() == 1 ? Optional.of(types.get(0)) : Optional.empty();
    }

    /** The texts that are allowed; empty where all are. */
    List<String> choices() {
        return layers().stream()
                .filter(layer -> layer.get("enum") instanceof Collection<?>)
                .<Object>flatMap(layer -> ((Collection<?>) layer.get("enum")).stream())
                .map(String::valueOf)
                .distinct()
                .toList();
    }

    /** The forms of its options by name. */
    Map<String, Shape> properties() {
        Map<String, JsonObject> found = new LinkedHashMap<>();
        for (JsonObject layer : layers()) {
            if (layer.get("properties") instanceof JsonObject properties) {
                properties.forEach((name, schema) ->
                        found.merge(name, (JsonObject) schema, (known, more) -> known.isEmpty() ? more : known));
            }
        }
        Map<String, Shape> shapes = new LinkedHashMap<>();
        found.forEach((name, schema) -> shapes.put(name, new Shape(definitions, schema)));
        return shapes;
    }

    /** The names of options that must be given, where options are given at all. */
    Set<String> required() {
        Set<String> names = new LinkedHashSet<>();
        for (JsonObject layer : List.of(own, own())) {
            if (layer.get("required") instanceof Collection<?> required) {
                required.forEach(name -> names.add(String.valueOf(name)));
            }
        }
        return names;
    }
}
