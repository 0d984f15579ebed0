package org.comity.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Points of edwards25519 (RFC 8032) under the one rule: canonical encoding, prime order, not the neutral element. */
final class EdwardsPoint {
    private static final int Y_LAST = Ed25519.PUBLIC_KEY_SIZE - 1;

    /** The lowest octet of p = 2^255 - 19; all bits above it are set. */
    private static final int P_LOW = 0xed;

    private EdwardsPoint() {}

    static boolean isOfPrimeOrder(byte[] octets, int from, int length) {
        return length == Ed25519.PUBLIC_KEY_SIZE && Ed25519.validatePublicKeyFull(octets, from);
    }

    /**
     * What is left to be asked of an R whose equation without the cofactor holds under an A of prime order: the equation makes R of
     * prime order or neutral, so it must not be neutral, and its y must be below p.
     */
    static boolean isReducedAndNotNeutral(byte[] octets, int from) {
        int low = octets[from] & 0xff;
        int high = octets[from + Y_LAST] & 0x7f;
        boolean middleIsZero = true;
        boolean middleIsFull = true;
        for (int i = from + 1; i < from + Y_LAST; i++) {
            middleIsZero &= octets[i] == 0;
            middleIsFull &= octets[i] == (byte) 0xff;
        }
        boolean neutral = low == 1 && middleIsZero && high == 0;
        boolean notBelow = low >= P_LOW && middleIsFull && high == 0x7f;
        return !neutral && !notBelow;
    }
}
