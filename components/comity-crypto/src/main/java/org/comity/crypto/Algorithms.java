package org.comity.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.comity.core.observation.SignatureAlgorithm;

/** The suites of the signature profile as the provider names them. The provider is used by instance, never installed. */
public final class Algorithms {
    static final Provider PROVIDER = new BouncyCastleProvider();

    private Algorithms() {}

    /** A fresh key pair for that algorithm. */
    public static KeyPair generate(SignatureAlgorithm algorithm, SecureRandom random) {
        try {
            if (algorithm == SignatureAlgorithm.ED25519) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519", PROVIDER);
                generator.initialize(255, random);
                return generator.generateKeyPair();
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
            generator.initialize(new ECGenParameterSpec(curve(algorithm)), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the provider lacks " + algorithm, e);
        }
    }

    static String curve(SignatureAlgorithm algorithm) {
        return algorithm == SignatureAlgorithm.ECDSA_P384_SHA384 ? "secp384r1" : "secp256r1";
    }

    /** The provider's name of the signature whose values have a fixed length. */
    static String signatureName(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case ECDSA_P256_SHA256 -> "SHA256withPLAIN-ECDSA";
            case ECDSA_P384_SHA384 -> "SHA384withPLAIN-ECDSA";
            case ED25519 -> "Ed25519";
        };
    }

    static byte[] sign(SignatureAlgorithm algorithm, PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance(signatureName(algorithm), PROVIDER);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing failed", e);
        }
    }
}
