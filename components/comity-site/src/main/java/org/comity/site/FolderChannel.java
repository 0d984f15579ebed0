package org.comity.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.comity.camel.Channel;
import org.comity.core.mesh.Octets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel of two folders, shared or carried by hand: a file a parcel, complete from the moment that it is seen. What is taken
 * is deleted. Thread-safe; each folder has one process that puts and one that takes.
 */
public final class FolderChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(FolderChannel.class);
    private static final String PARCEL = ".parcel";
    private static final long PARCEL_OCTETS_MAX = 64L * 1024 * 1024;

    private final Path out;
    private final Path in;
    private final Duration pause;

    /** A channel that puts into one folder and takes from the other, looking again after each pause. */
    public FolderChannel(Path out, Path in, Duration pause) {
        this.out = Objects.requireNonNull(out, "out");
        this.in = Objects.requireNonNull(in, "in");
        this.pause = Objects.requireNonNull(pause, "pause");
        try {
            Files.createDirectories(out);
            Files.createDirectories(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void put(List<Octets> parcels) {
        try {
            long next =
                    parcels(out).stream().mapToLong(FolderChannel::number).max().orElse(0);
            for (Octets parcel : parcels) {
                next++;
                put(
                        parcel,
                        String.format(
                                Locale.ROOT, "%019d-%s", next, parcel.digest().hex()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the folder " + out + " cannot be written", e);
        }
    }

    private void put(Octets parcel, String name) throws IOException {
        Path part = out.resolve(name + ".part");
        try (FileChannel file = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer octets = ByteBuffer.wrap(parcel.bytes());
            while (octets.hasRemaining()) {
                file.write(octets);
            }
            file.force(true);
        }
        Files.move(part, out.resolve(name + PARCEL), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public Subscription take(Predicate<Octets> taker) {
        return Looking.every(pause, "comity-folder " + in.getFileName(), () -> look(taker));
    }

    /** Offers what lies there, in its order; what is not taken is offered again later and holds up nothing. */
    private void look(Predicate<Octets> taker) {
        try {
            for (Path file : parcels(in)) {
                if (Files.size(file) > PARCEL_OCTETS_MAX) {
                    LOG.warn("{} is larger than {} octets and is set aside", file, PARCEL_OCTETS_MAX);
                    Files.move(file, Path.of(file + ".refused"), StandardCopyOption.REPLACE_EXISTING);
                } else if (Looking.isTaken(taker, Octets.of(Files.readAllBytes(file)))) {
                    Files.delete(file);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("the folder {} cannot be taken from: {}", in, e.toString());
        }
    }

    private static List<Path> parcels(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(PARCEL))
                    .sorted()
                    .toList();
        }
    }

    private static long number(Path file) {
        String digits = file.getFileName().toString().replaceFirst("-.*", "");
        return digits.matches("[0-9]{1,18}|0[0-9]{18}") ? Long.parseLong(digits) : 0;
    }
}
