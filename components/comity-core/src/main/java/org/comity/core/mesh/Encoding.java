package org.comity.core.mesh;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.BiConsumer;

/**
 * The one canonical encoding beneath every digest that two meshes compare: a tag, 0x00, then fields, each a length of
 * four octets and its octets. A list is its size and its items in the order given; callers sort.
 */
public final class Encoding {

    private byte[] octets = new byte[384];
    private int size;

    private Encoding() {}

    /** Begins an encoding. The tag separates domains: no two kinds of digest share one. */
    public static Encoding of(String tag) {
        Encoding encoding = new Encoding();
        encoding.append(tag.getBytes(StandardCharsets.US_ASCII));
        encoding.append(new byte[1]);
        return encoding;
    }

    private void append(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, octets, size, bytes.length);
        size += bytes.length;
    }

    private void append(long number, int length) {
        reserve(length);
        for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
            octets[size++] = (byte) (number >>> shift);
        }
    }

    private void reserve(int more) {
        if (more > octets.length - size) {
            octets = Arrays.copyOf(octets, Math.max(2 * octets.length, Math.addExact(size, more)));
        }
    }

    /** Appends octets. */
    public Encoding octets(byte[] bytes) {
        append(bytes.length, Integer.BYTES);
        append(bytes);
        return this;
    }

    /** Appends text in UTF-8. */
    public Encoding text(String text) {
        return octets(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends a 64-bit number, big-endian. */
    public Encoding number(long number) {
        append(Long.BYTES, Integer.BYTES);
        append(number, Long.BYTES);
        return this;
    }

    /** Appends a digest. */
    public Encoding digest(Digest digest) {
        append(Digest.SIZE, Integer.BYTES);
        for (int quarter = 0; quarter < 4; quarter++) {
            append(digest.word(quarter), Long.BYTES);
        }
        return this;
    }

    /** Appends an oid. */
    public Encoding oid(Oid oid) {
        return digest(oid.digest());
    }

    /** Appends the size, then each item as the given step writes it. */
    public <T> Encoding list(Collection<T> items, BiConsumer<Encoding, T> step) {
        number(items.size());
        items.forEach(item -> step.accept(this, item));
        return this;
    }

    /** The octets so far. */
    public byte[] bytes() {
        return Arrays.copyOf(octets, size);
    }

    /** SHA-256 of the octets so far. */
    public Digest digest() {
        return Digest.sha256(octets, size);
    }
}
