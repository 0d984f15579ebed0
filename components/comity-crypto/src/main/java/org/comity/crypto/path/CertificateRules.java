package org.comity.crypto.path;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;

/** The certificate profile (RFC 5280, section 4), one rule after the other, cheap ones first. */
final class CertificateRules {
    /** A rule and what to say where it is broken. */
    private record Rule(String broken, Predicate<PathCertificate> kept) {}

    private static final int SERIAL_OCTETS_MAX = 20;
    private static final int VERSION_3 = 3;
    private static final Pattern UTC_TIME = Pattern.compile("\\d{12}Z");
    private static final Pattern GENERALIZED_TIME = Pattern.compile("\\d{14}Z");

    private static final List<Rule> ALL = List.of(
            new Rule("its octets are not the one encoding of their content", PathCertificate::isDistinguished),
            new Rule("it is not of version 3", one -> one.holder().getVersionNumber() == VERSION_3),
            new Rule("its serial number is not positive or longer than 20 octets", CertificateRules::isSerial),
            new Rule("its two fields for the signature's algorithm differ", CertificateRules::namesOneAlgorithm),
            new Rule("its issuer has no name", one -> one.issuer().getRDNs().length > 0),
            new Rule("its times are not written as they must be", CertificateRules::hasPlainTimes),
            new Rule("it bears unique identifiers", CertificateRules::hasNoUniqueIds),
            new Rule("its key usage and basic constraints contradict each other", CertificateRules::isConsistent),
            new Rule("it certifies no others but constrains their names", CertificateRules::constrainsRightly),
            new Rule("it has neither a subject nor critical alternative names", CertificateRules::isNamed));

    private static final List<Rule> OF_ISSUERS = List.of(
            new Rule("its subject has no name", one -> one.subject().getRDNs().length > 0),
            new Rule("it does not say, as critical, that it certifies others", CertificateRules::isMarkedAuthority),
            new Rule("its key usage does not allow it to certify", CertificateRules::mayCertify),
            new Rule("it has no subject key identifier", one -> subjectKey(one).isPresent()));

    private CertificateRules() {}

    /** What is wrong with a certificate that issues others, the anchor included; empty where nothing is. */
    static Optional<String> complaintOfIssuer(PathCertificate certificate) {
        return complaint(certificate).or(() -> broken(OF_ISSUERS, certificate));
    }

    /** What is wrong with a certificate in any place; empty where nothing is. */
    static Optional<String> complaint(PathCertificate certificate) {
        Extensions extensions = certificate.holder().getExtensions();
        Optional<String> form = extensions == null ? Optional.empty() : ExtensionForms.complaint(extensions);
        return form.or(() -> broken(ALL, certificate));
    }

    private static Optional<String> broken(List<Rule> rules, PathCertificate certificate) {
        return rules.stream()
                .filter(rule -> !rule.kept().test(certificate))
                .map(Rule::broken)
                .findFirst();
    }

    /**
     * What is wrong between a certificate and the one above it: the key identifiers name another key, or none where the
     * certificate is not self-signed.
     */
    static Optional<String> complaintOfLink(PathCertificate below, PathCertificate above, boolean selfSigned) {
        Optional<byte[]> named = authorityKey(below);
        if (named.isEmpty()) {
            return selfSigned ? Optional.empty() : Optional.of("it has no authority key identifier");
        }
        Optional<byte[]> borne = subjectKey(above);
        boolean same = borne.isPresent() && java.util.Arrays.equals(named.get(), borne.get());
        return same ? Optional.empty() : Optional.of("its authority key identifier names another key");
    }

    static Optional<byte[]> authorityKey(PathCertificate certificate) {
        return certificate
                .extension(Extension.authorityKeyIdentifier, AuthorityKeyIdentifier::getInstance)
                .map(AuthorityKeyIdentifier::getKeyIdentifierOctets);
    }

    static Optional<byte[]> subjectKey(PathCertificate certificate) {
        return certificate
                .extension(Extension.subjectKeyIdentifier, SubjectKeyIdentifier::getInstance)
                .map(SubjectKeyIdentifier::getKeyIdentifier);
    }

    private static TBSCertificate body(PathCertificate certificate) {
        return certificate.holder().toASN1Structure().getTBSCertificate();
    }

    private static boolean isSerial(PathCertificate certificate) {
        java.math.BigInteger serial = certificate.holder().getSerialNumber();
        return serial.signum() > 0 && serial.toByteArray().length <= SERIAL_OCTETS_MAX;
    }

    private static boolean namesOneAlgorithm(PathCertificate certificate) {
        return certificate
                .holder()
                .getSignatureAlgorithm()
                .equals(body(certificate).getSignature());
    }

    private static boolean hasPlainTimes(PathCertificate certificate) {
        TBSCertificate body = body(certificate);
        return isPlain(body.getStartDate())
                && isPlain(body.getEndDate())
                && !body.getStartDate().getDate().after(body.getEndDate().getDate());
    }

    /** Zulu, with seconds and without fractions. */
    static boolean isPlain(Time time) {
        ASN1Primitive value = time.toASN1Primitive();
        return value instanceof ASN1UTCTime
                ? UTC_TIME.matcher(content(value)).matches()
                : value instanceof ASN1GeneralizedTime
                        && GENERALIZED_TIME.matcher(content(value)).matches();
    }

    private static String content(ASN1Primitive time) {
        try {
            byte[] octets = time.getEncoded();
            return new String(octets, 2, octets.length - 2, java.nio.charset.StandardCharsets.US_ASCII);
        } catch (java.io.IOException e) {
            return "";
        }
    }

    private static boolean hasNoUniqueIds(PathCertificate certificate) {
        return body(certificate).getIssuerUniqueId() == null
                && body(certificate).getSubjectUniqueId() == null;
    }

    private static Optional<KeyUsage> usage(PathCertificate certificate) {
        return certificate.extension(Extension.keyUsage, KeyUsage::getInstance);
    }

    /** Only who certifies others has a key for it, and a length of path only who has such a key. */
    private static boolean isConsistent(PathCertificate certificate) {
        Optional<KeyUsage> usage = usage(certificate);
        boolean certifies =
                usage.map(one -> one.hasUsages(KeyUsage.keyCertSign)).orElse(false);
        boolean authority = certificate.isAuthority();
        boolean length = certificate
                .basicConstraints()
                .map(BasicConstraints::getPathLenConstraintInteger)
                .isPresent();
        return (!certifies || authority) && (!length || certifies) && (!authority || certifies || usage.isEmpty());
    }

    private static boolean constrainsRightly(PathCertificate certificate) {
        return certificate.isAuthority() || certificate.holder().getExtension(Extension.nameConstraints) == null;
    }

    private static boolean isNamed(PathCertificate certificate) {
        Extension names = certificate.holder().getExtension(Extension.subjectAlternativeName);
        return certificate.subject().getRDNs().length > 0 || names != null && names.isCritical();
    }

    private static boolean isMarkedAuthority(PathCertificate certificate) {
        Extension constraints = certificate.holder().getExtension(Extension.basicConstraints);
        return constraints != null && constraints.isCritical() && certificate.isAuthority();
    }

    private static boolean mayCertify(PathCertificate certificate) {
        return usage(certificate)
                .map(one -> one.hasUsages(KeyUsage.keyCertSign))
                .orElse(false);
    }
}
