package org.comity.crypto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.AttributeCertificateHolder;
import org.bouncycastle.cert.AttributeCertificateIssuer;
import org.bouncycastle.cert.X509AttributeCertificateHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2AttributeCertificateBuilder;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.DeviceId;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.core.reconcile.Voice;

/** The root of one mesh: it issues that mesh's credentials and device attestations, and is nobody else's root. */
public final class MeshRoot {
    /** Whom a credential is for. */
    public record Subject(Role role, String urn, Scope scope, Instant notBefore, Instant notAfter) {
        public Subject {
            Objects.requireNonNull(role, "role");
            Objects.requireNonNull(urn, "urn");
            Objects.requireNonNull(scope, "scope");
            Objects.requireNonNull(notBefore, "notBefore");
            Objects.requireNonNull(notAfter, "notAfter");
        }
    }

    private final MeshId mesh;
    private final KeyPair keys;
    private final X509CertificateHolder certificate;
    private final KeyPair attesterKeys;
    private final X509CertificateHolder attester;
    private final SecureRandom random;

    private MeshRoot(MeshId mesh, KeyPair keys, X509CertificateHolder certificate, SecureRandom random) {
        this.mesh = mesh;
        this.keys = keys;
        this.certificate = certificate;
        this.random = random;
        this.attesterKeys = Algorithms.generate(SignatureAlgorithm.ECDSA_P256_SHA256, random);
        Certificates.Request request = new Certificates.Request(
                "attester",
                Certificates.uri(mesh.urn() + ":attester"),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
        this.attester = Certificates.issue(
                certificate, keys.getPrivate(), attesterKeys.getPublic(), request, Profile.ATTESTER, random);
    }

    /** A new root, valid as long as given. */
    public static MeshRoot create(MeshId mesh, SecureRandom random, Instant notBefore, Instant notAfter) {
        KeyPair keys = Algorithms.generate(SignatureAlgorithm.ECDSA_P256_SHA256, random);
        Certificates.Request request =
                new Certificates.Request("root of " + mesh, Certificates.uri(mesh.urn()), notBefore, notAfter);
        return new MeshRoot(mesh, keys, Certificates.selfSigned(keys, request, random), random);
    }

    /** A root from its stored key and certificate; its attester is made anew. */
    static MeshRoot of(MeshId mesh, KeyPair keys, X509CertificateHolder certificate, SecureRandom random) {
        return new MeshRoot(mesh, keys, certificate, random);
    }

    /** The mesh. */
    public MeshId mesh() {
        return mesh;
    }

    PrivateKey privateKey() {
        return keys.getPrivate();
    }

    X509CertificateHolder certificate() {
        return certificate;
    }

    /** The certificate that agreements pin, DER. */
    public Octets anchor() {
        return der(certificate);
    }

    private static Octets der(X509CertificateHolder certificate) {
        try {
            return Octets.of(certificate.getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("a certificate cannot be encoded", e);
        }
    }

    /** Certifies a key: PEM of the leaf certificate and of the attribute certificate with its scope. */
    public Octets certify(Subject subject, PublicKey key) {
        Certificates.Request request = new Certificates.Request(
                subject.role().name().toLowerCase(java.util.Locale.ROOT),
                Certificates.uri(subject.urn()),
                subject.notBefore(),
                subject.notAfter());
        X509CertificateHolder leaf =
                Certificates.issue(certificate, keys.getPrivate(), key, request, Profile.usage(subject.role()), random);
        return pem(leaf, scope(leaf, subject));
    }

    private X509AttributeCertificateHolder scope(X509CertificateHolder leaf, Subject subject) {
        return new X509v2AttributeCertificateBuilder(
                        new AttributeCertificateHolder(leaf.getIssuer(), leaf.getSerialNumber()),
                        new AttributeCertificateIssuer(certificate.getSubject()),
                        Certificates.serial(random),
                        Date.from(subject.notBefore()),
                        Date.from(subject.notAfter()))
                .addAttribute(Profile.SCOPE, new DERUTF8String(Profile.write(subject.scope())))
                .build(Certificates.signer(keys.getPrivate()));
    }

    private static Octets pem(X509CertificateHolder leaf, X509AttributeCertificateHolder scope) {
        return listed(Certificates.pem("CERTIFICATE", leaf), Certificates.pem("ATTRIBUTE CERTIFICATE", scope));
    }

    /**
     * A revocation list of the root (RFC 5280, section 5) with all that those credentials certify and scope: PEM, to be appended
     * to a credential document ({@link #listed}).
     *
     * @param next when a younger list will stand, at the latest
     * @throws IllegalArgumentException when one of them is no credential document
     */
    public Octets list(Collection<Octets> credentials, Instant made, Instant next) {
        return Certificates.pem(
                "X509 CRL", Certificates.list(certificate, keys.getPrivate(), serials(credentials), made, next));
    }

    private static List<BigInteger> serials(Collection<Octets> credentials) {
        List<BigInteger> serials = new ArrayList<>();
        for (Octets credential : credentials) {
            CredentialDocument parts = CredentialDocument.read(credential).fold(read -> read, no -> {
                throw new IllegalArgumentException(no.detail());
            });
            serials.add(parts.chain().get(0).holder().getSerialNumber());
            serials.add(parts.scope().getSerialNumber());
        }
        return serials;
    }

    /** A credential document with a revocation list: another document, with a digest of its own. */
    public static Octets listed(Octets credential, Octets list) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(credential.bytes());
        out.writeBytes(list.bytes());
        return Octets.of(out.toByteArray());
    }

    /**
     * Attests that a device holds the key in software: an EAT (RFC 9711) as a compact JWS.
     *
     * @throws IllegalArgumentException when the tier is another: the lowest one is the device's own word
     *     ({@link DeviceAttester#declare}), the highest takes evidence ({@link #appraise})
     */
    public Octets attest(DeviceId device, PublicKey key, AttestationTier tier, Instant issuedAt) {
        if (tier != AttestationTier.SOFTWARE) {
            throw new IllegalArgumentException("the root alone cannot attest " + tier);
        }
        return attested(AttestationClaims.attestation(tier, device, Octets.of(key.getEncoded()), issuedAt));
    }

    private Octets attested(ObjectNode claims) {
        ObjectNode header = CompactToken.object();
        header.putArray(CompactToken.CHAIN)
                .add(Base64.getEncoder().encodeToString(der(attester).bytes()));
        return CompactToken.sign(
                header,
                claims,
                SignatureAlgorithm.ECDSA_P256_SHA256,
                CompactToken.Signing.with(attesterKeys.getPrivate(), SignatureAlgorithm.ECDSA_P256_SHA256));
    }

    /** Certifies the key of a device's hardware root, on P-256, which signs evidence and nothing else: DER. */
    public Octets certifyHardware(DeviceId device, PublicKey key, Instant notBefore, Instant notAfter) {
        Certificates.Request request =
                new Certificates.Request("hardware", Certificates.uri(device.urn()), notBefore, notAfter);
        return der(Certificates.issue(certificate, keys.getPrivate(), key, request, Profile.EVIDENCE, random));
    }

    /**
     * Appraises the evidence with which a device answered a nonce, and attests the hardware tier on it.
     *
     * @return the attestation, the evidence within, or a no with ATTESTATION_NOT_VALID
     */
    public Outcome<Octets> appraise(Octets evidence, DeviceId device, PublicKey key, byte[] nonce, Instant issuedAt) {
        Octets spki = Octets.of(key.getEncoded());
        return new AttestationCheck(new MeshPaths(), new ProviderSignatureCheck())
                .evidence(evidence, spki, device, MeshPaths.Anchors.of(List.of(anchor()), mesh), nonce)
                .map(token ->
                        Outcome.yes(attested(AttestationClaims.appraised(device, spki, issuedAt, token, evidence))))
                .orElseGet(() -> Outcome.no(
                        Reason.ATTESTATION_NOT_VALID,
                        "it is no evidence for the key in " + device + " and this nonce"));
    }

    /** Makes a key in software, certifies and attests it. */
    public Voice voice(Subject subject, DeviceId device, SignatureAlgorithm algorithm) {
        return voice(subject, device, algorithm, Algorithms.generate(algorithm, random));
    }

    /** Certifies and attests a key that exists. */
    public Voice voice(Subject subject, DeviceId device, SignatureAlgorithm algorithm, KeyPair pair) {
        Octets credential = certify(subject, pair.getPublic());
        Octets attestation = attest(device, pair.getPublic(), AttestationTier.SOFTWARE, subject.notBefore());
        return new Voice(
                new AuthorityId(subject.urn()),
                device,
                new KeySigner(pair.getPrivate(), algorithm, credential.digest()),
                credential,
                attestation);
    }

    static GeneralName name(String urn) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, urn);
    }

    @Override
    public String toString() {
        return "MeshRoot[" + mesh + "]";
    }
}
