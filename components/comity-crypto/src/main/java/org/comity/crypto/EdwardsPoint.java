package org.comity.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Points of edwards25519 (RFC 8032) under the one rule: canonical encoding, prime order, not the neutral element. */
final class EdwardsPoint {
    private EdwardsPoint() {}

    static boolean isOfPrimeOrder(byte[] octets, int from, int length) {
        return length == Ed25519.PUBLIC_KEY_SIZE && Ed25519.validatePublicKeyFull(octets, from);
    }

    /** Canonical and not of small order in the eyes of the bare checks; its order is not proven. */
    static boolean isCanonical(byte[] octets, int from, int length) {
        return length == Ed25519.PUBLIC_KEY_SIZE && Ed25519.validatePublicKeyPartial(octets, from);
    }
}
