package org.comity.feeds.mapped;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A place in a YAML file. Every scalar is text as it is spelled; aliases and duplicate keys are refused. */
final class Yaml {

    /** What an author must change, in one sentence that names the line. */
    static final class Unclear extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unclear(String sentence) {
            super(sentence.replaceAll("\\p{Cntrl}+", " "), null, false, false);
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }

    private final Node node;
    private final String path;
    private final Map<String, String> settings;

    private Yaml(Node node, String path, Map<String, String> settings) {
        this.node = node;
        this.path = path;
        this.settings = settings;
    }

    /** The same file, where {@code {@name}} in a text is what the settings say. */
    Yaml with(Map<String, String> values) {
        return new Yaml(node, path, Map.copyOf(values));
    }

    static Yaml parse(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(0)
                .setCodePointLimit(Mapping.SIZE_MAX)
                .build();
        try {
            return new Compose(settings)
                    .composeString(text)
                    .map(node -> new Yaml(node, "", Map.of()))
                    .orElseThrow(() -> new Unclear("the file is empty"));
        } catch (MarkedYamlEngineException broken) {
            throw new Unclear(broken.getProblemMark()
                            .map(mark -> "line " + (mark.getLine() + 1) + ": ")
                            .orElse("")
                    + "not well-formed YAML");
        } catch (YamlEngineException broken) {
            throw new Unclear("not well-formed YAML");
        }
    }

    Unclear unclear(String what) {
        int line = node.getStartMark().map(Mark::getLine).orElse(0) + 1;
        return new Unclear("line " + line + ": " + (path.isEmpty() ? "" : path + " ") + what);
    }

    boolean isText() {
        return node instanceof ScalarNode;
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    /** Its members by key, in the order of the file. */
    Map<String, Yaml> members() {
        if (!(node instanceof MappingNode mapping)) {
            throw unclear("must be a map");
        }
        Map<String, Yaml> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw unclear("has a key that is no text");
            }
            String name = key.getValue();
            if (members.put(name, new Yaml(tuple.getValueNode(), path.isEmpty() ? name : path + "." + name, settings))
                    != null) {
                throw unclear("has the key " + name + " twice");
            }
        }
        return members;
    }

    /** This, if it is a map of no other keys. */
    Yaml only(Set<String> keys) {
        for (Map.Entry<String, Yaml> member : members().entrySet()) {
            if (!keys.contains(member.getKey())) {
                throw member.getValue().unclear("is no key here; known are " + String.join(", ", sorted(keys)));
            }
        }
        return this;
    }

    Optional<Yaml> get(String key) {
        return Optional.ofNullable(members().get(key));
    }

    Yaml require(String key) {
        return get(key).orElseThrow(() -> unclear("lacks the key " + key));
    }

    String text() {
        if (node instanceof ScalarNode scalar) {
            return filled(scalar.getValue());
        }
        throw unclear("must be text");
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> one : settings.entrySet()) {
            filled = filled.replace("{@" + one.getKey() + "}", one.getValue());
        }
        return filled;
    }

    List<Yaml> items() {
        if (!(node instanceof SequenceNode sequence)) {
            throw unclear("must be a list");
        }
        List<Yaml> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(new Yaml(item, path + "[" + (items.size() + 1) + "]", settings)));
        return items;
    }

    /** One text, or a list of texts. */
    List<String> texts() {
        return isText() ? List.of(text()) : items().stream().map(Yaml::text).toList();
    }

    /** The text as what the reader makes of it; what the reader cannot read is said in the given words. */
    <T> T as(Function<String, T> reader, String otherwise) {
        try {
            return reader.apply(text());
        } catch (IllegalArgumentException | ArithmeticException | java.time.DateTimeException broken) {
            throw unclear(otherwise);
        }
    }

    private static List<String> sorted(Set<String> keys) {
        return keys.stream().sorted().toList();
    }
}
