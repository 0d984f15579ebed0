package org.comity.core.mesh;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.BiConsumer;

/**
 * The one canonical encoding beneath every digest that two meshes compare: a tag, 0x00, then fields, each a length of
 * four octets and its octets. A list is its size and its items in the order given; callers sort.
 */
public final class Encoding {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Encoding() {}

    /** Begins an encoding. The tag separates domains: no two kinds of digest share one. */
    public static Encoding of(String tag) {
        Encoding encoding = new Encoding();
        encoding.out.writeBytes(tag.getBytes(StandardCharsets.US_ASCII));
        encoding.out.write(0);
        return encoding;
    }

    /** Appends octets. */
    public Encoding octets(byte[] bytes) {
        int length = bytes.length;
        out.write(length >>> 24);
        out.write(length >>> 16);
        out.write(length >>> 8);
        out.write(length);
        out.writeBytes(bytes);
        return this;
    }

    /** Appends text in UTF-8. */
    public Encoding text(String text) {
        return octets(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends a 64-bit number, big-endian. */
    public Encoding number(long number) {
        return octets(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    /** Appends a digest. */
    public Encoding digest(Digest digest) {
        return octets(digest.bytes());
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
        return out.toByteArray();
    }

    /** SHA-256 of the octets so far. */
    public Digest digest() {
        return Digest.sha256(bytes());
    }
}
