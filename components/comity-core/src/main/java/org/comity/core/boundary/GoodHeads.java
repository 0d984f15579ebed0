package org.comity.core.boundary;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;

/**
 * Checks heads of signing batches, each good one once: its other members are judged by what is remembered. Bad heads are not
 * remembered, so nobody can fill the memory without a key. Bounded. Thread-safe.
 */
final class GoodHeads {
    private static final int REMEMBERED_MAX = 4_096;

    private final SignatureCheck signatures;
    private final Set<Head> good = ConcurrentHashMap.newKeySet();

    GoodHeads(SignatureCheck signatures) {
        this.signatures = Objects.requireNonNull(signatures, "signatures");
    }

    private record Head(Octets publicKey, SignatureAlgorithm algorithm, Octets head, Octets signature) {}

    boolean isGood(Octets publicKey, SignatureAlgorithm algorithm, byte[] head, Octets signature) {
        Head shown = new Head(publicKey, algorithm, Octets.of(head), signature);
        if (good.contains(shown)) {
            return true;
        }
        if (!signatures.verify(publicKey, algorithm, head, signature.bytes())) {
            return false;
        }
        if (good.size() >= REMEMBERED_MAX) {
            good.clear();
        }
        good.add(shown);
        return true;
    }
}
