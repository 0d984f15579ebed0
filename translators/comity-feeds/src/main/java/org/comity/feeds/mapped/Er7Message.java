package org.comity.feeds.mapped;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.comity.feeds.Fault;
import org.comity.feeds.Place;

/** One HL7 v2 message in its text form (ER7): segments of fields, under the separators that its own first segment states. */
final class Er7Message {
    /** The longest message, in segments. */
    static final int SEGMENTS_MAX = 10_000;

    private static final Pattern SEGMENT = Pattern.compile("[A-Z][A-Z0-9]{2}");

    /** A line of the message. */
    record Segment(String name, String text, SourceRecord.Span span) {}

    private final List<Segment> segments = new ArrayList<>();
    private final char field;
    private final char component;
    private final char repetition;
    private final char escape;
    private final char subcomponent;

    /** A message that begins with that segment. */
    Er7Message(String header, SourceRecord.Span span) {
        String separators = header.length() < 8 ? "" : header.substring(3, 8);
        boolean distinct = separators.chars().distinct().count() == 5;
        boolean printed = separators.chars().allMatch(ch -> ch > ' ' && ch < 0x7F && !Character.isLetterOrDigit(ch));
        boolean ended =
                header.length() == 8 || header.indexOf(separators.isEmpty() ? '|' : separators.charAt(0), 4) > 0;
        if (separators.isEmpty() || !distinct || !printed || !ended) {
            throw new Unfit(Fault.SHAPE, at(span, 4), "MSH-2", "the message does not state five different separators");
        }
        field = separators.charAt(0);
        component = separators.charAt(1);
        repetition = separators.charAt(2);
        escape = separators.charAt(3);
        subcomponent = separators.charAt(4);
        segments.add(new Segment("MSH", header, span));
    }

    private static Place at(SourceRecord.Span span, int column) {
        return new Place(span.place().line(), column);
    }

    void add(String text, SourceRecord.Span span) {
        String name = text.length() < 3 ? text : text.substring(0, 3);
        if (!SEGMENT.matcher(name).matches() || text.length() > 3 && text.charAt(3) != field) {
            throw new Unfit(Fault.SHAPE, at(span, 1), "segment", "the line does not begin with the name of a segment");
        }
        if (segments.size() >= SEGMENTS_MAX) {
            throw new Unfit(Fault.LIMIT, at(span, 1), "record", "a message has at most " + SEGMENTS_MAX + " segments");
        }
        segments.add(new Segment(name, text, span));
    }

    List<Segment> segments() {
        return segments;
    }

    /** What stands at the path, seen from the segment of that index; from the message itself where it is 0. */
    Cell cell(Er7Path path, int from) {
        List<Integer> named = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).name().equals(path.segment())) {
                named.add(i);
            }
        }
        Place none = segments.get(from).span().place();
        if (named.isEmpty() || path.occurrence() > named.size()) {
            return Cell.absent(none);
        }
        if (path.occurrence() > 0) {
            return field(segments.get(named.get(path.occurrence() - 1)), path);
        }
        Optional<Integer> before = named.stream().filter(i -> i <= from).reduce((one, other) -> other);
        if (from > 0 && before.isPresent() || named.size() == 1) {
            return field(segments.get(from > 0 ? before.orElse(named.get(0)) : named.get(0)), path);
        }
        return from > 0
                ? field(segments.get(named.get(0)), path)
                : Cell.structure(segments.get(named.get(1)).span().place());
    }

    private Cell field(Segment segment, Er7Path path) {
        boolean header = segment.name().equals("MSH");
        if (header && path.field() == 1) {
            return Cell.text(String.valueOf(field), at(segment.span(), 4));
        }
        Piece piece = new Piece(segment.text(), 0, segment.text().length());
        Optional<Piece> found = piece.part(field, header ? path.field() : path.field() + 1);
        Place none = at(segment.span(), Math.max(1, segment.text().length()));
        if (found.isEmpty()) {
            return Cell.absent(none);
        }
        if (header && path.field() == 2) {
            return Cell.text(found.get().text(), at(segment.span(), 5));
        }
        return component(found.get(), path, segment);
    }

    private Cell component(Piece whole, Er7Path path, Segment segment) {
        Place place = at(segment.span(), whole.from() + 1);
        if (path.component() == 0 && path.repetition() == 0) {
            return cell(whole.text(), place, whole.isPlain(component, repetition, subcomponent));
        }
        if (path.repetition() == 0 && whole.part(repetition, 2).isPresent()) {
            return Cell.structure(place);
        }
        Optional<Piece> found = whole.part(repetition, Math.max(1, path.repetition()));
        if (path.component() > 0) {
            found = found.flatMap(one -> one.part(component, path.component()));
        }
        if (path.subcomponent() > 0) {
            found = found.flatMap(one -> one.part(subcomponent, path.subcomponent()));
        }
        return found.map(one -> cell(
                        one.text(),
                        at(segment.span(), one.from() + 1),
                        one.isPlain(component, repetition, subcomponent)))
                .orElse(Cell.absent(place));
    }

    /** Escapes are undone in a text without separators alone: elsewhere the result could not be told from one. */
    private Cell cell(String spelled, Place place, boolean plain) {
        String text = (plain ? unescaped(spelled) : spelled).strip();
        return text.isEmpty() || text.equals("\"\"") ? Cell.absent(place) : Cell.text(text, place);
    }

    private String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int begin = text.indexOf(escape, at);
            int end = begin < 0 ? -1 : text.indexOf(escape, begin + 1);
            if (end < 0) {
                return out.append(text, at, text.length()).toString();
            }
            out.append(text, at, begin).append(meant(text.substring(begin + 1, end)));
            at = end + 1;
        }
        return out.toString();
    }

    /** The character that an escape stands for; an escape for layout or of another kind stays as it is spelled. */
    private String meant(String code) {
        return switch (code) {
            case "F" -> String.valueOf(field);
            case "S" -> String.valueOf(component);
            case "T" -> String.valueOf(subcomponent);
            case "R" -> String.valueOf(repetition);
            case "E" -> String.valueOf(escape);
            default -> escape + code + escape;
        };
    }

    /** A stretch of a segment. */
    private record Piece(String of, int from, int to) {
        String text() {
            return of.substring(from, to);
        }

        /** The nth part between separators; empty where there are fewer. */
        Optional<Piece> part(char separator, int number) {
            int begin = from;
            for (int i = 1; i < number; i++) {
                int next = of.indexOf(separator, begin);
                if (next < 0 || next >= to) {
                    return Optional.empty();
                }
                begin = next + 1;
            }
            int end = of.indexOf(separator, begin);
            return Optional.of(new Piece(of, begin, end < 0 || end > to ? to : end));
        }

        boolean isPlain(char... separators) {
            for (char one : separators) {
                int found = of.indexOf(one, from);
                if (found >= 0 && found < to) {
                    return false;
                }
            }
            return true;
        }
    }
}
