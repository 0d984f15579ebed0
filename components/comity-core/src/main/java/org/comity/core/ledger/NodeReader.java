package org.comity.core.ledger;

import org.comity.core.mesh.Digest;

/** Reads the hash of a complete subtree: 2^level leaves, the index-th of its level from the left. */
@FunctionalInterface
public interface NodeReader {
    /**
     * The hash.
     *
     * @throws IllegalStateException when the subtree is not complete in the log
     */
    Digest node(int level, long index);
}
