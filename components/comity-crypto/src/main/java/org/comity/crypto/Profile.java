package org.comity.crypto;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;

/** The object identifiers and text forms of comity's certificates. */
final class Profile {
    private static final String ARC = "2.25.311269407138213046226129071213094381627.";

    /** Extended key usage of a key that attests devices. */
    static final ASN1ObjectIdentifier ATTESTER = new ASN1ObjectIdentifier(ARC + "4");

    /** Extended key usage of a device's hardware key that signs evidence. */
    static final ASN1ObjectIdentifier EVIDENCE = new ASN1ObjectIdentifier(ARC + "5");

    /** The attribute that carries a scope. */
    static final ASN1ObjectIdentifier SCOPE = new ASN1ObjectIdentifier(ARC + "10");

    private static final String SEPARATOR = "\n";

    private Profile() {}

    /** Extended key usage of a role. */
    static ASN1ObjectIdentifier usage(Role role) {
        return new ASN1ObjectIdentifier(ARC
                + switch (role) {
                    case AUTHORITY -> 1;
                    case AGENT -> 2;
                    case LEDGER -> 3;
                });
    }

    /** The role of an extended key usage. */
    static Optional<Role> role(String oid) {
        return Arrays.stream(Role.values())
                .filter(role -> usage(role).getId().equals(oid))
                .findFirst();
    }

    /** Label, then the feature schemes, an empty line, and the properties, each sorted. */
    static String write(Scope scope) {
        return scope.labelMax()
                + SEPARATOR
                + String.join(SEPARATOR, new TreeSet<>(scope.featureSchemes()))
                + SEPARATOR
                + SEPARATOR
                + String.join(SEPARATOR, new TreeSet<>(scope.properties()));
    }

    /**
     * Reads a scope.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    static Scope readScope(String text) {
        String[] halves = text.split(SEPARATOR + SEPARATOR, -1);
        String[] first = halves[0].split(SEPARATOR, 2);
        if (halves.length != 2 || first.length != 2) {
            throw new IllegalArgumentException("not a scope");
        }
        Scope scope = new Scope(
                Set.of(first[1].split(SEPARATOR)), Set.of(halves[1].split(SEPARATOR)), Integer.parseInt(first[0]));
        if (!write(scope).equals(text)) {
            throw new IllegalArgumentException("not the one form of a scope");
        }
        return scope;
    }
}
