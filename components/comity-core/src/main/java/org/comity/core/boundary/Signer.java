package org.comity.core.boundary;

import org.comity.core.mesh.Digest;
import org.comity.core.observation.SignatureAlgorithm;

/** A private key behind a port; its octets never leave it. Thread-safe. */
public interface Signer {

    /** Digest of the credential document that names the key. */
    Digest credential();

    /** The algorithm that the key signs with. */
    SignatureAlgorithm algorithm();

    /** Signs the message; the signature has the fixed length of the algorithm. */
    byte[] sign(byte[] message);
}
