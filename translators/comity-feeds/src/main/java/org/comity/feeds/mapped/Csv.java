package org.comity.feeds.mapped;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.comity.feeds.Fault;
import org.comity.feeds.Place;
import org.comity.feeds.mapped.SourceRecord.Sink;
import org.comity.feeds.mapped.SourceRecord.Span;

/**
 * Lines of separated cells (RFC 4180). A cell may stand in double quotes, doubled inside, and may then hold separators and
 * line ends. A quote that does not end within {@value Lines#RECORD_MAX} octets, or in the middle of a later cell, spoils its own line alone.
 *
 * @param names the columns in order where the source has no heading; else empty
 * @param columns what the mapping says of columns, by name
 */
record Csv(Charset charset, char separator, Range range, List<String> names, Map<String, Column> columns, Short lines)
        implements Source {

    private static final int HEADING_SHOWN = 400;

    /** The most cells of a record. */
    static final int CELLS_MAX = 4_096;

    /** What a line with fewer cells than columns is. */
    enum Short {
        /** It does not fit. */
        REFUSED,
        /** What is not there is absent. */
        ABSENT
    }

    Csv {
        names = List.copyOf(names);
        columns = Map.copyOf(columns);
    }

    @Override
    public String format() {
        return "csv";
    }

    @Override
    public boolean knows(String reference) {
        return names.isEmpty() || names.contains(reference);
    }

    @Override
    public void read(byte[] document, Set<String> references, Sink sink) {
        Lines lines = new Lines(document, charset);
        for (int i = 0; i < range.preamble() && !lines.isAtEnd(); i++) {
            lines.pass(lines.rest());
        }
        Map<String, Integer> index = names.isEmpty() ? heading(lines, references) : index(names);
        int width = names.isEmpty() ? index.getOrDefault("", 0) : names.size();
        while (!lines.isAtEnd()) {
            Span span = span(lines);
            if (span.to() > span.from()) {
                record(lines, span, index, width, sink);
            }
            lines.pass(span);
        }
    }

    private void record(Lines lines, Span span, Map<String, Integer> index, int width, Sink sink) {
        SourceRecord record;
        try {
            String text = lines.text(span);
            if (!range.isRecord(text)) {
                return;
            }
            List<Cell> cells = cells(text, span.place());
            requireWidth(cells, width, span);
            record = new SourceRecord(span, List.of(name -> cell(name, cells, index, span)));
        } catch (Unfit unfit) {
            sink.reject(span, unfit);
            return;
        }
        sink.record(record);
    }

    private Cell cell(String name, List<Cell> cells, Map<String, Integer> index, Span span) {
        Integer place = name.isEmpty() ? null : index.get(name);
        if (place == null || place >= cells.size()) {
            return Cell.absent(
                    cells.isEmpty() ? span.place() : cells.get(cells.size() - 1).place());
        }
        return columns.getOrDefault(name, Column.plain(name)).checked(cells.get(place));
    }

    private void requireWidth(List<Cell> cells, int width, Span span) {
        if (cells.size() > width || (cells.size() < width && lines == Short.REFUSED)) {
            Place at = cells.size() > width ? cells.get(width).place() : span.place();
            throw new Unfit(Fault.SHAPE, at, "record", cells.size() + " cells where there are " + width + " columns");
        }
    }

    /** The place of each column by name; under the empty name, how many there are. */
    private Map<String, Integer> heading(Lines lines, Set<String> references) {
        while (!lines.isAtEnd() && lines.lineEnd(lines.at()) == lines.at()) {
            lines.pass(lines.rest());
        }
        if (lines.isAtEnd()) {
            throw new Unfit(Fault.HEADING, new Place(lines.line(), 1), "heading", "the document has no heading");
        }
        Span span = span(lines);
        List<Cell> cells = cells(lines.text(span), span.place());
        List<String> spelled = cells.stream().map(Cell::text).toList();
        for (String name : references) {
            if (Collections.frequency(spelled, name) != 1) {
                throw new Unfit(Fault.HEADING, span.place(), name, missing(spelled));
            }
        }
        Map<String, Integer> index = index(spelled);
        lines.pass(span);
        index.put("", cells.size());
        return index;
    }

    private static String missing(List<String> spelled) {
        String all = String.join(", ", spelled);
        return "the heading does not have this column exactly once; it has "
                + all.substring(0, Math.min(HEADING_SHOWN, all.length()));
    }

    private static Map<String, Integer> index(List<String> names) {
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            index.put(names.get(i), i);
        }
        return index;
    }

    /**
     * The record that starts here: to the first line end outside quotes. Where text stands behind a quote that closed on a
     * later line, that quote was to open a cell, and the one before it never ended.
     */
    private Span span(Lines lines) {
        Quoting state = Quoting.CELL_START;
        boolean wrapped = false;
        int limit = Math.min(lines.size(), lines.at() + Lines.RECORD_MAX);
        for (int i = lines.at(); i < limit; i++) {
            if (state != Quoting.OPEN && lines.isLineEnd(i)) {
                return lines.until(i);
            }
            wrapped |= state == Quoting.OPEN && lines.isLineEnd(i);
            Quoting next = state.after(lines.octet(i), separator);
            if (wrapped && state == Quoting.CLOSED && next == Quoting.PLAIN) {
                lines.scannedInVain(i - lines.at());
                return lines.rest();
            }
            state = next;
        }
        if (state != Quoting.OPEN && limit == lines.size()) {
            return lines.until(limit);
        }
        lines.scannedInVain(limit - lines.at());
        return lines.rest();
    }

    /** Where in a cell the scan for the record's end stands. */
    private enum Quoting {
        CELL_START,
        PLAIN,
        OPEN,
        CLOSED;

        Quoting after(byte octet, char separator) {
            if (this == OPEN) {
                return octet == '"' ? CLOSED : OPEN;
            }
            if (octet == '"' && this != PLAIN) {
                return OPEN;
            }
            return octet == separator ? CELL_START : PLAIN;
        }
    }

    private List<Cell> cells(String text, Place start) {
        if (text.length() > Lines.RECORD_MAX) {
            throw new Unfit(Fault.LIMIT, start, "record", "a record has at most " + Lines.RECORD_MAX + " octets");
        }
        List<Cell> cells = new ArrayList<>();
        CsvCells scan = new CsvCells(text, separator, start);
        do {
            cells.add(scan.next());
            if (cells.size() > CELLS_MAX) {
                throw new Unfit(Fault.LIMIT, start, "record", "a record has at most " + CELLS_MAX + " cells");
            }
        } while (scan.hasNext());
        return cells;
    }
}
