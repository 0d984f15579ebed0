package org.comity.store;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.comity.core.ledger.MeshStore;
import org.comity.core.ledger.Row;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Octets;

/** A store that lives as long as the process: for tests and for auditors. Thread-safe. */
public final class MemoryMeshStore implements MeshStore {
    private final Map<Table, NavigableMap<RowKey, Octets>> tables = new EnumMap<>(Table.class);
    private boolean closed;

    /** An empty store. */
    public MemoryMeshStore() {
        for (Table table : Table.values()) {
            tables.put(table, new TreeMap<>());
        }
    }

    private NavigableMap<RowKey, Octets> rows(Table table) {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
        return Objects.requireNonNull(tables.get(table), "every table has rows");
    }

    @Override
    public synchronized Optional<Octets> get(Table table, RowKey key) {
        return Optional.ofNullable(rows(table).get(key));
    }

    @Override
    public synchronized List<Row> scan(Table table, RowKey from, int limit) {
        return rows(table).tailMap(from, true).entrySet().stream()
                .limit(limit)
                .map(entry -> new Row(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public synchronized void commit(List<Write> writes) {
        for (Write write : writes) {
            if (write instanceof Write.Put put) {
                rows(put.table()).put(put.key(), put.value());
            } else {
                rows(write.table()).remove(write.key());
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
