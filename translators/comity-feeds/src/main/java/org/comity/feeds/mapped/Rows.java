package org.comity.feeds.mapped;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.comity.feeds.Fault;

/**
 * Rows of a database, as {@link RowDocument} writes them: a JSON list of flat objects. References are names of columns.
 *
 * @param columns what the mapping says of columns, by name
 */
record Rows(Map<String, Column> columns) implements Source {

    Rows {
        columns = Map.copyOf(columns);
    }

    @Override
    public String format() {
        return "rows";
    }

    @Override
    public boolean knows(String reference) {
        return !reference.isEmpty();
    }

    @Override
    public void read(byte[] document, Set<String> references, SourceRecord.Sink sink) {
        Located rows = Json.located(document);
        if (rows.kind() != Located.Kind.LIST) {
            throw new Unfit(Fault.SHAPE, rows.place(), "document", "rows are a list of objects");
        }
        for (Located row : rows.items()) {
            SourceRecord.Span span =
                    new SourceRecord.Span(row.place(), row.line() - row.place().line() + 1, row.from(), row.to());
            if (row.kind() == Located.Kind.OBJECT) {
                requireColumns(row, references, span, sink);
            } else {
                sink.reject(span, new Unfit(Fault.SHAPE, row.place(), "record", "a row is an object"));
            }
        }
    }

    /** A query that gives another set of columns is a fault of the query, told at its first row and each after it. */
    private void requireColumns(Located row, Set<String> references, SourceRecord.Span span, SourceRecord.Sink sink) {
        for (String name : references) {
            if (!row.members().containsKey(name)) {
                sink.reject(span, new Unfit(Fault.HEADING, row.place(), name, "the row does not have this column"));
                return;
            }
        }
        sink.record(new SourceRecord(span, List.of(reference -> cell(reference, row))));
    }

    private Cell cell(String reference, Located row) {
        Located value = row.members().get(reference);
        Cell cell = value == null ? Cell.absent(row.place()) : value.cell();
        return columns.getOrDefault(reference, Column.plain(reference)).checked(cell.whole(reference));
    }
}
