package org.comity.core.observation;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;

/** What shows that the named credential's key stands behind a core: a signature of its own, or a place in a batch. */
public sealed interface Evidence {

    /** Answers both cases. */
    <T> T fold(Function<Single, T> onSingle, Function<Batched, T> onBatched);

    /**
     * One XML signature of the closed profile. The reader has checked that it covers the core by the one reference.
     *
     * @param signedInfo the canonical octets that the signature is over
     */
    record Single(SignatureAlgorithm algorithm, Octets signedInfo, Octets signature) implements Evidence {
        public Single {
            Objects.requireNonNull(algorithm, "algorithm");
            Objects.requireNonNull(signedInfo, "signedInfo");
            Objects.requireNonNull(signature, "signature");
        }

        @Override
        public <T> T fold(Function<Single, T> onSingle, Function<Batched, T> onBatched) {
            return onSingle.apply(this);
        }
    }

    /**
     * A place in a signing batch: leaf "comity-batch-v1" || 0x00 || oid, an RFC 9162 path, a head signed once.
     *
     * @param index of the leaf, from 0
     * @param size of the batch, at most {@value #SIZE_MAX}
     * @param path RFC 9162 inclusion path, leaf to root
     */
    record Batched(long index, long size, List<Digest> path, SignatureAlgorithm algorithm, Octets signature)
            implements Evidence {
        /** The most observations of one batch. */
        public static final int SIZE_MAX = 1_024;

        public Batched {
            path = List.copyOf(path);
            Objects.requireNonNull(algorithm, "algorithm");
            Objects.requireNonNull(signature, "signature");
            if (size < 1 || size > SIZE_MAX || index < 0 || index >= size) {
                throw new IllegalArgumentException("a batch has 1 to " + SIZE_MAX + " leaves, the index among them");
            }
        }

        @Override
        public <T> T fold(Function<Single, T> onSingle, Function<Batched, T> onBatched) {
            return onBatched.apply(this);
        }
    }
}
