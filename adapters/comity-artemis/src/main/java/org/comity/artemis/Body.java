package org.comity.artemis;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.comity.core.mesh.Octets;
import org.jspecify.annotations.Nullable;

/** A message's octets as they stream in: in memory up to a maximum, in a file beyond it. What a peer claims of their number is not believed. */
final class Body extends OutputStream {
    private final int octetsMax;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream spilled;
    private long size;

    Body(int octetsMax) {
        this.octetsMax = octetsMax;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int count) throws IOException {
        size += count;
        if (spilled == null && size > octetsMax) {
            file = Files.createTempFile("comity-", ".message");
            spilled = new BufferedOutputStream(Files.newOutputStream(file));
            memory.writeTo(spilled);
            memory.reset();
        }
        (spilled == null ? memory : spilled).write(octets, from, count);
    }

    @Override
    public void flush() throws IOException {
        if (spilled != null) {
            spilled.flush();
        }
    }

    /** How many octets came. */
    long size() {
        return size;
    }

    /** The octets, where they are no more than the maximum. */
    Optional<Octets> octets() {
        return file == null ? Optional.of(Octets.of(memory.toByteArray())) : Optional.empty();
    }

    InputStream stream() throws IOException {
        flush();
        return file == null ? new ByteArrayInputStream(memory.toByteArray()) : Files.newInputStream(file);
    }

    /** Gives back what the octets take; reading them later fails. */
    void discard() throws IOException {
        if (spilled != null) {
            spilled.close();
        }
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
