package org.comity.crosswalk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The YAML of a mapping set's metadata, before its table or beside it. */
final class SetMetadata {
    private static final LoadSettings YAML = LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(Tsv.LENGTH_MAX)
            .build();

    /** What an author must change. */
    private static final class Unclear extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unclear(Node node, String what) {
            super(line(node.getStartMark()) + what, null, false, false);
        }
    }

    private final Map<String, String> prefixes = new LinkedHashMap<>();
    private final Map<String, List<String>> slots = new LinkedHashMap<>();
    private final List<Map<String, String>> extensions = new ArrayList<>();

    private SetMetadata() {}

    /** The set without its mappings. A structure that SSSOM knows no slot for is passed over. */
    static Outcome<MappingSet> read(String yaml) {
        if (yaml.length() > Tsv.LENGTH_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "metadata has at most " + Tsv.LENGTH_MAX + " characters");
        }
        SetMetadata read = new SetMetadata();
        try {
            compose(yaml)
                    .filter(root -> !isNull(root))
                    .ifPresent(root -> members(root, "the metadata").forEach(read::slot));
        } catch (MarkedYamlEngineException broken) {
            return Outcome.no(
                    Reason.MALFORMED,
                    line(broken.getProblemMark()) + "the metadata is not YAML: " + broken.getProblem());
        } catch (YamlEngineException broken) {
            return Outcome.no(Reason.MALFORMED, "the metadata is not YAML");
        } catch (Unclear unclear) {
            return Outcome.no(Reason.MALFORMED, String.valueOf(unclear.getMessage()));
        }
        return Outcome.yes(new MappingSet(read.prefixes, read.slots, read.extensions, List.of()));
    }

    /**
     * The one node of a YAML text; empty where it holds none.
     *
     * @throws YamlEngineException when it is not well formed
     */
    static Optional<Node> compose(String yaml) {
        return new Compose(YAML).composeString(yaml);
    }

    private static String line(Optional<Mark> mark) {
        return mark.map(at -> "line " + (at.getLine() + 1) + ": ").orElse("");
    }

    private void slot(String name, Node value) {
        if (isNull(value)) {
            return;
        }
        switch (name) {
            case "curie_map" ->
                members(value, "curie_map").forEach((prefix, uri) -> prefixes.put(prefix, text(uri, "a prefix")));
            case "extension_definitions" -> extensions(value);
            default -> texts(name, value);
        }
    }

    private void extensions(Node value) {
        if (!(value instanceof SequenceNode list)) {
            throw new Unclear(value, "extension_definitions is no list");
        }
        for (Node item : list.getValue()) {
            Map<String, String> extension = new LinkedHashMap<>();
            members(item, "an extension").forEach((key, text) -> extension.put(key, text(text, key)));
            extensions.add(extension);
        }
    }

    private void texts(String name, Node value) {
        List<Node> nodes = value instanceof SequenceNode list ? list.getValue() : List.of(value);
        boolean flat = nodes.stream().allMatch(ScalarNode.class::isInstance);
        if (!flat && !MappingSet.isStandard(name)) {
            return;
        }
        List<String> stated = nodes.stream()
                .filter(node -> !isNull(node))
                .map(node -> text(node, name))
                .filter(text -> !text.isBlank())
                .toList();
        if (!stated.isEmpty()) {
            slots.put(name, stated);
        }
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static Map<String, Node> members(Node node, String what) {
        if (!(node instanceof MappingNode map)) {
            throw new Unclear(node, what + " is no map of names and values");
        }
        Map<String, Node> members = new LinkedHashMap<>();
        map.getValue().forEach(tuple -> {
            String key = text(tuple.getKeyNode(), "a name");
            if (members.put(key, tuple.getValueNode()) != null) {
                throw new Unclear(tuple.getKeyNode(), what + " names " + Words.shown(key) + " twice");
            }
        });
        return members;
    }

    private static String text(Node node, String what) {
        if (!(node instanceof ScalarNode scalar)) {
            throw new Unclear(node, what + " is neither a text nor a list of texts");
        }
        return scalar.getValue();
    }
}
