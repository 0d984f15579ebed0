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
        return new RowKey(Octets.of(ByteBuffer.allocate(Long.BYTES).putLong(number).array()));
    }

    /** A level and an index in it. */
    public static RowKey of(int level, long index) {
        return new RowKey(Octets.of(
                ByteBuffer.allocate(1 + Long.BYTES).put((byte) level).putLong(index).array()));
    }

    /** The number that {@link #of(long)} wrote. */
    public long number() {
        return ByteBuffer.wrap(octets.bytes()).getLong();
    }

    @Override
    public int compareTo(RowKey that) {
        return Arrays.compareUnsigned(octets.bytes(), that.octets.bytes());
    }
}
