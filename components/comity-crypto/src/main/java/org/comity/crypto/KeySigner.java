package org.comity.crypto;

import java.security.PrivateKey;
import java.util.Objects;
import org.comity.core.boundary.Signer;
import org.comity.core.mesh.Digest;
import org.comity.core.observation.SignatureAlgorithm;

/** A private key in memory behind the port. Thread-safe. */
public final class KeySigner implements Signer {
    private final PrivateKey key;
    private final SignatureAlgorithm algorithm;
    private final Digest credential;

    /** A signer for the key that the credential document of that digest names. */
    public KeySigner(PrivateKey key, SignatureAlgorithm algorithm, Digest credential) {
        this.key = Objects.requireNonNull(key, "key");
        this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
        this.credential = Objects.requireNonNull(credential, "credential");
    }

    @Override
    public Digest credential() {
        return credential;
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public byte[] sign(byte[] message) {
        return Algorithms.sign(algorithm, key, message);
    }

    @Override
    public String toString() {
        return "KeySigner[" + algorithm + "]";
    }
}
