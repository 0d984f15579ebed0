package org.comity.crypto.path;

import java.math.BigInteger;
import java.security.Provider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.crypto.path.PathRules.Conformance;

/**
 * Judges a path under one anchor: the anchor's own constraints, the profile, the links, the names, then the provider's
 * validation. A pure function of its arguments; any doubt is a no. Thread-safe.
 */
public final class PathValidator {
    /** Certificates of a path, self-issued ones included. */
    static final int PATH_MAX = 32;

    private final Provider provider;
    private final ProviderPath section6;

    /** A validator over a provider, which is used by instance and need not be installed. */
    public PathValidator(Provider provider) {
        this.provider = provider;
        this.section6 = new ProviderPath(provider);
    }

    /**
     * Judges a path.
     *
     * @param chain leaf first, the anchor not among them
     * @return the path, or a no with CREDENTIAL_NOT_VALID
     */
    public Outcome<CertificatePath> validate(List<PathCertificate> chain, PathCertificate anchor, PathRules rules) {
        if (chain.isEmpty() || chain.size() > PATH_MAX) {
            return no("a path of " + chain.size() + " certificates");
        }
        List<PathCertificate> fromAnchor = new ArrayList<>(chain);
        fromAnchor.add(anchor);
        Collections.reverse(fromAnchor);
        try {
            return lengthComplaint(fromAnchor, rules)
                    .or(() -> anchorComplaint(anchor, rules))
                    .or(() -> profileComplaint(fromAnchor, rules))
                    .or(() -> strengthComplaint(fromAnchor, rules))
                    .or(() -> purposeComplaint(fromAnchor, rules))
                    .or(() -> NameConstraintRules.complaint(fromAnchor))
                    .or(() -> NameDemand.complaint(chain.get(0), rules.names()))
                    .or(() -> listComplaint(chain, rules))
                    .or(() -> section6.complaint(chain, anchor, rules))
                    .map(PathValidator::no)
                    .orElseGet(() -> Outcome.yes(new CertificatePath(chain, anchor)));
        } catch (RuntimeException e) {
            return no("a certificate whose content cannot be read");
        }
    }

    private static Outcome<CertificatePath> no(String detail) {
        return Outcome.no(Reason.CREDENTIAL_NOT_VALID, detail);
    }

    private static Optional<String> lengthComplaint(List<PathCertificate> fromAnchor, PathRules rules) {
        long intermediates = fromAnchor.subList(1, fromAnchor.size() - 1).stream()
                .filter(one -> !one.isSelfIssued())
                .count();
        Optional<BigInteger> allowed = fromAnchor
                .get(0)
                .basicConstraints()
                .map(BasicConstraints::getPathLenConstraintInteger)
                .map(ASN1Integer::getValue);
        if (intermediates > rules.depthMax()) {
            return Optional.of("more intermediates than the " + rules.depthMax() + " allowed");
        }
        boolean longer = allowed.isPresent() && allowed.get().compareTo(BigInteger.valueOf(intermediates)) < 0;
        return longer ? Optional.of("a longer path than the anchor allows") : Optional.empty();
    }

    private static Optional<String> anchorComplaint(PathCertificate anchor, PathRules rules) {
        Date when = Date.from(rules.when());
        boolean valid = !when.before(anchor.certificate().getNotBefore())
                && !when.after(anchor.certificate().getNotAfter());
        boolean certifies = anchor.isAuthority()
                && anchor.extension(Extension.keyUsage, KeyUsage::getInstance)
                        .map(usage -> usage.hasUsages(KeyUsage.keyCertSign))
                        .orElse(true);
        if (!valid) {
            return Optional.of("the anchor is not valid at that instant");
        }
        return certifies ? Optional.empty() : Optional.of("the anchor may not certify");
    }

    private Optional<String> profileComplaint(List<PathCertificate> fromAnchor, PathRules rules) {
        if (rules.conformance() == Conformance.PATH) {
            return Optional.empty();
        }
        int last = fromAnchor.size() - 1;
        for (int i = 0; i <= last; i++) {
            PathCertificate one = fromAnchor.get(i);
            Optional<String> wrong =
                    i < last ? CertificateRules.complaintOfIssuer(one) : CertificateRules.complaint(one);
            if (wrong.isEmpty()) {
                wrong = i == 0
                        ? anchorKeyComplaint(one)
                        : CertificateRules.complaintOfLink(one, fromAnchor.get(i - 1), one.isSelfSigned(provider));
            }
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    /** A self-signed anchor that names its issuer's key names its own. */
    private Optional<String> anchorKeyComplaint(PathCertificate anchor) {
        boolean selfSigned = anchor.isSelfSigned(provider);
        return selfSigned || CertificateRules.authorityKey(anchor).isEmpty()
                ? CertificateRules.complaintOfLink(anchor, anchor, selfSigned)
                : Optional.empty();
    }

    /** All keys, and all signatures but the anchor's own, which nothing rests on. */
    private static Optional<String> strengthComplaint(List<PathCertificate> fromAnchor, PathRules rules) {
        boolean strong = fromAnchor.stream()
                        .allMatch(one -> KeyForms.isStrongKey(one.holder().getSubjectPublicKeyInfo()))
                && fromAnchor.stream()
                        .skip(1)
                        .allMatch(one -> KeyForms.isStrongSignature(one.holder().getSignatureAlgorithm()));
        return strong || rules.conformance() != Conformance.STRONG_PROFILE
                ? Optional.empty()
                : Optional.of("a key or a signature of no admitted kind or strength");
    }

    /** The purpose must be allowed by every certificate that names any, the anchor included. */
    private static Optional<String> purposeComplaint(List<PathCertificate> fromAnchor, PathRules rules) {
        return rules.purpose()
                .filter(purpose -> !fromAnchor.stream().allMatch(one -> allows(one, purpose)))
                .map(purpose -> "a certificate of the path does not allow the purpose " + purpose);
    }

    private static boolean allows(PathCertificate certificate, ASN1ObjectIdentifier purpose) {
        return certificate
                .extension(Extension.extendedKeyUsage, ExtendedKeyUsage::getInstance)
                .map(usages -> usages.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage)
                        || usages.hasKeyPurposeId(KeyPurposeId.getInstance(purpose)))
                .orElse(true);
    }

    private static Optional<String> listComplaint(List<PathCertificate> chain, PathRules rules) {
        return rules.revocation()
                .filter(any -> rules.conformance() != Conformance.PATH)
                .flatMap(lists -> RevocationListRules.complaint(chain, lists, rules));
    }
}
