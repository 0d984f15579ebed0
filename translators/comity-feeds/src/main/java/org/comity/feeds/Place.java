package org.comity.feeds;

/** Where something stands in a document: line and column, both from 1. A column counts characters, after decoding. */
public record Place(int line, int column) {

    public Place {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("lines and columns count from 1");
        }
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
