package org.comity.artemis;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The handshakes that failed at a stand-alone broker on this machine, as a log of it tells them. How far they were read stands in a
 * file beside, so that what comes while nobody reads is read later.
 */
final class HandshakeLog {
    /** In the broker's folder of logs; it holds these lines alone. */
    static final String FILE = "handshakes.log";

    /** How the broker marks such a line. */
    static final String CODE = "AMQ222208";

    private static final Pattern LINE = Pattern.compile(CODE + ".* from /?(\\S+?)(?::[0-9]+)?: (.*)");
    private static final int OCTETS_AT_ONCE = 1 << 16;

    private final Path log;
    private final Path full;
    private final Path read;

    HandshakeLog(Path logs) {
        this.log = logs.resolve(FILE);
        this.full = logs.resolve(FILE + ".1");
        this.read = logs.resolve(FILE + ".read");
    }

    /**
     * Up to where the log was read.
     *
     * @param file which file that was, by what the system calls it: the broker moves a full one away and begins anew
     */
    record Place(long octet, String file) {
        static final Place START = new Place(0, "");

        /** Where it cannot be read, the start: an attempt is told twice rather than never. */
        static Place parse(String text) {
            int space = text.indexOf(' ');
            try {
                return space < 0
                        ? START
                        : new Place(Long.parseLong(text.substring(0, space)), text.substring(space + 1));
            } catch (NumberFormatException e) {
                return START;
            }
        }

        String text() {
            return octet + " " + file;
        }
    }

    /** Who tried and what failed, a line each, from where {@link #read(Place)} left off. */
    record News(List<String> attempts, Place upTo) {}

    News next() throws IOException {
        Place noted = Files.exists(read) ? Place.parse(Files.readString(read)) : Place.START;
        if (!noted.file().isEmpty() && noted.file().equals(name(full))) {
            News rest = from(full, noted);
            if (!rest.upTo().equals(noted)) {
                return rest;
            }
        }
        String now = name(log);
        return now.isEmpty()
                ? new News(List.of(), noted)
                : from(log, new Place(now.equals(noted.file()) ? noted.octet() : 0, now));
    }

    /** What the system calls a file for as long as it is there, whatever its path; empty where none is at the path. */
    private static String name(Path file) throws IOException {
        return Files.exists(file)
                ? String.valueOf(
                        Files.readAttributes(file, BasicFileAttributes.class).fileKey())
                : "";
    }

    private static News from(Path path, Place place) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(place.octet() > file.length() ? 0 : place.octet());
            long from = file.getFilePointer();
            byte[] octets = new byte[(int) Math.min(OCTETS_AT_ONCE, file.length() - from)];
            file.readFully(octets);
            int whole = octets.length;
            while (whole > 0 && octets[whole - 1] != '\n') {
                whole--;
            }
            if (whole == 0 && octets.length == OCTETS_AT_ONCE) {
                whole = octets.length;
            }
            List<String> attempts = new ArrayList<>();
            new String(octets, 0, whole, StandardCharsets.UTF_8).lines().forEach(line -> {
                Matcher told = LINE.matcher(line);
                if (told.find()) {
                    attempts.add(told.group(1) + ": " + told.group(2));
                }
            });
            return new News(attempts, new Place(from + whole, place.file()));
        }
    }

    /** Notes up to where it was read. */
    void read(Place upTo) throws IOException {
        Path anew = read.resolveSibling(read.getFileName() + ".new");
        Files.writeString(anew, upTo.text());
        Files.move(anew, read, StandardCopyOption.ATOMIC_MOVE);
    }
}
