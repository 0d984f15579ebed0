package org.comity.feeds.mapped;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/** Reads a mapping file. Its keys are those of {@code mapping.schema.json}, which editors use. */
final class MappingFile {
    static final Set<String> KEYS = Set.of("mapping", "settings", "source", "tables", "unusable", "rules");
    static final Set<String> SOURCE_KEYS = Set.of(
            "format",
            "charset",
            "separator",
            "preamble",
            "heading",
            "short-lines",
            "records",
            "namespaces",
            "group",
            "columns");
    static final Set<String> COLUMN_KEYS =
            Set.of("from", "to", "kind", "decimal-char", "group-char", "min", "max", "absent");
    static final Set<String> UNUSABLE_KEYS = Set.of("when", "because");

    static final Set<String> SPECIAL = Set.of("@name", "@at", "@line", "@number", "@digest", "@time");
    private static final Map<String, Charset> CHARSETS = Map.of(
            "UTF-8", StandardCharsets.UTF_8,
            "US-ASCII", StandardCharsets.US_ASCII,
            "ISO-8859-1", StandardCharsets.ISO_8859_1,
            "windows-1252", Charset.forName("windows-1252"));
    private static final Set<String> CSV_KEYS =
            Set.of("charset", "separator", "preamble", "heading", "short-lines", "records", "group");
    private static final Set<String> FIXED_KEYS = Set.of("charset", "preamble", "records", "group");
    private static final int PLACE_MAX = 100_000;

    private MappingFile() {}

    static Outcome<Mapping> read(Octets yaml, Map<String, String> settings) {
        if (yaml.size() > Mapping.SIZE_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a mapping file has at most " + Mapping.SIZE_MAX + " octets");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(yaml.bytes()))
                    .toString();
            Yaml file = Yaml.parse(text).only(KEYS);
            return Outcome.yes(mapping(file.with(Settings.of(file, settings, SPECIAL))));
        } catch (CharacterCodingException broken) {
            return Outcome.no(Reason.MALFORMED, "the mapping file is not UTF-8");
        } catch (Yaml.Unclear unclear) {
            return Outcome.no(Reason.MALFORMED, unclear.sentence());
        }
    }

    private static Mapping mapping(Yaml file) {
        if (!file.require("mapping").text().equals("1")) {
            throw file.require("mapping").unclear("must be 1, the version of this form");
        }
        Yaml sourceFile = file.require("source").only(SOURCE_KEYS);
        Map<String, Column> columns = columns(sourceFile);
        Source source = source(sourceFile, columns);
        Map<String, Map<String, String>> tables = tables(file);
        RuleFile.Names names = new RuleFile.Names(source, tables.keySet(), SPECIAL, new TreeSet<>());
        List<String> group = sourceFile.get("group").map(Yaml::texts).orElse(List.of());
        group.forEach(name -> names.require(sourceFile.require("group"), name));
        columns.keySet().forEach(name -> names.require(sourceFile.require("columns"), name));
        List<Mapping.Unusable> unusable = new ArrayList<>();
        for (Yaml one : file.get("unusable").map(Yaml::items).orElse(List.of())) {
            one.only(UNUSABLE_KEYS);
            unusable.add(new Mapping.Unusable(
                    RuleFile.condition(one.require("when"), names),
                    one.require("because").text()));
        }
        List<Rule> rules = new ArrayList<>();
        for (Yaml one : file.require("rules").items()) {
            rules.add(RuleFile.rule(one, names));
        }
        if (rules.isEmpty()) {
            throw file.require("rules").unclear("must have at least one rule");
        }
        return new Mapping(source, group, columns.keySet(), tables, unusable, rules, names.used());
    }

    private static Map<String, Map<String, String>> tables(Yaml file) {
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        for (Map.Entry<String, Yaml> table :
                file.get("tables").map(Yaml::members).orElse(Map.of()).entrySet()) {
            Map<String, String> rows = new LinkedHashMap<>();
            table.getValue().members().forEach((from, to) -> rows.put(from, to.text()));
            tables.put(table.getKey(), rows);
        }
        return tables;
    }

    private static Map<String, Column> columns(Yaml source) {
        Map<String, Column> columns = new LinkedHashMap<>();
        source.get("columns").map(Yaml::members).orElse(Map.of()).forEach((name, yaml) -> {
            yaml.only(COLUMN_KEYS);
            columns.put(name, column(name, yaml));
        });
        return columns;
    }

    private static Column column(String name, Yaml yaml) {
        Column.Kind kind = yaml.get("kind")
                .map(one -> one.as(
                        text -> word(Column.Kind.class, text), "must be text, integer or decimal"))
                .orElse(Column.Kind.TEXT);
        return new Column(
                name,
                yaml.get("from").map(MappingFile::count).orElse(0),
                yaml.get("to").map(MappingFile::count).orElse(0),
                kind,
                notation(yaml, kind),
                yaml.get("min").map(MappingFile::number),
                yaml.get("max").map(MappingFile::number),
                Set.copyOf(yaml.get("absent").map(Yaml::texts).orElse(List.of())));
    }

    private static Notation notation(Yaml column, Column.Kind kind) {
        Optional<Yaml> decimal = column.get("decimal-char");
        Optional<Yaml> group = column.get("group-char");
        decimal.filter(one -> kind != Column.Kind.DECIMAL).ifPresent(one -> {
            throw one.unclear("has a meaning for the kind decimal alone");
        });
        group.filter(one -> kind == Column.Kind.TEXT).ifPresent(one -> {
            throw one.unclear("has a meaning for the kinds integer and decimal alone");
        });
        char point = decimal.map(MappingFile::mark).orElse('.');
        group.filter(one -> kind == Column.Kind.DECIMAL && mark(one) == point).ifPresent(one -> {
            throw one.unclear("must be another character than what stands before a fraction");
        });
        return new Notation(point, group.map(MappingFile::mark));
    }

    private static char mark(Yaml yaml) {
        String text = yaml.text();
        if (text.length() != 1 || Character.isLetterOrDigit(text.charAt(0)) || "+-".contains(text)) {
            throw yaml.unclear("must be one character, and no digit, letter or sign");
        }
        return text.charAt(0);
    }

    private static Source source(Yaml yaml, Map<String, Column> columns) {
        String format = yaml.require("format").text();
        switch (format) {
            case "csv" -> {
                refuse(yaml, CSV_KEYS);
                requirePlaces(yaml, columns, false);
                return new Csv(charset(yaml), separator(yaml), range(yaml), heading(yaml), columns, shortLines(yaml));
            }
            case "fixed-width" -> {
                refuse(yaml, FIXED_KEYS);
                requirePlaces(yaml, columns, true);
                return new FixedWidth(charset(yaml), range(yaml), columns);
            }
            case "json" -> {
                refuse(yaml, Set.of("records"));
                requirePlaces(yaml, columns, false);
                return new Json(records(yaml), columns);
            }
            case "xml" -> {
                refuse(yaml, Set.of("records", "namespaces"));
                requirePlaces(yaml, columns, false);
                Map<String, String> namespaces = namespaces(yaml);
                return new Xml(paths(yaml.get("records"), namespaces), namespaces, columns);
            }
            case "hl7" -> {
                refuse(yaml, Set.of("charset", "records"));
                requirePlaces(yaml, columns, false);
                return new Hl7(charset(yaml), yaml.get("records").map(MappingFile::segment), columns);
            }
            case "rows" -> {
                refuse(yaml, Set.of("group"));
                requirePlaces(yaml, columns, false);
                return new Rows(columns);
            }
            default -> throw yaml.require("format").unclear("must be csv, fixed-width, json, xml, hl7 or rows");
        }
    }

    private static Map<String, String> namespaces(Yaml yaml) {
        Map<String, String> namespaces = new LinkedHashMap<>();
        yaml.get("namespaces")
                .map(Yaml::members)
                .orElse(Map.of())
                .forEach((prefix, uri) -> namespaces.put(prefix, uri.text()));
        return namespaces;
    }

    private static List<XmlPath> paths(Optional<Yaml> yaml, Map<String, String> namespaces) {
        List<Yaml> spelled =
                yaml.map(one -> one.isText() ? List.of(one) : one.items()).orElse(List.of());
        return spelled.stream().map(one -> path(one, namespaces)).toList();
    }

    private static XmlPath path(Yaml yaml, Map<String, String> namespaces) {
        return yaml.as(text -> XmlPath.of(text, namespaces), "must be a path, for example /report/item");
    }

    private static String segment(Yaml yaml) {
        if (!yaml.text().matches("[A-Z][A-Z0-9]{2}")) {
            throw yaml.unclear("must be the name of a segment, for example OBX");
        }
        return yaml.text();
    }

    private static void refuse(Yaml yaml, Set<String> own) {
        yaml.members().forEach((key, value) -> {
            if (!own.contains(key) && !key.equals("format") && !key.equals("columns")) {
                throw value.unclear("has no meaning for this format");
            }
        });
    }

    private static void requirePlaces(Yaml yaml, Map<String, Column> columns, boolean fixed) {
        if (fixed && columns.isEmpty()) {
            throw yaml.unclear("of fixed width must have columns");
        }
        columns.forEach((name, column) -> {
            boolean good =
                    fixed ? column.from() >= 1 && column.to() >= column.from() : column.from() == 0 && column.to() == 0;
            if (!good) {
                throw yaml.require("columns")
                        .require(name)
                        .unclear(
                                fixed
                                        ? "must have from and to, counted from 1"
                                        : "has from and to, which only a source of fixed width has");
            }
        });
    }

    private static Charset charset(Yaml yaml) {
        String name = yaml.get("charset").map(Yaml::text).orElse("UTF-8");
        return Optional.ofNullable(CHARSETS.get(name))
                .orElseThrow(
                        () -> yaml.require("charset").unclear("must be UTF-8, US-ASCII, ISO-8859-1 or windows-1252"));
    }

    private static char separator(Yaml yaml) {
        String text = yaml.get("separator").map(Yaml::text).orElse(",");
        boolean good = text.length() == 1 && (text.equals("\t") || (text.charAt(0) > ' ' && text.charAt(0) < 0x7F));
        if (!good || text.equals("\"")) {
            throw yaml.require("separator").unclear("must be one ASCII character, and no quote");
        }
        return text.charAt(0);
    }

    private static Range range(Yaml yaml) {
        return new Range(
                yaml.get("preamble").map(MappingFile::count).orElse(0),
                yaml.get("records")
                        .map(one -> one.as(
                                Pattern::compile, "must be a regular expression that every record begins with")));
    }

    /** Names of the columns where the source has no heading. */
    private static List<String> heading(Yaml yaml) {
        Optional<Yaml> heading = yaml.get("heading");
        if (heading.isEmpty() || heading.get().isText()) {
            heading.filter(one -> !one.text().equals("present")).ifPresent(one -> {
                throw one.unclear("must be present, or the list of columns where the source has no heading");
            });
            return List.of();
        }
        List<String> names = heading.get().texts();
        if (names.isEmpty() || Set.copyOf(names).size() != names.size()) {
            throw heading.get().unclear("must name each column once");
        }
        return names;
    }

    private static Csv.Short shortLines(Yaml yaml) {
        return yaml.get("short-lines")
                .map(one -> one.as(text -> word(Csv.Short.class, text), "must be refused or absent"))
                .orElse(Csv.Short.REFUSED);
    }

    /** The constant of that word, which is spelled in small letters. */
    private static <E extends Enum<E>> E word(Class<E> type, String text) {
        E constant = Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        if (!text.equals(constant.name().toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("another spelling");
        }
        return constant;
    }

    private static String records(Yaml yaml) {
        String pointer = yaml.get("records").map(Yaml::text).orElse("");
        if (!Json.isPointer(pointer) && !pointer.equals(Json.LINES)) {
            throw yaml.require("records").unclear("must be a JSON pointer, for example /items, or lines");
        }
        return pointer;
    }

    private static int count(Yaml yaml) {
        int count = yaml.as(Integer::parseInt, "must be a whole number");
        if (count < 0 || count > PLACE_MAX) {
            throw yaml.unclear("must lie between 0 and " + PLACE_MAX);
        }
        return count;
    }

    private static BigDecimal number(Yaml yaml) {
        return yaml.as(BigDecimal::new, "must be a number");
    }
}
