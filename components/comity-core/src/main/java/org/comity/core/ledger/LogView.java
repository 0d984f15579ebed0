package org.comity.core.ledger;

import org.comity.core.mesh.Octets;

/** A log that can be read at one size: its entries, and the hashes over them. */
public interface LogView extends NodeReader {
    /** The number of entries. */
    long size();

    /**
     * The entry at that place, whose leaf hash is the node of level zero there.
     *
     * @throws IllegalStateException when the log lacks it
     */
    Octets entry(long index);
}
