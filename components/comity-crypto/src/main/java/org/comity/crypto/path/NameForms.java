package org.comity.crypto.path;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;

/** What the names in certificates look like (RFC 5280, sections 4.2.1.6 and 4.2.1.10). */
final class NameForms {
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern HOST = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL_PART = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*");
    private static final int HOST_MAX = 253;
    private static final int LOCAL_PART_MAX = 64;
    private static final String WILDCARD = "*.";

    private NameForms() {}

    /** Whether a name has the form that its kind has; kinds without a text form here are taken as they are. */
    static boolean isName(GeneralName name) {
        return switch (name.getTagNo()) {
            case GeneralName.dNSName -> isHostOrWildcard(text(name));
            case GeneralName.rfc822Name -> isMailbox(text(name));
            case GeneralName.uniformResourceIdentifier -> isAbsolute(text(name));
            case GeneralName.iPAddress -> octets(name).length == 4 || octets(name).length == 16;
            default -> true;
        };
    }

    /** Whether the base of a subtree has the form that its kind has. */
    static boolean isBase(GeneralName base) {
        return switch (base.getTagNo()) {
            case GeneralName.dNSName -> text(base).isEmpty() || isHost(text(base));
            case GeneralName.rfc822Name ->
                text(base).indexOf('@') >= 0 ? isMailbox(text(base)) : isHostOrDomain(text(base));
            case GeneralName.uniformResourceIdentifier -> isHostOrDomain(text(base));
            case GeneralName.iPAddress -> isNetwork(octets(base));
            default -> true;
        };
    }

    static String text(GeneralName name) {
        return ASN1IA5String.getInstance(name.getName()).getString();
    }

    static byte[] octets(GeneralName name) {
        return ASN1OctetString.getInstance(name.getName()).getOctets();
    }

    /** Letters, digits and inner hyphens in labels: the preferred syntax of RFC 1034, section 3.5, and RFC 1123. */
    static boolean isHost(String text) {
        return text.length() <= HOST_MAX && HOST.matcher(text).matches();
    }

    static boolean isWildcard(String text) {
        return text.startsWith(WILDCARD);
    }

    /** A host, or a wildcard that is the whole leftmost label of at least three (RFC 9525, section 6.3). */
    private static boolean isHostOrWildcard(String text) {
        if (!isWildcard(text)) {
            return isHost(text);
        }
        String rest = text.substring(WILDCARD.length());
        return isHost(rest) && rest.indexOf('.') > 0;
    }

    private static boolean isHostOrDomain(String text) {
        return isHost(text.startsWith(".") ? text.substring(1) : text);
    }

    static boolean isMailbox(String text) {
        int at = text.lastIndexOf('@');
        return at > 0
                && at <= LOCAL_PART_MAX
                && LOCAL_PART.matcher(text.substring(0, at)).matches()
                && isHost(text.substring(at + 1));
    }

    /** A scheme and what belongs to it; an authority names a host. */
    private static boolean isAbsolute(String text) {
        try {
            URI uri = new URI(text);
            boolean authority = uri.getRawSchemeSpecificPart() != null
                    && uri.getRawSchemeSpecificPart().startsWith("//");
            return uri.isAbsolute() && text.chars().allMatch(c -> c < 128) && (!authority || uri.getHost() != null);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The host that a URI names, in lower case; empty where it names none, or an address. */
    static Optional<String> host(String uri) {
        try {
            String host = new URI(uri).getHost();
            boolean address = host == null || host.startsWith("[") || host.matches("[0-9.]+");
            return address || !isHost(host) ? Optional.empty() : Optional.of(host.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** An address and a mask whose ones come first (RFC 4632). */
    private static boolean isNetwork(byte[] octets) {
        if (octets.length != 8 && octets.length != 32) {
            return false;
        }
        boolean ended = false;
        for (int bit = octets.length * 4; bit < octets.length * 8; bit++) {
            boolean one = (octets[bit / 8] >> (7 - bit % 8) & 1) == 1;
            if (one && ended) {
                return false;
            }
            ended = ended || !one;
        }
        return true;
    }
}
