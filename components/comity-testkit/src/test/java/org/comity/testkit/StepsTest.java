package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Comparison;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.Location;
import org.comity.core.agreement.Thresholds;
import org.comity.core.arbitration.Ruling;
import org.comity.core.authority.AuthorityId;
import org.comity.core.contention.NotCounted;
import org.comity.core.control.Statement;
import org.comity.core.lineage.Lineage;
import org.comity.core.lineage.Source;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Observation;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Reconciler;
import org.comity.core.reconcile.Voice;
import org.junit.jupiter.api.Test;

/** What one step must reach beyond the observations that it brings. */
class StepsTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final AuthorityId PATROL = new AuthorityId("urn:authority:patrol");

    private static final AuthorityId CLERK = new AuthorityId("urn:authority:clerk");

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");
    private final Agreement agreement = meshes.sketch()
            .authority(SHERIFF, meshes.mesh("county"), 1, "urn:sheriff")
            .authority(CLERK, meshes.mesh("county"), 0, "urn:clerk")
            .authority(PATROL, meshes.mesh("state"), 0, "urn:patrol")
            .chain(Comparison.PRIORITY, Comparison.CORROBORATION)
            .domain(new Domain(
                    "road-state",
                    Domain.Kind.EVENT,
                    List.of("urn:roads"),
                    new ObservedProperty("urn:properties", "road-state"),
                    Optional.of(SHERIFF),
                    Domain.Constraint.NONE,
                    new Thresholds(1, 1_000, 1, 1_000),
                    List.of(SHERIFF, PATROL),
                    2))
            .agree();

    private void contest(String road) {
        meshes.mesh("county").observe(SHERIFF, TwoMeshesTest.road(SHERIFF, road, "open"));
        meshes.mesh("state").observe(PATROL, TwoMeshesTest.road(PATROL, road, "closed"));
        meshes.exchange();
    }

    private List<Ruling.Resolution> resolutions() {
        BoundaryAgent state = meshes.agent("state");
        assertThat(state.current().picture())
                .as("the whole fold says the same")
                .isEqualTo(Reconciler.reconcile(agreement, state.admitted()).picture());
        return state.current().picture().entries().stream()
                .map(entry -> entry.ruling().resolution())
                .toList();
    }

    @Test
    void aDomainThatStopsTakesEarlierRulingsWithIt() {
        // Given
        meshes.agree(agreement);
        contest("1");
        List<Ruling.Resolution> before = resolutions();

        // When
        contest("2");

        // Then
        assertThat(before).containsExactly(Ruling.Resolution.PREVAILS);
        assertThat(resolutions()).containsOnly(Ruling.Resolution.GOVERNED).hasSize(2);
    }

    @Test
    void aLinkJoinsWhatCompetedApart() {
        // Given
        meshes.agree(agreement);
        meshes.mesh("county").observe(SHERIFF, TwoMeshesTest.road(SHERIFF, "1", "open"));
        meshes.mesh("state").observe(PATROL, TwoMeshesTest.road(PATROL, "2", "closed"));
        meshes.exchange();
        int apart = resolutions().size();

        // When
        meshes.agent("county")
                .state(
                        new Statement.Association(
                                "road-state",
                                new FeatureOfInterest("urn:roads", "1"),
                                new FeatureOfInterest("urn:roads", "2"),
                                new Location(1, 1)),
                        meshes.mesh("county").voice(SHERIFF));
        meshes.exchange();

        // Then
        assertThat(apart).isEqualTo(2);
        assertThat(resolutions()).hasSize(1);
    }

    /** Two parcels of the county: what takes something back, and what it takes back, which another authority said. */
    @Test
    void whatIsTakenBackMayComeAfterwards() {
        // Given
        LocalMesh county = meshes.mesh("county");
        RogueMesh rogue = new RogueMesh(county);
        FeatureOfInterest road = new FeatureOfInterest("urn:roads", "1");
        ObservedProperty property = new ObservedProperty("urn:properties", "road-state");
        Voice clerk = county.voice(CLERK);
        Observation said = rogue.sign(rogue.data(county.voice(SHERIFF), road, property, "open"), county.voice(SHERIFF));
        Observation back = rogue.sign(
                Cores.with(
                        rogue.data(clerk, road, property, "gone"),
                        new Lineage(
                                clerk.device(),
                                List.of(),
                                Lineage.OBSERVED,
                                Optional.empty(),
                                List.of(said.oid()),
                                OptionalLong.empty())),
                clerk);
        meshes.agree(agreement);
        BoundaryAgent state = meshes.agent("state");

        // When
        state.take(rogue.consign(agreement, back).octets());
        List<NotCounted> before = state.current().detected().notCounted();
        state.take(rogue.consign(agreement, said).octets());

        // Then
        assertThat(before).isEmpty();
        assertThat(state.current().detected().notCounted())
                .containsExactly(new NotCounted(back.oid(), Reason.NOT_OWN_TARGET));
        assertThat(resolutions()).containsExactly(Ruling.Resolution.PREVAILS);
    }

    /** Nobody contests it; yet how many witnesses it has is part of its ruling. */
    @Test
    void aSourceThatComesAfterwardsIsAWitness() {
        // Given
        LocalMesh county = meshes.mesh("county");
        RogueMesh rogue = new RogueMesh(county);
        ObservedProperty property = new ObservedProperty("urn:properties", "road-state");
        Voice sheriff = county.voice(SHERIFF);
        Voice clerk = county.voice(CLERK);
        Observation seen =
                rogue.sign(rogue.data(sheriff, new FeatureOfInterest("urn:roads", "1"), property, "wet"), sheriff);
        Observation derived = rogue.sign(
                Cores.with(
                        rogue.data(clerk, new FeatureOfInterest("urn:roads", "2"), property, "wet too"),
                        new Lineage(
                                clerk.device(),
                                List.of(new Source.Disclosed(seen.oid())),
                                "urn:derivation:downhill",
                                Optional.empty(),
                                List.of(),
                                OptionalLong.empty())),
                clerk);
        meshes.agree(agreement);
        BoundaryAgent state = meshes.agent("state");

        // When
        state.take(rogue.consign(agreement, derived).octets());
        state.take(rogue.consign(agreement, seen).octets());

        // Then
        assertThat(resolutions()).hasSize(2);
        assertThat(state.current().picture().entries().stream()
                        .map(entry -> entry.ruling().rows().get(0))
                        .filter(row -> row.candidate().equals(derived.oid()))
                        .flatMap(row -> row.values().stream())
                        .filter(value -> value.comparison().equals("CORROBORATION"))
                        .map(value -> value.value().orElseThrow()))
                .containsExactly(1L);
    }
}
