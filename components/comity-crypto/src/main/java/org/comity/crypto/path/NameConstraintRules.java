package org.comity.crypto.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** Name constraints of the anchor and of every intermediate, over all names below (RFC 5280, sections 4.2.1.10 and 6.1). */
final class NameConstraintRules {
    /** Names times subtrees of one path: beyond it a path is refused before any is compared. */
    private static final int COMPARISONS_MAX = 250_000;

    private NameConstraintRules() {}

    /** What is wrong with the names of a path, anchor first; empty where nothing is. */
    static Optional<String> complaint(List<PathCertificate> fromAnchor) {
        long subtrees = 0;
        long names = 0;
        for (PathCertificate one : fromAnchor) {
            subtrees += subtrees(one).map(Subtrees::size).orElse(0);
            names += names(one).size();
        }
        if (names * subtrees > COMPARISONS_MAX) {
            return Optional.of("names and name constraints in numbers that no honest path has");
        }
        List<Subtrees> above = new ArrayList<>();
        for (int i = 0; i < fromAnchor.size(); i++) {
            PathCertificate one = fromAnchor.get(i);
            boolean last = i == fromAnchor.size() - 1;
            boolean bound = i > 0 && (last || !one.isSelfIssued());
            Optional<String> wrong = bound ? complaint(names(one), above) : Optional.empty();
            if (wrong.isPresent()) {
                return wrong;
            }
            subtrees(one).ifPresent(above::add);
        }
        return Optional.empty();
    }

    private static Optional<Subtrees> subtrees(PathCertificate certificate) {
        return certificate.extension(Extension.nameConstraints, Subtrees::of);
    }

    private static Optional<String> complaint(List<GeneralName> names, List<Subtrees> above) {
        for (GeneralName name : names) {
            for (Subtrees one : above) {
                if (!isPermitted(name, one.permitted()) || isExcluded(name, one.excluded())) {
                    return Optional.of("the name " + name + " lies outside the name constraints above it");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isPermitted(GeneralName name, List<GeneralName> permitted) {
        List<GeneralName> same = ofKind(name, permitted);
        return same.isEmpty() || same.stream().anyMatch(base -> NameMatch.of(name, base) == NameMatch.WITHIN);
    }

    /** Any doubt excludes. */
    private static boolean isExcluded(GeneralName name, List<GeneralName> excluded) {
        return ofKind(name, excluded).stream().anyMatch(base -> NameMatch.of(name, base) != NameMatch.OUTSIDE);
    }

    private static List<GeneralName> ofKind(GeneralName name, List<GeneralName> bases) {
        return bases.stream().filter(base -> base.getTagNo() == name.getTagNo()).toList();
    }

    /** The subject, the mail addresses in it, and the alternative names. */
    static List<GeneralName> names(PathCertificate certificate) {
        RDN[] subject = certificate.subject().getRDNs();
        List<GeneralName> names = new ArrayList<>();
        if (subject.length > 0) {
            names.add(new GeneralName(certificate.subject()));
        }
        Arrays.stream(subject)
                .flatMap(rdn -> Stream.of(rdn.getTypesAndValues()))
                .filter(part -> PKCSObjectIdentifiers.pkcs_9_at_emailAddress.equals(part.getType()))
                .map(AttributeTypeAndValue::getValue)
                .forEach(mail -> names.add(new GeneralName(GeneralName.rfc822Name, IETFUtils.valueToString(mail))));
        certificate
                .extension(Extension.subjectAlternativeName, GeneralNames::getInstance)
                .ifPresent(alternative -> names.addAll(List.of(alternative.getNames())));
        return names;
    }
}
