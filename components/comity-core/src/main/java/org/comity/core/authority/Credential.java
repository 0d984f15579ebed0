package org.comity.core.authority;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;

/**
 * What a validated credential document says: an X.509 chain to the mesh's own anchor (RFC 5280) and its attribute
 * certificate (RFC 5755). A value of this type is the result of a check, never a claim.
 *
 * @param digest SHA-256 of the credential document, the name under which a core refers to it
 * @param subject the authority's or agent's URN
 * @param publicKey SubjectPublicKeyInfo, DER
 * @param notBefore start of validity, inclusive
 * @param notAfter end of validity, inclusive; judged in mesh time, never by a receiver's clock
 * @param unrevokedAt when the oldest revocation list that the document carries was made, none of which names it; empty where it
 *     carries none
 */
public record Credential(
        Digest digest,
        MeshId mesh,
        Role role,
        String subject,
        Scope scope,
        Octets publicKey,
        Instant notBefore,
        Instant notAfter,
        Optional<Instant> unrevokedAt) {

    public Credential {
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(mesh, "mesh");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(publicKey, "publicKey");
        Objects.requireNonNull(notBefore, "notBefore");
        Objects.requireNonNull(notAfter, "notAfter");
        Objects.requireNonNull(unrevokedAt, "unrevokedAt");
    }
}
