package org.comity.core.boundary;

import java.util.Optional;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;

/** Documents by SHA-256 of their octets: credentials, attestations, agreements. */
@FunctionalInterface
public interface Documents {

    /** The document, where it has arrived. */
    Optional<Octets> find(Digest digest);
}
