package org.comity.crosswalk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Mapping sets as SSSOM/TSV. Lists are separated by {@code |}; a backslash makes the next one a character. */
final class MappingSetTsv {
    private static final LoadSettings YAML = LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(Tsv.LENGTH_MAX)
            .build();

    private MappingSetTsv() {}

    static Outcome<MappingSet> read(Tsv tsv, String metadata) {
        if (metadata.length() > Tsv.LENGTH_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "metadata has at most " + Tsv.LENGTH_MAX + " characters");
        }
        if (tsv.rows().isEmpty()) {
            return Outcome.no(Reason.MALFORMED, "the set has no table");
        }
        List<String> columns = tsv.rows().get(0).cells();
        if (Set.copyOf(columns).size() != columns.size()) {
            return Outcome.no(Reason.MALFORMED, "a column occurs twice");
        }
        if (columns.stream().anyMatch(MappingSetJson.PARTS::contains)) {
            return Outcome.no(Reason.MALFORMED, "a column has a name that only a set has");
        }
        List<Map<String, List<String>>> mappings = new ArrayList<>();
        for (Tsv.Row row : tsv.rows().subList(1, tsv.rows().size())) {
            if (row.cells().size() > columns.size()) {
                return Outcome.no(Reason.MALFORMED, "line " + row.line() + ": more cells than there are columns");
            }
            mappings.add(mapping(columns, row));
        }
        try {
            return Outcome.yes(set(metadata, mappings));
        } catch (YamlEngineException | IllegalArgumentException broken) {
            return Outcome.no(Reason.MALFORMED, "the metadata is not the YAML of a mapping set");
        }
    }

    private static Map<String, List<String>> mapping(List<String> columns, Tsv.Row row) {
        Map<String, List<String>> mapping = new LinkedHashMap<>();
        for (int i = 0; i < row.cells().size(); i++) {
            String cell = row.cells().get(i);
            if (!cell.isBlank()) {
                mapping.put(columns.get(i), MappingSet.LISTS.contains(columns.get(i)) ? split(cell) : List.of(cell));
            }
        }
        return mapping;
    }

    private static MappingSet set(String metadata, List<Map<String, List<String>>> mappings) {
        Map<String, String> prefixes = new LinkedHashMap<>();
        Map<String, List<String>> slots = new LinkedHashMap<>();
        List<Map<String, String>> extensions = new ArrayList<>();
        Node root = compose(metadata).orElse(null);
        if (root != null) {
            members(root).forEach((name, value) -> {
                switch (name) {
                    case "curie_map" -> members(value).forEach((prefix, uri) -> prefixes.put(prefix, text(uri)));
                    case "extension_definitions" ->
                        items(value).forEach(item -> {
                            Map<String, String> extension = new LinkedHashMap<>();
                            members(item).forEach((key, text) -> extension.put(key, text(text)));
                            extensions.add(extension);
                        });
                    default -> {
                        List<String> texts = value instanceof ScalarNode
                                ? List.of(text(value))
                                : items(value).stream().map(MappingSetTsv::text).toList();
                        List<String> stated =
                                texts.stream().filter(text -> !text.isBlank()).toList();
                        if (!stated.isEmpty()) {
                            slots.put(name, stated);
                        }
                    }
                }
            });
        }
        return new MappingSet(prefixes, slots, extensions, mappings);
    }

    /**
     * The one node of a YAML text; empty where it holds none.
     *
     * @throws YamlEngineException when it is not well formed
     */
    static Optional<Node> compose(String yaml) {
        return new Compose(YAML).composeString(yaml);
    }

    private static Map<String, Node> members(Node node) {
        if (!(node instanceof MappingNode map)) {
            throw new IllegalArgumentException("no map");
        }
        Map<String, Node> members = new LinkedHashMap<>();
        map.getValue().forEach(tuple -> {
            if (members.put(text(tuple.getKeyNode()), tuple.getValueNode()) != null) {
                throw new IllegalArgumentException("a key twice");
            }
        });
        return members;
    }

    private static List<Node> items(Node node) {
        if (!(node instanceof SequenceNode list)) {
            throw new IllegalArgumentException("no list");
        }
        return list.getValue();
    }

    private static String text(Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            throw new IllegalArgumentException("no text");
        }
        return scalar.getValue();
    }

    static List<String> split(String cell) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < cell.length(); i++) {
            char ch = cell.charAt(i);
            boolean escapes = ch == '\\' && i + 1 < cell.length() && "\\|".indexOf(cell.charAt(i + 1)) >= 0;
            if (escapes) {
                value.append(cell.charAt(++i));
            } else if (ch == '|') {
                values.add(value.toString());
                value.setLength(0);
            } else {
                value.append(ch);
            }
        }
        values.add(value.toString());
        return List.copyOf(values);
    }

    static String write(MappingSet set) {
        StringBuilder out = new StringBuilder();
        if (!set.prefixes().isEmpty()) {
            out.append("#curie_map:\n");
            set.prefixes()
                    .forEach((prefix, uri) -> out.append("#  ")
                            .append(quoted(prefix))
                            .append(": ")
                            .append(quoted(uri))
                            .append('\n'));
        }
        set.slots().forEach((name, values) -> slot(name, values, out));
        if (!set.extensions().isEmpty()) {
            out.append("#extension_definitions:\n");
            for (Map<String, String> extension : set.extensions()) {
                String[] lead = {"#  - "};
                extension.forEach((key, text) -> {
                    out.append(lead[0])
                            .append(key)
                            .append(": ")
                            .append(quoted(text))
                            .append('\n');
                    lead[0] = "#    ";
                });
            }
        }
        Set<String> columns = new LinkedHashSet<>();
        set.mappings().forEach(mapping -> columns.addAll(mapping.keySet()));
        line(columns.stream().toList(), out);
        for (Map<String, List<String>> mapping : set.mappings()) {
            line(columns.stream().map(name -> cell(name, mapping)).toList(), out);
        }
        return out.toString();
    }

    private static void slot(String name, List<String> values, StringBuilder out) {
        out.append('#').append(name).append(':');
        if (!MappingSet.LISTS.contains(name) && values.size() == 1) {
            out.append(' ').append(quoted(values.get(0))).append('\n');
            return;
        }
        out.append('\n');
        values.forEach(value -> out.append("#  - ").append(quoted(value)).append('\n'));
    }

    private static String cell(String name, Map<String, List<String>> mapping) {
        List<String> values = mapping.getOrDefault(name, List.of());
        return MappingSet.LISTS.contains(name)
                ? String.join(
                        "|",
                        values.stream()
                                .map(value -> value.replace("\\", "\\\\").replace("|", "\\|"))
                                .toList())
                : String.join("", values);
    }

    private static void line(List<String> cells, StringBuilder out) {
        out.append(String.join("\t", cells.stream().map(MappingSetTsv::guarded).toList()))
                .append('\n');
    }

    private static String guarded(String cell) {
        boolean plain = cell.chars().noneMatch(ch -> ch == '\t' || ch == '\n' || ch == '\r' || ch == '"')
                && !cell.startsWith("#");
        return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(ch -> {
            switch (ch) {
                case '"', '\\' -> out.append('\\').appendCodePoint(ch);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.appendCodePoint(ch);
            }
        });
        return out.append('"').toString();
    }
}
