package org.comity.core.mesh;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A SHA-256 value (FIPS 180-4). Ordered as an unsigned big-endian number; that order is for presentation alone. */
public final class Digest implements Comparable<Digest> {

    /** The number of octets of a digest. */
    public static final int SIZE = 32;

    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(Digest::newSha256);

    private final long a;
    private final long b;
    private final long c;
    private final long d;

    private Digest(long a, long b, long c, long d) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.d = d;
    }

    /**
     * Reads 32 octets.
     *
     * @throws IllegalArgumentException when there are not exactly 32
     */
    public static Digest of(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException("a digest has 32 octets, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Digest(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    /**
     * Reads 64 lower-case hexadecimal digits.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    public static Digest parse(String hex) {
        if (hex.length() != 2 * SIZE) {
            throw new IllegalArgumentException("a digest is 64 lower-case hexadecimal digits");
        }
        return new Digest(quarter(hex, 0), quarter(hex, 16), quarter(hex, 32), quarter(hex, 48));
    }

    private static long quarter(String hex, int from) {
        long value = 0;
        for (int i = from; i < from + 16; i++) {
            value = value << 4 | nibble(hex.charAt(i));
        }
        return value;
    }

    private static int nibble(char ch) {
        if (ch >= '0' && ch <= '9') {
            return ch - '0';
        }
        if (ch >= 'a' && ch <= 'f') {
            return ch - 'a' + 10;
        }
        throw new IllegalArgumentException("a digest is 64 lower-case hexadecimal digits");
    }

    /** SHA-256 over the concatenation of the parts. */
    public static Digest sha256(byte[]... parts) {
        MessageDigest sha = fresh();
        for (byte[] part : parts) {
            sha.update(part);
        }
        return of(sha.digest());
    }

    /** SHA-256 over the first so many octets of an array. */
    static Digest sha256(byte[] octets, int size) {
        MessageDigest sha = fresh();
        sha.update(octets, 0, size);
        return of(sha.digest());
    }

    /** SHA-256 over the concatenation of what remains in the parts; they are used up. */
    public static Digest sha256(List<ByteBuffer> parts) {
        MessageDigest sha = fresh();
        parts.forEach(sha::update);
        return of(sha.digest());
    }

    /** The thread's own, without what an interrupted use may have left in it. */
    private static MessageDigest fresh() {
        MessageDigest sha = SHA256.get();
        sha.reset();
        return sha;
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The 32 octets, a fresh array. */
    public byte[] bytes() {
        return ByteBuffer.allocate(SIZE)
                .putLong(a)
                .putLong(b)
                .putLong(c)
                .putLong(d)
                .array();
    }

    /** Puts the 32 octets into the buffer. */
    public void putInto(ByteBuffer buffer) {
        buffer.putLong(a).putLong(b).putLong(c).putLong(d);
    }

    /** The hexadecimal digit at a place, from 0 for the most significant to 63. */
    int digit(int place) {
        long quarter = place < 16 ? a : place < 32 ? b : place < 48 ? c : d;
        return (int) (quarter >>> (60 - 4 * (place & 15))) & 0xf;
    }

    /** A quarter of it as a number, for packed columns: 0 is the most significant, 3 the least. */
    public long word(int quarter) {
        return switch (quarter) {
            case 0 -> a;
            case 1 -> b;
            case 2 -> c;
            case 3 -> d;
            default -> throw new IndexOutOfBoundsException(quarter);
        };
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    @Override
    public int compareTo(Digest that) {
        int order = Long.compareUnsigned(a, that.a);
        order = order != 0 ? order : Long.compareUnsigned(b, that.b);
        order = order != 0 ? order : Long.compareUnsigned(c, that.c);
        return order != 0 ? order : Long.compareUnsigned(d, that.d);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest that && a == that.a && b == that.b && c == that.c && d == that.d;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(a);
    }

    @Override
    public String toString() {
        return hex();
    }
}
