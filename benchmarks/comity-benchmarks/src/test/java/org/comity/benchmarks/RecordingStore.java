package org.comity.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.comity.core.ledger.MeshStore;
import org.comity.core.ledger.Row;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Octets;
import org.comity.store.RocksDbMeshStore;

/** The store that ships, and every commit that it was given since the recording began: what a store alone would have to do. */
final class RecordingStore implements MeshStore {
    private final MeshStore store;
    private List<List<Write>> commits = new ArrayList<>();

    RecordingStore(Path folder) {
        store = RocksDbMeshStore.open(folder);
    }

    /** Forgets what was recorded. */
    synchronized void begin() {
        commits = new ArrayList<>();
    }

    synchronized List<List<Write>> commits() {
        return List.copyOf(commits);
    }

    @Override
    public Optional<Octets> get(Table table, RowKey key) {
        return store.get(table, key);
    }

    @Override
    public List<Row> scan(Table table, RowKey from, int limit) {
        return store.scan(table, from, limit);
    }

    @Override
    public void commit(List<Write> writes) {
        store.commit(writes);
        synchronized (this) {
            commits.add(List.copyOf(writes));
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
