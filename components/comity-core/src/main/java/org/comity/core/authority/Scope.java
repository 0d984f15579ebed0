package org.comity.core.authority;

import java.util.Objects;
import java.util.Set;

/**
 * What a credential may speak about (carried in an RFC 5755 attribute certificate). Sets are explicit: default deny.
 * The single entry {@code *} allows every scheme or property inside the name space of the mesh.
 */
public record Scope(Set<String> featureSchemes, Set<String> properties, int labelMax) {

    /** The entry that stands for all. */
    public static final String ALL = "*";

    /** Everything, up to the given label: for credentials that make control statements only, and for tests. */
    public static Scope all(int labelMax) {
        return new Scope(Set.of(ALL), Set.of(ALL), labelMax);
    }

    public Scope {
        featureSchemes = Set.copyOf(Objects.requireNonNull(featureSchemes, "featureSchemes"));
        properties = Set.copyOf(Objects.requireNonNull(properties, "properties"));
        if (labelMax < 0) {
            throw new IllegalArgumentException("labelMax must not be negative");
        }
    }

    /** Whether a fact about this feature scheme and this property (scheme + "#" + value) lies inside. */
    public boolean covers(String featureScheme, String property) {
        return allows(featureSchemes, featureScheme) && allows(properties, property);
    }

    private static boolean allows(Set<String> names, String name) {
        return names.contains(ALL) || names.contains(name);
    }
}
