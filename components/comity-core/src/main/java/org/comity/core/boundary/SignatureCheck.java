package org.comity.core.boundary;

import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;

/** The one signature facade: the same verdict under every provider. Thread-safe. */
public interface SignatureCheck {

    /**
     * Whether the signature is good. Any doubt (wrong key type, odd encoding, r or s out of range, S not below L, A or R
     * not canonical or with torsion) is false.
     *
     * @param publicKey SubjectPublicKeyInfo, DER
     */
    boolean verify(Octets publicKey, SignatureAlgorithm algorithm, byte[] message, byte[] signature);
}
