package org.comity.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.AttributeCertificateHolder;
import org.bouncycastle.cert.AttributeCertificateIssuer;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2AttributeCertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.comity.core.authority.Credential;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.observation.SignatureAlgorithm;
import org.junit.jupiter.api.Test;

/** Credential documents with intermediates, spoilt scopes and constrained anchors. */
class CredentialPathTest {
    private static final MeshId MESH = new MeshId("urn:mesh:county");
    private static final Instant START = Instant.parse("2014-01-01T00:00:00Z");
    private static final Instant SOONER = Instant.parse("2014-07-01T00:00:00Z");
    private static final Instant END = Instant.parse("2015-01-01T00:00:00Z");
    private static final SignatureAlgorithm P256 = SignatureAlgorithm.ECDSA_P256_SHA256;

    private final SecureRandom random = new SecureRandom();
    private final MeshRoot root = MeshRoot.create(MESH, random, START, END);
    private final KeyPair middleKeys = Algorithms.generate(P256, random);
    private final KeyPair leafKeys = Algorithms.generate(P256, random);

    private X509CertificateHolder authority(X509CertificateHolder issuer, KeyPair keys, String name, Instant until) {
        try {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    issuer.getSubject(),
                    BigInteger.TEN,
                    Date.from(START),
                    Date.from(until),
                    new X500Name("CN=" + name),
                    org.bouncycastle.asn1.x509.SubjectPublicKeyInfo.getInstance(
                            keys.getPublic().getEncoded()));
            byte[] above =
                    SubjectKeyIdentifier.fromExtensions(issuer.getExtensions()).getKeyIdentifier();
            builder.addExtension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(above));
            byte[] own = Octets.of(keys.getPublic().getEncoded()).digest().bytes();
            builder.addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(own));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return builder.build(Certificates.signer(root.privateKey()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static X509CertificateHolder certificate(Octets document) {
        try {
            String pem = new String(document.bytes(), StandardCharsets.US_ASCII);
            return (X509CertificateHolder)
                    new org.bouncycastle.openssl.PEMParser(new java.io.StringReader(pem)).readObject();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private X509CertificateHolder leaf() {
        return certificate(root.certify(
                new MeshRoot.Subject(Role.AUTHORITY, "urn:authority:1", Scope.all(1), START, END),
                leafKeys.getPublic()));
    }

    private org.bouncycastle.cert.X509AttributeCertificateHolder scope(
            X509CertificateHolder leaf, Consumer<X509v2AttributeCertificateBuilder> change) {
        AttributeCertificateHolder holder = new AttributeCertificateHolder(leaf.getIssuer(), leaf.getSerialNumber());
        return scope(holder, BigInteger.ONE, change);
    }

    private org.bouncycastle.cert.X509AttributeCertificateHolder scope(
            AttributeCertificateHolder holder, BigInteger serial, Consumer<X509v2AttributeCertificateBuilder> change) {
        X509v2AttributeCertificateBuilder builder = new X509v2AttributeCertificateBuilder(
                holder,
                new AttributeCertificateIssuer(root.certificate().getSubject()),
                serial,
                Date.from(START),
                Date.from(END));
        builder.addAttribute(Profile.SCOPE, new DERUTF8String(Profile.write(Scope.all(1))));
        change.accept(builder);
        return builder.build(Certificates.signer(root.privateKey()));
    }

    private static Octets document(
            org.bouncycastle.cert.X509AttributeCertificateHolder scope, X509CertificateHolder... chain) {
        StringWriter text = new StringWriter();
        try (PemWriter out = new PemWriter(text)) {
            for (X509CertificateHolder one : chain) {
                out.writeObject(new PemObject("CERTIFICATE", one.getEncoded()));
            }
            out.writeObject(new PemObject("ATTRIBUTE CERTIFICATE", scope.getEncoded()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Octets.of(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private Outcome<Credential> judge(Octets document) {
        return new PathCredentialCheck().credential(document, MESH, List.of(root.anchor()));
    }

    private String verdict(Octets document) {
        return judge(document).fold(any -> "accept", no -> no.reason() + " " + no.detail());
    }

    private X509CertificateHolder below(X509CertificateHolder middle, String subject) {
        Certificates.Request request = new Certificates.Request("leaf", Certificates.uri(subject), START, END);
        return Certificates.issue(
                middle, middleKeys.getPrivate(), leafKeys.getPublic(), request, Profile.usage(Role.AGENT), random);
    }

    @Test
    void endsWithWhateverOfThePathEndsFirst() {
        // Given
        X509CertificateHolder middle = authority(root.certificate(), middleKeys, "middle", SOONER);
        X509CertificateHolder leaf = below(middle, "urn:agent:1");

        // When
        Credential credential = judge(document(scope(leaf, any -> {}), leaf, middle))
                .fold(one -> one, no -> {
                    throw new AssertionError(no.detail());
                });

        // Then
        assertThat(credential.notAfter()).isEqualTo(SOONER);
        assertThat(credential.notBefore()).isEqualTo(START);
        assertThat(credential.role()).isEqualTo(Role.AGENT);
    }

    @Test
    void refusesCertificatesBesideThePathAndPathsWithAGap() {
        // Given
        X509CertificateHolder middle = authority(root.certificate(), middleKeys, "middle", END);
        X509CertificateHolder leaf = below(middle, "urn:agent:1");
        X509CertificateHolder direct = leaf();

        // Then
        assertThat(verdict(document(scope(leaf, any -> {}), leaf, middle))).isEqualTo("accept");
        assertThat(verdict(document(scope(leaf, any -> {}), leaf))).contains("does not lead to an anchor");
        assertThat(verdict(document(scope(direct, any -> {}), direct, middle))).contains("not on the path");
        assertThat(verdict(document(scope(leaf, any -> {}), leaf, middle, middle, middle, middle, middle, middle)))
                .contains("more parts");
    }

    @Test
    void refusesLeavesWithMoreThanOneUseOrName() {
        // Given
        X509CertificateHolder middle = authority(root.certificate(), middleKeys, "middle", END);
        X509CertificateHolder tls = Certificates.issue(
                root.certificate(),
                root.privateKey(),
                leafKeys.getPublic(),
                new Certificates.Request("leaf", Certificates.uri("urn:authority:1"), START, END),
                org.bouncycastle.asn1.x509.KeyPurposeId.id_kp_clientAuth.toOID(),
                random);
        X509CertificateHolder host = Certificates.issue(
                root.certificate(),
                root.privateKey(),
                leafKeys.getPublic(),
                new Certificates.Request(
                        "leaf",
                        new org.bouncycastle.asn1.x509.GeneralNames(new GeneralName(GeneralName.dNSName, "a.example")),
                        START,
                        END),
                Profile.usage(Role.AUTHORITY),
                random);

        // Then
        for (X509CertificateHolder one : List.of(tls, host, middle)) {
            assertThat(verdict(document(scope(one, any -> {}), one))).contains("not one role and one subject");
        }
    }

    @Test
    void refusesScopesThatAreNotOfThisLeafAlone() {
        // Given
        X509CertificateHolder leaf = leaf();
        AttributeCertificateHolder byName = new AttributeCertificateHolder(leaf.getSubject());
        AttributeCertificateHolder bySerial = new AttributeCertificateHolder(leaf.getIssuer(), leaf.getSerialNumber());
        AttributeCertificateHolder other = new AttributeCertificateHolder(
                leaf.getIssuer(), leaf.getSerialNumber().add(BigInteger.ONE));

        // Then
        assertThat(verdict(document(scope(bySerial, BigInteger.ONE, any -> {}), leaf)))
                .isEqualTo("accept");
        for (var scope : List.of(
                scope(byName, BigInteger.ONE, any -> {}),
                scope(other, BigInteger.ONE, any -> {}),
                scope(bySerial, BigInteger.ZERO, any -> {}),
                scope(bySerial, BigInteger.ONE.shiftLeft(160), any -> {}),
                scope(bySerial, BigInteger.ONE, b -> b.addAttribute(Profile.ATTESTER, DERNull.INSTANCE)),
                scope(bySerial, BigInteger.ONE, b -> critical(b)))) {
            assertThat(verdict(document(scope, leaf))).contains("the scope is not well formed");
        }
    }

    private static void critical(X509v2AttributeCertificateBuilder builder) {
        try {
            builder.addExtension(Profile.EVIDENCE, true, DERNull.INSTANCE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void asksTheListThatTheDocumentCarriesAboutLeafAndScope() {
        // Given
        MeshRoot.Subject subject = new MeshRoot.Subject(Role.AUTHORITY, "urn:authority:1", Scope.all(1), START, END);
        Octets plain = root.certify(subject, leafKeys.getPublic());
        Octets other = root.certify(subject, middleKeys.getPublic());
        Octets clean = root.list(List.of(other), SOONER, END);
        Octets ofScope = Certificates.pem(
                "X509 CRL",
                Certificates.list(
                        root.certificate(),
                        root.privateKey(),
                        List.of(CredentialDocument.read(plain)
                                .<BigInteger>fold(parts -> parts.scope().getSerialNumber(), no -> BigInteger.ZERO)),
                        SOONER,
                        END));

        // Then
        assertThat(judge(MeshRoot.listed(plain, clean)).map(Credential::unrevokedAt))
                .isEqualTo(Outcome.yes(Optional.of(SOONER)));
        assertThat(judge(plain).map(Credential::unrevokedAt)).isEqualTo(Outcome.yes(Optional.empty()));
        assertThat(verdict(MeshRoot.listed(plain, root.list(List.of(plain), SOONER, END))))
                .contains("the path is not valid");
        assertThat(verdict(MeshRoot.listed(plain, ofScope))).contains("names its scope");
        assertThat(verdict(MeshRoot.listed(MeshRoot.listed(plain, clean), clean)))
                .contains("not one an issuer");
        assertThat(verdict(MeshRoot.listed(
                        plain, MeshRoot.create(MESH, random, START, END).list(List.of(), SOONER, END))))
                .contains("Cannot verify CRL");
        assertThat(verdict(MeshRoot.listed(plain, root.list(List.of(), END.plusSeconds(1), END.plusSeconds(2)))))
                .startsWith("CREDENTIAL_NOT_VALID");
        assertThat(verdict(MeshRoot.listed(plain, root.list(List.of(), START.minusSeconds(9), START.minusSeconds(1)))))
                .contains("not of the time");
    }

    @Test
    void refusesALeafOrAnIntermediateThatAListNames() {
        // Given
        X509CertificateHolder middle = authority(root.certificate(), middleKeys, "middle", END);
        X509CertificateHolder leaf = below(middle, "urn:agent:1");
        Octets plain = document(scope(leaf, any -> {}), leaf, middle);
        Octets ofMiddle = list(middle, middleKeys.getPrivate());
        Octets ofRoot = list(root.certificate(), root.privateKey());

        // Then
        assertThat(verdict(with(plain, ofMiddle, ofRoot))).isEqualTo("accept");
        assertThat(verdict(with(plain, ofMiddle))).contains("not one an issuer");
        assertThat(verdict(with(plain, ofRoot, ofMiddle))).contains("not one an issuer");
        assertThat(verdict(with(plain, list(middle, middleKeys.getPrivate(), leaf.getSerialNumber()), ofRoot)))
                .contains("the path is not valid");
        assertThat(verdict(
                        with(plain, ofMiddle, list(root.certificate(), root.privateKey(), middle.getSerialNumber()))))
                .contains("the path is not valid");
        assertThat(verdict(with(plain, list(middle, leafKeys.getPrivate()), ofRoot)))
                .contains("the path is not valid");
    }

    private static Octets list(X509CertificateHolder issuer, java.security.PrivateKey key, BigInteger... serials) {
        return Certificates.pem("X509 CRL", Certificates.list(issuer, key, List.of(serials), SOONER, END));
    }

    private static Octets with(Octets document, Octets... lists) {
        Octets longer = document;
        for (Octets list : lists) {
            longer = MeshRoot.listed(longer, list);
        }
        return longer;
    }

    @Test
    void keepsToWhatTheAnchorItselfConstrains() throws IOException {
        // Given an anchor of the same key and name that excludes the subject of its own leaf
        X509CertificateHolder plain = root.certificate();
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(plain);
        builder.addExtension(Extension.nameConstraints, true, new NameConstraints(null, new GeneralSubtree[] {
            new GeneralSubtree(new GeneralName(new X500Name("CN=authority")))
        }));
        Octets constrained =
                Octets.of(builder.build(Certificates.signer(root.privateKey())).getEncoded());
        X509CertificateHolder leaf = leaf();
        Octets document = document(scope(leaf, any -> {}), leaf);

        // Then
        PathCredentialCheck check = new PathCredentialCheck();
        assertThat(check.credential(document, MESH, List.of(root.anchor()))).isInstanceOf(Outcome.Yes.class);
        assertThat(check.credential(document, MESH, List.of(constrained)).<Object>fold(any -> any, Outcome.No::detail))
                .asString()
                .contains("outside the name constraints");
    }

    @Test
    void keepsVerdictsThatAreAskedForThroughAFloodOfOthers() {
        // Given
        VerdictCache<Integer, String> cache = new VerdictCache<>(16);
        AtomicInteger judged = new AtomicInteger();

        // When
        for (int flood = 1; flood <= 1_000; flood++) {
            cache.get(-1, () -> "wanted " + judged.incrementAndGet());
            cache.get(flood, () -> "other");
        }

        // Then
        assertThat(cache.get(-1, () -> "again")).isEqualTo("wanted 1");
        assertThat(cache.get(1, () -> "again")).isEqualTo("again");
    }
}
