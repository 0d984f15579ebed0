package org.comity.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509AttributeCertificateHolder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.crypto.path.PathCertificate;

/**
 * The parts of a credential document, not yet checked.
 *
 * @param chain leaf first, never empty
 * @param lists revocation lists; empty where the document carries none
 */
record CredentialDocument(List<PathCertificate> chain, X509AttributeCertificateHolder scope, List<X509CRL> lists) {
    private static final int OCTETS_MAX = 64 * 1024;
    private static final int CHAIN_MAX = 6;

    CredentialDocument {
        chain = List.copyOf(chain);
        lists = List.copyOf(lists);
    }

    static Outcome<CredentialDocument> read(Octets document) {
        if (document.size() > OCTETS_MAX) {
            return no("a document of " + document.size() + " octets");
        }
        List<Outcome<PathCertificate>> chain = new ArrayList<>();
        List<X509AttributeCertificateHolder> scopes = new ArrayList<>();
        List<X509CRL> lists = new ArrayList<>();
        try (PemReader in = new PemReader(new StringReader(new String(document.bytes(), StandardCharsets.US_ASCII)))) {
            for (PemObject part = in.readPemObject(); part != null; part = in.readPemObject()) {
                if (part.getType().equals("CERTIFICATE")) {
                    chain.add(MeshPaths.certificate(part.getContent()));
                } else if (part.getType().equals("ATTRIBUTE CERTIFICATE")) {
                    scopes.add(scope(part.getContent()));
                } else if (part.getType().equals("X509 CRL")) {
                    lists.add(list(part.getContent()));
                } else {
                    return no("a part that a credential does not have");
                }
                if (chain.size() > CHAIN_MAX || scopes.size() > 1 || lists.size() > CHAIN_MAX) {
                    return no("more parts than a credential has");
                }
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return no("the document cannot be read");
        }
        return chain.isEmpty() || scopes.isEmpty()
                ? no("certificate or scope is missing")
                : all(chain).map(good -> new CredentialDocument(good, scopes.get(0), lists));
    }

    /** Its signature is checked over what is encoded anew, so that must be what came. */
    private static X509AttributeCertificateHolder scope(byte[] der) throws IOException {
        X509AttributeCertificateHolder scope = new X509AttributeCertificateHolder(der);
        if (!Arrays.equals(der, scope.toASN1Structure().getEncoded(ASN1Encoding.DER))) {
            throw new IOException("not the one encoding of a scope");
        }
        return scope;
    }

    private static X509CRL list(byte[] der) throws IOException, GeneralSecurityException {
        X509CRL list = (X509CRL)
                CertificateFactory.getInstance("X.509", Algorithms.PROVIDER).generateCRL(new ByteArrayInputStream(der));
        if (list == null || !Arrays.equals(der, ASN1Primitive.fromByteArray(der).getEncoded(ASN1Encoding.DER))) {
            throw new IOException("not the one encoding of a list");
        }
        return list;
    }

    private static Outcome<CredentialDocument> no(String detail) {
        return Outcome.no(Reason.CREDENTIAL_NOT_VALID, detail);
    }

    /** All, or the first no. */
    static Outcome<List<PathCertificate>> all(List<Outcome<PathCertificate>> certificates) {
        Outcome<List<PathCertificate>> all = Outcome.yes(List.of());
        for (Outcome<PathCertificate> one : certificates) {
            all = all.then(list -> one.map(certificate -> {
                List<PathCertificate> longer = new ArrayList<>(list);
                longer.add(certificate);
                return longer;
            }));
        }
        return all;
    }

    /** The one URI among a subject's alternative names, which has no other. */
    static Optional<String> uri(PathCertificate certificate) {
        GeneralNames names =
                GeneralNames.fromExtensions(certificate.holder().getExtensions(), Extension.subjectAlternativeName);
        if (names == null || names.getNames().length != 1) {
            return Optional.empty();
        }
        GeneralName name = names.getNames()[0];
        return name.getTagNo() == GeneralName.uniformResourceIdentifier
                ? Optional.of(name.getName().toString())
                : Optional.empty();
    }
}
