package org.comity.benchmarks;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.crypto.SignatureProvider;

/** The providers by their own names, for the baselines. */
public enum Providers {
    /** Bouncy Castle. */
    BOUNCY_CASTLE(new BouncyCastleProvider(), SignatureProvider.bouncyCastle()),
    /** Amazon Corretto Crypto Provider. */
    CORRETTO(AmazonCorrettoCryptoProvider.INSTANCE, SignatureProvider.corretto().orElseThrow());

    final Provider jca;
    final SignatureProvider own;

    Providers(Provider jca, SignatureProvider own) {
        this.jca = jca;
        this.own = own;
    }

    PublicKey key(SignatureAlgorithm algorithm, byte[] encoded) throws GeneralSecurityException {
        KeyFactory factory = algorithm == SignatureAlgorithm.ED25519
                ? KeyFactory.getInstance("Ed25519", this == CORRETTO ? Security.getProvider("SunEC") : jca)
                : KeyFactory.getInstance("EC", jca);
        return factory.generatePublic(new X509EncodedKeySpec(encoded));
    }

    boolean verify(PublicKey key, SignatureAlgorithm algorithm, byte[] message, byte[] signature)
            throws GeneralSecurityException {
        String ecdsa = this == CORRETTO ? "SHA256withECDSAinP1363Format" : "SHA256withPLAIN-ECDSA";
        Signature check = Signature.getInstance(algorithm == SignatureAlgorithm.ED25519 ? "Ed25519" : ecdsa, jca);
        check.initVerify(key);
        check.update(message);
        return check.verify(signature);
    }
}
