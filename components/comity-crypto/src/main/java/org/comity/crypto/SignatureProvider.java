package org.comity.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.comity.core.observation.SignatureAlgorithm;

/**
 * Whose arithmetic checks signatures. The verdict is the same under each, because {@link ProviderSignatureCheck}
 * judges before them whatever they judge differently. A provider is used by instance, never installed. Immutable,
 * thread-safe.
 */
public final class SignatureProvider {
    private static final String CORRETTO = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final String WITH_FIXED_LENGTH = "withECDSAinP1363Format";
    private static final Provider PLATFORM = Objects.requireNonNull(Security.getProvider("SunEC"), "SunEC");
    private static final SignatureProvider FASTEST = present().get(0);

    private final Provider signatures;
    private final Provider edwardsKeys;
    private final String ecdsa;
    private final Equation equation;

    /** Which equation of Ed25519 a provider checks (RFC 8032, section 5.1.7). */
    enum Equation {
        /** S B = R + k A itself: with A of prime order, so is an R that satisfies it. */
        WITHOUT_COFACTOR,
        /** A multiple of it, which may hide a residue of R. */
        MULTIPLE
    }

    private SignatureProvider(Provider signatures, Provider edwardsKeys, String ecdsa, Equation equation) {
        this.equation = equation;
        this.signatures = signatures;
        this.edwardsKeys = edwardsKeys;
        this.ecdsa = ecdsa;
    }

    /** Bouncy Castle: always present. */
    public static SignatureProvider bouncyCastle() {
        return new SignatureProvider(Algorithms.PROVIDER, Algorithms.PROVIDER, "withPLAIN-ECDSA", Equation.MULTIPLE);
    }

    /** The elliptic curves of the Java platform. */
    public static SignatureProvider platform() {
        return new SignatureProvider(PLATFORM, PLATFORM, WITH_FIXED_LENGTH, Equation.WITHOUT_COFACTOR);
    }

    /** Amazon Corretto Crypto Provider; empty where its jar is not on the class path or does not run on this machine. */
    public static Optional<SignatureProvider> corretto() {
        try {
            Object made = Class.forName(CORRETTO).getDeclaredConstructor().newInstance();
            return made instanceof Provider provider && provider.getService("Signature", "Ed25519") != null
                    ? Optional.of(
                            new SignatureProvider(provider, PLATFORM, WITH_FIXED_LENGTH, Equation.WITHOUT_COFACTOR))
                    : Optional.empty();
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** All that are present, the fastest first. */
    public static List<SignatureProvider> present() {
        return Stream.concat(corretto().stream(), Stream.of(bouncyCastle(), platform()))
                .toList();
    }

    /** The fastest that is present. */
    public static SignatureProvider fastest() {
        return FASTEST;
    }

    /** Which equation it checks. */
    Equation equation() {
        return equation;
    }

    /** Reads a SubjectPublicKeyInfo in DER. */
    PublicKey publicKey(SignatureAlgorithm algorithm, byte[] encoded) throws GeneralSecurityException {
        return keys(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
    }

    private KeyFactory keys(SignatureAlgorithm algorithm) throws GeneralSecurityException {
        return algorithm == SignatureAlgorithm.ED25519
                ? KeyFactory.getInstance("Ed25519", edwardsKeys)
                : KeyFactory.getInstance("EC", signatures);
    }

    boolean verify(PublicKey key, SignatureAlgorithm algorithm, byte[] message, byte[] signature)
            throws GeneralSecurityException {
        Signature check = Signature.getInstance(name(algorithm), signatures);
        check.initVerify(key);
        check.update(message);
        return check.verify(signature);
    }

    private String name(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case ECDSA_P256_SHA256 -> "SHA256" + ecdsa;
            case ECDSA_P384_SHA384 -> "SHA384" + ecdsa;
            case ED25519 -> "Ed25519";
        };
    }

    @Override
    public String toString() {
        return signatures.getName();
    }
}
