package org.comity.artemis;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private final Path read;

    HandshakeLog(Path logs) {
        this.log = logs.resolve(FILE);
        this.read = logs.resolve(FILE + ".read");
    }

    /** Who tried and what failed, a line each, from where {@link #read(long)} left off. */
    record News(List<String> attempts, long upTo) {}

    News next() throws IOException {
        if (!Files.exists(log)) {
            return new News(List.of(), 0);
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Files.exists(read) ? Long.parseLong(Files.readString(read)) : 0;
            // The broker begins the file anew when it is full.
            file.seek(from > file.length() ? 0 : from);
            from = file.getFilePointer();
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
            return new News(attempts, from + whole);
        } catch (NumberFormatException e) {
            throw new IOException(read + " is no number", e);
        }
    }

    /** Notes up to where it was read. */
    void read(long upTo) throws IOException {
        Files.writeString(read, Long.toString(upTo));
    }
}
