package org.comity.xml;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import org.comity.core.boundary.Signer;
import org.comity.core.mesh.Digest;
import org.comity.core.observation.SignatureAlgorithm;

/** A signer over a key pair of the platform. */
record KeyPairSigner(Digest credential, SignatureAlgorithm algorithm, KeyPair keys) implements Signer {

    static KeyPairSigner of(SignatureAlgorithm algorithm) {
        try {
            KeyPairGenerator generator =
                    KeyPairGenerator.getInstance(algorithm == SignatureAlgorithm.ED25519 ? "Ed25519" : "EC");
            if (algorithm == SignatureAlgorithm.ECDSA_P256_SHA256) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else if (algorithm == SignatureAlgorithm.ECDSA_P384_SHA384) {
                generator.initialize(new ECGenParameterSpec("secp384r1"));
            }
            return new KeyPairSigner(Samples.CREDENTIAL, algorithm, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    PublicKey publicKey() {
        return keys.getPublic();
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(jcaName(algorithm));
            signature.initSign(keys.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean verifies(byte[] message, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(jcaName(algorithm));
            signature.initVerify(keys.getPublic());
            signature.update(message);
            return signature.verify(signed);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String jcaName(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case ECDSA_P256_SHA256 -> "SHA256withECDSAinP1363Format";
            case ECDSA_P384_SHA384 -> "SHA384withECDSAinP1363Format";
            case ED25519 -> "Ed25519";
        };
    }
}
