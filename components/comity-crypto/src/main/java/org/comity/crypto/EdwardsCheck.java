package org.comity.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Ed25519 (RFC 8032) with one rule for its edges: S below L; A and R canonical, of prime order. */
final class EdwardsCheck {
    private static final BigInteger ORDER =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private EdwardsCheck() {}

    static boolean verify(byte[] key, byte[] message, byte[] signature) {
        return key.length == Ed25519.PUBLIC_KEY_SIZE
                && signature.length == Ed25519.SIGNATURE_SIZE
                && isBelowOrder(signature)
                && Ed25519.validatePublicKeyFull(key, 0)
                && Ed25519.validatePublicKeyFull(signature, 0)
                && Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
    }

    private static boolean isBelowOrder(byte[] signature) {
        byte[] bigEndian = new byte[32];
        byte[] scalar = Arrays.copyOfRange(signature, 32, 64);
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = scalar[scalar.length - 1 - i];
        }
        return new BigInteger(1, bigEndian).compareTo(ORDER) < 0;
    }
}
