package org.comity.crypto.path;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CRLHolder;

/** The list profile (RFC 5280, section 5), for the lists of those who issued certificates of the path. */
final class RevocationListRules {
    private static final int NUMBER_OCTETS_MAX = 20;

    private RevocationListRules() {}

    /** What is wrong with the lists that speak for the path; empty where nothing is. */
    static Optional<String> complaint(List<PathCertificate> chain, PathRules.Revocation revocation, PathRules rules) {
        Set<X500Name> issuers = new HashSet<>();
        chain.forEach(certificate -> issuers.add(certificate.issuer()));
        for (X509CRL list : revocation.lists()) {
            Optional<String> wrong = complaint(list, issuers, rules);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> complaint(X509CRL list, Set<X500Name> issuers, PathRules rules) {
        try {
            X509CRLHolder holder = new X509CRLHolder(list.getEncoded());
            if (!issuers.contains(holder.getIssuer())) {
                return Optional.empty();
            }
            return isKept(list, holder, rules)
                    ? Optional.empty()
                    : Optional.of("a revocation list is not of the profile, or not of the time");
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            return Optional.of("a revocation list that cannot be read");
        }
    }

    private static boolean isKept(X509CRL list, X509CRLHolder holder, PathRules rules) {
        return list.getVersion() == 2
                && holder.toASN1Structure()
                        .getSignatureAlgorithm()
                        .equals(holder.toASN1Structure().getTBSCertList().getSignature())
                && (rules.conformance() != PathRules.Conformance.STRONG_PROFILE
                        || KeyForms.isStrongSignature(holder.toASN1Structure().getSignatureAlgorithm()))
                && hasNumber(holder)
                && namesItsKey(holder)
                && isOfTheTime(holder, list, rules.when());
    }

    private static boolean hasNumber(X509CRLHolder holder) {
        Extension extension = holder.getExtension(Extension.cRLNumber);
        if (extension == null || extension.isCritical()) {
            return false;
        }
        BigInteger number =
                ASN1Integer.getInstance(PathCertificate.content(extension)).getValue();
        return number.signum() >= 0 && number.toByteArray().length <= NUMBER_OCTETS_MAX;
    }

    private static boolean namesItsKey(X509CRLHolder holder) {
        Extension extension = holder.getExtension(Extension.authorityKeyIdentifier);
        return extension != null
                && !extension.isCritical()
                && AuthorityKeyIdentifier.getInstance(PathCertificate.content(extension))
                                .getKeyIdentifierOctets()
                        != null;
    }

    private static boolean isOfTheTime(X509CRLHolder holder, X509CRL list, Instant when) {
        return list.getNextUpdate() != null
                && CertificateRules.isPlain(
                        holder.toASN1Structure().getTBSCertList().getThisUpdate())
                && CertificateRules.isPlain(
                        holder.toASN1Structure().getTBSCertList().getNextUpdate())
                && !list.getThisUpdate().toInstant().isAfter(when)
                && !list.getNextUpdate().toInstant().isBefore(when);
    }
}
