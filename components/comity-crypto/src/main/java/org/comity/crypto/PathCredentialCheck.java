package org.comity.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x509.Attribute;
import org.bouncycastle.cert.X509AttributeCertificateHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.Credential;
import org.comity.core.authority.DeviceId;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;
import org.comity.core.boundary.CredentialCheck;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.crypto.path.OwnUsage;

/**
 * Validates credentials (RFC 5280, RFC 5755) against the anchors of one mesh. There is no clock: a chain must have been
 * valid when its leaf began; whether the leaf has ended is judged in the fold. What an anchor itself constrains is enforced
 * here, because path validators ignore it. Verdicts are kept by digest. Thread-safe.
 */
public final class PathCredentialCheck implements CredentialCheck {
    private static final int DOCUMENT_MAX = 64 * 1024;
    private static final int CHAIN_MAX = 6;
    private static final int CACHE_MAX = 4_096;
    private static final int KEY_CERT_SIGN = 5;
    private static final String NAME_CONSTRAINTS = "2.5.29.30";

    private final ProviderSignatureCheck signatures = new ProviderSignatureCheck();
    private final Map<Digest, Outcome<Credential>> credentials = new ConcurrentHashMap<>();
    private final Map<Digest, Outcome<AttestationTier>> attestations = new ConcurrentHashMap<>();

    /** The check, with an empty cache. */
    public PathCredentialCheck() {}

    @Override
    public Outcome<Credential> credential(Octets document, MeshId mesh, List<Octets> anchors) {
        Digest key = key(document, mesh.urn(), anchors);
        return kept(credentials, key, judgeCredential(key, document, mesh, anchors));
    }

    private Outcome<Credential> judgeCredential(Digest key, Octets document, MeshId mesh, List<Octets> anchors) {
        Outcome<Credential> known = credentials.get(key);
        if (known != null) {
            return known;
        }
        if (document.size() > DOCUMENT_MAX) {
            return no("a document of " + document.size() + " octets");
        }
        for (Octets anchor : anchors) {
            try {
                Optional<Credential> found = under(anchor, document, mesh);
                if (found.isPresent()) {
                    return Outcome.yes(found.get());
                }
            } catch (GeneralSecurityException | IOException | RuntimeException e) {
                continue;
            } catch (org.bouncycastle.cert.CertException | org.bouncycastle.operator.OperatorCreationException e) {
                continue;
            }
        }
        return no("the chain does not lead to an anchor of " + mesh);
    }

    private static Outcome<Credential> no(String detail) {
        return Outcome.no(Reason.CREDENTIAL_NOT_VALID, detail);
    }

    private static <T> Outcome<T> kept(Map<Digest, Outcome<T>> cache, Digest key, Outcome<T> verdict) {
        if (cache.size() >= CACHE_MAX) {
            cache.clear();
        }
        cache.put(key, verdict);
        return verdict;
    }

    private static Digest key(Octets document, String name, List<Octets> anchors) {
        return Encoding.of("comity-credential-cache")
                .octets(document.bytes())
                .text(name)
                .list(anchors, (out, anchor) -> out.octets(anchor.bytes()))
                .digest();
    }

    private static Optional<Credential> under(Octets anchorOctets, Octets document, MeshId mesh)
            throws GeneralSecurityException, IOException, org.bouncycastle.cert.CertException,
                    org.bouncycastle.operator.OperatorCreationException {
        List<X509Certificate> chain = new ArrayList<>();
        List<X509AttributeCertificateHolder> scopes = new ArrayList<>();
        parse(document, chain, scopes);
        X509Certificate anchor = certificate(anchorOctets.bytes());
        if (scopes.size() != 1 || !isAnchorOf(anchor, mesh)) {
            return Optional.empty();
        }
        validate(chain, anchor);
        X509Certificate leaf = chain.get(0);
        Optional<Scope> scope = scope(scopes.get(0), leaf, anchor);
        Optional<Role> role = role(leaf);
        Optional<String> subject = uri(leaf);
        if (scope.isEmpty() || role.isEmpty() || subject.isEmpty()) {
            return Optional.empty();
        }
        Instant end = earlier(leaf.getNotAfter(), scopes.get(0).getNotAfter());
        return Optional.of(new Credential(
                document.digest(),
                mesh,
                role.get(),
                subject.get(),
                scope.get(),
                Octets.of(leaf.getPublicKey().getEncoded()),
                leaf.getNotBefore().toInstant(),
                end));
    }

    private static Instant earlier(Date one, Date other) {
        return (one.before(other) ? one : other).toInstant();
    }

    private static void parse(Octets document, List<X509Certificate> chain, List<X509AttributeCertificateHolder> scopes)
            throws IOException, GeneralSecurityException {
        String text = new String(document.bytes(), StandardCharsets.US_ASCII);
        try (PEMParser in = new PEMParser(new StringReader(text))) {
            for (Object part = in.readObject(); part != null; part = in.readObject()) {
                if (part instanceof X509CertificateHolder holder) {
                    chain.add(certificate(holder.getEncoded()));
                } else if (part instanceof X509AttributeCertificateHolder scope) {
                    scopes.add(scope);
                } else {
                    throw new IOException("a part that a credential does not have");
                }
                if (chain.size() > CHAIN_MAX || scopes.size() > 1) {
                    throw new IOException("too many parts");
                }
            }
        }
    }

    private static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    /** A certification authority whose one URI name is the mesh. */
    private static boolean isAnchorOf(X509Certificate anchor, MeshId mesh) throws GeneralSecurityException {
        boolean[] usage = anchor.getKeyUsage();
        return anchor.getBasicConstraints() >= 0
                && usage != null
                && usage[KEY_CERT_SIGN]
                && uri(anchor).filter(mesh.urn()::equals).isPresent();
    }

    /** RFC 5280, section 6, at the instant when the leaf began; and what the anchor itself says. */
    private static void validate(List<X509Certificate> chain, X509Certificate anchor) throws GeneralSecurityException {
        Date when = chain.get(0).getNotBefore();
        anchor.checkValidity(when);
        if (chain.size() - 1 > anchor.getBasicConstraints()) {
            throw new GeneralSecurityException("a longer path than the anchor allows");
        }
        byte[] constraints = anchor.getExtensionValue(NAME_CONSTRAINTS);
        byte[] inner = constraints == null
                ? null
                : ASN1OctetString.getInstance(constraints).getOctets();
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, inner)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(when);
        parameters.addCertPathChecker(new OwnUsage());
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
    }

    private static Optional<Role> role(X509Certificate leaf) throws GeneralSecurityException {
        List<String> usages = leaf.getExtendedKeyUsage();
        boolean[] usage = leaf.getKeyUsage();
        boolean signs = usage != null && usage[0] && leaf.getBasicConstraints() < 0;
        return signs && usages != null && usages.size() == 1 ? Profile.role(usages.get(0)) : Optional.empty();
    }

    /** The one URI among the subject's alternative names, which has no other. */
    private static Optional<String> uri(X509Certificate certificate) throws GeneralSecurityException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        if (names == null || names.size() != 1) {
            return Optional.empty();
        }
        List<?> name = names.iterator().next();
        boolean isUri = Integer.valueOf(6).equals(name.get(0));
        return isUri && name.get(1) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static Optional<Scope> scope(
            X509AttributeCertificateHolder scope, X509Certificate leaf, X509Certificate anchor)
            throws GeneralSecurityException, IOException, org.bouncycastle.cert.CertException,
                    org.bouncycastle.operator.OperatorCreationException {
        boolean good = scope.isSignatureValid(new JcaContentVerifierProviderBuilder()
                        .setProvider(Algorithms.PROVIDER)
                        .build(anchor))
                && scope.getHolder().match(new JcaX509CertificateHolder(leaf))
                && scope.isValidOn(leaf.getNotBefore());
        Attribute[] attributes = scope.getAttributes(Profile.SCOPE);
        if (!good || attributes.length != 1 || attributes[0].getAttributeValues().length != 1) {
            return Optional.empty();
        }
        ASN1Encodable value = attributes[0].getAttributeValues()[0];
        return Optional.of(Profile.readScope(ASN1UTF8String.getInstance(value).getString()));
    }

    @Override
    public Outcome<AttestationTier> attestation(
            Octets document, Credential credential, DeviceId device, List<Octets> anchors) {
        Digest key = key(document, credential.digest().hex() + " " + device.urn(), anchors);
        Outcome<AttestationTier> known = attestations.get(key);
        return known != null ? known : kept(attestations, key, judgeAttestation(document, credential, device, anchors));
    }

    private Outcome<AttestationTier> judgeAttestation(
            Octets document, Credential credential, DeviceId device, List<Octets> anchors) {
        Outcome<AttestationTier> no = Outcome.no(
                Reason.ATTESTATION_NOT_VALID, "it does not bind the key to " + device + " under " + credential.mesh());
        Optional<Attestation> read = document.size() > DOCUMENT_MAX ? Optional.empty() : Attestation.read(document);
        if (read.isEmpty() || !speaksOf(read.get(), credential, device)) {
            return no;
        }
        boolean good = anchors.stream().anyMatch(anchor -> isSigned(read.get(), credential, anchor));
        return good ? read.get().tier().map(Outcome::yes).orElse(no) : no;
    }

    private static boolean speaksOf(Attestation attestation, Credential credential, DeviceId device) {
        String bound = attestation.claims().path("cnf").path(Attestation.KEY).asText();
        return "ES256".equals(attestation.header().path("alg").asText())
                && device.urn().equals(attestation.claims().path("sub").asText())
                && credential.publicKey().digest().hex().equals(bound);
    }

    private boolean isSigned(Attestation attestation, Credential credential, Octets anchorOctets) {
        try {
            X509Certificate anchor = certificate(anchorOctets.bytes());
            X509Certificate attester = certificate(Base64.getDecoder()
                    .decode(attestation.header().path("x5c").path(0).asText()));
            validate(List.of(attester), anchor);
            List<String> usages = attester.getExtendedKeyUsage();
            return isAnchorOf(anchor, credential.mesh())
                    && usages != null
                    && usages.equals(List.of(Profile.ATTESTER.getId()))
                    && signatures.verify(
                            Octets.of(attester.getPublicKey().getEncoded()),
                            SignatureAlgorithm.ECDSA_P256_SHA256,
                            attestation.signed(),
                            attestation.signature());
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }
}
