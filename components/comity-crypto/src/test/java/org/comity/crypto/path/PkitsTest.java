package org.comity.crypto.path;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.comity.core.mesh.Outcome;
import org.comity.crypto.path.PathRules.Conformance;
import org.comity.crypto.path.PathRules.PolicySetting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** NIST's Public Key Interoperability Test Suite, and what the certificate profile refuses of it besides. */
class PkitsTest {
    private static final int DEPTH_MAX = 10;

    private Path folder;
    private JsonNode suite;

    @BeforeEach
    void read() throws IOException {
        folder = Corpus.folder("pkits");
        suite = Corpus.json(folder.resolve("cases.json"));
    }

    @Test
    void judgesEveryPathAsTheSuiteExpects() {
        // When
        Map<String, String> wrong = wrong(suite.path("cases"), Conformance.PATH);

        // Then
        System.out.println("PKITS: " + suite.path("cases").size() + " paths, wrong: " + wrong);
        assertThat(wrong).isEmpty();
    }

    @Test
    void findsThePathsThatTheSuiteExpects() {
        // When
        Map<String, String> wrong = wrong(suite.path("casesThatNeedPathBuilding"), Conformance.PATH);

        // Then
        System.out.println("PKITS: " + suite.path("casesThatNeedPathBuilding").size() + " to build, wrong: " + wrong);
        assertThat(wrong).isEmpty();
    }

    /** The profile of certificates is stricter than the validation of paths: it may refuse more, and accepts no more. */
    @Test
    void acceptsNothingMoreUnderTheProfile() {
        // When
        Map<String, String> wrong = wrong(suite.path("cases"), Conformance.PROFILE);

        // Then
        wrong.forEach((id, verdict) -> System.out.println("PKITS, refused by the profile: " + id + " " + verdict));
        assertThat(wrong.values()).allMatch(verdict -> verdict.startsWith("reject"));
    }

    private Map<String, String> wrong(JsonNode cases, Conformance conformance) {
        Map<String, String> wrong = new TreeMap<>();
        for (JsonNode one : cases) {
            String verdict = Corpus.verdict(judge(one, rules(one, conformance)));
            if (!verdict.startsWith(one.path("expected").asText())) {
                wrong.put(one.path("id").asText(), verdict);
            }
        }
        return wrong;
    }

    private Outcome<CertificatePath> judge(JsonNode one, PathRules rules) {
        PathCertificate leaf = certificate(one.path("endEntity").asText());
        PathCertificate anchor = certificate(suite.path("trustAnchor").asText());
        if (one.has("path")) {
            List<PathCertificate> chain = new java.util.ArrayList<>(List.of(leaf));
            Corpus.texts(one.path("path")).forEach(name -> chain.add(certificate(name)));
            return new PathValidator(Corpus.PROVIDER).validate(chain, anchor, rules);
        }
        List<PathCertificate> others = Corpus.texts(one.path("certificates")).stream()
                .map(this::certificate)
                .toList();
        return new PathSearch(Corpus.PROVIDER).find(leaf, others, List.of(anchor), rules);
    }

    private PathRules rules(JsonNode one, Conformance conformance) {
        Set<PolicySetting> settings = EnumSet.noneOf(PolicySetting.class);
        Map.of(
                        "explicitPolicyRequired", PolicySetting.EXPLICIT_REQUIRED,
                        "inhibitAnyPolicy", PolicySetting.ANY_INHIBITED,
                        "policyMappingInhibited", PolicySetting.MAPPING_INHIBITED)
                .forEach((name, setting) -> {
                    if (one.path(name).asBoolean()) {
                        settings.add(setting);
                    }
                });
        return PathRules.at(Instant.parse(suite.path("validationTime").asText()))
                .with(conformance)
                .withDepthMax(DEPTH_MAX)
                .with(new PathRules.Policies(new HashSet<>(Corpus.texts(one.path("initialPolicies"))), settings))
                .with(new PathRules.Revocation(
                        Corpus.texts(one.path("crls")).stream().map(this::list).toList(),
                        Corpus.texts(one.path("certificates")).stream()
                                .map(this::certificate)
                                .toList(),
                        one.path("useDeltaCrls").asBoolean() ? PathRules.Deltas.USED : PathRules.Deltas.IGNORED));
    }

    private PathCertificate certificate(String name) {
        return PathCertificate.read(bytes("certs", name), Corpus.PROVIDER).fold(one -> one, no -> {
            throw new AssertionError(name + ": " + no.detail());
        });
    }

    private X509CRL list(String name) {
        try {
            return (X509CRL) CertificateFactory.getInstance("X.509", Corpus.PROVIDER)
                    .generateCRL(new ByteArrayInputStream(bytes("crls", name)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(name, e);
        }
    }

    private byte[] bytes(String kind, String name) {
        try {
            return Files.readAllBytes(folder.resolve(kind).resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
