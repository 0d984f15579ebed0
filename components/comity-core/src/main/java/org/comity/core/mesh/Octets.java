package org.comity.core.mesh;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An immutable run of octets, compared by content. {@code toString} shows the length alone. */
public final class Octets {

    private final byte[] bytes;

    /** Computed when first asked for; a race computes it twice. */
    private @Nullable Digest digest;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies the given octets. */
    public static Octets of(byte[] bytes) {
        return new Octets(Objects.requireNonNull(bytes, "bytes").clone());
    }

    /** A fresh copy of the octets. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The number of octets. */
    public int size() {
        return bytes.length;
    }

    /** SHA-256 of the octets. */
    public Digest digest() {
        Digest known = digest;
        if (known == null) {
            known = Digest.sha256(bytes);
            digest = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Octets[" + bytes.length + "]";
    }
}
