package org.comity.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.comity.core.boundary.SignatureCheck;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;

/** Checks signatures with a provider, after the edges that providers judge differently are judged here. Thread-safe. */
public final class ProviderSignatureCheck implements SignatureCheck {
    private static final int CACHE_MAX = 4_096;

    private final Provider provider;
    private final Map<Octets, Optional<PublicKey>> keys = new ConcurrentHashMap<>();

    /** A check with Bouncy Castle. */
    public ProviderSignatureCheck() {
        this(Algorithms.PROVIDER);
    }

    /** A check with a provider that knows EC keys and ECDSA with fixed-length values under Bouncy Castle's names. */
    ProviderSignatureCheck(Provider provider) {
        this.provider = Objects.requireNonNull(provider, "provider");
    }

    @Override
    public boolean verify(Octets publicKey, SignatureAlgorithm algorithm, byte[] message, byte[] signature) {
        try {
            if (signature.length != algorithm.size()) {
                return false;
            }
            if (algorithm == SignatureAlgorithm.ED25519) {
                SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(publicKey.bytes());
                return EdECObjectIdentifiers.id_Ed25519.equals(
                                info.getAlgorithm().getAlgorithm())
                        && Arrays.equals(info.getEncoded("DER"), publicKey.bytes())
                        && EdwardsCheck.verify(info.getPublicKeyData().getOctets(), message, signature);
            }
            Optional<PublicKey> key = key(publicKey, algorithm);
            return key.isPresent()
                    && inRange(signature, ((ECPublicKey) key.get()).getParams().getOrder())
                    && verify(key.get(), algorithm, message, signature);
        } catch (GeneralSecurityException | java.io.IOException | RuntimeException e) {
            return false;
        }
    }

    private boolean verify(PublicKey key, SignatureAlgorithm algorithm, byte[] message, byte[] signature)
            throws GeneralSecurityException {
        Signature check = Signature.getInstance(Algorithms.signatureName(algorithm), provider);
        check.initVerify(key);
        check.update(message);
        return check.verify(signature);
    }

    /** 0 &lt; r, s &lt; n. */
    private static boolean inRange(byte[] signature, BigInteger order) {
        int half = signature.length / 2;
        BigInteger r = new BigInteger(1, Arrays.copyOf(signature, half));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, half, signature.length));
        return r.signum() > 0 && s.signum() > 0 && r.compareTo(order) < 0 && s.compareTo(order) < 0;
    }

    private Optional<PublicKey> key(Octets octets, SignatureAlgorithm algorithm) throws GeneralSecurityException {
        ASN1Encodable curve =
                SubjectPublicKeyInfo.getInstance(octets.bytes()).getAlgorithm().getParameters();
        boolean named = algorithm == SignatureAlgorithm.ECDSA_P256_SHA256
                ? SECObjectIdentifiers.secp256r1.equals(curve)
                : SECObjectIdentifiers.secp384r1.equals(curve);
        if (!named) {
            return Optional.empty();
        }
        Optional<PublicKey> known = keys.get(octets);
        if (known != null) {
            return known;
        }
        PublicKey key = KeyFactory.getInstance("EC", provider).generatePublic(new X509EncodedKeySpec(octets.bytes()));
        if (keys.size() >= CACHE_MAX) {
            keys.clear();
        }
        Optional<PublicKey> parsed = key instanceof ECPublicKey ? Optional.of(key) : Optional.empty();
        keys.put(octets, parsed);
        return parsed;
    }
}
