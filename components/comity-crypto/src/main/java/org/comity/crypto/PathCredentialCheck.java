package org.comity.crypto;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.Credential;
import org.comity.core.authority.DeviceId;
import org.comity.core.authority.Role;
import org.comity.core.boundary.CredentialCheck;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.crypto.path.CertificatePath;
import org.comity.crypto.path.PathCertificate;

/**
 * Validates credentials (RFC 5280, RFC 5755) and attestations (RFC 9711) against the anchors of one mesh. There is no clock: a
 * chain must have been valid when its leaf began; it ends with whatever of it ends first, the anchor included, and whether that
 * has passed is judged in the fold. Revocation lists that the document carries are asked as of when they were made. Verdicts are kept by digest. Thread-safe.
 */
public final class PathCredentialCheck implements CredentialCheck {
    private static final int GENERATION_MAX = 4_096;

    private final MeshPaths paths = new MeshPaths();
    private final AttestationCheck appraisal = new AttestationCheck(paths, new ProviderSignatureCheck());
    private final VerdictCache<Key<MeshId>, Outcome<Credential>> credentials = new VerdictCache<>(GENERATION_MAX);
    private final VerdictCache<Key<Holder>, Outcome<AttestationTier>> attestations = new VerdictCache<>(GENERATION_MAX);

    /** What a verdict depends on. All of it is compared; the document's digest alone decides the place in the table. */
    private record Key<C>(Digest document, C context, List<Octets> anchors) {
        @Override
        public int hashCode() {
            return document.hashCode();
        }
    }

    /** Which key is said to be in which device. */
    private record Holder(MeshId mesh, Octets publicKey, DeviceId device) {}

    /** The check, with an empty cache. */
    public PathCredentialCheck() {}

    @Override
    public Outcome<Credential> credential(Octets document, MeshId mesh, List<Octets> anchors) {
        Key<MeshId> key = new Key<>(document.digest(), mesh, List.copyOf(anchors));
        return credentials.get(
                key,
                () -> CredentialDocument.read(document)
                        .then(parts -> judge(key.document(), parts, mesh, MeshPaths.Anchors.of(anchors, mesh))));
    }

    private Outcome<Credential> judge(Digest digest, CredentialDocument parts, MeshId mesh, MeshPaths.Anchors anchors) {
        PathCertificate leaf = parts.chain().get(0);
        List<ASN1ObjectIdentifier> purposes = MeshPaths.purposes(leaf);
        Optional<Role> role =
                purposes.size() == 1 ? Profile.role(purposes.get(0).getId()) : Optional.empty();
        Optional<String> subject = CredentialDocument.uri(leaf);
        if (role.isEmpty() || subject.isEmpty()) {
            return Outcome.no(Reason.CREDENTIAL_NOT_VALID, "it names not one role and one subject");
        }
        Instant begin = leaf.certificate().getNotBefore().toInstant();
        return paths.signing(parts.chain(), purposes.get(0), begin, anchors)
                .then(path -> paths.unrevoked(path, parts)
                        .then(unrevokedAt -> ScopeCheck.check(parts.scope(), path)
                                .map(scope -> new Credential(
                                        digest,
                                        mesh,
                                        role.get(),
                                        subject.get(),
                                        scope,
                                        leaf.publicKey(),
                                        begin,
                                        end(path, parts),
                                        unrevokedAt))));
    }

    private static Instant end(CertificatePath path, CredentialDocument parts) {
        Instant scope = parts.scope().getNotAfter().toInstant();
        return scope.isBefore(path.notAfter()) ? scope : path.notAfter();
    }

    @Override
    public Outcome<AttestationTier> attestation(
            Octets document, Credential credential, DeviceId device, List<Octets> anchors) {
        Key<Holder> key = new Key<>(
                document.digest(), new Holder(credential.mesh(), credential.publicKey(), device), List.copyOf(anchors));
        return attestations.get(
                key,
                () -> appraisal.appraise(
                        document, credential, device, MeshPaths.Anchors.of(anchors, credential.mesh())));
    }
}
