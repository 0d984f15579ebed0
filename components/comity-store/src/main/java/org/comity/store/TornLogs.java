package org.comity.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Logs of RocksDB that a power cut tore, made safe to open. Its reader never ends where a log that does not recycle files has, where a
 * header would stand, an octet that names a recycled record (facebook/rocksdb#13333). Such an octet is overwritten, so that the
 * reader's checksum refuses what stands there, as it refuses everything else that is torn. Whole records are never touched, and
 * what the reader makes of a torn log is its own affair.
 */
final class TornLogs {
    private static final int BLOCK = 32_768;
    private static final int HEADER = 7;
    private static final int LENGTH_AT = 4;
    private static final int TYPE_AT = 6;
    private static final int CRC_DELTA = 0xa282ead8;
    private static final int CRC_ROTATION = 15;

    private static final byte FULL = 1;
    private static final byte LAST = 4;
    private static final List<Byte> RECYCLED = List.of((byte) 5, (byte) 6, (byte) 7, (byte) 8, (byte) 11, (byte) 131);

    /** A type that no record has. */
    private static final byte NONE = 127;

    private final FileChannel log;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    private boolean read;

    private TornLogs(FileChannel log) {
        this.log = log;
    }

    /** Makes the logs and catalogues of that directory safe. */
    static void mend(Path directory) throws IOException {
        List<Path> logs;
        try (Stream<Path> files = Files.list(directory)) {
            logs = files.filter(TornLogs::isLog).toList();
        }
        for (Path each : logs) {
            try (FileChannel log = FileChannel.open(each, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                new TornLogs(log).mend();
            }
        }
    }

    private static boolean isLog(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".log") || name.startsWith("MANIFEST-");
    }

    private void mend() throws IOException {
        for (long from = 0; from < log.size(); from += BLOCK) {
            fill(from);
            int at = 0;
            while (at + HEADER <= block.limit()) {
                if (RECYCLED.contains(type(at))) {
                    if (!read) {
                        return;
                    }
                    log.write(ByteBuffer.wrap(new byte[] {NONE}), from + at + TYPE_AT);
                    at = block.limit();
                } else {
                    at = after(at);
                }
            }
        }
    }

    private void fill(long from) throws IOException {
        block.clear();
        int more = 0;
        while (block.hasRemaining() && more >= 0) {
            more = log.read(block, from + block.position());
        }
        block.flip();
    }

    private byte type(int at) {
        return block.get(at + TYPE_AT);
    }

    /** Where the reader goes on: after a record that is whole, else at the next block. */
    private int after(int at) {
        int next = at + HEADER + Short.toUnsignedInt(block.getShort(at + LENGTH_AT));
        if (next > block.limit() || !isWhole(at, next)) {
            return block.limit();
        }
        read |= type(at) == FULL || type(at) == LAST;
        return next;
    }

    private boolean isWhole(int at, int next) {
        CRC32C crc = new CRC32C();
        crc.update(block.slice(at + TYPE_AT, next - at - TYPE_AT));
        return Integer.rotateRight((int) crc.getValue(), CRC_ROTATION) + CRC_DELTA == block.getInt(at);
    }
}
