package org.comity.crypto.path;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Keys and signature algorithms of today's strength; what is not listed is refused. */
final class KeyForms {
    private static final int MODULUS_BITS_MIN = 2_048;
    private static final int MODULUS_BITS_MAX = 8_192;

    private static final Set<ASN1ObjectIdentifier> SIGNATURES = Set.of(
            X9ObjectIdentifiers.ecdsa_with_SHA256,
            X9ObjectIdentifiers.ecdsa_with_SHA384,
            X9ObjectIdentifiers.ecdsa_with_SHA512,
            EdECObjectIdentifiers.id_Ed25519,
            EdECObjectIdentifiers.id_Ed448,
            PKCSObjectIdentifiers.sha256WithRSAEncryption,
            PKCSObjectIdentifiers.sha384WithRSAEncryption,
            PKCSObjectIdentifiers.sha512WithRSAEncryption);

    private static final Set<ASN1ObjectIdentifier> DIGESTS =
            Set.of(NISTObjectIdentifiers.id_sha256, NISTObjectIdentifiers.id_sha384, NISTObjectIdentifiers.id_sha512);

    private static final Set<ASN1ObjectIdentifier> CURVES =
            Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1, SECObjectIdentifiers.secp521r1);

    private static final Set<ASN1ObjectIdentifier> EDWARDS =
            Set.of(EdECObjectIdentifiers.id_Ed25519, EdECObjectIdentifiers.id_Ed448);

    private KeyForms() {}

    /** ECDSA and RSA with SHA-2, and EdDSA. */
    static boolean isStrongSignature(AlgorithmIdentifier algorithm) {
        if (!PKCSObjectIdentifiers.id_RSASSA_PSS.equals(algorithm.getAlgorithm())) {
            return SIGNATURES.contains(algorithm.getAlgorithm());
        }
        RSASSAPSSparams parameters = RSASSAPSSparams.getInstance(algorithm.getParameters());
        return parameters != null
                && DIGESTS.contains(parameters.getHashAlgorithm().getAlgorithm());
    }

    /** A named curve of 256 bits or more, an Edwards curve, or RSA with at least 2048 bits in whole octets. */
    static boolean isStrongKey(SubjectPublicKeyInfo key) {
        ASN1ObjectIdentifier name = key.getAlgorithm().getAlgorithm();
        if (X9ObjectIdentifiers.id_ecPublicKey.equals(name)) {
            return key.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier curve && CURVES.contains(curve);
        }
        boolean rsa =
                PKCSObjectIdentifiers.rsaEncryption.equals(name) || PKCSObjectIdentifiers.id_RSASSA_PSS.equals(name);
        return rsa ? isStrongModulus(key) : EDWARDS.contains(name);
    }

    private static boolean isStrongModulus(SubjectPublicKeyInfo key) {
        try {
            RSAPublicKey rsa = RSAPublicKey.getInstance(key.parsePublicKey());
            int bits = rsa.getModulus().bitLength();
            BigInteger exponent = rsa.getPublicExponent();
            return bits >= MODULUS_BITS_MIN
                    && bits <= MODULUS_BITS_MAX
                    && bits % Byte.SIZE == 0
                    && exponent.testBit(0)
                    && exponent.compareTo(BigInteger.TWO) > 0;
        } catch (IOException e) {
            return false;
        }
    }
}
