package org.comity.crosswalk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.comity.core.mesh.Name;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.taxonomy.Equivalence;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The YAML that says how a table of codes is read; unknown keys are errors, so that a typing error is none that is overlooked. */
final class TableMapping {
    private static final Set<String> KEYS = Set.of("separator", "kind", "justification", "subject", "object");
    private static final Set<String> COLUMN_KEYS = Set.of("column", "columns", "join", "scheme");
    private static final String UNSPECIFIED = "https://w3id.org/semapv/vocab/UnspecifiedMatching";

    private TableMapping() {}

    static Outcome<CodeTable.Reading> read(String yaml) {
        if (yaml.length() > Tsv.LENGTH_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a mapping has at most " + Tsv.LENGTH_MAX + " characters");
        }
        try {
            Map<String, Node> keys = members(
                    SetMetadata.compose(yaml).orElseThrow(() -> new IllegalArgumentException("the text is empty")),
                    KEYS);
            String separator = text(keys, "separator", ",");
            if (separator.length() != 1) {
                throw new IllegalArgumentException("separator is one character");
            }
            CodeTable table = new CodeTable(
                    column(keys, "subject"),
                    column(keys, "object"),
                    Words.kind(text(keys, "kind", "term")),
                    Name.requireUri(text(keys, "justification", UNSPECIFIED), "justification"));
            if (table.kind() == Equivalence.Kind.UNIT) {
                throw new IllegalArgumentException("a table of codes states no factors of units");
            }
            return Outcome.yes(new CodeTable.Reading(table, separator.charAt(0)));
        } catch (YamlEngineException broken) {
            return Outcome.no(Reason.MALFORMED, "the mapping of the table is not YAML");
        } catch (IllegalArgumentException broken) {
            return Outcome.no(Reason.MALFORMED, "the mapping of the table: " + broken.getMessage());
        }
    }

    private static CodeTable.Column column(Map<String, Node> keys, String side) {
        Node node = keys.get(side);
        if (node == null) {
            throw new IllegalArgumentException(side + " is missing");
        }
        Map<String, Node> column = members(node, COLUMN_KEYS);
        boolean one = column.get("column") instanceof ScalarNode;
        boolean several = column.get("columns") instanceof SequenceNode;
        if (one == several) {
            throw new IllegalArgumentException(side + " has a column, or a list of columns");
        }
        List<String> headings = one
                ? List.of(text(column, "column", ""))
                : ((SequenceNode) java.util.Objects.requireNonNull(column.get("columns")))
                        .getValue().stream().map(TableMapping::scalar).toList();
        String scheme = Name.requireUri(text(column, "scheme", ""), side + " scheme");
        return new CodeTable.Column(headings, text(column, "join", "-"), scheme);
    }

    private static Map<String, Node> members(Node node, Set<String> known) {
        if (!(node instanceof MappingNode map)) {
            throw new IllegalArgumentException("there are no keys where there should be");
        }
        Map<String, Node> members = new LinkedHashMap<>();
        map.getValue().forEach(tuple -> {
            String key = scalar(tuple.getKeyNode());
            if (!known.contains(key)) {
                throw new IllegalArgumentException("there is no key " + key + ": the keys are "
                        + String.join(", ", known.stream().sorted().toList()));
            }
            members.put(key, tuple.getValueNode());
        });
        return members;
    }

    private static String text(Map<String, Node> keys, String key, String otherwise) {
        Node node = keys.get(key);
        return node == null ? otherwise : scalar(node);
    }

    private static String scalar(Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            throw new IllegalArgumentException("a value is no text");
        }
        return scalar.getValue();
    }
}
