package org.comity.feeds.mapped;

import org.comity.feeds.Fault;
import org.comity.feeds.Place;

/** Walks through the cells of one record. */
final class CsvCells {
    private final String text;
    private final char separator;
    private int at;
    private int line;
    private int lineStart;
    private boolean more = true;

    CsvCells(String text, char separator, Place start) {
        this.text = text;
        this.separator = separator;
        this.line = start.line();
        this.lineStart = 1 - start.column();
    }

    boolean hasNext() {
        return more;
    }

    /** The next cell; leaves the place after its separator. */
    Cell next() {
        Place place = new Place(line, at - lineStart + 1);
        boolean quoted = at < text.length() && text.charAt(at) == '"';
        String value = quoted ? quoted(place) : plain();
        more = at < text.length();
        at++;
        return Cell.text(value, place);
    }

    private String plain() {
        int end = text.indexOf(separator, at);
        end = end < 0 ? text.length() : end;
        String value = text.substring(at, end).strip();
        at = end;
        return value;
    }

    private String quoted(Place place) {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char ch = text.charAt(at);
            boolean doubled = ch == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"';
            if (ch == '"' && !doubled) {
                at++;
                requireEnd(place);
                return value.toString().strip();
            }
            at += doubled ? 1 : 0;
            value.append(ch);
            countLine(ch);
        }
        throw new Unfit(Fault.SHAPE, place, "record", "a quoted cell does not end");
    }

    private void requireEnd(Place place) {
        if (at < text.length() && text.charAt(at) != separator) {
            throw new Unfit(Fault.SHAPE, place, "record", "text after the closing quote of a cell");
        }
    }

    private void countLine(char ch) {
        boolean half = ch == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
        if ((ch == '\n' || ch == '\r') && !half) {
            line++;
            lineStart = at + 1;
        }
    }
}
