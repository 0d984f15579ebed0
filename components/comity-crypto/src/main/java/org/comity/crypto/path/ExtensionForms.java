package org.comity.crypto.path;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyMappings;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/** The extensions of RFC 5280, section 4.2: which are known, in what form, and whether they are marked critical. */
final class ExtensionForms {
    private enum Mark {
        CRITICAL,
        NOT_CRITICAL,
        EITHER
    }

    private record Form(Mark mark, Predicate<ASN1Primitive> wellFormed) {}

    private static final int KEY_IDENTIFIER_MAX = 64;
    private static final String ANY_POLICY = "2.5.29.32.0";

    private static final Map<ASN1ObjectIdentifier, Form> FORMS = Map.ofEntries(
            Map.entry(Extension.subjectKeyIdentifier, new Form(Mark.NOT_CRITICAL, ExtensionForms::isKeyIdentifier)),
            Map.entry(Extension.authorityKeyIdentifier, new Form(Mark.NOT_CRITICAL, ExtensionForms::isAuthorityKey)),
            Map.entry(Extension.keyUsage, new Form(Mark.EITHER, ExtensionForms::isKeyUsage)),
            Map.entry(Extension.certificatePolicies, new Form(Mark.EITHER, ExtensionForms::isPolicies)),
            Map.entry(Extension.policyMappings, new Form(Mark.EITHER, ExtensionForms::isMappings)),
            Map.entry(Extension.subjectAlternativeName, new Form(Mark.EITHER, ExtensionForms::isNames)),
            Map.entry(Extension.issuerAlternativeName, new Form(Mark.EITHER, ExtensionForms::isNames)),
            Map.entry(Extension.subjectDirectoryAttributes, new Form(Mark.NOT_CRITICAL, ExtensionForms::isList)),
            Map.entry(Extension.basicConstraints, new Form(Mark.EITHER, ExtensionForms::isBasicConstraints)),
            Map.entry(Extension.nameConstraints, new Form(Mark.CRITICAL, Subtrees::areWellFormed)),
            Map.entry(Extension.policyConstraints, new Form(Mark.CRITICAL, ExtensionForms::isPolicyConstraints)),
            Map.entry(Extension.extendedKeyUsage, new Form(Mark.EITHER, ExtensionForms::isUsages)),
            Map.entry(Extension.cRLDistributionPoints, new Form(Mark.EITHER, ExtensionForms::isPoints)),
            Map.entry(Extension.inhibitAnyPolicy, new Form(Mark.CRITICAL, ExtensionForms::isCount)),
            Map.entry(Extension.freshestCRL, new Form(Mark.NOT_CRITICAL, ExtensionForms::isPoints)),
            Map.entry(Extension.authorityInfoAccess, new Form(Mark.NOT_CRITICAL, ExtensionForms::isAccess)),
            Map.entry(Extension.subjectInfoAccess, new Form(Mark.NOT_CRITICAL, ExtensionForms::isAccess)));

    private ExtensionForms() {}

    /** The first extension that is not as it must be, in words; empty where all are. */
    static Optional<String> complaint(Extensions extensions) {
        for (ASN1ObjectIdentifier name : extensions.getExtensionOIDs()) {
            Extension extension = extensions.getExtension(name);
            Form form = FORMS.get(name);
            if (form == null && extension.isCritical()) {
                return Optional.of("the critical extension " + name + " is not known");
            }
            if (form != null && !isMarked(form.mark(), extension)) {
                return Optional.of("the extension " + name + " is marked critical wrongly or not at all");
            }
            if (form != null && !isWellFormed(form, extension)) {
                return Optional.of("the extension " + name + " is not well formed");
            }
        }
        return Optional.empty();
    }

    private static boolean isMarked(Mark mark, Extension extension) {
        return mark == Mark.EITHER || extension.isCritical() == (mark == Mark.CRITICAL);
    }

    private static boolean isWellFormed(Form form, Extension extension) {
        try {
            return form.wellFormed().test(PathCertificate.content(extension));
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static boolean isKeyIdentifier(ASN1Primitive value) {
        int length = SubjectKeyIdentifier.getInstance(value).getKeyIdentifier().length;
        return length > 0 && length <= KEY_IDENTIFIER_MAX;
    }

    /** Issuer and serial number are given together or not at all. */
    private static boolean isAuthorityKey(ASN1Primitive value) {
        AuthorityKeyIdentifier key = AuthorityKeyIdentifier.getInstance(value);
        return (key.getAuthorityCertIssuer() == null) == (key.getAuthorityCertSerialNumber() == null);
    }

    private static boolean isKeyUsage(ASN1Primitive value) {
        byte[] bits = KeyUsage.getInstance(value).getBytes();
        for (byte octet : bits) {
            if (octet != 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPolicies(ASN1Primitive value) {
        PolicyInformation[] policies = CertificatePolicies.getInstance(value).getPolicyInformation();
        Set<ASN1ObjectIdentifier> distinct = new HashSet<>();
        return policies.length > 0
                && Arrays.stream(policies).allMatch(policy -> distinct.add(policy.getPolicyIdentifier()));
    }

    private static boolean isMappings(ASN1Primitive value) {
        PolicyMappings.getInstance(value);
        ASN1Sequence mappings = ASN1Sequence.getInstance(value);
        for (int i = 0; i < mappings.size(); i++) {
            ASN1Sequence pair = ASN1Sequence.getInstance(mappings.getObjectAt(i));
            for (int side = 0; side < 2; side++) {
                if (ANY_POLICY.equals(
                        ASN1ObjectIdentifier.getInstance(pair.getObjectAt(side)).getId())) {
                    return false;
                }
            }
        }
        return mappings.size() > 0;
    }

    private static boolean isNames(ASN1Primitive value) {
        List<org.bouncycastle.asn1.x509.GeneralName> names =
                List.of(GeneralNames.getInstance(value).getNames());
        return !names.isEmpty() && names.stream().allMatch(NameForms::isName);
    }

    private static boolean isList(ASN1Primitive value) {
        return ASN1Sequence.getInstance(value).size() > 0;
    }

    /** A path length is not negative, and stands only where the certificate certifies others. */
    private static boolean isBasicConstraints(ASN1Primitive value) {
        BasicConstraints constraints = BasicConstraints.getInstance(value);
        ASN1Integer length = constraints.getPathLenConstraintInteger();
        return length == null || constraints.isCA() && length.getValue().signum() >= 0;
    }

    private static boolean isPolicyConstraints(ASN1Primitive value) {
        PolicyConstraints constraints = PolicyConstraints.getInstance(value);
        boolean some =
                constraints.getRequireExplicitPolicyMapping() != null || constraints.getInhibitPolicyMapping() != null;
        return some && ASN1Sequence.getInstance(value).size() > 0;
    }

    private static boolean isUsages(ASN1Primitive value) {
        return ExtendedKeyUsage.getInstance(value).size() > 0;
    }

    private static boolean isPoints(ASN1Primitive value) {
        return CRLDistPoint.getInstance(value).getDistributionPoints().length > 0;
    }

    private static boolean isCount(ASN1Primitive value) {
        return ASN1Integer.getInstance(value).getValue().signum() >= 0;
    }

    private static boolean isAccess(ASN1Primitive value) {
        return AuthorityInformationAccess.getInstance(value).getAccessDescriptions().length > 0;
    }
}
