package org.comity.feeds.mapped;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.comity.feeds.mapped.SourceRecord.Sink;
import org.comity.feeds.mapped.SourceRecord.Span;

/**
 * Lines in which each column has its place. A column that starts after the end of a line is absent; a number that a line's
 * end cuts does not fit.
 *
 * @param preamble how many lines stand before the first record
 * @param columns at least one, by name
 */
record FixedWidth(Charset charset, int preamble, Map<String, Column> columns) implements Source {

    FixedWidth {
        columns = Map.copyOf(columns);
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
            if (i >= preamble && span.to() > span.from()) {
                record(lines, span, sink);
            }
            lines.pass(span);
        }
    }

    private void record(Lines lines, Span span, Sink sink) {
        if (span.to() - span.from() > Csv.RECORD_MAX) {
            sink.reject(
                    span,
                    new Unfit(Fault.LIMIT, span.place(), "record", "a line has at most " + Csv.RECORD_MAX + " octets"));
            return;
        }
        SourceRecord record;
        try {
            String text = lines.text(span);
            record = new SourceRecord(span, List.of(name -> cell(name, text, span)));
        } catch (Unfit unfit) {
            sink.reject(span, unfit);
            return;
        }
        sink.record(record);
    }

    private Cell cell(String name, String text, Span span) {
        Column column = columns.get(name);
        if (column == null || text.length() < column.from()) {
            return Cell.absent(new Place(span.place().line(), Math.max(1, text.length())));
        }
        Place place = new Place(span.place().line(), column.from());
        if (text.length() < column.to() && column.kind() != Column.Kind.TEXT) {
            throw new Unfit(Fault.SHAPE, place, name, "the line ends inside this column");
        }
        String value = text.substring(column.from() - 1, Math.min(column.to(), text.length()));
        return column.checked(Cell.text(value.strip(), place));
    }
}
