package org.comity.feeds;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A legacy source: documents to drafts, and what does not fit beside them. A pure function of document and delivery: the same
 * octets give the same entries on every machine. Thread-safe, and never throws on what a document can contain.
 */
public interface Feed {

    /**
     * Hands over each entry as it is read, in the order of the document. A document that cannot be read at all is one misfit
     * that keeps the whole.
     */
    void read(byte[] document, Delivery delivery, Consumer<? super Entry> consumer);

    /** All entries, in the order of the document; empty only where the document has no record. */
    default List<Entry> read(byte[] document, Delivery delivery) {
        List<Entry> entries = new ArrayList<>();
        read(document, delivery, entries::add);
        return List.copyOf(entries);
    }
}
