package org.comity.crypto.path;

import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.GeneralName;

/** How a name lies to the base of a subtree of its own kind. */
enum NameMatch {
    /** Everything that the name stands for lies within. */
    WITHIN,
    /** A wildcard of which a part lies within. */
    PARTLY,
    /** Nothing of it does. */
    OUTSIDE,
    /** It cannot be told: the kind is not processed here, or the name names no host. */
    UNKNOWN;

    static NameMatch of(GeneralName name, GeneralName base) {
        return switch (name.getTagNo()) {
            case GeneralName.dNSName -> host(lower(name), lower(base));
            case GeneralName.rfc822Name -> given(isMailboxWithin(NameForms.text(name), NameForms.text(base)));
            case GeneralName.uniformResourceIdentifier -> uri(NameForms.text(name), lower(base));
            case GeneralName.iPAddress -> given(isAddressWithin(NameForms.octets(name), NameForms.octets(base)));
            case GeneralName.directoryName ->
                given(isBelow(X500Name.getInstance(name.getName()), X500Name.getInstance(base.getName())));
            default -> UNKNOWN;
        };
    }

    private static NameMatch given(boolean within) {
        return within ? WITHIN : OUTSIDE;
    }

    private static String lower(GeneralName name) {
        return NameForms.text(name).toLowerCase(Locale.ROOT);
    }

    /** A wildcard stands for every name with one label more, so a base of one label more meets it in part. */
    private static NameMatch host(String name, String base) {
        if (!NameForms.isWildcard(name)) {
            return given(isHostWithin(name, base));
        }
        String parent = name.substring(2);
        if (isHostWithin(parent, base)) {
            return WITHIN;
        }
        boolean child = base.endsWith("." + parent) && base.indexOf('.') == base.length() - parent.length() - 1;
        return child ? PARTLY : OUTSIDE;
    }

    /** The base itself or any name with labels added on its left; all names lie within the empty base. */
    private static boolean isHostWithin(String name, String base) {
        return base.isEmpty() || name.equals(base) || name.endsWith("." + base);
    }

    /** A base is one mailbox, all mailboxes of one host, or, with a leading dot, of all hosts below a domain. */
    private static boolean isMailboxWithin(String name, String base) {
        int at = base.lastIndexOf('@');
        String local = name.substring(0, Math.max(0, name.lastIndexOf('@')));
        String host = name.substring(name.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        String wanted = base.substring(at + 1).toLowerCase(Locale.ROOT);
        boolean sameLocal = at < 0 || local.equals(base.substring(0, at));
        return sameLocal && isHostOf(host, wanted);
    }

    /** The host itself or, with a leading dot, any below it. */
    private static boolean isHostOf(String host, String base) {
        return base.startsWith(".") ? host.endsWith(base) && host.length() > base.length() : host.equals(base);
    }

    private static NameMatch uri(String name, String base) {
        Optional<String> host = NameForms.host(name);
        return host.map(text -> given(isHostOf(text, base))).orElse(UNKNOWN);
    }

    private static boolean isAddressWithin(byte[] address, byte[] network) {
        if (network.length != 2 * address.length) {
            return false;
        }
        for (int i = 0; i < address.length; i++) {
            if (((address[i] ^ network[i]) & network[address.length + i]) != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBelow(X500Name name, X500Name base) {
        RDN[] all = name.getRDNs();
        RDN[] first = base.getRDNs();
        if (first.length > all.length) {
            return false;
        }
        for (int i = 0; i < first.length; i++) {
            if (!IETFUtils.rDNAreEqual(all[i], first[i])) {
                return false;
            }
        }
        return true;
    }
}
