package org.comity.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.comity.core.ledger.MeshStore;
import org.comity.core.ledger.Row;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Octets;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * A store in a directory of its own, embedded: a column family a table, one synced write batch a commit. A second process
 * cannot open the same directory. What failed once stays closed until it is opened again: after a force that failed nobody can
 * say what is on the disk, and opening reads it anew. Thread-safe.
 */
public final class RocksDbMeshStore implements MeshStore {
    /** Opening reads the logs again: a table that is seldom written must not keep all that others wrote since. */
    private static final long LOGS_MAX = 64L << 20;

    private final DBOptions options;
    private final ColumnFamilyOptions tableOptions;
    private final WriteOptions synced;
    private final RocksDB db;
    private final Map<Table, ColumnFamilyHandle> tables = new EnumMap<>(Table.class);
    private final List<ColumnFamilyHandle> handles;
    private Optional<RocksDBException> failure = Optional.empty();
    private boolean closed;

    static {
        RocksDB.loadLibrary();
    }

    /**
     * Opens the store in that directory, which is made where it is missing.
     *
     * @throws IllegalStateException when it cannot be opened, for example because another process holds it
     */
    public static RocksDbMeshStore open(Path directory) {
        return open(directory, options -> {});
    }

    /**
     * Opens the store with options of the operator's own.
     *
     * @param tuning changes the options; what it puts into them is its own to close, after the store
     * @throws IllegalStateException when it cannot be opened, for example because another process holds it
     */
    public static RocksDbMeshStore open(Path directory, Consumer<DBOptions> tuning) {
        try {
            Files.createDirectories(directory);
            TornLogs.mend(directory);
            return new RocksDbMeshStore(directory, tuning);
        } catch (IOException | RocksDBException e) {
            throw new IllegalStateException("the store in " + directory + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private RocksDbMeshStore(Path directory, Consumer<DBOptions> tuning) throws RocksDBException {
        options = new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setMaxTotalWalSize(LOGS_MAX);
        tuning.accept(options);
        tableOptions = new ColumnFamilyOptions();
        synced = new WriteOptions().setSync(true);
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, tableOptions));
        for (Table table : Table.values()) {
            descriptors.add(new ColumnFamilyDescriptor(table.name().getBytes(StandardCharsets.US_ASCII), tableOptions));
        }
        handles = new ArrayList<>();
        db = RocksDB.open(options, directory.toString(), descriptors, handles);
        Map<String, ColumnFamilyHandle> byName = new HashMap<>();
        for (ColumnFamilyHandle handle : handles) {
            byName.put(new String(handle.getName(), StandardCharsets.US_ASCII), handle);
        }
        for (Table table : Table.values()) {
            tables.put(table, byName.get(table.name()));
        }
    }

    private ColumnFamilyHandle handle(Table table) {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
        failure.ifPresent(e -> {
            throw new IllegalStateException("the store failed and must be opened again: " + e.getMessage(), e);
        });
        return Objects.requireNonNull(tables.get(table), "every table has a column family");
    }

    @Override
    public synchronized Optional<Octets> get(Table table, RowKey key) {
        try {
            byte[] value = db.get(handle(table), key.octets().bytes());
            return value == null ? Optional.empty() : Optional.of(Octets.of(value));
        } catch (RocksDBException e) {
            throw broken(e);
        }
    }

    @Override
    public synchronized List<Row> scan(Table table, RowKey from, int limit) {
        List<Row> rows = new ArrayList<>();
        try (RocksIterator at = db.newIterator(handle(table))) {
            at.seek(from.octets().bytes());
            while (at.isValid() && rows.size() < limit) {
                rows.add(new Row(new RowKey(Octets.of(at.key())), Octets.of(at.value())));
                at.next();
            }
            at.status();
            return rows;
        } catch (RocksDBException e) {
            throw broken(e);
        }
    }

    @Override
    public synchronized void commit(List<Write> writes) {
        try (WriteBatch batch = new WriteBatch()) {
            for (Write write : writes) {
                if (write instanceof Write.Put put) {
                    batch.put(
                            handle(put.table()),
                            put.key().octets().bytes(),
                            put.value().bytes());
                } else {
                    batch.delete(handle(write.table()), write.key().octets().bytes());
                }
            }
            db.write(synced, batch);
        } catch (RocksDBException e) {
            throw broken(e);
        }
    }

    private IllegalStateException broken(RocksDBException e) {
        failure = Optional.of(e);
        return new IllegalStateException("the store is broken: " + e.getMessage(), e);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            handles.forEach(ColumnFamilyHandle::close);
            db.close();
            synced.close();
            tableOptions.close();
            options.close();
        }
    }
}
