package org.comity.crypto;

import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.crypto.path.CertificatePath;
import org.comity.crypto.path.PathCertificate;
import org.comity.crypto.path.PathRules;
import org.comity.crypto.path.PathSearch;
import org.comity.crypto.path.PathValidator;

/** Paths to keys that sign, under the anchors of one mesh. Thread-safe. */
final class MeshPaths {
    private final PathSearch search = new PathSearch(Algorithms.PROVIDER);
    private final PathValidator validator = new PathValidator(Algorithms.PROVIDER);

    /**
     * Validates a chain to a key that signs for one purpose.
     *
     * @param chain leaf first; every certificate must be on the path
     * @return the path, or a no with CREDENTIAL_NOT_VALID
     */
    Outcome<CertificatePath> signing(
            List<PathCertificate> chain, ASN1ObjectIdentifier purpose, Instant when, Anchors anchors) {
        PathCertificate leaf = chain.get(0);
        if (!isForSigning(leaf) || !purposes(leaf).equals(List.of(purpose))) {
            return no("the key is not for signing, or not for this purpose alone");
        }
        return search.find(
                        leaf,
                        chain.subList(1, chain.size()),
                        anchors.certificates(),
                        PathRules.at(when).withPurpose(purpose))
                .then(path -> path.chain().size() == chain.size()
                        ? Outcome.yes(path)
                        : no("a certificate that is not on the path"));
    }

    /**
     * Asks the lists that a document carries, one an issuer of the path and no other, as of the youngest of them, about each
     * certificate of the path and, the anchor's, about the scope.
     *
     * @return when the oldest list was made, empty where there are none, or a no with CREDENTIAL_NOT_VALID
     */
    Outcome<Optional<Instant>> unrevoked(CertificatePath path, CredentialDocument parts) {
        List<X509CRL> lists = parts.lists();
        try {
            return lists.isEmpty() ? Outcome.yes(Optional.empty()) : asked(path, lists, parts);
        } catch (RuntimeException e) {
            return no("a revocation list whose content cannot be read");
        }
    }

    private Outcome<Optional<Instant>> asked(CertificatePath path, List<X509CRL> lists, CredentialDocument parts) {
        List<X500Principal> issuers = path.chain().stream()
                .map(one -> one.certificate().getIssuerX500Principal())
                .distinct()
                .toList();
        if (!issuers.equals(lists.stream().map(X509CRL::getIssuerX500Principal).toList())) {
            return no("its revocation lists are not one an issuer, the leaf's first");
        }
        Instant youngest = made(lists).max(Comparator.naturalOrder()).orElseThrow();
        Instant begin = path.chain().get(0).certificate().getNotBefore().toInstant();
        PathRules rules = PathRules.at(youngest.isAfter(begin) ? youngest : begin)
                .with(new PathRules.Revocation(lists, List.of(), PathRules.Deltas.IGNORED));
        return validator
                .validate(path.chain(), path.anchor(), rules)
                .then(good -> isListed(parts, path.anchor())
                        ? no("a revocation list names its scope")
                        : Outcome.yes(made(lists).min(Comparator.naturalOrder())));
    }

    private static Stream<Instant> made(List<X509CRL> lists) {
        return lists.stream().map(list -> list.getThisUpdate().toInstant());
    }

    private static boolean isListed(CredentialDocument parts, PathCertificate anchor) {
        return parts.lists().stream()
                .filter(list -> list.getIssuerX500Principal()
                        .equals(anchor.certificate().getSubjectX500Principal()))
                .anyMatch(list -> list.getRevokedCertificate(parts.scope().getSerialNumber()) != null);
    }

    /** A certificate that keeps the profile, from DER. */
    static Outcome<PathCertificate> certificate(byte[] der) {
        return PathCertificate.read(der, Algorithms.PROVIDER).then(PathCertificate::ofProfile);
    }

    private static <T> Outcome<T> no(String detail) {
        return Outcome.no(Reason.CREDENTIAL_NOT_VALID, detail);
    }

    /** An end entity that signs and does nothing else. */
    private static boolean isForSigning(PathCertificate leaf) {
        KeyUsage usage = KeyUsage.fromExtensions(leaf.holder().getExtensions());
        return !leaf.isAuthority() && usage != null && usage.equals(new KeyUsage(KeyUsage.digitalSignature));
    }

    /** The extended key usages, empty where there are none. */
    static List<ASN1ObjectIdentifier> purposes(PathCertificate certificate) {
        ExtendedKeyUsage usages =
                ExtendedKeyUsage.fromExtensions(certificate.holder().getExtensions());
        List<ASN1ObjectIdentifier> purposes = new ArrayList<>();
        if (usages != null) {
            for (KeyPurposeId usage : usages.getUsages()) {
                purposes.add(usage.toOID());
            }
        }
        return purposes;
    }

    /** The anchors of a mesh: of those pinned, the certificates whose one URI name is the mesh. */
    record Anchors(List<PathCertificate> certificates) {
        Anchors {
            certificates = List.copyOf(certificates);
        }

        static Anchors of(List<Octets> pinned, MeshId mesh) {
            List<PathCertificate> own = new ArrayList<>();
            for (Octets anchor : pinned) {
                certificate(anchor.bytes())
                        .fold(
                                one -> CredentialDocument.uri(one)
                                                .filter(mesh.urn()::equals)
                                                .isPresent()
                                        && own.add(one),
                                no -> false);
            }
            return new Anchors(own);
        }
    }
}
