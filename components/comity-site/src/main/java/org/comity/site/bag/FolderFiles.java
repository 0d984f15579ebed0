package org.comity.site.bag;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/** A bag as a folder. Links are never followed, and nothing but files is opened. */
final class FolderFiles implements BagFiles {
    private final Path folder;
    private final SortedMap<String, Long> sizes = new TreeMap<>();

    FolderFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public Outcome<SortedMap<String, Long>> sizes() {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return Outcome.no(Reason.BAG_ENTRY_FORBIDDEN, "the bag itself is no folder");
        }
        sizes.clear();
        Walk walk = new Walk();
        try {
            Files.walkFileTree(folder, walk);
        } catch (IOException e) {
            return Outcome.no(
                    Reason.BAG_INCOMPLETE,
                    "the bag cannot be read: " + e.getClass().getSimpleName());
        }
        return walk.no
                .map(no -> Outcome.<SortedMap<String, Long>>no(no.reason(), no.detail()))
                .orElseGet(() -> Outcome.yes(new TreeMap<>(sizes)));
    }

    private String name(Path path) {
        StringBuilder name = new StringBuilder();
        folder.relativize(path)
                .forEach(part -> name.append(name.isEmpty() ? "" : "/").append(part));
        return name.toString();
    }

    /** Stops at the first entry that may not be there, so that no bomb is walked to its end. */
    private final class Walk extends SimpleFileVisitor<Path> {
        private final EntryRule rule = new EntryRule();
        private Optional<Outcome.No<String>> no = Optional.empty();

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            return path.equals(folder) ? FileVisitResult.CONTINUE : admit(name(path), 0);
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            String name = name(path);
            if (!attributes.isRegularFile()) {
                no = Optional.of(new Outcome.No<>(
                        Reason.BAG_ENTRY_FORBIDDEN,
                        EntryRule.shown(name) + (attributes.isSymbolicLink() ? " is a link" : " is no file")));
                return FileVisitResult.TERMINATE;
            }
            sizes.put(name, attributes.size());
            return admit(name, attributes.size());
        }

        private FileVisitResult admit(String name, long size) {
            return rule.admit(name, size).fold(good -> FileVisitResult.CONTINUE, refused -> {
                no = Optional.of(refused);
                return FileVisitResult.TERMINATE;
            });
        }
    }

    @Override
    public Outcome<Octets> read(String name) {
        long size = sizes.getOrDefault(name, 0L);
        try (SeekableByteChannel file = Files.newByteChannel(
                folder.resolve(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer octets = ByteBuffer.allocate(Math.toIntExact(size) + 1);
            int read = 0;
            while (read >= 0 && octets.hasRemaining()) {
                read = file.read(octets);
            }
            return octets.position() == size
                    ? Outcome.yes(Octets.of(Arrays.copyOf(octets.array(), octets.position())))
                    : Outcome.no(Reason.BAG_NOT_VALID, EntryRule.shown(name) + " changed while it was read");
        } catch (IOException e) {
            return Outcome.no(Reason.BAG_INCOMPLETE, EntryRule.shown(name) + " cannot be read");
        }
    }

    @Override
    public void close() {
        sizes.clear();
    }
}
