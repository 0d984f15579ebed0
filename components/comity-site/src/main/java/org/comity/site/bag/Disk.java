package org.comity.site.bag;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The steps by which a bag comes to a medium. A halt may come before, within and after each. */
interface Disk {
    /** What a file is to hold. */
    interface Content {
        void to(OutputStream out) throws IOException;
    }

    /** Makes a folder. */
    void folder(Path folder) throws IOException;

    /** Writes a file that is not there; when it returns a power cut takes no octet back. */
    void file(Path file, Content content) throws IOException;

    /** Makes the names in a folder durable. */
    void sync(Path folder) throws IOException;

    /** Gives a file or folder its name at once, where there is none of that name. */
    void name(Path from, Path to) throws IOException;

    /** Removes a file, or a folder with all that is in it; links are not followed. */
    void remove(Path path) throws IOException;

    /** The disk itself. */
    Disk REAL = new Disk() {
        @Override
        public void folder(Path folder) throws IOException {
            Files.createDirectories(folder);
        }

        @Override
        public void file(Path file, Content content) throws IOException {
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
                content.to(out);
                out.flush();
                channel.force(true);
            }
        }

        @Override
        public void sync(Path folder) throws IOException {
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                }
            }
        }

        @Override
        public void name(Path from, Path to) throws IOException {
            if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(to + " is there already");
            }
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void remove(Path path) throws IOException {
            try (Stream<Path> all = Files.walk(path)) {
                List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
                for (Path one : deepestFirst) {
                    Files.delete(one);
                }
            }
        }
    };
}
