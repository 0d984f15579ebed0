package org.comity.core.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;

/** The key of a row; rows of a table are sorted by it as unsigned octets. */
public record RowKey(Octets octets) implements Comparable<RowKey> {
    /** A name. */
    public static RowKey of(String name) {
        return new RowKey(Octets.of(name.getBytes(StandardCharsets.UTF_8)));
    }

    /** A digest. */
    public static RowKey of(Digest digest) {
        return new RowKey(Octets.of(digest.bytes()));
    }

    /** A number of zero or more, so that rows are sorted by it. */
    public static RowKey of(long number) {
        return new RowKey(
                Octets.of(ByteBuffer.allocate(Long.BYTES).putLong(number).array()));
    }

    /** A level and an index in it. */
    public static RowKey of(int level, long index) {
        return new RowKey(Octets.of(ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) level)
                .putLong(index)
                .array()));
    }

    /** A digest, then a number: rows of one digest are sorted by the number. */
    public static RowKey of(Digest digest, long number) {
        return new RowKey(Octets.of(ByteBuffer.allocate(Digest.SIZE + Long.BYTES)
                .put(digest.bytes())
                .putLong(number)
                .array()));
    }

    /** Two digests. */
    public static RowKey of(Digest first, Digest second) {
        return new RowKey(Octets.of(ByteBuffer.allocate(2 * Digest.SIZE)
                .put(first.bytes())
                .put(second.bytes())
                .array()));
    }

    /** Whether it begins with that digest. */
    public boolean startsWith(Digest digest) {
        byte[] bytes = octets.bytes();
        return bytes.length >= Digest.SIZE && Arrays.equals(Arrays.copyOf(bytes, Digest.SIZE), digest.bytes());
    }

    /** The first key that can come after this one. */
    public RowKey next() {
        return new RowKey(Octets.of(Arrays.copyOf(octets.bytes(), octets.size() + 1)));
    }

    /** The name that {@link #of(String)} wrote. */
    public String text() {
        return new String(octets.bytes(), StandardCharsets.UTF_8);
    }

    /** The number at the end of the key. */
    public long number() {
        return ByteBuffer.wrap(octets.bytes()).getLong(octets.size() - Long.BYTES);
    }

    @Override
    public int compareTo(RowKey that) {
        return Arrays.compareUnsigned(octets.bytes(), that.octets.bytes());
    }
}
