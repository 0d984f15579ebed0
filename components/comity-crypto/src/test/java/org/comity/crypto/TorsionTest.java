package org.comity.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Signatures whose signer knows the key and hides torsion in R, leaves R neutral, or writes it in another form: each equation with
 * the cofactor holds, and no provider may take any. Arithmetic in the plainest form, as RFC 8032 writes it.
 */
class TorsionTest {
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger D = BigInteger.valueOf(-121_665).multiply(inverse(BigInteger.valueOf(121_666)));
    private static final byte[] MESSAGE = "what was seen".getBytes(StandardCharsets.US_ASCII);

    private record Point(BigInteger x, BigInteger y) {
        static final Point NEUTRAL = new Point(BigInteger.ZERO, BigInteger.ONE);

        Point plus(Point that) {
            BigInteger product = D.multiply(x).multiply(that.x).multiply(y).multiply(that.y);
            BigInteger sumX = x.multiply(that.y).add(that.x.multiply(y));
            BigInteger sumY = y.multiply(that.y).add(x.multiply(that.x));
            return new Point(
                    sumX.multiply(inverse(BigInteger.ONE.add(product))).mod(P),
                    sumY.multiply(inverse(BigInteger.ONE.subtract(product))).mod(P));
        }

        Point times(BigInteger scalar) {
            Point result = NEUTRAL;
            for (int i = scalar.bitLength() - 1; i >= 0; i--) {
                result = result.plus(result);
                result = scalar.testBit(i) ? result.plus(this) : result;
            }
            return result;
        }

        byte[] encoded() {
            byte[] octets = little(y);
            octets[31] |= (byte) (x.testBit(0) ? 0x80 : 0);
            return octets;
        }
    }

    private static final Point BASE =
            point(BigInteger.valueOf(4).multiply(inverse(BigInteger.valueOf(5))).mod(P));
    private static final Point EIGHTH = eighth();

    private static BigInteger inverse(BigInteger value) {
        return value.mod(P).modInverse(P);
    }

    /** The point of that y with even x; null where there is none. */
    private static @org.jspecify.annotations.Nullable Point point(BigInteger y) {
        BigInteger square = y.multiply(y)
                .subtract(BigInteger.ONE)
                .multiply(inverse(D.multiply(y).multiply(y).add(BigInteger.ONE)))
                .mod(P);
        BigInteger root = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        if (!root.multiply(root).mod(P).equals(square)) {
            root = root.multiply(
                            BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P))
                    .mod(P);
        }
        if (!root.multiply(root).mod(P).equals(square)) {
            return null;
        }
        return new Point(root.testBit(0) ? P.subtract(root) : root, y);
    }

    /** A point of order eight. */
    private static Point eighth() {
        for (BigInteger y = BigInteger.TWO; ; y = y.add(BigInteger.ONE)) {
            Point found = point(y);
            Point torsion = found == null ? Point.NEUTRAL : found.times(L);
            if (!torsion.times(BigInteger.valueOf(4)).equals(Point.NEUTRAL)) {
                return torsion;
            }
        }
    }

    private static byte[] little(BigInteger value) {
        byte[] big = value.toByteArray();
        byte[] octets = new byte[32];
        for (int i = 0; i < big.length && i < 32; i++) {
            octets[i] = big[big.length - 1 - i];
        }
        return octets;
    }

    private static BigInteger challenge(byte[] r, byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            digest.update(r);
            digest.update(key);
            byte[] hash = digest.digest(MESSAGE);
            for (int i = 0, j = hash.length - 1; i < j; i++, j--) {
                byte swapped = hash[i];
                hash[i] = hash[j];
                hash[j] = swapped;
            }
            return new BigInteger(1, hash).mod(L);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** One who signs with any R whose discrete logarithm, but for torsion, is known. */
    private record Forger(BigInteger secret, byte[] key) {
        static Forger of(Random random) {
            BigInteger secret = new BigInteger(250, random);
            return new Forger(secret, BASE.times(secret).encoded());
        }

        byte[] signature(BigInteger nonce, byte[] r) {
            byte[] signature = Arrays.copyOf(r, 64);
            byte[] scalar = little(nonce.add(challenge(r, key).multiply(secret)).mod(L));
            System.arraycopy(scalar, 0, signature, 32, 32);
            return signature;
        }

        boolean isTaken(SignatureProvider provider, byte[] signature) {
            try {
                Octets spki = Octets.of(
                        new SubjectPublicKeyInfo(new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519), key)
                                .getEncoded("DER"));
                return new ProviderSignatureCheck(provider)
                        .verify(spki, SignatureAlgorithm.ED25519, MESSAGE, signature);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    static List<SignatureProvider> providers() {
        return SignatureProvider.present();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void takesWhatIsHonestAndNothingWithTorsionInR(SignatureProvider provider) {
        Random random = new Random(20_261_125);
        for (int i = 0; i < 8; i++) {
            // Given
            Forger forger = Forger.of(random);
            BigInteger nonce = new BigInteger(250, random);
            Point honest = BASE.times(nonce);

            // Then
            assertThat(forger.isTaken(provider, forger.signature(nonce, honest.encoded())))
                    .isTrue();
            for (int torsion = 1; torsion < 8; torsion++) {
                byte[] r =
                        honest.plus(EIGHTH.times(BigInteger.valueOf(torsion))).encoded();
                assertThat(forger.isTaken(provider, forger.signature(nonce, r)))
                        .as("torsion %d", torsion)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void takesNoNeutralOrSmallR(SignatureProvider provider) {
        Forger forger = Forger.of(new Random(7));
        List<byte[]> small = new ArrayList<>();
        for (int torsion = 0; torsion < 8; torsion++) {
            small.add(EIGHTH.times(BigInteger.valueOf(torsion)).encoded());
        }
        for (BigInteger y : List.of(BigInteger.ZERO, BigInteger.ONE)) {
            small.add(little(y.add(P)));
        }
        for (byte[] r : List.copyOf(small)) {
            byte[] other = r.clone();
            other[31] ^= (byte) 0x80;
            small.add(other);
        }
        for (byte[] r : small) {
            assertThat(forger.isTaken(provider, forger.signature(BigInteger.ZERO, r)))
                    .as(java.util.HexFormat.of().formatHex(r))
                    .isFalse();
        }
    }
}
