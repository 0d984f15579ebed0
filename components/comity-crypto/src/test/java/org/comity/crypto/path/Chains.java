package org.comity.crypto.path;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.comity.core.mesh.Outcome;

/** An honest path of root, one intermediate and leaf, which a test spoils before it is signed and judged. */
final class Chains {
    static final Instant START = Instant.parse("2014-01-01T00:00:00Z");
    static final Instant END = Instant.parse("2015-01-01T00:00:00Z");
    static final Instant MIDDLE = Instant.parse("2014-06-01T00:00:00Z");

    final CertificateSketch root = new CertificateSketch("CN=root");
    final CertificateSketch middle = new CertificateSketch("CN=middle");
    final CertificateSketch leaf = new CertificateSketch("CN=leaf");
    final List<PathCertificate> more = new ArrayList<>();
    PathRules rules = PathRules.at(MIDDLE);

    Chains() {
        authority(root, root);
        authority(middle, root);
        below(leaf, middle);
        leaf.put(Extension.keyUsage, CertificateSketch.Mark.CRITICAL, new KeyUsage(KeyUsage.digitalSignature));
        leaf.put(
                Extension.extendedKeyUsage,
                CertificateSketch.Mark.NOT_CRITICAL,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
        names(leaf, new GeneralName(GeneralName.dNSName, "station.example.org"));
    }

    static KeyPair keys() {
        return keys("secp256r1");
    }

    static KeyPair keys(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", Corpus.PROVIDER);
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static CertificateSketch names(CertificateSketch sketch, GeneralName... names) {
        return sketch.put(
                Extension.subjectAlternativeName, CertificateSketch.Mark.NOT_CRITICAL, new GeneralNames(names));
    }

    /** Makes a sketch one of an authority that another certifies. */
    static CertificateSketch authority(CertificateSketch sketch, CertificateSketch issuer) {
        sketch.put(Extension.basicConstraints, CertificateSketch.Mark.CRITICAL, new BasicConstraints(true));
        sketch.put(
                Extension.keyUsage,
                CertificateSketch.Mark.CRITICAL,
                new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        sketch.put(
                Extension.subjectKeyIdentifier,
                CertificateSketch.Mark.NOT_CRITICAL,
                new SubjectKeyIdentifier(id(sketch)));
        return below(sketch, issuer);
    }

    static CertificateSketch below(CertificateSketch sketch, CertificateSketch issuer) {
        sketch.issuer = issuer.subject;
        sketch.signer = issuer.keys;
        return sketch.put(
                Extension.authorityKeyIdentifier,
                CertificateSketch.Mark.NOT_CRITICAL,
                new AuthorityKeyIdentifier(id(issuer)));
    }

    private static byte[] id(CertificateSketch sketch) {
        return org.comity.core.mesh.Digest.sha256(sketch.keys.getPublic().getEncoded())
                .bytes();
    }

    static Outcome<PathCertificate> read(CertificateSketch sketch) {
        return PathCertificate.read(sketch.sign(), Corpus.PROVIDER);
    }

    /** Names the leaf anew, with the alternative names removed. */
    void subject(String name) {
        leaf.subject = new X500Name(name);
        leaf.drop(Extension.subjectAlternativeName);
    }

    void wants(GeneralName name) {
        rules = rules.withNames(Set.of(name));
    }

    Outcome<CertificatePath> judge() {
        return read(root)
                .then(anchor -> read(middle)
                        .then(between -> read(leaf).then(end -> {
                            List<PathCertificate> others = new ArrayList<>(more);
                            others.add(between);
                            return new PathSearch(Corpus.PROVIDER).find(end, others, List.of(anchor), rules);
                        })));
    }

    static byte[] octets(org.bouncycastle.asn1.ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
