package org.comity.testkit.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.comity.core.ledger.MeshStore;
import org.comity.core.ledger.Row;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Octets;
import org.comity.store.RocksDbMeshStore;
import org.rocksdb.AbstractEventListener;
import org.rocksdb.FileOperationInfo;
import org.rocksdb.RocksDB;

/**
 * The disk under one embedded store. It watches each write and each force of the store's files; at a power cut it keeps what
 * was forced, and of what was written and not forced it drops, keeps or tears any part. What it keeps is the disk that is opened
 * next. Names of files are taken as durable when they are made. One thread at a time, beside the store's own.
 */
public final class ForgetfulDisk implements AutoCloseable {
    private static final int BLOCK = 512;

    private final Path base;
    private final Random random;
    private final Map<String, Long> forced = new ConcurrentHashMap<>();
    private int generation;
    private int left;
    private Optional<String> cut = Optional.empty();
    private Optional<Running> running = Optional.empty();

    static {
        RocksDB.loadLibrary();
    }

    /** A disk that keeps its files in folders under that one. */
    public ForgetfulDisk(Path base, Random random) {
        this.base = Objects.requireNonNull(base, "base");
        this.random = Objects.requireNonNull(random, "random");
    }

    private Path folder(int number) {
        return base.resolve("disk" + number);
    }

    /** Cuts the power at that step from now on, counted from 1: writes, forces and what {@link #step} is told. */
    public synchronized void cutAfter(int steps) {
        left = steps;
    }

    /** Where the power was cut, if it was. */
    public synchronized Optional<String> isCut() {
        return cut;
    }

    /**
     * Takes one step of the process that is no matter of its files.
     *
     * @throws PowerCut where the power is cut there
     */
    public void step(String place) {
        count(place);
        living();
    }

    private void living() {
        isCut().ifPresent(place -> {
            throw new PowerCut(place);
        });
    }

    private synchronized void count(String place) {
        if (cut.isEmpty() && left > 0 && --left == 0) {
            save();
            cut = Optional.of(place);
        }
    }

    /**
     * Opens the store on what the disk holds, with the power on again. No cut is pending then.
     *
     * @throws PowerCut where the power is cut while it opens
     */
    public MeshStore open() {
        close();
        synchronized (this) {
            generation += cut.isPresent() ? 1 : 0;
            cut = Optional.empty();
            forced.clear();
        }
        Running opened = new Running(folder(generation));
        running = Optional.of(opened);
        living();
        return opened;
    }

    @Override
    public void close() {
        running.ifPresent(Running::end);
        running = Optional.empty();
    }

    /** What is on the disk when the power comes back. */
    private void save() {
        Path next = folder(generation + 1);
        try (Stream<Path> files = Files.list(folder(generation))) {
            Files.createDirectories(next);
            for (Path file : files.sorted().toList()) {
                save(file, next.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void save(Path file, Path to) throws IOException {
        byte[] written;
        try {
            written = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            // The store had forced a catalogue without this file before it deleted it.
            return;
        }
        long kept = Math.min(written.length, forced.getOrDefault(file.toString(), (long) written.length));
        Files.write(to, survivor(written, (int) kept));
    }

    /** What was forced, and of the rest nothing, all, a beginning, or blocks in the wrong places. */
    private byte[] survivor(byte[] written, int kept) {
        int rest = written.length - kept;
        return switch (rest == 0 ? 1 : random.nextInt(4)) {
            case 0 -> Arrays.copyOf(written, kept);
            case 1 -> written;
            case 2 -> Arrays.copyOf(written, kept + random.nextInt(rest));
            default -> shuffled(written, kept);
        };
    }

    private byte[] shuffled(byte[] written, int kept) {
        List<byte[]> blocks = new ArrayList<>();
        for (int at = kept; at < written.length; at += BLOCK) {
            byte[] block = Arrays.copyOfRange(written, at, Math.min(written.length, at + BLOCK));
            blocks.add(random.nextInt(3) == 0 ? new byte[block.length] : block);
        }
        Collections.shuffle(blocks, random);
        byte[] torn = Arrays.copyOf(written, written.length);
        int at = kept;
        for (byte[] block : blocks) {
            System.arraycopy(block, 0, torn, at, block.length);
            at += block.length;
        }
        return torn;
    }

    /** Deletes what lies under it; the disk is of no use afterwards. */
    public void discard() {
        close();
        for (int number = 0; number <= generation + 1; number++) {
            delete(folder(number));
        }
    }

    private static void delete(Path folder) {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
                Files.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The store while the power is on: after a cut nobody hears it. */
    private final class Running implements MeshStore {
        private final Watch watch = new Watch();
        private final Path folder;
        private final RocksDbMeshStore store;

        Running(Path folder) {
            this.folder = folder;
            this.store = RocksDbMeshStore.open(folder, options -> options.setListeners(List.of(watch)));
        }

        @Override
        public Optional<Octets> get(Table table, RowKey key) {
            living();
            return store.get(table, key);
        }

        @Override
        public List<Row> scan(Table table, RowKey from, int limit) {
            living();
            return store.scan(table, from, limit);
        }

        @Override
        public void commit(List<Write> writes) {
            step("before a commit");
            store.commit(writes);
            step("after a commit");
        }

        @Override
        public void close() {
            end();
        }

        void end() {
            store.close();
            watch.close();
            if (isCut().isPresent()) {
                delete(folder);
            }
        }
    }

    /** Sees what the store's threads do to files. */
    private final class Watch extends AbstractEventListener {
        Watch() {
            super(
                    EnabledEventCallback.ON_FILE_WRITE_FINISH,
                    EnabledEventCallback.ON_FILE_SYNC_FINISH,
                    EnabledEventCallback.SHOULD_BE_NOTIFIED_ON_FILE_IO);
        }

        @Override
        public boolean shouldBeNotifiedOnFileIO() {
            return true;
        }

        @Override
        public void onFileWriteFinish(FileOperationInfo file) {
            forced.putIfAbsent(file.getPath(), 0L);
            count(kind(file) + " written, not forced");
        }

        @Override
        public void onFileSyncFinish(FileOperationInfo file) {
            try {
                forced.put(file.getPath(), Files.size(Path.of(file.getPath())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            count(kind(file) + " forced");
        }

        private String kind(FileOperationInfo file) {
            String name = String.valueOf(Path.of(file.getPath()).getFileName());
            return name.startsWith("MANIFEST") ? "catalogue" : name.endsWith(".log") ? "log" : "table file";
        }
    }
}
