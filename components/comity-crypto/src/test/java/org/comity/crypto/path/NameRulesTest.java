package org.comity.crypto.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.comity.crypto.path.CertificateSketch.Mark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, and name constraints in the anchor and below: one small path for each rule. */
class NameRulesTest {
    private static final int DNS = GeneralName.dNSName;
    private static final int MAIL = GeneralName.rfc822Name;
    private static final int URI = GeneralName.uniformResourceIdentifier;
    private static final int IP = GeneralName.iPAddress;
    private static final int DIRECTORY = GeneralName.directoryName;
    private static final String OUTSIDE = "outside the name constraints";

    private final Chains chains = new Chains();

    private static GeneralName name(int kind, String text) {
        return kind == IP && text.startsWith("#")
                ? new GeneralName(
                        IP, new DEROctetString(java.util.HexFormat.of().parseHex(text.substring(1))))
                : new GeneralName(kind, text);
    }

    private static NameConstraints permitted(GeneralName... bases) {
        return new NameConstraints(subtrees(bases), null);
    }

    private static NameConstraints excluded(GeneralName... bases) {
        return new NameConstraints(null, subtrees(bases));
    }

    private static GeneralSubtree[] subtrees(GeneralName... bases) {
        return Arrays.stream(bases).map(GeneralSubtree::new).toArray(GeneralSubtree[]::new);
    }

    private static void constrain(CertificateSketch sketch, ASN1Encodable constraints) {
        sketch.put(Extension.nameConstraints, Mark.CRITICAL, constraints);
    }

    private String verdict() {
        return Corpus.verdict(chains.judge());
    }

    @ParameterizedTest
    @CsvSource({
        "2, a.example.org, example.org, within",
        "2, example.org, EXAMPLE.org, within",
        "2, badexample.org, example.org, outside",
        "2, *.example.org, example.org, within",
        "2, *.example.org, a.example.org, partly",
        "2, *.example.org, b.a.example.org, outside",
        "1, a@example.org, a@example.org, within",
        "1, A@example.org, a@example.org, outside",
        "1, a@EXAMPLE.org, example.org, within",
        "1, a@b.example.org, example.org, outside",
        "1, a@b.example.org, .example.org, within",
        "1, a@example.org, .example.org, outside",
        "6, http://example.org/x, example.org, within",
        "6, http://a.example.org:80/x, example.org, outside",
        "6, http://u@a.example.org/x, .example.org, within",
        "6, urn:mesh:county, example.org, unknown",
        "6, http://192.0.2.1/, example.org, unknown",
        "7, 192.0.2.1, 192.0.2.0/24, within",
        "7, 192.0.3.1, 192.0.2.0/24, outside",
        "7, 2001:db8::1, 2001:db8::/32, within",
        "7, 2001:db8::1, 192.0.2.0/24, outside",
        "4, 'CN=a,O=Org', O=org, outside",
        "4, 'O=Org,CN=a', O=org, within",
        "8, 1.2.3, 1.2, unknown"
    })
    void holdsNamesOfAllKindsToConstraintsInTheAnchor(int kind, String name, String base, String relation) {
        // Given
        Chains.names(chains.leaf, name(kind, name));
        boolean within = relation.equals("within");
        boolean outside = relation.equals("outside");

        // When
        constrain(chains.root, permitted(name(kind, base), name(DIRECTORY, "CN=middle"), name(DIRECTORY, "CN=leaf")));
        String whenPermitted = verdict();
        constrain(chains.root, excluded(name(kind, base)));
        String whenExcluded = verdict();
        constrain(chains.root, excluded(name(DIRECTORY, "CN=other")));
        String whenOfAnotherKind = verdict();

        // Then a doubt is neither permitted nor free
        assertThat(whenPermitted).contains(within ? "accept" : OUTSIDE);
        assertThat(whenExcluded).contains(outside ? "accept" : OUTSIDE);
        assertThat(whenOfAnotherKind).isEqualTo("accept");
    }

    @Test
    void holdsSubjectsAndTheirMailAddressesToConstraints() {
        // Given
        chains.subject("O=Org,E=a@example.org");

        // When
        constrain(chains.middle, permitted(name(DIRECTORY, "O=Other")));
        String ofAnother = verdict();
        constrain(chains.middle, excluded(name(MAIL, "example.org")));
        String ofMail = verdict();
        constrain(chains.middle, permitted(name(DIRECTORY, "O=org"), name(MAIL, "example.org")));

        // Then
        assertThat(ofAnother).contains(OUTSIDE);
        assertThat(ofMail).contains(OUTSIDE);
        assertThat(verdict()).isEqualTo("accept");
    }

    @Test
    void holdsIntermediatesToConstraintsButNotSelfIssuedOnes() {
        // Given
        constrain(chains.root, excluded(name(DNS, "example.net")));
        Chains.names(chains.middle, name(DNS, "ca.example.net"));
        String bound = verdict();

        // When the intermediate bears the anchor's own name
        chains.middle.subject = new X500Name("CN=root");
        chains.leaf.issuer = chains.middle.subject;

        // Then
        assertThat(bound).contains(OUTSIDE);
        assertThat(verdict()).isEqualTo("accept");
    }

    @Test
    void holdsSelfIssuedLeavesToConstraints() {
        // Given
        constrain(chains.root, excluded(name(DNS, "example.org")));

        // When
        chains.leaf.subject = chains.middle.subject;

        // Then
        assertThat(verdict()).contains(OUTSIDE);
    }

    static Stream<ASN1Encodable> spoiltConstraints() {
        GeneralName base = name(DNS, "example.com");
        return Stream.of(
                new DERSequence(),
                new DERSequence(new DERTaggedObject(false, 0, new DERSequence())),
                new DERSequence(new DERTaggedObject(false, 0, DERNull.INSTANCE)),
                new NameConstraints(
                        null, new GeneralSubtree[] {new GeneralSubtree(base, java.math.BigInteger.ONE, null)}),
                new NameConstraints(null, new GeneralSubtree[] {
                    new GeneralSubtree(base, java.math.BigInteger.ZERO, java.math.BigInteger.TEN)
                }),
                excluded(name(DNS, ".example.com")),
                excluded(name(DNS, "*.example.com")),
                excluded(name(MAIL, "a@b@example.com")),
                excluded(name(MAIL, "*.example.com")),
                excluded(name(URI, "http://example.com/")),
                excluded(name(IP, "#c0000200")),
                excluded(name(IP, "#c0000200ff00ff00")));
    }

    @ParameterizedTest
    @MethodSource("spoiltConstraints")
    void refusesConstraintsOfAnotherForm(ASN1Encodable constraints) {
        // When
        constrain(chains.root, constraints);

        // Then
        assertThat(verdict()).contains("2.5.29.30 is not well formed");
    }

    @Test
    void refusesConstraintsThatAreNotCriticalOrStandInALeaf() {
        // Given
        NameConstraints harmless = excluded(name(DNS, "example.com"));

        // When
        constrain(chains.root, harmless);
        String good = verdict();
        chains.root.put(Extension.nameConstraints, Mark.NOT_CRITICAL, harmless);
        String notCritical = verdict();
        constrain(chains.root, harmless);
        constrain(chains.leaf, harmless);

        // Then
        assertThat(good).isEqualTo("accept");
        assertThat(notCritical).contains("2.5.29.30 is marked critical wrongly or not at all");
        assertThat(verdict()).contains("constrains their names");
    }

    @Test
    void refusesNamesTimesConstraintsBeyondTheLimitBeforeComparingAny() {
        // Given 500 names and as many bases, some 250,000 comparisons and the subjects
        GeneralName[] many = IntStream.range(0, 500)
                .mapToObj(i -> name(DNS, "n" + i + ".example.org"))
                .toArray(GeneralName[]::new);
        Chains.names(chains.leaf, Arrays.copyOf(many, 490));
        constrain(chains.root, permitted(many));
        String within = verdict();

        // When
        Chains.names(chains.leaf, many);

        // Then
        assertThat(within).isEqualTo("accept");
        assertThat(verdict()).contains("in numbers that no honest path has");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2 .example.org", "2 example.org.", "2 a_b.example.org", "2 -a.example.org", "2 a..org", "2 *",
                "2 *.org", "2 a.*.org", "2 a*.example.org", "2 **.example.org", "2 a b.org", "1 example.org",
                "1 a@b@example.org", "1 a@", "1 @example.org", "1 a@*.example.org", "1 .a@example.org", "6 relative",
                "6 http:///path", "6 a b:c", "7 #c00002", "7 #c0000200ffffff00"
            })
    void refusesNamesOfAnotherForm(String kindAndName) {
        // When
        Chains.names(chains.leaf, name(Integer.parseInt(kindAndName.substring(0, 1)), kindAndName.substring(2)));

        // Then
        assertThat(verdict()).contains("2.5.29.17 is not well formed");
    }

    @ParameterizedTest
    @CsvSource({
        "2, a.example.org, a.example.org, true",
        "2, A.example.org, a.EXAMPLE.org, true",
        "2, a.example.org, *.example.org, true",
        "2, example.org, *.example.org, false",
        "2, b.a.example.org, *.example.org, false",
        "2, b.example.org, a.example.org, false",
        "7, 192.0.2.1, 192.0.2.1, true",
        "7, 192.0.2.1, 192.0.2.2, false",
        "1, a@example.org, a@EXAMPLE.org, true",
        "1, a@example.org, A@example.org, false",
        "6, urn:a:b, urn:a:b, true",
        "6, urn:a:b, urn:a:c, false"
    })
    void findsTheNameThatIsAskedFor(int kind, String wanted, String borne, boolean found) {
        // Given
        Chains.names(chains.leaf, name(kind, borne));

        // When
        chains.wants(name(kind, wanted));

        // Then
        assertThat(verdict()).contains(found ? "accept" : "does not bear the name");
    }

    @Test
    void findsNoNameInTheSubject() {
        // Given
        chains.subject("CN=a.example.org");

        // When
        chains.wants(name(DNS, "a.example.org"));

        // Then
        assertThat(verdict()).contains("does not bear the name");
    }
}
