package org.comity.site.bag;

import java.util.SortedMap;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;

/** The files of a bag wherever they lie; nothing of them is believed. */
interface BagFiles extends AutoCloseable {
    /** The most files and folders that a bag has. */
    int ENTRIES_MAX = 10_000;

    /** The most octets of a file. */
    long FILE_OCTETS_MAX = 64L * 1024 * 1024;

    /** The most octets of all files. */
    long BAG_OCTETS_MAX = 4L * 1024 * 1024 * 1024;

    /**
     * The size of each file by its plain name, as it is claimed.
     *
     * @return a no with BAG_ENTRY_FORBIDDEN or LIMIT_EXCEEDED, or with BAG_INCOMPLETE where the medium cannot be read
     */
    Outcome<SortedMap<String, Long>> sizes();

    /**
     * The octets of a file that {@link #sizes()} named.
     *
     * @return a no with BAG_NOT_VALID where it has not the size that was claimed, or with BAG_INCOMPLETE where it cannot be read
     */
    Outcome<Octets> read(String name);

    /** Releases what it holds open. */
    @Override
    void close();
}
