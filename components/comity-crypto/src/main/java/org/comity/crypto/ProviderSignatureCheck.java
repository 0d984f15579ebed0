package org.comity.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.comity.core.boundary.SignatureCheck;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;

/**
 * Checks signatures with a provider, after the edges that providers judge differently are judged here.
 *
 * <ul>
 *   <li>The key is a {@link CheckedKey}; keys are kept, so that each is judged once.
 *   <li>The signature has the fixed length of its algorithm.
 *   <li>ECDSA (FIPS 186-5): 0 &lt; r, s &lt; n. Where r is so small that the x coordinate may have been reduced by n, Bouncy
 *       Castle judges under every provider: SunEC of JDK 17 compares without reducing.
 *   <li>Ed25519 (RFC 8032): S below L; R canonical and of prime order, which the equation without the cofactor implies and
 *       is checked before any other. Then the equations have the same solutions.
 * </ul>
 *
 * Thread-safe.
 */
public final class ProviderSignatureCheck implements SignatureCheck {
    private static final int CACHE_MAX = 4_096;
    private static final SignatureProvider REDUCING = SignatureProvider.bouncyCastle();
    private static final BigInteger P256 = SECNamedCurves.getByName("secp256r1").getN();
    private static final BigInteger P384 = SECNamedCurves.getByName("secp384r1").getN();
    private static final BigInteger P256_SPARE = field("secp256r1").subtract(P256);
    private static final BigInteger P384_SPARE = field("secp384r1").subtract(P384);
    private static final BigInteger EDWARDS =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private final SignatureProvider provider;
    private final Map<Octets, Optional<CheckedKey>> keys = new ConcurrentHashMap<>();

    private static BigInteger field(String curve) {
        return SECNamedCurves.getByName(curve).getCurve().getField().getCharacteristic();
    }

    /** A check with the fastest provider that is present. */
    public ProviderSignatureCheck() {
        this(SignatureProvider.fastest());
    }

    /** A check with that provider. */
    public ProviderSignatureCheck(SignatureProvider provider) {
        this.provider = Objects.requireNonNull(provider, "provider");
    }

    @Override
    public boolean verify(Octets publicKey, SignatureAlgorithm algorithm, byte[] message, byte[] signature) {
        Optional<CheckedKey> key = key(publicKey);
        try {
            return key.isPresent()
                    && key.get().algorithm() == algorithm
                    && isWellFormed(algorithm, signature)
                    && equationHolds(publicKey, key.get(), message, signature);
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    private boolean equationHolds(Octets publicKey, CheckedKey key, byte[] message, byte[] signature)
            throws GeneralSecurityException {
        SignatureAlgorithm algorithm = key.algorithm();
        if (isReduced(algorithm, signature)) {
            return provider.verify(key.key(), algorithm, message, signature);
        }
        return REDUCING.verify(REDUCING.publicKey(algorithm, publicKey.bytes()), algorithm, message, signature);
    }

    private Optional<CheckedKey> key(Octets octets) {
        Optional<CheckedKey> known = keys.get(octets);
        if (known != null) {
            return known;
        }
        if (keys.size() >= CACHE_MAX) {
            keys.clear();
        }
        Optional<CheckedKey> read = CheckedKey.read(octets, provider);
        keys.put(octets, read);
        return read;
    }

    private boolean isWellFormed(SignatureAlgorithm algorithm, byte[] signature) {
        if (signature.length != algorithm.size()) {
            return false;
        }
        return switch (algorithm) {
            case ECDSA_P256_SHA256 -> areBetween(signature, P256);
            case ECDSA_P384_SHA384 -> areBetween(signature, P384);
            case ED25519 ->
                isBelow(signature, EDWARDS)
                        && (provider.equation() == SignatureProvider.Equation.WITHOUT_COFACTOR
                                ? EdwardsPoint.isReducedAndNotNeutral(signature, 0)
                                : EdwardsPoint.isOfPrimeOrder(signature, 0, Ed25519.PUBLIC_KEY_SIZE));
        };
    }

    /** Whether r can only be an x coordinate itself, not one less the order. */
    private static boolean isReduced(SignatureAlgorithm algorithm, byte[] signature) {
        return switch (algorithm) {
            case ECDSA_P256_SHA256 -> r(signature).compareTo(P256_SPARE) >= 0;
            case ECDSA_P384_SHA384 -> r(signature).compareTo(P384_SPARE) >= 0;
            case ED25519 -> true;
        };
    }

    private static BigInteger r(byte[] signature) {
        return new BigInteger(1, signature, 0, signature.length / 2);
    }

    /** 0 &lt; r, s &lt; n. */
    private static boolean areBetween(byte[] signature, BigInteger order) {
        int half = signature.length / 2;
        BigInteger r = r(signature);
        BigInteger s = new BigInteger(1, signature, half, half);
        return r.signum() > 0 && s.signum() > 0 && r.compareTo(order) < 0 && s.compareTo(order) < 0;
    }

    /** S, little-endian in the second half, below the order. */
    private static boolean isBelow(byte[] signature, BigInteger order) {
        byte[] scalar = Arrays.copyOfRange(signature, signature.length / 2, signature.length);
        for (int i = 0, j = scalar.length - 1; i < j; i++, j--) {
            byte swapped = scalar[i];
            scalar[i] = scalar[j];
            scalar[j] = swapped;
        }
        return new BigInteger(1, scalar).compareTo(order) < 0;
    }
}
