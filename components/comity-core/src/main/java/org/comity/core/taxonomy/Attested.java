package org.comity.core.taxonomy;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;

/**
 * An equivalence and the statements that attest it.
 *
 * @param by sorted by oid; empty for one that is only read from a file
 */
public record Attested(Equivalence equivalence, List<Attestation> by) {

    /** One authority's statement, and when it holds. */
    public record Attestation(Oid oid, MeshId mesh, AuthorityId authority, Validity validity) {
        public Attestation {
            Objects.requireNonNull(oid, "oid");
            Objects.requireNonNull(mesh, "mesh");
            Objects.requireNonNull(authority, "authority");
            Objects.requireNonNull(validity, "validity");
        }
    }

    public Attested {
        Objects.requireNonNull(equivalence, "equivalence");
        by = by.stream().sorted(Comparator.comparing(Attestation::oid)).toList();
    }

    /** One that nobody has attested yet. */
    public static Attested unsigned(Equivalence equivalence) {
        return new Attested(equivalence, List.of());
    }
}
