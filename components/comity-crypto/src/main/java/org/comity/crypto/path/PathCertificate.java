package org.comity.crypto.path;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/** A certificate as the rules see it: its fields and its encoding. Compared by its encoding; thread-safe. */
public final class PathCertificate {
    static final int OCTETS_MAX = 64 * 1024;

    private final Octets octets;
    private final X509CertificateHolder holder;
    private final X509Certificate certificate;

    private PathCertificate(Octets octets, X509CertificateHolder holder, X509Certificate certificate) {
        this.octets = octets;
        this.holder = holder;
        this.certificate = certificate;
    }

    /** Reads one certificate, DER; a no where it is larger than any honest one, or none. */
    public static Outcome<PathCertificate> read(byte[] der, Provider provider) {
        if (der.length > OCTETS_MAX) {
            return Outcome.no(Reason.CREDENTIAL_NOT_VALID, "a certificate of " + der.length + " octets");
        }
        try {
            X509CertificateHolder holder = new X509CertificateHolder(der);
            CertificateFactory factory = CertificateFactory.getInstance("X.509", provider);
            X509Certificate certificate = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
            return certificate == null || !isComparable(holder.getSubject()) || !isComparable(holder.getIssuer())
                    ? Outcome.no(Reason.CREDENTIAL_NOT_VALID, "no certificate")
                    : Outcome.yes(new PathCertificate(Octets.of(der), holder, certificate));
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            return Outcome.no(Reason.CREDENTIAL_NOT_VALID, "a certificate that cannot be read");
        }
    }

    /** Names are compared by their text, which not all octets have: better found here than at the first comparison. */
    private static boolean isComparable(X500Name name) {
        return new HashSet<>(Set.of(name)).contains(name);
    }

    /** Itself where it keeps the profile of every certificate, or a no; afterwards each known extension has its form. */
    public Outcome<PathCertificate> ofProfile() {
        try {
            return CertificateRules.complaint(this)
                    .<Outcome<PathCertificate>>map(broken -> Outcome.no(Reason.CREDENTIAL_NOT_VALID, broken))
                    .orElseGet(() -> Outcome.yes(this));
        } catch (RuntimeException e) {
            return Outcome.no(Reason.CREDENTIAL_NOT_VALID, "a certificate whose content cannot be read");
        }
    }

    /** The certificate's fields. */
    public X509CertificateHolder holder() {
        return holder;
    }

    /** The certificate for the provider's use. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The key, as SubjectPublicKeyInfo, octet for octet as it stands. */
    public Octets publicKey() {
        try {
            return Octets.of(holder.getSubjectPublicKeyInfo().getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("a key that was read cannot be written", e);
        }
    }

    X500Name subject() {
        return holder.getSubject();
    }

    X500Name issuer() {
        return holder.getIssuer();
    }

    /** Whether issuer and subject are one name (RFC 5280, section 3.2). */
    boolean isSelfIssued() {
        return subject().equals(issuer());
    }

    /** Whether its own key verifies it. */
    boolean isSelfSigned(Provider provider) {
        return isSelfIssued() && isSignedBy(certificate.getPublicKey(), provider);
    }

    boolean isSignedBy(PublicKey key, Provider provider) {
        try {
            certificate.verify(key, provider);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    /** Whether the basic constraints say that it certifies others. */
    public boolean isAuthority() {
        return basicConstraints().map(BasicConstraints::isCA).orElse(false);
    }

    Optional<BasicConstraints> basicConstraints() {
        return extension(Extension.basicConstraints, BasicConstraints::getInstance);
    }

    /**
     * One extension in its type.
     *
     * @throws IllegalArgumentException when it has another form
     */
    <T> Optional<T> extension(ASN1ObjectIdentifier name, Function<ASN1Primitive, T> type) {
        Extension extension = holder.getExtension(name);
        return extension == null ? Optional.empty() : Optional.of(type.apply(content(extension)));
    }

    static ASN1Primitive content(Extension extension) {
        try {
            return ASN1Primitive.fromByteArray(extension.getExtnValue().getOctets());
        } catch (IOException e) {
            throw new IllegalArgumentException("an extension that is not one value", e);
        }
    }

    /** Whether its octets, as they came, are the one encoding of their content (X.690, section 10). */
    boolean isDistinguished() {
        try {
            byte[] came = octets.bytes();
            return Arrays.equals(came, ASN1Primitive.fromByteArray(came).getEncoded(ASN1Encoding.DER))
                    && Arrays.equals(came, holder.toASN1Structure().getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathCertificate that && octets.equals(that.octets);
    }

    @Override
    public int hashCode() {
        return octets.hashCode();
    }

    @Override
    public String toString() {
        return "PathCertificate[" + holder.getSerialNumber() + "]";
    }
}
