package org.comity.crypto;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;

/**
 * A public key of the profile: SubjectPublicKeyInfo in DER and in no other form, of a named curve, its point uncompressed
 * and on the curve (ECDSA), or canonical and of prime order (Ed25519).
 */
record CheckedKey(SignatureAlgorithm algorithm, PublicKey key) {
    private static final Map<ASN1ObjectIdentifier, SignatureAlgorithm> CURVES = Map.of(
            SECObjectIdentifiers.secp256r1, SignatureAlgorithm.ECDSA_P256_SHA256,
            SECObjectIdentifiers.secp384r1, SignatureAlgorithm.ECDSA_P384_SHA384);
    private static final int UNCOMPRESSED = 4;

    /** The key; empty where it is not of the profile. */
    static Optional<CheckedKey> read(Octets encoded, SignatureProvider provider) {
        try {
            byte[] der = encoded.bytes();
            SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(der);
            Optional<SignatureAlgorithm> algorithm = algorithm(info);
            return algorithm.isPresent() && Arrays.equals(info.getEncoded("DER"), der)
                    ? Optional.of(new CheckedKey(algorithm.get(), provider.publicKey(algorithm.get(), der)))
                    : Optional.empty();
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<SignatureAlgorithm> algorithm(SubjectPublicKeyInfo info) {
        byte[] point = info.getPublicKeyData().getOctets();
        ASN1Encodable parameters = info.getAlgorithm().getParameters();
        ASN1ObjectIdentifier type = info.getAlgorithm().getAlgorithm();
        if (EdECObjectIdentifiers.id_Ed25519.equals(type)) {
            return parameters == null && EdwardsPoint.isOfPrimeOrder(point, 0, point.length)
                    ? Optional.of(SignatureAlgorithm.ED25519)
                    : Optional.empty();
        }
        return X9ObjectIdentifiers.id_ecPublicKey.equals(type) && parameters instanceof ASN1ObjectIdentifier curve
                ? Optional.ofNullable(CURVES.get(curve)).filter(any -> isOnCurve(curve, point))
                : Optional.empty();
    }

    private static boolean isOnCurve(ASN1ObjectIdentifier curve, byte[] point) {
        ECPoint read = CustomNamedCurves.getByOID(curve).getCurve().decodePoint(point);
        return point[0] == UNCOMPRESSED && read.isValid();
    }
}
