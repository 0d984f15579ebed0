package org.comity.feeds.mapped;

import java.util.List;
import org.comity.feeds.Place;

/**
 * One record as its source has it.
 *
 * @param lines never empty; more than one where the mapping groups lines; each answers a reference with its cell
 */
record SourceRecord(Span span, List<Cells> lines) {

    SourceRecord {
        lines = List.copyOf(lines);
    }

    /**
     * Where a record stands.
     *
     * @param place where it starts
     * @param lines how many lines of the document it takes
     * @param from its first octet
     * @param to the octet after its last, the end of the last line left out
     */
    record Span(Place place, int lines, int from, int to) {}

    /** Answers a reference; a cell that is not what the mapping says of its column is {@link Unfit}. */
    interface Cells {
        /** The cell; absent where there is none. */
        Cell cell(String reference);
    }

    /** Takes what a source reads, in the order of the document. */
    interface Sink {
        /** One record. */
        void record(SourceRecord record);

        /** What cannot be read as a record. */
        void reject(Span span, Unfit unfit);
    }
}
