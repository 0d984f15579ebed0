package org.comity.crypto.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.comity.core.mesh.Outcome;
import org.comity.crypto.path.CertificateSketch.Mark;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One honest path, and one change for each rule of the profile: accepted, or refused in the words of that rule. */
class ProfileRulesTest {
    /** A change, and a part of what is said about it; empty where the path stays good. */
    record Change(String name, Consumer<Chains> change, String complaint) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");
    private static final String MARK = "is marked critical wrongly";
    private static final String FORM = "is not well formed";
    private static final String UNREADABLE = "cannot be read";
    private static final String LENGTH = "longer path than the anchor allows";

    private static Change good(String name, Consumer<Chains> change) {
        return new Change(name, change, "");
    }

    private static Change bad(String name, String complaint, Consumer<Chains> change) {
        return new Change(name, change, complaint);
    }

    static Stream<Change> fields() {
        return Stream.of(
                good("nothing", c -> {}),
                bad("version 1", "not of version 3", c -> {
                    c.leaf.version = 1;
                    c.leaf.extensions.clear();
                }),
                bad("serial zero", "serial number", c -> c.leaf.serial = BigInteger.ZERO),
                bad("serial negative", "serial number", c -> c.middle.serial = BigInteger.valueOf(-5)),
                good("serial of 20 octets", c -> c.leaf.serial = BigInteger.ONE.shiftLeft(158)),
                bad("serial of 21 octets", "serial number", c -> c.root.serial = BigInteger.ONE.shiftLeft(160)),
                bad(
                        "another inner algorithm",
                        "does not verify",
                        c -> c.leaf.innerAlgorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA512)),
                bad(
                        "another inner algorithm in the anchor",
                        "algorithm",
                        c -> c.root.innerAlgorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA512)),
                bad("unique id", "unique identifiers", c -> c.leaf.uniqueId = true),
                bad("time without seconds", "times", c -> c.leaf.notAfter = new ASN1UTCTime("1501010000Z")),
                bad(
                        "time with a fraction",
                        "times",
                        c -> c.leaf.notAfter = new ASN1GeneralizedTime("20150101000000.5Z")),
                good("generalized time", c -> c.leaf.notAfter = new ASN1GeneralizedTime("20150101000000Z")),
                bad("end before begin", "times", c -> {
                    ASN1Encodable begin = c.leaf.notBefore;
                    c.leaf.notBefore = c.leaf.notAfter;
                    c.leaf.notAfter = begin;
                }),
                bad("no subject", "neither a subject", c -> c.leaf.subject = new X500Name("")),
                good("no subject but critical names", c -> {
                    c.leaf.subject = new X500Name("");
                    Extension names = c.leaf.extensions.get(c.leaf.extensions.size() - 1);
                    c.leaf.drop(names.getExtnId())
                            .addRaw(
                                    names.getExtnId(),
                                    Mark.CRITICAL,
                                    names.getExtnValue().getOctets());
                }),
                bad("weak digest", "strength", c -> {
                    c.leaf.outerAlgorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA1);
                    c.leaf.innerAlgorithm = c.leaf.outerAlgorithm;
                    c.leaf.signature = "SHA1withECDSA";
                }),
                bad("weak curve", "strength", c -> c.leaf.keys = Chains.keys("secp192r1")));
    }

    static Stream<Change> extensions() {
        ASN1Encodable location = new GeneralName(GeneralName.uniformResourceIdentifier, "http://a.example/ca");
        AuthorityInformationAccess access =
                new AuthorityInformationAccess(AccessDescription.id_ad_caIssuers, GeneralName.getInstance(location));
        return Stream.of(
                good("unknown", c -> c.leaf.add(UNKNOWN, Mark.NOT_CRITICAL, DERNull.INSTANCE)),
                bad("unknown and critical", "is not known", c -> c.leaf.add(UNKNOWN, Mark.CRITICAL, DERNull.INSTANCE)),
                bad(
                        "unknown and critical in the middle",
                        "is not known",
                        c -> c.middle.add(UNKNOWN, Mark.CRITICAL, DERNull.INSTANCE)),
                bad(
                        "unknown and critical in the anchor",
                        "is not known",
                        c -> c.root.add(UNKNOWN, Mark.CRITICAL, DERNull.INSTANCE)),
                bad(
                        "twice",
                        UNREADABLE,
                        c -> c.leaf.add(UNKNOWN, Mark.NOT_CRITICAL, DERNull.INSTANCE)
                                .add(UNKNOWN, Mark.NOT_CRITICAL, DERNull.INSTANCE)),
                good("access", c -> c.leaf.add(Extension.authorityInfoAccess, Mark.NOT_CRITICAL, access)),
                bad("critical access", MARK, c -> c.leaf.add(Extension.authorityInfoAccess, Mark.CRITICAL, access)),
                bad(
                        "empty access",
                        FORM,
                        c -> c.leaf.add(Extension.authorityInfoAccess, Mark.NOT_CRITICAL, new DERSequence())),
                bad(
                        "two values in one",
                        FORM,
                        c -> c.leaf.drop(Extension.subjectAlternativeName)
                                .addRaw(Extension.subjectAlternativeName, Mark.NOT_CRITICAL, new byte[] {48, 0, 5, 0})),
                bad(
                        "text for names",
                        FORM,
                        c -> c.leaf.drop(Extension.subjectAlternativeName)
                                .addRaw(
                                        Extension.subjectAlternativeName,
                                        Mark.NOT_CRITICAL,
                                        "a.example".getBytes(java.nio.charset.StandardCharsets.US_ASCII))),
                bad(
                        "no names in names",
                        FORM,
                        c -> c.leaf.put(Extension.subjectAlternativeName, Mark.NOT_CRITICAL, new DERSequence())),
                bad(
                        "no usages",
                        FORM,
                        c -> c.leaf.put(Extension.extendedKeyUsage, Mark.NOT_CRITICAL, new DERSequence())),
                bad("no bits of key usage", FORM, c -> c.leaf.put(Extension.keyUsage, Mark.CRITICAL, new KeyUsage(0))),
                bad(
                        "policy constraints, not critical",
                        MARK,
                        c -> c.middle.add(
                                Extension.policyConstraints,
                                Mark.NOT_CRITICAL,
                                new DERSequence(new DERTaggedObject(false, 0, new ASN1Integer(9))))),
                bad(
                        "empty policy constraints",
                        FORM,
                        c -> c.middle.add(Extension.policyConstraints, Mark.CRITICAL, new DERSequence())),
                bad(
                        "inhibit any policy, not critical",
                        MARK,
                        c -> c.middle.add(Extension.inhibitAnyPolicy, Mark.NOT_CRITICAL, new ASN1Integer(1))),
                bad(
                        "mapping of any policy",
                        FORM,
                        c -> c.middle.add(
                                Extension.policyMappings,
                                Mark.CRITICAL,
                                new DERSequence(new DERSequence(
                                        new ASN1Encodable[] {new ASN1ObjectIdentifier("2.5.29.32.0"), UNKNOWN})))));
    }

    static Stream<Change> keyIdentifiers() {
        ASN1Encodable stranger = new AuthorityKeyIdentifier(new byte[] {1, 2, 3});
        return Stream.of(
                bad("leaf without", "no authority key identifier", c -> c.leaf.drop(Extension.authorityKeyIdentifier)),
                bad("middle without", "no authority key", c -> c.middle.drop(Extension.authorityKeyIdentifier)),
                good("self-signed anchor without", c -> c.root.drop(Extension.authorityKeyIdentifier)),
                bad(
                        "of another key",
                        "names another key",
                        c -> c.leaf.put(Extension.authorityKeyIdentifier, Mark.NOT_CRITICAL, stranger)),
                bad(
                        "anchor of another key",
                        "names another key",
                        c -> c.root.put(Extension.authorityKeyIdentifier, Mark.NOT_CRITICAL, stranger)),
                bad(
                        "critical",
                        MARK,
                        c -> c.leaf.put(
                                Extension.subjectKeyIdentifier, Mark.CRITICAL, new SubjectKeyIdentifier(new byte[] {1
                                }))),
                bad(
                        "empty",
                        FORM,
                        c -> c.leaf.put(
                                Extension.subjectKeyIdentifier, Mark.NOT_CRITICAL, new DEROctetString(new byte[0]))),
                bad("middle without its own", "no subject key", c -> c.middle.drop(Extension.subjectKeyIdentifier)),
                bad("anchor without its own", "no subject key", c -> c.root.drop(Extension.subjectKeyIdentifier)),
                bad(
                        "serial without issuer",
                        FORM,
                        c -> c.leaf.put(
                                Extension.authorityKeyIdentifier,
                                Mark.NOT_CRITICAL,
                                new DERSequence(new DERTaggedObject(false, 2, new ASN1Integer(1))))));
    }

    static Stream<Change> authorities() {
        KeyUsage signing = new KeyUsage(KeyUsage.digitalSignature);
        return Stream.of(
                bad("middle without constraints", "contradict", c -> c.middle.drop(Extension.basicConstraints)),
                bad(
                        "middle that is none",
                        "contradict",
                        c -> c.middle.put(Extension.basicConstraints, Mark.CRITICAL, new BasicConstraints(false))),
                bad(
                        "middle with neither",
                        "does not say",
                        c -> c.middle.drop(Extension.basicConstraints).put(Extension.keyUsage, Mark.CRITICAL, signing)),
                bad(
                        "constraints not critical",
                        "does not say",
                        c -> c.middle.put(Extension.basicConstraints, Mark.NOT_CRITICAL, new BasicConstraints(true))),
                bad(
                        "middle that may not certify",
                        "contradict",
                        c -> c.middle.put(Extension.keyUsage, Mark.CRITICAL, signing)),
                bad("middle without key usage", "does not allow it to certify", c -> c.middle.drop(Extension.keyUsage)),
                bad(
                        "anchor that may not certify",
                        "anchor may not",
                        c -> c.root.put(Extension.keyUsage, Mark.CRITICAL, signing)),
                bad(
                        "anchor that is none",
                        "anchor may not",
                        c -> c.root.put(Extension.basicConstraints, Mark.CRITICAL, new BasicConstraints(false))),
                bad(
                        "leaf that certifies",
                        "contradict",
                        c -> c.leaf.put(Extension.keyUsage, Mark.CRITICAL, new KeyUsage(KeyUsage.keyCertSign))),
                bad(
                        "anchor allows none between",
                        LENGTH,
                        c -> c.root.put(Extension.basicConstraints, Mark.CRITICAL, new BasicConstraints(0))),
                good(
                        "anchor allows one between",
                        c -> c.root.put(Extension.basicConstraints, Mark.CRITICAL, new BasicConstraints(1))),
                good(
                        "middle allows none between",
                        c -> c.middle.put(Extension.basicConstraints, Mark.CRITICAL, new BasicConstraints(0))),
                bad("deeper than asked", "more intermediates", c -> c.rules = c.rules.withDepthMax(0)),
                bad("anchor has ended", "anchor is not valid", c -> c.root.notAfter = c.root.notBefore),
                bad("leaf has ended", "not valid", c -> c.rules = PathRules.at(Chains.END.plusSeconds(1))),
                good("leaf ends at this very second", c -> c.rules = PathRules.at(Chains.END.plusMillis(5))),
                bad("leaf has not begun", "not valid", c -> c.rules = PathRules.at(Chains.START.minusSeconds(1))),
                bad("signed by another key", "does not verify", c -> c.middle.keys = Chains.keys()),
                bad("issued by another name", "does not lead", c -> c.middle.issuer = new X500Name("CN=other")),
                bad("unsigned by its issuer", "not valid", c -> c.middle.signer = Chains.keys()));
    }

    @ParameterizedTest
    @MethodSource({"fields", "extensions", "keyIdentifiers", "authorities"})
    void judges(Change change) {
        // Given
        Chains chains = new Chains();
        change.change().accept(chains);

        // When
        String verdict = Corpus.verdict(chains.judge());

        // Then
        assertThat(verdict).startsWith(change.complaint().isEmpty() ? "accept" : "reject: ");
        assertThat(verdict).contains(change.complaint());
    }

    @org.junit.jupiter.api.Test
    void refusesEncodingsBesideTheOne() {
        // Given the length of the certificate written in one octet more than it takes
        byte[] good = new Chains().leaf.sign();
        byte[] longer = new byte[good.length + 1];
        System.arraycopy(good, 4, longer, 5, good.length - 4);
        longer[0] = good[0];
        longer[1] = (byte) 0x83;
        longer[3] = good[2];
        longer[4] = good[3];

        // When
        Outcome<PathCertificate> verdict =
                PathCertificate.read(longer, Corpus.PROVIDER).then(PathCertificate::ofProfile);

        // Then
        assertThat(good[1]).isEqualTo((byte) 0x82);
        assertThat(Corpus.verdict(verdict)).contains("not the one encoding");
        assertThat(Corpus.verdict(
                        PathCertificate.read(java.util.Arrays.copyOf(good, good.length + 1), Corpus.PROVIDER)))
                .contains(UNREADABLE);
        assertThat(Corpus.verdict(Chains.read(new Chains().leaf).then(PathCertificate::ofProfile)))
                .isEqualTo("accept");
    }
}
