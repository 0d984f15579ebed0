package org.comity.crypto;

import java.io.IOException;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x509.Attribute;
import org.bouncycastle.cert.AttributeCertificateHolder;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509AttributeCertificateHolder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.comity.core.authority.Scope;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.crypto.path.CertificatePath;
import org.comity.crypto.path.PathCertificate;

/** Checks the attribute certificate with a leaf's scope (RFC 5755): signed by the anchor itself, for this leaf alone. */
final class ScopeCheck {
    private static final int SERIAL_OCTETS_MAX = 20;
    private static final int VERSION_2 = 2;

    private ScopeCheck() {}

    static Outcome<Scope> check(X509AttributeCertificateHolder scope, CertificatePath path) {
        PathCertificate leaf = path.chain().get(0);
        try {
            boolean good = isWellFormed(scope)
                    && isFor(scope.getHolder(), leaf)
                    && scope.isValidOn(leaf.certificate().getNotBefore())
                    && isSigned(scope, path.anchor());
            return good ? Outcome.yes(content(scope)) : no();
        } catch (CertException | IOException | OperatorCreationException | RuntimeException e) {
            return no();
        }
    }

    private static Outcome<Scope> no() {
        return Outcome.no(Reason.CREDENTIAL_NOT_VALID, "the scope is not well formed, or not this key's");
    }

    /** Version 2, a serial number as certificates have it, one attribute, and nothing critical, which none here would know. */
    private static boolean isWellFormed(X509AttributeCertificateHolder scope) {
        return scope.getVersion() == VERSION_2
                && scope.getSerialNumber().signum() > 0
                && scope.getSerialNumber().toByteArray().length <= SERIAL_OCTETS_MAX
                && Set.of().equals(scope.getCriticalExtensionOIDs())
                && scope.getAttributes().length == 1;
    }

    /** By issuer and serial number: a name alone would fit every key of that name. */
    private static boolean isFor(AttributeCertificateHolder holder, PathCertificate leaf) {
        return holder.getSerialNumber() != null
                && holder.getEntityNames() == null
                && holder.getDigestAlgorithm() == null
                && holder.match(leaf.holder());
    }

    private static boolean isSigned(X509AttributeCertificateHolder scope, PathCertificate anchor)
            throws CertException, OperatorCreationException {
        boolean issuer = scope.getIssuer().getNames().length == 1
                && scope.getIssuer().getNames()[0].equals(anchor.holder().getSubject());
        return issuer
                && scope.isSignatureValid(new JcaContentVerifierProviderBuilder()
                        .setProvider(Algorithms.PROVIDER)
                        .build(anchor.certificate()));
    }

    private static Scope content(X509AttributeCertificateHolder scope) throws IOException {
        Attribute[] attributes = scope.getAttributes(Profile.SCOPE);
        if (attributes.length != 1 || attributes[0].getAttributeValues().length != 1) {
            throw new IOException("not one scope");
        }
        ASN1Encodable value = attributes[0].getAttributeValues()[0];
        return Profile.readScope(ASN1UTF8String.getInstance(value).getString());
    }
}
