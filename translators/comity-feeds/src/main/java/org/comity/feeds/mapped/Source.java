package org.comity.feeds.mapped;

import java.util.Set;

/** How a document becomes records. */
interface Source {

    /** Hands over every record, and what cannot be read as one, in the order of the document; never both for one place. */
    void read(byte[] document, Set<String> references, SourceRecord.Sink sink);

    /** Its word in a mapping file. */
    String format();

    /** Whether such a reference can have a value; {@code @} references are not asked for. */
    boolean knows(String reference);
}
