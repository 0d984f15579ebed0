package org.comity.core.mesh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The identity of an observation: a digest of its canonical core, so that whoever holds the core can check it. */
public record Oid(Digest digest) implements Comparable<Oid> {

    private static final byte[] TAG = "comity-observation-v1\0".getBytes(StandardCharsets.US_ASCII);

    public Oid {
        Objects.requireNonNull(digest, "digest");
    }

    /** SHA-256("comity-observation-v1" || 0x00 || the exclusive C14N form of the core). */
    public static Oid ofCanonicalCore(byte[] canonicalCore) {
        return new Oid(Digest.sha256(TAG, canonicalCore));
    }

    /** The same over what remains in the parts; they are used up. */
    public static Oid ofCanonicalCore(ByteBuffer first, ByteBuffer rest) {
        return new Oid(Digest.sha256(List.of(ByteBuffer.wrap(TAG), first, rest)));
    }

    /**
     * Reads 64 lower-case hexadecimal digits.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    public static Oid parse(String hex) {
        return new Oid(Digest.parse(hex));
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return digest.hex();
    }

    @Override
    public int compareTo(Oid that) {
        return digest.compareTo(that.digest);
    }

    @Override
    public String toString() {
        return hex();
    }
}
