package org.comity.xml;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests of the platform. */
final class Hashes {
    private Hashes() {}

    static byte[] of(String algorithm, byte[] octets) {
        try {
            return MessageDigest.getInstance(algorithm).digest(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
