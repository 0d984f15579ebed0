package org.comity.core.lineage;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Qualified names of this project's things: {@code comity:<kind>-<name>}, which XML and JSON both can write. */
public final class ProvName {
    /** The prefix. */
    public static final String PREFIX = "comity";

    /** Its namespace. */
    public static final String NAMESPACE = "urn:comity:prov:";

    private ProvName() {}

    /** The name of a thing. Octets of the name that an XML name cannot hold are written as an underscore and their number. */
    public static String of(String kind, String name) {
        StringBuilder out = new StringBuilder(PREFIX + ":" + kind + "-");
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet >= 'a' && octet <= 'z'
                    || octet >= 'A' && octet <= 'Z'
                    || octet >= '0' && octet <= '9'
                    || octet == '-'
                    || octet == '.';
            out.append(plain ? Character.toString(octet) : String.format(Locale.ROOT, "_%02x", octet));
        }
        return out.toString();
    }
}
