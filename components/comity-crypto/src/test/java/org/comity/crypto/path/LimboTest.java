package org.comity.crypto.path;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The x509-limbo cases: chains made to part validators from each other. */
class LimboTest {
    /** Where a case names no instant: any at which its certificates are valid. */
    private static final Instant SOME_TIME = Instant.parse("2026-01-01T00:00:00Z");

    private static final int DEPTH_MAX = 8;
    private static final String OF_BROWSERS = "webpki::";
    private static final Set<String> MATTERS = Set.of("critical", "high");
    private static final Map<String, KeyPurposeId> PURPOSES = Map.of(
            "anyExtendedKeyUsage", KeyPurposeId.anyExtendedKeyUsage,
            "serverAuth", KeyPurposeId.id_kp_serverAuth,
            "clientAuth", KeyPurposeId.id_kp_clientAuth,
            "codeSigning", KeyPurposeId.id_kp_codeSigning,
            "emailProtection", KeyPurposeId.id_kp_emailProtection,
            "timeStamping", KeyPurposeId.id_kp_timeStamping,
            "OCSPSigning", KeyPurposeId.id_kp_OCSPSigning);

    private JsonNode cases;

    @BeforeEach
    void read() throws IOException {
        cases = Corpus.json(Corpus.folder("limbo").resolve("limbo.json")).path("testcases");
    }

    @Test
    void judgesPathsAsTheProfileOfRfc5280Expects() {
        // When
        List<JsonNode> own = which(false);
        List<JsonNode> wrong = wrong(own);

        // Then
        System.out.println("limbo: " + (own.size() - wrong.size()) + " of " + own.size() + " right");
        assertThat(wrong)
                .allMatch(one -> !MATTERS.contains(one.path("importance").asText()));
        assertThat(wrong.size()).isLessThanOrEqualTo(own.size() / 20);
    }

    /** Browsers have rules of their own; what is accepted here against them is printed, and is their policy alone. */
    @Test
    void refusesNoPathThatEvenBrowsersAccept() {
        // When
        List<JsonNode> ofBrowsers = which(true);
        List<JsonNode> wrong = wrong(ofBrowsers);

        // Then
        System.out.println("limbo, rules of browsers: " + (ofBrowsers.size() - wrong.size()) + " of "
                + ofBrowsers.size() + " right");
        assertThat(wrong).allMatch(one -> !isGood(one));
    }

    private List<JsonNode> which(boolean ofBrowsers) {
        List<JsonNode> chosen = new ArrayList<>();
        cases.forEach(one -> {
            if (one.path("id").asText().startsWith(OF_BROWSERS) == ofBrowsers) {
                chosen.add(one);
            }
        });
        return chosen;
    }

    private static List<JsonNode> wrong(List<JsonNode> cases) {
        List<JsonNode> wrong = new ArrayList<>();
        for (JsonNode one : cases) {
            Outcome<CertificatePath> verdict = judge(one);
            if (verdict.fold(any -> true, no -> false) != isGood(one)) {
                System.out.println(
                        "limbo, judged otherwise: " + one.path("id").asText() + " " + Corpus.verdict(verdict));
                wrong.add(one);
            }
        }
        return wrong;
    }

    private static boolean isGood(JsonNode one) {
        return one.path("expected_result").asText().equals("SUCCESS");
    }

    private static Outcome<CertificatePath> judge(JsonNode one) {
        Optional<PathCertificate> leaf = certificates(
                        List.of(one.path("peer_certificate").asText()))
                .stream()
                .findFirst();
        List<PathCertificate> others = certificates(Corpus.texts(one.path("untrusted_intermediates")));
        List<PathCertificate> anchors = certificates(Corpus.texts(one.path("trusted_certs")));
        return leaf.map(first -> new PathSearch(Corpus.PROVIDER).find(first, others, anchors, rules(one)))
                .orElseGet(() -> Outcome.no(Reason.CREDENTIAL_NOT_VALID, "the leaf cannot be read"));
    }

    private static List<PathCertificate> certificates(List<String> pems) {
        List<PathCertificate> certificates = new ArrayList<>();
        pems.forEach(pem ->
                PathCertificate.read(Corpus.fromPem(pem), Corpus.PROVIDER).fold(certificates::add, no -> false));
        return certificates;
    }

    private static PathRules rules(JsonNode one) {
        JsonNode time = one.path("validation_time");
        JsonNode depth = one.path("max_chain_depth");
        PathRules rules = PathRules.at(
                        time.isNull()
                                ? SOME_TIME
                                : OffsetDateTime.parse(time.asText()).toInstant())
                .withDepthMax(depth.isNull() ? DEPTH_MAX : depth.asInt())
                .withNames(names(one));
        for (String purpose : Corpus.texts(one.path("extended_key_usage"))) {
            rules = rules.withPurpose(
                    new ASN1ObjectIdentifier(PURPOSES.get(purpose).getId()));
        }
        List<X509CRL> lists =
                Corpus.texts(one.path("crls")).stream().map(LimboTest::list).toList();
        return lists.isEmpty()
                ? rules
                : rules.with(new PathRules.Revocation(lists, List.of(), PathRules.Deltas.IGNORED));
    }

    private static Set<GeneralName> names(JsonNode one) {
        Map<String, Integer> kinds =
                Map.of("DNS", GeneralName.dNSName, "IP", GeneralName.iPAddress, "RFC822", GeneralName.rfc822Name);
        List<JsonNode> wanted = new ArrayList<>();
        one.path("expected_peer_names").forEach(wanted::add);
        if (!one.path("expected_peer_name").isNull()) {
            wanted.add(one.path("expected_peer_name"));
        }
        Set<GeneralName> names = new HashSet<>();
        wanted.forEach(name -> names.add(new GeneralName(
                kinds.get(name.path("kind").asText()), name.path("value").asText())));
        return names;
    }

    private static X509CRL list(String pem) {
        try {
            return (X509CRL) CertificateFactory.getInstance("X.509", Corpus.PROVIDER)
                    .generateCRL(new ByteArrayInputStream(Corpus.fromPem(pem)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("a list that cannot be read", e);
        }
    }
}
