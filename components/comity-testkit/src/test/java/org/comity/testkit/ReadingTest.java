package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.comity.core.authority.AuthorityId;
import org.comity.core.boundary.Refusal;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.reconcile.Kept;
import org.comity.core.reconcile.Observed;
import org.comity.core.reconcile.Reading;
import org.junit.jupiter.api.Test;

/** What was read from a legacy document is observed or set aside, and nothing of it is lost. */
class ReadingTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final AuthorityId PATROL = new AuthorityId("urn:authority:patrol");

    private final LocalMesh county = LocalMeshes.of("county").mesh("county");

    private static Octets text(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private Draft draft(AuthorityId authority, String road) {
        return new Draft(
                authority,
                new FeatureOfInterest("urn:roads", road),
                new ObservedProperty("urn:properties", "state"),
                PhenomenonTime.at(county.clock().now().earliest()),
                Optional.empty(),
                Optional.empty(),
                new Result("text/plain", text("closed " + road), List.of()),
                road,
                OptionalLong.empty(),
                Draft.Standing.STANDS,
                road);
    }

    private long leaves(LeafKind kind) {
        return county.node().ledger().leaves(0, 100_000).stream()
                .map(LedgerLeaf::kind)
                .filter(kind::equals)
                .count();
    }

    @Test
    void signsEachDraftWithItsOwnAuthoritysVoiceAndKeepsWhatDoesNotFit() {
        // Given
        Refusal misfit = new Refusal(text("N;W1;x"), Reason.MALFORMED, "wells.csv 2:6 level NOT_A_NUMBER");
        Reading reading =
                new Reading(List.of(draft(SHERIFF, "1"), draft(PATROL, "2"), draft(SHERIFF, "3")), List.of(misfit));

        // When
        Observed observed = county.node().observe(reading, authority -> Optional.of(county.voice(SHERIFF)));

        // Then
        assertThat(observed).hasToString("observed 2, set aside 2");
        assertThat(observed.observations())
                .allSatisfy(one -> assertThat(one.core().origin().authority()).isEqualTo(SHERIFF));
        assertThat(county.node().setAside())
                .extracting(Kept::reason, Kept::octets)
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple(Reason.MALFORMED, misfit.octets()),
                        org.assertj.core.api.Assertions.tuple(Reason.BEYOND_SCOPE, text("closed 2")));
        assertThat(leaves(LeafKind.OBSERVED)).isEqualTo(2);
        assertThat(leaves(LeafKind.REFUSED)).isEqualTo(2);
    }

    @Test
    void keepsNoMoreThanItsBudgetAndSaysSoInOneLeaf() {
        // Given
        List<Refusal> flood = IntStream.range(0, 10_002)
                .mapToObj(i -> new Refusal(text("spoilt " + i), Reason.MALFORMED, "no record"))
                .toList();

        // When
        Observed observed = county.node().observe(new Reading(List.of(), flood), authority -> Optional.empty());
        county.node().observe(new Reading(List.of(), flood.subList(10_000, 10_002)), authority -> Optional.empty());

        // Then
        assertThat(observed.setAside()).hasSize(10_002);
        assertThat(county.node().setAside()).hasSize(10_000);
        assertThat(leaves(LeafKind.BUDGET)).isEqualTo(1);
        assertThat(leaves(LeafKind.REFUSED)).isEqualTo(10_000);
    }
}
