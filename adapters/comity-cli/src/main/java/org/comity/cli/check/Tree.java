package org.comity.cli.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Looks into parsed YAML. */
final class Tree {
    private Tree() {}

    /** What stands under each key that is a text, in the order of the file; empty where the node is no mapping. */
    static Map<String, Node> entries(Node node) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                text(tuple.getKeyNode()).ifPresent(key -> entries.put(key, tuple.getValueNode()));
            }
        }
        return entries;
    }

    /** The elements; empty where the node is no sequence. */
    static List<Node> elements(Node node) {
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
    }

    /** The text of a scalar. */
    static Optional<String> text(Node node) {
        return node instanceof ScalarNode scalar && !isNothing(node)
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    static boolean isNothing(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    /** The text under a key. */
    static Optional<String> text(Node node, String key) {
        return Optional.ofNullable(entries(node).get(key)).flatMap(Tree::text);
    }

    /** Whether a text has a placeholder or an expression, so that its value is known only when the route runs. */
    static boolean isOpen(String text) {
        return text.contains("{{") || text.contains("${");
    }
}
