package org.comity.core.ledger;

import java.util.List;
import java.util.Optional;
import org.comity.core.mesh.Octets;

/**
 * Where a mesh keeps what it holds: sorted tables and one atomic, durable commit. One writer at a time; reads are
 * thread-safe and see whole commits alone.
 */
public interface MeshStore extends AutoCloseable {
    /** The row's value. */
    Optional<Octets> get(Table table, RowKey key);

    /** At most {@code limit} rows whose key is {@code from} or comes after it, sorted by key. */
    List<Row> scan(Table table, RowKey from, int limit);

    /**
     * Commits all or nothing; when it returns, a power cut takes nothing back. Of two writes to one row the later stands.
     *
     * @throws IllegalStateException when the store is broken or closed
     */
    void commit(List<Write> writes);

    /** Releases what it holds open; without effect when closed before. */
    @Override
    void close();
}
