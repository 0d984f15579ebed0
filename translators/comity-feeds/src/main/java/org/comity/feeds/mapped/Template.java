package org.comity.feeds.mapped;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.comity.feeds.Fault;
import org.comity.feeds.Place;

/**
 * Text with references: {@code {column}}, {@code {first or second}} for the first that is not absent, {@code {column in
 * table}} for what a table of the mapping makes of it, {@code {column part 2 by ,}} for one part of a text; {@code {{} and
 * {@code }}} stand for braces. Immutable.
 */
final class Template {

    /** One piece: literal text, or a reference where columns are named. */
    private record Part(String literal, List<String> columns, Optional<Slice> slice, Optional<String> table) {
        static Part literal(StringBuilder text) {
            return new Part(text.toString(), List.of(), Optional.empty(), Optional.empty());
        }
    }

    /** The nth part of a text, from 1, between separators. */
    private record Slice(int number, String separator) {}

    private static final Pattern SLICE = Pattern.compile("(.*) part ([1-9]\\d{0,3}) by (\\S|space)");

    /** A template's text for one record, and where its first reference stands. */
    record Filled(String text, Place place) {}

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException with a sentence for the mapping's author
     */
    static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char ch = text.charAt(at);
            boolean doubled = at + 1 < text.length() && text.charAt(at + 1) == ch;
            if ((ch == '{' || ch == '}') && doubled) {
                literal.append(ch);
                at++;
            } else if (ch == '{') {
                int end = text.indexOf('}', at);
                if (end < 0) {
                    throw new IllegalArgumentException("a reference {...} does not end");
                }
                parts.add(Part.literal(literal));
                parts.add(reference(text.substring(at + 1, end)));
                literal.setLength(0);
                at = end;
            } else if (ch == '}') {
                throw new IllegalArgumentException("a brace } closes nothing; write }} for the character");
            } else {
                literal.append(ch);
            }
        }
        parts.add(Part.literal(literal));
        return new Template(parts);
    }

    private static Part reference(String text) {
        int in = text.lastIndexOf(" in ");
        Optional<String> table =
                in < 0 ? Optional.empty() : Optional.of(text.substring(in + 4).strip());
        String named = (in < 0 ? text : text.substring(0, in)).strip();
        Matcher sliced = SLICE.matcher(named);
        Optional<Slice> slice = Optional.empty();
        if (sliced.matches()) {
            String by = sliced.group(3).equals("space") ? " " : sliced.group(3);
            slice = Optional.of(new Slice(Integer.parseInt(sliced.group(2)), by));
            named = sliced.group(1);
        }
        List<String> columns = new ArrayList<>();
        for (String column : named.split(" or ", -1)) {
            if (column.isBlank()) {
                throw new IllegalArgumentException("a reference {...} names no column");
            }
            columns.add(column.strip());
        }
        return new Part("", List.copyOf(columns), slice, table);
    }

    /** All columns that it names. */
    Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        parts.forEach(part -> columns.addAll(part.columns()));
        return columns;
    }

    /** All tables that it names. */
    Set<String> tables() {
        Set<String> tables = new LinkedHashSet<>();
        parts.forEach(part -> part.table().ifPresent(tables::add));
        return tables;
    }

    /** The text; an absent or unknown value is {@link Unfit}. */
    Filled fill(Line line) {
        return filled(line, false).orElseThrow();
    }

    /** The text; empty where a value is absent. */
    Optional<Filled> fillWherePresent(Line line) {
        return filled(line, true);
    }

    private Optional<Filled> filled(Line line, boolean emptyWhereAbsent) {
        StringBuilder text = new StringBuilder();
        Optional<Place> place = Optional.empty();
        for (Part part : parts) {
            text.append(part.literal());
            if (part.columns().isEmpty()) {
                continue;
            }
            Cell cell =
                    part.slice().map(slice -> slice(first(part, line), slice)).orElseGet(() -> first(part, line));
            if (cell.isAbsent() && emptyWhereAbsent) {
                return Optional.empty();
            }
            text.append(value(part, cell, line.tables()));
            place = Optional.of(place.orElse(cell.place()));
        }
        return Optional.of(new Filled(text.toString(), place.orElse(line.place())));
    }

    private static Cell first(Part part, Line line) {
        Cell cell = line.cell(part.columns().get(0));
        for (int i = 1; i < part.columns().size() && cell.isAbsent(); i++) {
            cell = line.cell(part.columns().get(i));
        }
        return cell;
    }

    private static Cell slice(Cell cell, Slice slice) {
        if (cell.isAbsent() || cell.kind() == Cell.Kind.STRUCTURE) {
            return cell;
        }
        String[] parts = cell.text().split(Pattern.quote(slice.separator()), -1);
        String text = slice.number() > parts.length ? "" : parts[slice.number() - 1].strip();
        return text.isEmpty() ? Cell.absent(cell.place()) : Cell.text(text, cell.place());
    }

    private static String value(Part part, Cell cell, Map<String, Map<String, String>> tables) {
        String names = String.join(" or ", part.columns());
        if (cell.isAbsent()) {
            throw new Unfit(Fault.ABSENT, cell.place(), names, "the record has no value here");
        }
        if (cell.kind() == Cell.Kind.STRUCTURE) {
            throw new Unfit(
                    Fault.NOT_TEXT,
                    cell.place(),
                    names,
                    "the value is a list or an object, or stands there more than once");
        }
        if (part.table().isEmpty()) {
            return cell.text();
        }
        String table = part.table().get();
        String value = tables.getOrDefault(table, Map.of()).get(cell.text());
        if (value == null) {
            throw new Unfit(
                    Fault.NOT_IN_TABLE, cell.place(), names, "the table " + table + " has no row for the value");
        }
        return value;
    }
}
