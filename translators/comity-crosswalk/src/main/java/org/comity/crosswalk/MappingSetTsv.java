package org.comity.crosswalk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/** Mapping sets as SSSOM/TSV. Lists are separated by {@code |}; a backslash makes the next one a character. */
final class MappingSetTsv {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** The columns of a table that has no mapping. */
    private static final List<String> REQUIRED =
            List.of("subject_id", "predicate_id", "object_id", "mapping_justification");

    private MappingSetTsv() {}

    static Outcome<MappingSet> read(Tsv tsv, String metadata) {
        Outcome<MappingSet> head = SetMetadata.read(metadata);
        if (tsv.rows().isEmpty()) {
            return head.then(good -> Outcome.no(Reason.MALFORMED, "the set has no table"));
        }
        List<String> columns = columns(tsv.rows().get(0).cells());
        Optional<String> fault = fault(columns);
        if (fault.isPresent()) {
            return head.then(good ->
                    Outcome.no(Reason.MALFORMED, "line " + tsv.rows().get(0).line() + ": " + fault.get()));
        }
        List<Map<String, List<String>>> mappings = new ArrayList<>();
        for (Tsv.Row row : tsv.rows().subList(1, tsv.rows().size())) {
            if (row.cells().size() > columns.size()) {
                return Outcome.no(Reason.MALFORMED, "line " + row.line() + ": more cells than there are columns");
            }
            mappings.add(mapping(columns, row));
        }
        return head.map(good -> new MappingSet(good.prefixes(), good.slots(), good.extensions(), mappings));
    }

    static List<String> columns(List<String> cells) {
        return cells.stream().map(String::strip).toList();
    }

    /** What is wrong with the names of a table's columns. */
    static Optional<String> fault(List<String> columns) {
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (column.startsWith("#")) {
                return Optional.of(
                        "metadata in the table: it stands before it without blank lines or quotes around it");
            }
            if (column.isEmpty()) {
                return Optional.of("column " + (seen.size() + 1) + " has no name");
            }
            if (!seen.add(column)) {
                return Optional.of("there are two columns " + Words.shown(column));
            }
            if (MappingSetJson.PARTS.contains(column)) {
                return Optional.of("a column cannot be called " + column + ", which only a set has");
            }
        }
        return Optional.empty();
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
                            .append(name(key))
                            .append(": ")
                            .append(quoted(text))
                            .append('\n');
                    lead[0] = "#    ";
                });
            }
        }
        Set<String> columns = new LinkedHashSet<>();
        set.mappings().forEach(mapping -> columns.addAll(mapping.keySet()));
        if (columns.isEmpty()) {
            columns.addAll(REQUIRED);
        }
        line(columns.stream().toList(), out);
        for (Map<String, List<String>> mapping : set.mappings()) {
            line(columns.stream().map(name -> cell(name, mapping)).toList(), out);
        }
        return out.toString();
    }

    private static void slot(String name, List<String> values, StringBuilder out) {
        out.append('#').append(name(name)).append(':');
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

    private static String name(String text) {
        return PLAIN.matcher(text).matches() ? text : quoted(text);
    }

    /** As YAML: what is no letter, sign or space that every reader takes as it stands is written by its number. */
    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(ch -> {
            boolean odd = ch < ' ' || ch > '~' && ch < 0xA0 || ch == 0x2028 || ch == 0x2029 || ch == 0xFEFF;
            if (odd || ch == 0xFFFE || ch == 0xFFFF) {
                out.append(String.format(Locale.ROOT, "\\u%04X", ch));
            } else {
                out.append(ch == '"' || ch == '\\' ? "\\" : "").appendCodePoint(ch);
            }
        });
        return out.append('"').toString();
    }
}
