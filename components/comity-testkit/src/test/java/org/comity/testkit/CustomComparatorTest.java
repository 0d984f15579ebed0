package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.ComparatorRef;
import org.comity.core.agreement.Comparison;
import org.comity.core.agreement.WeightRule;
import org.comity.core.arbitration.CustomComparator;
import org.comity.core.arbitration.CustomComparators;
import org.comity.core.arbitration.Ruling;
import org.comity.core.authority.AuthorityId;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.picture.JointPicture;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Cosigning;
import org.comity.core.reconcile.Reconciler;
import org.junit.jupiter.api.Test;

/** A comparator that the parties wrote decides like any other; where it does not answer, this side alone claims nothing. */
class CustomComparatorTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final AuthorityId PATROL = new AuthorityId("urn:authority:patrol");
    private static final ComparatorRef LIGHTEST = new ComparatorRef("lightest", "1", Digest.sha256());

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");
    private final Agreement agreement = meshes.sketch()
            .authority(SHERIFF, meshes.mesh("county"), 0, "urn:sheriff")
            .authority(PATROL, meshes.mesh("state"), 0, "urn:patrol")
            .weight(new WeightRule(Optional.of(PATROL), WeightRule.When.ALWAYS, 10))
            .domain("road-state", "urn:roads", new ObservedProperty("urn:properties", "road-state"))
            .chain(Comparison.CUSTOM)
            .custom(LIGHTEST)
            .agree();

    private Optional<Reason> trouble = Optional.empty();
    private final AtomicInteger asked = new AtomicInteger();

    private Outcome<List<Long>> lightest(ComparatorRef ref, List<CustomComparator.Traits> candidates) {
        asked.incrementAndGet();
        return trouble.<Outcome<List<Long>>>map(reason -> Outcome.no(reason, "trouble"))
                .orElseGet(() -> Outcome.yes(
                        candidates.stream().map(one -> -one.weight()).toList()));
    }

    private void contested(String road) {
        meshes.mesh("county").observe(SHERIFF, TwoMeshesTest.road(SHERIFF, road, "open"));
        meshes.mesh("state").observe(PATROL, TwoMeshesTest.road(PATROL, road, "closed"));
        meshes.exchange();
    }

    private Ruling ruling(String road) {
        return meshes.agent("county").current().picture().entries().stream()
                .filter(one ->
                        one.contention().group().features().get(0).value().equals(road))
                .map(JointPicture.Entry::ruling)
                .findFirst()
                .orElseThrow();
    }

    private long certificates(String mesh) {
        return meshes.agent("county").admitted().stream()
                .filter(one -> one.mesh().urn().equals("urn:mesh:" + mesh))
                .filter(one -> one.statement().orElse(null) instanceof Statement.Certificate)
                .count();
    }

    @Test
    void itDecidesAndBothSidesSayTheSame() {
        // Given
        meshes.agree(agreement, this::lightest);

        // When
        contested("1");

        // Then
        assertThat(ruling("1").decidedBy()).isEqualTo("CUSTOM");
        assertThat(ruling("1").rows().stream()
                        .filter(row ->
                                row.candidate().equals(ruling("1").winner().orElseThrow()))
                        .map(row -> row.values().get(0).value().getAsLong()))
                .containsExactly(0L);
        for (String mesh : List.of("county", "state")) {
            BoundaryAgent agent = meshes.agent(mesh);
            assertThat(Story.essence(agent.current()))
                    .isEqualTo(Story.essence(Reconciler.reconcile(agreement, agent.admitted(), this::lightest)));
        }
    }

    @Test
    void whileItGivesNoAnswerTheDomainIsSuspendedHereAndNoDigestIsClaimed() {
        // Given
        meshes.agree(agreement, this::lightest);
        contested("1");
        long before = certificates("county");

        // When
        trouble = Optional.of(Reason.COMPARATOR_FAILED);
        contested("2");
        meshes.mesh("county").observe(SHERIFF, TwoMeshesTest.road(SHERIFF, "3", "open"));
        meshes.exchange();
        Map<String, Reason> suspensions =
                meshes.agent("county").current().detected().suspensions();
        Ruling first = ruling("1");
        Ruling second = ruling("2");
        Ruling third = ruling("3");
        long during = certificates("county");
        Outcome<?> sealed = new Cosigning(meshes.agent("county"))
                .sign(
                        new Cosigning(meshes.agent("county")).proposal(),
                        meshes.mesh("county").agentVoice());
        trouble = Optional.empty();
        contested("4");

        // Then
        assertThat(suspensions).containsExactly(Map.entry("road-state", Reason.COMPARATOR_FAILED));
        assertThat(List.of(first.resolution(), second.resolution(), third.resolution()))
                .containsExactly(Ruling.Resolution.SUSPENDED, Ruling.Resolution.SUSPENDED, Ruling.Resolution.PREVAILS);
        assertThat(second.decidedBy()).isEqualTo(Reason.COMPARATOR_FAILED.name());
        assertThat(during).isEqualTo(before);
        assertThat(sealed.<String>fold(any -> "signed", no -> no.reason().name()))
                .isEqualTo(Reason.COMPARATOR_FAILED.name());
        assertThat(meshes.agent("county").current().detected().suspensions()).isEmpty();
        assertThat(ruling("2").resolution()).isEqualTo(Ruling.Resolution.PREVAILS);
        assertThat(certificates("county")).isGreaterThan(during);
    }

    @Test
    void whoAnswersOtherwiseTheSecondTimeIsNotBelieved() {
        // Given
        AtomicInteger count = new AtomicInteger();
        CustomComparators fickle = (ref, candidates) -> Outcome.yes(
                candidates.stream().map(one -> (long) count.incrementAndGet()).toList());
        meshes.agree(agreement, fickle);

        // When
        contested("1");

        // Then
        assertThat(ruling("1").decidedBy()).isEqualTo(Reason.COMPARATOR_DIFFERS.name());
    }

    @Test
    void aSideThatLacksItSuspendsWhileTheOtherGoesOn() {
        // Given
        meshes.agree(agreement, this::lightest);
        BoundaryAgent without = meshes.mesh("state").agent(agreement);

        // When
        meshes.mesh("county").observe(SHERIFF, TwoMeshesTest.road(SHERIFF, "1", "open"));
        meshes.mesh("state").observe(PATROL, TwoMeshesTest.road(PATROL, "1", "closed"));
        without.release();
        meshes.agent("county").release().forEach(without::take);
        without.outbox(0, 100).forEach(meshes.agent("county")::take);

        // Then
        assertThat(without.current().detected().suspensions())
                .containsExactly(Map.entry("road-state", Reason.COMPARATOR_MISSING));
        assertThat(ruling("1").decidedBy()).isEqualTo("CUSTOM");
    }
}
