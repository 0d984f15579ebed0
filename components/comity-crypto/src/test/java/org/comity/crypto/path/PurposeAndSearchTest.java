package org.comity.crypto.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.comity.crypto.path.CertificateSketch.Mark;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Purposes along the path, paths to be found, and revocation lists. */
class PurposeAndSearchTest {
    private Chains chains;

    @BeforeEach
    void honest() {
        chains = new Chains();
    }

    private String verdict() {
        return Corpus.verdict(chains.judge());
    }

    private static void allow(CertificateSketch sketch, KeyPurposeId... purposes) {
        sketch.put(Extension.extendedKeyUsage, Mark.CRITICAL, new ExtendedKeyUsage(purposes));
    }

    @Test
    void demandsThePurposeOfEveryCertificateThatNamesAny() {
        // Given
        chains.rules = chains.rules.withPurpose(KeyPurposeId.id_kp_clientAuth.toOID());
        String good = verdict();

        // When
        allow(chains.root, KeyPurposeId.id_kp_serverAuth);
        String inAnchor = verdict();
        chains.root.drop(Extension.extendedKeyUsage);
        allow(chains.middle, KeyPurposeId.id_kp_serverAuth);
        String inMiddle = verdict();
        allow(chains.middle, KeyPurposeId.anyExtendedKeyUsage);
        String any = verdict();
        allow(chains.leaf, KeyPurposeId.id_kp_serverAuth);

        // Then
        assertThat(good).isEqualTo("accept");
        assertThat(any).isEqualTo("accept");
        assertThat(List.of(inAnchor, inMiddle, verdict()))
                .allMatch(text -> text.contains("does not allow the purpose"));
    }

    @Test
    void findsTheOneGoodPathAmongOthersOfTheSameName() {
        // Given certificates of the middle's name and key that do not lead to the anchor, or have ended
        CertificateSketch stranger = new CertificateSketch("CN=stranger");
        CertificateSketch astray = new CertificateSketch("CN=middle");
        astray.keys = chains.middle.keys;
        Chains.authority(astray, stranger);
        CertificateSketch ended = new CertificateSketch("CN=middle");
        ended.keys = chains.middle.keys;
        ended.notAfter = ended.notBefore;
        Chains.authority(ended, chains.root);

        // When
        for (CertificateSketch one : List.of(stranger, astray, ended)) {
            Chains.read(one).fold(chains.more::add, no -> false);
        }

        // Then
        assertThat(chains.more).hasSize(3);
        assertThat(verdict()).isEqualTo("accept");
    }

    @Test
    void spendsNoStepOnCertificatesThatLeadNowhere() {
        // Given more of the middle's name than there are steps
        CertificateSketch stranger = new CertificateSketch("CN=stranger");
        CertificateSketch astray = Chains.authority(new CertificateSketch("CN=middle"), stranger);
        for (int i = 0; i < 150; i++) {
            astray.serial = BigInteger.valueOf(1_000 + i);
            Chains.read(astray).fold(chains.more::add, no -> false);
        }

        // Then
        assertThat(chains.more).hasSize(150);
        assertThat(verdict()).isEqualTo("accept");
    }

    @Test
    void givesUpAfterAFixedNumberOfSteps() {
        // Given authorities that certify each other, all of one name, above a leaf that ended
        chains.leaf.notAfter = chains.leaf.notBefore;
        CertificateSketch shared = new CertificateSketch("CN=middle");
        shared.keys = chains.middle.keys;
        for (int i = 0; i < 24; i++) {
            CertificateSketch one = new CertificateSketch("CN=middle");
            one.keys = shared.keys;
            one.serial = BigInteger.valueOf(100 + i);
            Chains.authority(one, shared);
            Chains.read(one).fold(chains.more::add, no -> false);
        }

        // Then
        assertThat(verdict()).contains("no path within 128 steps");
    }

    @Test
    void refusesPathsWithoutEnd() {
        // Given
        List<PathCertificate> chain = new ArrayList<>();
        PathCertificate root = Chains.read(chains.root).fold(one -> one, no -> {
            throw new AssertionError(no.detail());
        });

        // When
        for (int i = 0; i <= PathValidator.PATH_MAX; i++) {
            chain.add(root);
        }

        // Then
        PathValidator validator = new PathValidator(Corpus.PROVIDER);
        assertThat(Corpus.verdict(validator.validate(chain, root, chains.rules)))
                .contains("a path of 33");
        assertThat(Corpus.verdict(validator.validate(List.of(), root, chains.rules)))
                .contains("a path of 0");
    }

    @Test
    void refusesCertificatesLargerThanAnyHonestOne() {
        // When
        chains.leaf.addRaw(Extension.auditIdentity, Mark.NOT_CRITICAL, new byte[PathCertificate.OCTETS_MAX]);

        // Then
        assertThat(verdict()).contains("a certificate of ");
    }

    private static final BigInteger NONE = BigInteger.valueOf(99);

    private record Numbering(Mark mark, ASN1Encodable number) {}

    private static final Numbering FIRST = new Numbering(Mark.NOT_CRITICAL, new ASN1Integer(1));

    private static X509CRL list(CertificateSketch issuer, BigInteger revoked, Instant until, Numbering numbering) {
        try {
            X509v2CRLBuilder builder = new X509v2CRLBuilder(issuer.subject, Date.from(Chains.START));
            builder.setNextUpdate(Date.from(until));
            builder.addCRLEntry(revoked, Date.from(Chains.START), CRLReason.keyCompromise);
            for (Extension one : issuer.extensions) {
                if (one.getExtnId().equals(Extension.subjectKeyIdentifier)) {
                    byte[] id = org.bouncycastle.asn1.ASN1OctetString.getInstance(one.getParsedValue())
                            .getOctets();
                    builder.addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            new org.bouncycastle.asn1.x509.AuthorityKeyIdentifier(id));
                }
            }
            builder.addExtension(Extension.cRLNumber, numbering.mark() == Mark.CRITICAL, numbering.number());
            return new JcaX509CRLConverter()
                    .setProvider(Corpus.PROVIDER)
                    .getCRL(builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .setProvider(Corpus.PROVIDER)
                            .build(issuer.keys.getPrivate())));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String under(X509CRL... lists) {
        chains.rules = PathRules.at(Chains.MIDDLE)
                .with(new PathRules.Revocation(List.of(lists), List.of(), PathRules.Deltas.IGNORED));
        return verdict();
    }

    @Test
    void demandsAListForEveryCertificateAndKeepsToIt() {
        // Given
        chains.leaf.serial = BigInteger.valueOf(5);
        X509CRL ofRoot = list(chains.root, NONE, Chains.END, FIRST);
        X509CRL ofMiddle = list(chains.middle, NONE, Chains.END, FIRST);
        X509CRL revoking = list(chains.middle, chains.leaf.serial, Chains.END, FIRST);
        CertificateSketch stranger = new CertificateSketch("CN=stranger");
        X509CRL ofStranger = list(stranger, chains.leaf.serial, Chains.END, FIRST);

        // Then
        assertThat(under(ofRoot, ofMiddle)).isEqualTo("accept");
        assertThat(under(ofRoot, ofMiddle, ofStranger)).isEqualTo("accept");
        assertThat(under(ofRoot, revoking)).contains("keyCompromise");
        assertThat(under(ofRoot)).contains("No CRLs found");
        assertThat(under()).contains("No CRLs found");
    }

    @Test
    void refusesListsThatAreNotOfTheProfileOrOfTheTime() {
        // Given
        X509CRL ofRoot = list(chains.root, NONE, Chains.END, FIRST);
        Numbering critical = new Numbering(Mark.CRITICAL, new ASN1Integer(1));
        Numbering huge = new Numbering(Mark.NOT_CRITICAL, new ASN1Integer(BigInteger.ONE.shiftLeft(170)));

        // Then
        assertThat(under(ofRoot, list(chains.middle, NONE, Chains.MIDDLE.minusSeconds(1), FIRST)))
                .contains("not of the time");
        assertThat(under(ofRoot, list(chains.middle, NONE, Chains.END, critical)))
                .contains("not of the profile");
        assertThat(under(ofRoot, list(chains.middle, NONE, Chains.END, huge))).contains("not of the profile");
    }

    @Test
    void measuresTheWindowInWhichAPathHolds() {
        // Given
        chains.middle.notAfter = new org.bouncycastle.asn1.x509.Time(Date.from(Chains.MIDDLE.plusSeconds(60)));
        chains.leaf.notBefore = new org.bouncycastle.asn1.x509.Time(Date.from(Chains.MIDDLE.minusSeconds(60)));

        // When
        CertificatePath path = chains.judge().fold(one -> one, no -> {
            throw new AssertionError(no.detail());
        });

        // Then
        assertThat(path.notBefore()).isEqualTo(Chains.MIDDLE.minusSeconds(60));
        assertThat(path.notAfter()).isEqualTo(Chains.MIDDLE.plusSeconds(60));
        assertThat(path.anchor().subject()).isEqualTo(new X500Name("CN=root"));
    }
}
