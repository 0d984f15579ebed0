package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.WeightRule;
import org.comity.core.arbitration.Ruling;
import org.comity.core.authority.AuthorityId;
import org.comity.core.divergence.Verdict;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.picture.JointPicture;
import org.comity.core.reconcile.BoundaryAgent;
import org.junit.jupiter.api.Test;

class TwoMeshesTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final AuthorityId PATROL = new AuthorityId("urn:authority:patrol");
    private static final String ROADS = "urn:roads";
    private static final ObservedProperty STATE = new ObservedProperty("urn:properties", "road-state");

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");

    private Agreement agreement() {
        return meshes.sketch()
                .authority(SHERIFF, meshes.mesh("county"), 0, "urn:sheriff")
                .authority(PATROL, meshes.mesh("state"), 0, "urn:patrol")
                .weight(new WeightRule(Optional.of(PATROL), WeightRule.When.ALWAYS, 10))
                .domain("road-state", ROADS, STATE)
                .agree();
    }

    static Draft road(AuthorityId authority, String road, String state) {
        return new Draft(
                authority,
                new FeatureOfInterest(ROADS, road),
                STATE,
                PhenomenonTime.at(Instant.parse("2020-01-01T00:00:00Z")),
                Optional.empty(),
                Optional.empty(),
                new Result("text/plain", Octets.of(state.getBytes(StandardCharsets.UTF_8)), List.of()),
                road,
                OptionalLong.empty(),
                Draft.Standing.STANDS,
                road + "/" + state);
    }

    private static String shown(JointPicture picture, String road) {
        JointPicture.Entry entry = picture.entries().stream()
                .filter(one ->
                        one.contention().group().features().get(0).value().equals(road))
                .findFirst()
                .orElseThrow();
        return entry.contention().candidates().stream()
                .filter(fact ->
                        entry.ruling().winner().filter(fact.oid()::equals).isPresent())
                .map(fact -> new String(fact.core().result().content().bytes(), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("none");
    }

    @Test
    void computeOnePictureAfterTheyWereApart() {
        // Given
        meshes.agree(agreement());
        meshes.mesh("county").observe(SHERIFF, road(SHERIFF, "1", "open"));
        meshes.exchange();
        meshes.split("state");
        meshes.mesh("county").clock().advance(Duration.ofHours(1));
        meshes.mesh("county").observe(SHERIFF, road(SHERIFF, "1", "flooded"), road(SHERIFF, "2", "open"));
        meshes.mesh("state").observe(PATROL, road(PATROL, "1", "closed"));
        meshes.exchange();

        // When
        JointPicture apartCounty = meshes.agent("county").current().picture();
        JointPicture apartState = meshes.agent("state").current().picture();
        meshes.rejoin();
        JointPicture county = meshes.agent("county").current().picture();
        JointPicture state = meshes.agent("state").current().picture();

        // Then
        assertThat(apartCounty.digest()).isNotEqualTo(apartState.digest());
        assertThat(shown(apartCounty, "1")).isEqualTo("flooded");
        assertThat(shown(apartState, "1")).isEqualTo("closed");
        assertThat(county.frontiers()).isEqualTo(state.frontiers());
        assertThat(county.digest()).isEqualTo(state.digest());
        assertThat(shown(county, "1")).isEqualTo("closed");
        assertThat(shown(county, "2")).isEqualTo("open");
        assertThat(meshes.agent("county")
                        .current()
                        .detected()
                        .certificate()
                        .of("road-state")
                        .orElseThrow()
                        .verdict())
                .isEqualTo(Verdict.AUTO);
        assertThat(county.entries())
                .extracting(entry -> entry.ruling().decidedBy())
                .containsExactlyInAnyOrder("AUTHORITY_WEIGHT", Ruling.ONLY_CANDIDATE);
        assertThat(meshes.agent("state").refused()).isEmpty();
        assertThat(meshes.agent("county").current().detected().notCounted()).isEmpty();
    }

    @Test
    void standWhereTheyStoodAfterAHalt() {
        // Given
        meshes.agree(agreement());
        meshes.mesh("county").observe(SHERIFF, road(SHERIFF, "1", "open"));
        meshes.mesh("state").observe(PATROL, road(PATROL, "1", "closed"));
        meshes.exchange();
        BoundaryAgent before = meshes.agent("county");

        // When
        BoundaryAgent after = meshes.restart("county");

        // Then
        assertThat(after.current().picture().digest())
                .isEqualTo(before.current().picture().digest());
        assertThat(meshes.mesh("county").node().ledger().isSound()).isTrue();
        meshes.exchange();
        assertThat(after.current().picture().digest())
                .isEqualTo(meshes.agent("state").current().picture().digest());
    }

    @Test
    void takeNothingTwice() {
        // Given
        meshes.agree(agreement());
        meshes.mesh("county").observe(SHERIFF, road(SHERIFF, "1", "open"));
        meshes.exchange();
        BoundaryAgent state = meshes.agent("state");
        long admitted = state.admitted().size();

        // When
        Octets first = meshes.agent("county").outbox(0, 1).get(0);
        var recorded = state.take(first);

        // Then
        assertThat(recorded.admitted()).isEmpty();
        assertThat(recorded.duplicates()).isNotEmpty();
        assertThat(state.admitted()).hasSize((int) admitted);
    }
}
