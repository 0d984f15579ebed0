package org.comity.crypto.path;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** Whether a leaf bears the names that are asked for, among its alternative names alone (RFC 9525). */
final class NameDemand {
    private NameDemand() {}

    static Optional<String> complaint(PathCertificate leaf, Set<GeneralName> wanted) {
        List<GeneralName> borne = leaf.extension(Extension.subjectAlternativeName, GeneralNames::getInstance)
                .map(names -> List.of(names.getNames()))
                .orElse(List.of());
        return wanted.stream()
                .filter(name -> borne.stream().noneMatch(one -> isBorne(name, one)))
                .map(name -> "it does not bear the name " + name)
                .findFirst();
    }

    private static boolean isBorne(GeneralName wanted, GeneralName borne) {
        if (wanted.getTagNo() != borne.getTagNo()) {
            return false;
        }
        return switch (wanted.getTagNo()) {
            case GeneralName.dNSName ->
                isHost(
                        NameForms.text(wanted).toLowerCase(Locale.ROOT),
                        NameForms.text(borne).toLowerCase(Locale.ROOT));
            case GeneralName.iPAddress -> Arrays.equals(NameForms.octets(wanted), NameForms.octets(borne));
            case GeneralName.rfc822Name -> isMailbox(NameForms.text(wanted), NameForms.text(borne));
            default -> wanted.equals(borne);
        };
    }

    /** The same, or a wildcard in the place of the whole leftmost label. */
    private static boolean isHost(String wanted, String borne) {
        if (!NameForms.isHost(wanted)) {
            return false;
        }
        int dot = wanted.indexOf('.');
        return NameForms.isWildcard(borne)
                ? dot > 0 && wanted.substring(dot).equals(borne.substring(1))
                : wanted.equals(borne);
    }

    /** The local part as it stands, the host in any case. */
    private static boolean isMailbox(String wanted, String borne) {
        int at = wanted.lastIndexOf('@');
        return at > 0
                && at == borne.lastIndexOf('@')
                && wanted.substring(0, at).equals(borne.substring(0, at))
                && wanted.substring(at).equalsIgnoreCase(borne.substring(at));
    }
}
