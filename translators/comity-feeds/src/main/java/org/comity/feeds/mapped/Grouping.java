package org.comity.feeds.mapped;

import java.util.ArrayList;
import java.util.List;
import org.comity.feeds.mapped.SourceRecord.Cells;
import org.comity.feeds.mapped.SourceRecord.Sink;
import org.comity.feeds.mapped.SourceRecord.Span;

/** Joins consecutive lines that agree on the named columns into one record. Call {@link #end} after the last. */
final class Grouping implements Sink {

    /** The most lines of one record. */
    static final int LINES_MAX = 1_024;

    private final List<String> columns;
    private final Sink sink;
    private final List<SourceRecord> open = new ArrayList<>();
    private List<String> key = List.of();

    Grouping(List<String> columns, Sink sink) {
        this.columns = List.copyOf(columns);
        this.sink = sink;
    }

    @Override
    public void record(SourceRecord record) {
        List<String> next;
        try {
            next = columns.stream()
                    .map(name -> record.lines().get(0).cell(name).text())
                    .toList();
        } catch (Unfit unfit) {
            reject(record.span(), unfit);
            return;
        }
        if (!next.equals(key) || open.size() == LINES_MAX) {
            end();
        }
        key = next;
        open.add(record);
    }

    @Override
    public void reject(Span span, Unfit unfit) {
        end();
        sink.reject(span, unfit);
    }

    /** Hands over what is still open. */
    void end() {
        if (open.isEmpty()) {
            return;
        }
        Span first = open.get(0).span();
        Span last = open.get(open.size() - 1).span();
        int count = last.place().line() + last.lines() - first.place().line();
        List<Cells> lines = new ArrayList<>();
        open.forEach(record -> lines.addAll(record.lines()));
        open.clear();
        sink.record(new SourceRecord(new Span(first.place(), count, first.from(), last.to()), lines));
    }
}
