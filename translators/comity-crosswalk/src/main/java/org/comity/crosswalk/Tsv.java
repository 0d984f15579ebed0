package org.comity.crosswalk;

import java.util.ArrayList;
import java.util.List;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * A table of cells separated by tabs, or by another character. A cell may stand in double quotes, doubled inside, and may then hold tabs and line ends.
 *
 * @param header lines before the table that start with {@code #}, without it
 * @param rows never empty lines, without the blank cells at their ends; the first names the columns
 */
record Tsv(List<String> header, List<Row> rows) {

    /** The longest text, in UTF-16 units. */
    static final int LENGTH_MAX = 16 * 1024 * 1024;

    /** The most rows. */
    static final int ROWS_MAX = 100_000;

    /** The most cells of a row. */
    static final int CELLS_MAX = 256;

    /** The cells of one row and the line that it starts on, from 1. */
    record Row(int line, List<String> cells) {}

    /** The table, {@link Reason#LIMIT_EXCEEDED} or {@link Reason#MALFORMED}. */
    static Outcome<Tsv> read(String text) {
        return read(text, '\t');
    }

    /** The same, with another separator; comments stand before tables of tabs alone. */
    static Outcome<Tsv> read(String text, char separator) {
        List<String> header = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        return scan(text, separator, new Sink() {
                    @Override
                    public void header(List<String> comments) {
                        header.addAll(comments);
                    }

                    @Override
                    public void row(Row row) {
                        rows.add(row);
                    }
                })
                .map(whole -> new Tsv(List.copyOf(header), List.copyOf(rows)));
    }

    /** Takes a table row by row. */
    interface Sink {
        /** The lines before the table, once and first. */
        void header(List<String> comments);

        /** The next row. */
        void row(Row row);
    }

    /** Hands over each row as it is read; the number of rows, or why the table is not well formed. */
    static Outcome<Integer> scan(String text, char separator, Sink sink) {
        if (text.length() > LENGTH_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a mapping set has at most " + LENGTH_MAX + " characters");
        }
        return new Scan(text, separator, sink).read();
    }

    /** One pass over the text. */
    private static final class Scan {
        private final String text;
        private final char separator;
        private final Sink sink;
        private int rows;
        private int at;
        private int line = 1;

        Scan(String text, char separator, Sink sink) {
            this.text = text;
            this.separator = separator;
            this.sink = sink;
        }

        Outcome<Integer> read() {
            at = text.startsWith("\uFEFF") ? 1 : 0;
            List<String> header = new ArrayList<>();
            char lineEnd = text.indexOf('\n') < 0 ? '\r' : '\n';
            while (separator == '\t' && at < text.length() && text.charAt(at) == '#') {
                int end = text.indexOf(lineEnd, at);
                end = end < 0 ? text.length() : end;
                header.add(text.substring(at + 1, end).stripTrailing());
                at = Math.min(end + 1, text.length());
                line++;
            }
            sink.header(header);
            while (at < text.length()) {
                int start = line;
                List<String> cells = new ArrayList<>();
                if (!row(cells)) {
                    return Outcome.no(Reason.MALFORMED, "a quoted cell does not end where it should, line " + start);
                }
                if (cells.size() > CELLS_MAX || rows > ROWS_MAX) {
                    return Outcome.no(Reason.LIMIT_EXCEEDED, "more rows or cells than allowed, line " + start);
                }
                while (!cells.isEmpty() && cells.get(cells.size() - 1).isBlank()) {
                    cells.remove(cells.size() - 1);
                }
                if (!cells.isEmpty()) {
                    rows++;
                    sink.row(new Row(start, List.copyOf(cells)));
                }
            }
            return Outcome.yes(rows);
        }

        /** Whether the row is well formed; leaves the place after its line end. */
        private boolean row(List<String> cells) {
            while (true) {
                boolean good = at < text.length() && text.charAt(at) == '"' ? quoted(cells) : plain(cells);
                if (!good) {
                    return false;
                }
                if (at >= text.length() || endsLine()) {
                    return true;
                }
                at++;
            }
        }

        private boolean plain(List<String> cells) {
            int start = at;
            while (at < text.length() && !endsCell()) {
                at++;
            }
            return cells.add(text.substring(start, at));
        }

        private boolean quoted(List<String> cells) {
            StringBuilder cell = new StringBuilder();
            for (at++; at < text.length(); at++) {
                char ch = text.charAt(at);
                if (ch == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    at++;
                } else if (ch == '"') {
                    at++;
                    cells.add(cell.toString());
                    return at >= text.length() || endsCell();
                }
                line += ch == '\n' ? 1 : 0;
                cell.append(ch);
            }
            return false;
        }

        private boolean endsCell() {
            char ch = text.charAt(at);
            return ch == separator || ch == '\r' || ch == '\n';
        }

        /** Takes CR LF, LF or CR. */
        private boolean endsLine() {
            if (text.charAt(at) == separator) {
                return false;
            }
            at += text.startsWith("\r\n", at) ? 2 : 1;
            line++;
            return true;
        }
    }
}
