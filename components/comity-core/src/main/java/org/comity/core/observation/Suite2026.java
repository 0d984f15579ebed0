package org.comity.core.observation;

import java.util.Set;

/** The first suite: ECDSA on P-256 and P-384 (FIPS 186-5) and Ed25519 (RFC 8032), each with the one rule for its edges. */
public final class Suite2026 implements Suite {

    /** The suite. */
    public static final Suite2026 SUITE = new Suite2026();

    private Suite2026() {}

    @Override
    public int year() {
        return 2026;
    }

    @Override
    public Set<SignatureAlgorithm> algorithms() {
        return Set.of(
                SignatureAlgorithm.ECDSA_P256_SHA256, SignatureAlgorithm.ECDSA_P384_SHA384, SignatureAlgorithm.ED25519);
    }

    @Override
    public String toString() {
        return "Suite2026";
    }
}
