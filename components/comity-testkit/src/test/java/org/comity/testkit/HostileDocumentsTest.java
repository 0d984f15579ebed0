package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AuthorityId;
import org.comity.core.boundary.Verification;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Label;
import org.comity.core.observation.Observation;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.observation.Term;
import org.comity.core.reconcile.Voice;
import org.junit.jupiter.api.Test;

/** Thousands of hostile documents, made from honest ones: none is accepted, each is refused by name. */
final class HostileDocumentsTest {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final AuthorityId FIRE = new AuthorityId("urn:example:fire");

    private final LocalMesh county = new LocalMesh("county", FROM);
    private final LocalMesh state = new LocalMesh("state", FROM);
    private final Agreement agreement = new AgreementSketch(List.of(county, state)).agree();
    private final Verification verification = LocalMesh.verification();

    private static Draft draft(int number, Optional<Label> label) {
        return new Draft(
                FIRE,
                new FeatureOfInterest("urn:example:incidents", "incident-" + number),
                new ObservedProperty("urn:example:properties", "situation"),
                PhenomenonTime.at(FROM.plusSeconds(number)),
                Optional.empty(),
                label,
                new Result(
                        "text/plain",
                        Octets.of("smoke & fire".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        List.of(new Term("urn:example:terms", "wildfire"))),
                "incident-" + number,
                OptionalLong.of(number),
                Draft.Standing.STANDS,
                "record-" + number);
    }

    /** A single signature, a batch, and a statement of governance. */
    private List<Observation> honest() {
        List<Observation> honest = new ArrayList<>(county.observe(FIRE, draft(1, Optional.empty())));
        honest.addAll(county.observe(
                FIRE,
                draft(2, Optional.of(new Label("TLP", "GREEN"))),
                draft(3, Optional.empty()),
                draft(4, Optional.empty())));
        return honest;
    }

    private Outcome<?> judge(Octets document) {
        Voice voice = county.voice(FIRE);
        return verification.verify(document, agreement, digest -> find(voice, digest));
    }

    private static Optional<Octets> find(Voice voice, Digest digest) {
        return digest.equals(voice.credential().digest())
                ? Optional.of(voice.credential())
                : Optional.of(voice.attestation())
                        .filter(document -> document.digest().equals(digest));
    }

    @Test
    void noneIsAcceptedAndEachIsRefusedByName() {
        Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
        Set<Digest> distinct = new HashSet<>();
        for (Observation observation : honest()) {
            // Given
            assertThat(judge(observation.octets())).isInstanceOf(Outcome.Yes.class);
            new HostileDocuments(observation.octets()).all().forEach(hostile -> {
                Octets document = hostile.document().get();
                if (document.equals(observation.octets()) || !distinct.add(document.digest())) {
                    return;
                }
                // When
                Outcome<?> verdict = judge(document);
                // Then
                assertThat(verdict).as(hostile.name()).isInstanceOf(Outcome.No.class);
                reasons.merge(((Outcome.No<?>) verdict).reason(), 1, Integer::sum);
            });
        }
        System.out.println("hostile documents: " + distinct.size() + ", all refused: " + reasons);
        assertThat(distinct.size()).isGreaterThan(5_000);
        assertThat(reasons)
                .containsKeys(
                        Reason.MALFORMED,
                        Reason.DOCTYPE_FORBIDDEN,
                        Reason.LIMIT_EXCEEDED,
                        Reason.PROFILE_NOT_ALLOWED,
                        Reason.SIGNATURE_NOT_VALID,
                        Reason.UNSIGNED);
    }
}
