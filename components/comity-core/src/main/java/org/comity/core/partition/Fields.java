package org.comity.core.partition;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;

/** Reads back what {@link org.comity.core.mesh.Encoding} wrote. */
final class Fields {
    private static final int ITEMS_MAX = 1_024;

    private final ByteBuffer in;

    /**
     * @throws IllegalArgumentException when the octets do not begin with the tag
     */
    Fields(String tag, Octets octets) {
        in = ByteBuffer.wrap(octets.bytes());
        byte[] begin = new byte[Math.min(in.remaining(), tag.length() + 1)];
        in.get(begin);
        if (!new String(begin, StandardCharsets.US_ASCII).equals(tag + "\0")) {
            throw new IllegalArgumentException("not a " + tag);
        }
    }

    byte[] octets() {
        try {
            int size = in.getInt();
            if (size < 0 || size > in.remaining()) {
                throw new IllegalArgumentException("a field is longer than the message");
            }
            byte[] bytes = new byte[size];
            in.get(bytes);
            return bytes;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the message ends early", e);
        }
    }

    String text() {
        return new String(octets(), StandardCharsets.UTF_8);
    }

    long number() {
        byte[] bytes = octets();
        if (bytes.length != Long.BYTES) {
            throw new IllegalArgumentException("not a number");
        }
        return ByteBuffer.wrap(bytes).getLong();
    }

    Digest digest() {
        return Digest.of(octets());
    }

    <T> List<T> list(Supplier<T> step) {
        long size = number();
        if (size < 0 || size > ITEMS_MAX) {
            throw new IllegalArgumentException("a list of " + size);
        }
        List<T> items = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            items.add(step.get());
        }
        return items;
    }

    void end() {
        if (in.hasRemaining()) {
            throw new IllegalArgumentException("octets after the last field");
        }
    }
}
