package org.comity.feeds.mapped;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.comity.feeds.Fault;
import org.comity.feeds.Place;
import org.comity.feeds.mapped.SourceRecord.Sink;
import org.comity.feeds.mapped.SourceRecord.Span;

/**
 * Lines in which each column has its place. A column that starts after the end of a line is absent; a number that a line's
 * end cuts does not fit.
 *
 * @param columns at least one, by name
 */
record FixedWidth(Charset charset, Range range, Map<String, Column> columns) implements Source {

    FixedWidth {
        columns = Map.copyOf(columns);
    }

    @Override
    public String format() {
        return "fixed-width";
    }

    @Override
    public boolean knows(String reference) {
        return columns.containsKey(reference);
    }

    @Override
    public void read(byte[] document, Set<String> references, Sink sink) {
        Lines lines = new Lines(document, charset);
        for (int i = 0; !lines.isAtEnd(); i++) {
            Span span = lines.rest();
            if (i >= range.preamble() && span.to() > span.from()) {
                record(lines, span, sink);
            }
            lines.pass(span);
        }
    }

    private void record(Lines lines, Span span, Sink sink) {
        if (span.to() - span.from() > Lines.RECORD_MAX) {
            sink.reject(
                    span,
                    new Unfit(
                            Fault.LIMIT, span.place(), "record", "a line has at most " + Lines.RECORD_MAX + " octets"));
            return;
        }
        SourceRecord record;
        try {
            String text = lines.text(span);
            if (!range.isRecord(text)) {
                return;
            }
            record = new SourceRecord(span, List.of(name -> cell(name, text, span)));
        } catch (Unfit unfit) {
            sink.reject(span, unfit);
            return;
        }
        sink.record(record);
    }

    private Cell cell(String name, String text, Span span) {
        Column column = columns.get(name);
        int from = column == null ? text.length() : offset(text, column.from() - 1);
        if (column == null || from >= text.length()) {
            return Cell.absent(new Place(span.place().line(), Math.max(1, text.codePointCount(0, text.length()))));
        }
        Place place = new Place(span.place().line(), column.from());
        int to = offset(text, column.to());
        boolean cut = to == text.length() && text.codePointCount(from, to) <= column.to() - column.from();
        if (cut && column.kind() != Column.Kind.TEXT) {
            throw new Unfit(Fault.SHAPE, place, name, "the line ends inside this column");
        }
        return column.checked(Cell.text(text.substring(from, to).strip(), place));
    }

    /** Where so many characters end: one beyond the first plane is one character of the line, and two of the text. */
    private static int offset(String text, int characters) {
        int at = 0;
        for (int i = 0; i < characters && at < text.length(); i++) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }
}
