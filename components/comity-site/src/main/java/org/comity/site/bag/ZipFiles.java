package org.comity.site.bag;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * A bag as one ZIP file with one folder in it (RFC 8493, section 4). Nothing is ever unpacked to a file system, the directory is
 * measured before it is read, and an entry is read no further than its claimed size.
 */
final class ZipFiles implements BagFiles {
    private static final int END_SIZE = 22;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int COMMENT_MAX = 0xffff;
    private static final int DIRECTORY_OCTETS_MAX = 8 * 1024 * 1024;

    private final Path file;
    private final SortedMap<String, ZipEntry> entries = new TreeMap<>();
    private Optional<ZipFile> zip = Optional.empty();

    ZipFiles(Path file) {
        this.file = file;
    }

    @Override
    public Outcome<SortedMap<String, Long>> sizes() {
        close();
        try {
            Optional<Outcome.No<SortedMap<String, Long>>> no = measured();
            if (no.isPresent()) {
                return no.get();
            }
            ZipFile opened = new ZipFile(file.toFile());
            zip = Optional.of(opened);
            return sizes(Collections.list(opened.entries()));
        } catch (IOException | IllegalArgumentException e) {
            return unreadable();
        }
    }

    private static <T> Outcome<T> unreadable() {
        return Outcome.no(Reason.BAG_INCOMPLETE, "the ZIP file cannot be read: it is cut off or none");
    }

    /** What the end of the file says of its directory, before the directory is read (APPNOTE 4.3.16). */
    private Optional<Outcome.No<SortedMap<String, Long>>> measured() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long size = channel.size();
            if (size > BAG_OCTETS_MAX) {
                return Optional.of(new Outcome.No<>(Reason.LIMIT_EXCEEDED, "a ZIP file of " + size + " octets"));
            }
            ByteBuffer tail = ByteBuffer.allocate((int) Math.min(size, END_SIZE + COMMENT_MAX))
                    .order(ByteOrder.LITTLE_ENDIAN);
            channel.position(size - tail.capacity());
            int read = 0;
            while (read >= 0 && tail.hasRemaining()) {
                read = channel.read(tail);
            }
            for (int at = tail.position() - END_SIZE; at >= 0; at--) {
                if (tail.getInt(at) == END_SIGNATURE) {
                    return end(
                            Short.toUnsignedInt(tail.getShort(at + 10)), Integer.toUnsignedLong(tail.getInt(at + 12)));
                }
            }
            throw new IOException("no end of a directory");
        }
    }

    private static Optional<Outcome.No<SortedMap<String, Long>>> end(int count, long octets) {
        return count > ENTRIES_MAX || octets > DIRECTORY_OCTETS_MAX
                ? Optional.of(new Outcome.No<>(
                        Reason.LIMIT_EXCEEDED, "a ZIP directory of " + count + " entries and " + octets + " octets"))
                : Optional.empty();
    }

    private Outcome<SortedMap<String, Long>> sizes(List<? extends ZipEntry> listed) {
        EntryRule rule = new EntryRule();
        SortedMap<String, Long> sizes = new TreeMap<>();
        Optional<String> root = listed.stream().findFirst().map(ZipFiles::root);
        if (root.isEmpty()) {
            return unreadable();
        }
        Outcome<String> plain = EntryRule.plain(root.get());
        for (ZipEntry entry : listed) {
            Outcome<String> admitted = root(entry).equals(root.get())
                    ? plain.then(any -> admit(rule, sizes, entry))
                    : Outcome.no(Reason.BAG_ENTRY_FORBIDDEN, EntryRule.shown(entry.getName()) + " lies beside the bag");
            if (!admitted.fold(good -> true, no -> false)) {
                return admitted.map(any -> sizes);
            }
        }
        return Outcome.yes(sizes);
    }

    private Outcome<String> admit(EntryRule rule, SortedMap<String, Long> sizes, ZipEntry entry) {
        String name = entry.getName().substring(root(entry).length());
        if (name.equals("/")) {
            return Outcome.yes(name);
        }
        String inside = name.isEmpty() ? name : name.substring(1);
        if (inside.endsWith("/")) {
            return rule.admit(inside.substring(0, inside.length() - 1), 0);
        }
        sizes.put(inside, entry.getSize());
        entries.put(inside, entry);
        return rule.admit(inside, entry.getSize());
    }

    private static String root(ZipEntry entry) {
        return entry.getName().split("/", 2)[0];
    }

    @Override
    public Outcome<Octets> read(String name) {
        ZipEntry entry = entries.get(name);
        if (entry == null || zip.isEmpty()) {
            return Outcome.no(Reason.BAG_INCOMPLETE, EntryRule.shown(name) + " is not there");
        }
        try (InputStream in = zip.get().getInputStream(entry)) {
            byte[] octets = in.readNBytes(Math.toIntExact(entry.getSize()) + 1);
            return octets.length == entry.getSize()
                    ? Outcome.yes(Octets.of(octets))
                    : Outcome.no(Reason.BAG_NOT_VALID, EntryRule.shown(name) + " has not the size that it claims");
        } catch (IOException e) {
            return Outcome.no(Reason.BAG_INCOMPLETE, EntryRule.shown(name) + " cannot be read");
        }
    }

    @Override
    public void close() {
        entries.clear();
        try {
            if (zip.isPresent()) {
                zip.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        zip = Optional.empty();
    }
}
