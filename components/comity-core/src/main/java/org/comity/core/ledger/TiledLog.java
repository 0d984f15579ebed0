package org.comity.core.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * A log as static files (C2SP tlog-tiles): the checkpoint, tiles of 256 hashes a level, and bundles of entries. Holds what the
 * tree of the checkpoint's size needs, and on demand the partial tiles of earlier checkpoints.
 */
public final class TiledLog {
    /** The place of the signed head. */
    public static final String CHECKPOINT = "checkpoint";

    private static final int WIDTH = 256;
    private static final int LEVEL_BITS = 8;
    private static final int ENTRY_MAX = 65_535;
    private static final int BUNDLE_MAX = WIDTH * (Short.BYTES + ENTRY_MAX);
    private static final long ENTRIES_MAX = 100_000_000;
    private static final String ENTRIES = "entries";

    private TiledLog() {}

    /** Gives each file of the log to the sink, under its path: entries first, the checkpoint last. */
    public static void write(LogView log, Octets checkpoint, BiConsumer<String, Octets> sink) {
        for (long from = 0; from < log.size(); from += WIDTH) {
            int width = (int) Math.min(WIDTH, log.size() - from);
            sink.accept(path(ENTRIES, from / WIDTH, width), bundle(log, from, width));
        }
        for (int level = 0; log.size() >> (LEVEL_BITS * level) > 0; level++) {
            long count = log.size() >> (LEVEL_BITS * level);
            for (long from = 0; from < count; from += WIDTH) {
                int width = (int) Math.min(WIDTH, count - from);
                sink.accept(path(Integer.toString(level), from / WIDTH, width), tile(log, level, from, width));
            }
        }
        sink.accept(CHECKPOINT, checkpoint);
    }

    /** Gives what else the tree of an earlier checkpoint's size needs: the partial tiles and bundle at its right edge. */
    public static void writeEarlier(LogView log, long size, BiConsumer<String, Octets> sink) {
        if (size < 0 || size > log.size()) {
            throw new IllegalArgumentException("a log of " + log.size() + " was never of size " + size);
        }
        int width = (int) (size % WIDTH);
        if (width > 0) {
            sink.accept(path(ENTRIES, size / WIDTH, width), bundle(log, size - width, width));
        }
        for (int level = 0; size >> (LEVEL_BITS * level) > 0; level++) {
            long count = size >> (LEVEL_BITS * level);
            int partial = (int) (count % WIDTH);
            if (partial > 0) {
                sink.accept(
                        path(Integer.toString(level), count / WIDTH, partial),
                        tile(log, level, count - partial, partial));
            }
        }
    }

    private static Octets tile(NodeReader nodes, int level, long from, int width) {
        ByteBuffer out = ByteBuffer.allocate(width * Digest.SIZE);
        for (long at = from; at < from + width; at++) {
            out.put(nodes.node(LEVEL_BITS * level, at).bytes());
        }
        return Octets.of(out.array());
    }

    private static Octets bundle(LogView log, long from, int width) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long at = from; at < from + width; at++) {
            byte[] entry = log.entry(at).bytes();
            if (entry.length > ENTRY_MAX) {
                throw new IllegalStateException("an entry of " + entry.length + " octets");
            }
            out.write(entry.length >> 8);
            out.write(entry.length);
            out.writeBytes(entry);
        }
        return Octets.of(out.toByteArray());
    }

    /** {@code tile/<level>/<index>[.p/<width>]}; an index is groups of three digits, all but the last with an x. */
    static String path(String level, long index, int width) {
        StringBuilder digits = new StringBuilder(String.format(Locale.ROOT, "%03d", index % 1_000));
        for (long rest = index / 1_000; rest > 0; rest /= 1_000) {
            digits.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1_000));
        }
        return "tile/" + level + "/" + digits + (width < WIDTH ? ".p/" + width : "");
    }

    /** The entries that the checkpoint's size asks for, as they stand in the bundles; nothing is proven yet. */
    public static Outcome<List<Octets>> entries(Function<String, Optional<Octets>> files, long size) {
        List<Octets> entries = new ArrayList<>();
        if (size > ENTRIES_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a log of " + size + " entries");
        }
        for (long from = 0; from < size; from += WIDTH) {
            int width = (int) Math.min(WIDTH, size - from);
            String path = path(ENTRIES, from / WIDTH, width);
            Optional<Octets> bundle = files.apply(path).filter(octets -> octets.size() <= BUNDLE_MAX);
            if (bundle.isEmpty() || !split(bundle.get(), width, entries)) {
                return Outcome.no(Reason.MALFORMED, path + " is not a bundle of " + width + " entries");
            }
        }
        return Outcome.yes(entries);
    }

    private static boolean split(Octets bundle, int width, List<Octets> into) {
        ByteBuffer in = ByteBuffer.wrap(bundle.bytes());
        for (int i = 0; i < width; i++) {
            int size = in.remaining() < Short.BYTES ? Integer.MAX_VALUE : Short.toUnsignedInt(in.getShort());
            if (size > in.remaining()) {
                return false;
            }
            byte[] entry = new byte[size];
            in.get(entry);
            into.add(Octets.of(entry));
        }
        return !in.hasRemaining();
    }

    /**
     * Recomputes every hash from the entries and compares it with the files.
     *
     * @return the log, whose root is the checkpoint's; a no names the first file that says otherwise
     */
    public static Outcome<EntryLog> check(Function<String, Optional<Octets>> files, CosignedNote note) {
        Checkpoint head = note.head();
        return entries(files, head.size()).then(entries -> {
            EntryLog log = EntryLog.of(entries);
            if (!log.root().equals(head.root())) {
                return Outcome.no(Reason.PROOF_NOT_VALID, "the entries do not make the root of the checkpoint");
            }
            List<String> wrong = new ArrayList<>();
            write(log, note.octets(), (path, octets) -> {
                if (files.apply(path).filter(octets::equals).isEmpty()) {
                    wrong.add(path);
                }
            });
            return wrong.isEmpty()
                    ? Outcome.yes(log)
                    : Outcome.no(Reason.PROOF_NOT_VALID, wrong.get(0) + " does not follow from the entries");
        });
    }

    /** The first line of a checkpoint: the log's name; empty where there is none. */
    public static Optional<String> origin(Octets checkpoint) {
        return new String(checkpoint.bytes(), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .filter(line -> !line.isEmpty());
    }
}
