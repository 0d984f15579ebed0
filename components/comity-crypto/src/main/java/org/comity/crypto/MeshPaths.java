package org.comity.crypto;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

/** Paths to keys that sign, under the anchors of one mesh. Thread-safe. */
final class MeshPaths {
    private final PathSearch search = new PathSearch(Algorithms.PROVIDER);

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

    /** A certificate that keeps the profile, from DER. */
    static Outcome<PathCertificate> certificate(byte[] der) {
        return PathCertificate.read(der, Algorithms.PROVIDER).then(PathCertificate::ofProfile);
    }

    private static Outcome<CertificatePath> no(String detail) {
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
