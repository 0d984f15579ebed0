package org.comity.core.agreement;

import java.util.List;
import java.util.Objects;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.MeshId;

/**
 * An authority that the parties recognise.
 *
 * @param schemes naming schemes (of features, properties and terms) that it owns: it signs equivalences about them
 * @param priority larger is preferred by the comparator {@code PRIORITY}
 */
public record AuthorityEntry(AuthorityId authority, MeshId mesh, List<String> schemes, int priority) {

    public AuthorityEntry {
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(mesh, "mesh");
        schemes = List.copyOf(schemes);
    }

    /** Whether it owns the naming scheme. */
    public boolean owns(String scheme) {
        return schemes.contains(scheme);
    }
}
