package org.comity.feeds.mapped;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.comity.feeds.Fault;
import org.comity.feeds.Place;
import org.comity.feeds.StrictJson;
import org.comity.feeds.mapped.SourceRecord.Sink;
import org.comity.feeds.mapped.SourceRecord.Span;

/**
 * A JSON document in UTF-8. References are JSON pointers (RFC 6901) from the record, or with {@code @document} before them
 * from the whole, or with {@code @parent} before them from what {@code *} passed; {@code *} stands for the only member of an object.
 *
 * @param records pointer to the lists whose items are the records, where {@code *} is also every item of a list; what is no list is
 *     one record. Or {@value #LINES}
 * @param columns what the mapping says of values, by reference
 */
record Json(String records, Map<String, Column> columns) implements Source {

    /** The most values of a document. */
    static final int VALUES_MAX = 2_000_000;

    /** In place of a pointer: each line is a document of its own (JSON Lines), which a record separator may begin. */
    static final String LINES = "lines";

    private static final String DOCUMENT = "@document";
    private static final String PARENT = "@parent";
    private static final byte RECORD_SEPARATOR = 0x1E;

    Json {
        columns = Map.copyOf(columns);
    }

    @Override
    public String format() {
        return "json";
    }

    @Override
    public boolean knows(String reference) {
        return Stream.of(DOCUMENT, PARENT)
                .filter(reference::startsWith)
                .findFirst()
                .map(whole -> isPointer(reference.substring(whole.length())))
                .orElseGet(() -> isPointer(reference));
    }

    static boolean isPointer(String text) {
        return text.isEmpty() || text.startsWith("/");
    }

    @Override
    public void read(byte[] document, Set<String> references, Sink sink) {
        if (records.equals(LINES)) {
            lines(new Lines(document, StandardCharsets.UTF_8), document, sink);
            return;
        }
        Located root = located(document);
        for (Located.Below list : root.all(records)) {
            if (list.value().isEmpty()) {
                Unfit absent = new Unfit(
                        Fault.ABSENT, list.parent().place(), "source.records", "there is nothing at the pointer");
                if (list.parent() == root) {
                    throw absent;
                }
                sink.reject(span(list.parent()), absent);
                continue;
            }
            Located found = list.value().get();
            for (Located one : found.kind() == Located.Kind.LIST ? found.items() : List.of(found)) {
                sink.record(
                        new SourceRecord(span(one), List.of(reference -> cell(reference, one, list.parent(), root))));
            }
        }
    }

    private static Span span(Located one) {
        return new Span(one.place(), one.line() - one.place().line() + 1, one.from(), one.to());
    }

    /** One record or misfit for each line that is not blank. */
    private void lines(Lines lines, byte[] document, Sink sink) {
        while (!lines.isAtEnd()) {
            Span line = lines.rest();
            int from = line.from();
            while (from < line.to() && (lines.octet(from) == RECORD_SEPARATOR || lines.octet(from) == ' ')) {
                from++;
            }
            if (from < line.to()) {
                line(new Span(line.place(), 1, from, line.to()), document, sink);
            }
            lines.pass(line);
        }
    }

    private void line(Span span, byte[] document, Sink sink) {
        try {
            if (span.to() - span.from() > Lines.RECORD_MAX) {
                throw new Unfit(
                        Fault.LIMIT, span.place(), "record", "a line has at most " + Lines.RECORD_MAX + " octets");
            }
            byte[] octets = Arrays.copyOfRange(document, span.from(), span.to());
            Located one = new Walk(octets, span.place().line()).read();
            sink.record(new SourceRecord(span, List.of(reference -> cell(reference, one, one, one))));
        } catch (Unfit unfit) {
            sink.reject(span, unfit);
        }
    }

    /** The document as values that know where they stand. */
    static Located located(byte[] document) {
        return new Walk(document, 1).read();
    }

    private Cell cell(String reference, Located record, Located parent, Located root) {
        Cell cell;
        if (reference.startsWith(DOCUMENT)) {
            cell = cell(reference.substring(DOCUMENT.length()), root);
        } else if (reference.startsWith(PARENT)) {
            cell = cell(reference.substring(PARENT.length()), parent);
        } else {
            cell = cell(reference, record);
        }
        return columns.getOrDefault(reference, Column.plain(reference)).checked(cell.whole(reference));
    }

    private static Cell cell(String pointer, Located from) {
        return from.at(pointer).map(Located::cell).orElseGet(() -> Cell.absent(from.place()));
    }

    /** One pass over the document. */
    private static final class Walk {
        private final byte[] octets;
        private int at;
        private int line;
        private int column = 1;
        private int values;

        Walk(byte[] octets, int line) {
            this.octets = octets;
            this.line = line;
        }

        Located read() {
            if (isOtherUnicode()) {
                throw unfit("the document is not UTF-8");
            }
            try (JsonParser in = StrictJson.parser(octets)) {
                if (in.nextToken() == null) {
                    throw unfit("the document is empty");
                }
                Located root = value(in);
                if (in.nextToken() != null) {
                    throw unfit("text after the end of the document");
                }
                return root;
            } catch (StreamConstraintsException beyond) {
                throw new Unfit(
                        Fault.LIMIT, here(), "document", "the JSON is deeper or longer than the stated maximum");
            } catch (JsonProcessingException broken) {
                goTo((int) Math.max(at, broken.getLocation().getByteOffset()));
                boolean twice = broken.getOriginalMessage().startsWith("Duplicate field");
                throw unfit(twice ? "a key stands twice in one object" : "the document is not well-formed JSON");
            } catch (CharConversionException broken) {
                throw unfit("the document is not UTF-8");
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        /** JSON begins with an ASCII character, so an early zero octet tells UTF-16 and UTF-32. */
        private boolean isOtherUnicode() {
            for (int i = 0; i < Math.min(4, octets.length); i++) {
                if (octets[i] == 0 || (octets[i] & 0xFE) == 0xFE) {
                    return true;
                }
            }
            return false;
        }

        private Unfit unfit(String detail) {
            return new Unfit(Fault.SHAPE, here(), "document", detail);
        }

        private Located value(JsonParser in) throws IOException {
            int from = (int) in.currentTokenLocation().getByteOffset();
            goTo(from);
            Place place = here();
            if (++values > VALUES_MAX) {
                throw new Unfit(Fault.LIMIT, place, "document", "a document has at most " + VALUES_MAX + " values");
            }
            Map<String, Located> members = new LinkedHashMap<>();
            List<Located> items = new ArrayList<>();
            Located.Kind kind = kind(in.currentToken());
            String text = kind == Located.Kind.TEXT ? in.getText() : "";
            if (kind == Located.Kind.OBJECT) {
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    String name = in.currentName();
                    in.nextToken();
                    members.put(name, value(in));
                }
            } else if (kind == Located.Kind.LIST) {
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(in));
                }
            }
            int to = kind == Located.Kind.TEXT
                    ? (int) in.currentLocation().getByteOffset()
                    : (int) in.currentTokenLocation().getByteOffset() + 1;
            goTo(to);
            return new Located(kind, text, members, items, place, from, to, line);
        }

        private static Located.Kind kind(JsonToken token) {
            return switch (token) {
                case START_OBJECT -> Located.Kind.OBJECT;
                case START_ARRAY -> Located.Kind.LIST;
                case VALUE_NULL -> Located.Kind.NOTHING;
                default -> Located.Kind.TEXT;
            };
        }

        private Place here() {
            return new Place(line, column);
        }

        /** Counts lines and characters on the way; octets inside a character do not count. */
        private void goTo(int offset) {
            for (; at < offset && at < octets.length; at++) {
                if (octets[at] == '\n') {
                    line++;
                    column = 1;
                } else if ((octets[at] & 0xC0) != 0x80) {
                    column++;
                }
            }
        }
    }
}
