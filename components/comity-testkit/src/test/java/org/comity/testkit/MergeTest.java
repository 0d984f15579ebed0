package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Comparison;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.Thresholds;
import org.comity.core.agreement.WeightRule;
import org.comity.core.arbitration.Ruling;
import org.comity.core.authority.AuthorityId;
import org.comity.core.control.Frontier;
import org.comity.core.control.Frontiers;
import org.comity.core.control.Statement;
import org.comity.core.divergence.Verdict;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Observation;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.picture.JointPicture;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Cosigning;
import org.comity.core.reconcile.JointAct;
import org.comity.core.reconcile.MergeHistory;
import org.comity.core.reconcile.MergeQueue;
import org.comity.core.reconcile.Voice;
import org.junit.jupiter.api.Test;

/** A governed domain waits for people, and goes on by what enough of them signed. */
class MergeTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final AuthorityId PATROL = new AuthorityId("urn:authority:patrol");
    private static final ObservedProperty ROAD = new ObservedProperty("urn:properties", "road");
    private static final ObservedProperty RIVER = new ObservedProperty("urn:properties", "river");

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");
    private final Agreement agreement = meshes.sketch()
            .authority(SHERIFF, meshes.mesh("county"), 0, "urn:sheriff")
            .authority(PATROL, meshes.mesh("state"), 0, "urn:patrol")
            .weight(new WeightRule(Optional.of(PATROL), WeightRule.When.ALWAYS, 10))
            .domain(governed("road", ROAD, List.of(SHERIFF, PATROL), 2))
            .domain(governed("river", RIVER, List.of(SHERIFF), 1))
            .chain(Comparison.AUTHORITY_WEIGHT)
            .policy("sources", Comparison.CORROBORATION)
            .policy("weights", Comparison.AUTHORITY_WEIGHT)
            .agree();

    MergeTest() {
        meshes.agree(agreement);
    }

    private static Domain governed(String name, ObservedProperty property, List<AuthorityId> deciders, int quorum) {
        return new Domain(
                name,
                Domain.Kind.EVENT,
                List.of("urn:roads"),
                property,
                Optional.empty(),
                Domain.Constraint.NONE,
                new Thresholds(0, 1_000, 1_000_000, 1_000_000),
                deciders,
                quorum);
    }

    private void says(String mesh, ObservedProperty property, String road, String state) {
        AuthorityId by = mesh.equals("county") ? SHERIFF : PATROL;
        meshes.mesh(mesh)
                .observe(
                        by,
                        new Draft(
                                by,
                                new FeatureOfInterest("urn:roads", road),
                                property,
                                PhenomenonTime.at(Instant.EPOCH),
                                Optional.empty(),
                                Optional.empty(),
                                new Result("text/plain", Octets.of(state.getBytes()), List.of()),
                                road + state,
                                OptionalLong.empty(),
                                Draft.Standing.STANDS,
                                road + state));
    }

    private void contested(String road) {
        says("county", ROAD, road, "closed");
        says("state", ROAD, road, "open");
        meshes.exchange();
    }

    private Voice voice(String mesh) {
        return meshes.mesh(mesh).voice(mesh.equals("county") ? SHERIFF : PATROL);
    }

    private Cosigning signing(String mesh) {
        return new Cosigning(meshes.agent(mesh));
    }

    private Outcome<Observation> sign(String mesh, Statement statement) {
        return signing(mesh).sign(statement, voice(mesh));
    }

    private static Statement.MergeDecision good(Outcome<Statement.MergeDecision> outcome) {
        return outcome.fold(one -> one, no -> {
            throw new AssertionError(no.reason() + " " + no.detail());
        });
    }

    private static Reason reason(Outcome<?> outcome) {
        return outcome.fold(
                good -> {
                    throw new AssertionError("signed");
                },
                Outcome.No::reason);
    }

    private Ruling ruling(String road) {
        return entry(road).ruling();
    }

    private JointPicture.Entry entry(String road) {
        return meshes.agent("county").current().picture().entries().stream()
                .filter(one ->
                        one.contention().group().features().get(0).value().equals(road))
                .findFirst()
                .orElseThrow();
    }

    private Verdict verdict() {
        return meshes.agent("state")
                .current()
                .detected()
                .certificate()
                .of("road")
                .orElseThrow()
                .verdict();
    }

    private void alike() {
        assertThat(meshes.agent("county").current().picture().digest())
                .isEqualTo(meshes.agent("state").current().picture().digest());
        for (String mesh : List.of("county", "state")) {
            BoundaryAgent agent = meshes.agent(mesh);
            assertThat(Story.essence(agent.current()))
                    .isEqualTo(
                            Story.essence(org.comity.core.reconcile.Reconciler.reconcile(agreement, agent.admitted())));
        }
    }

    private List<Reason> reasons() {
        return signing("county").acts().stream()
                .flatMap(one -> one.reason().stream())
                .toList();
    }

    @Test
    void aDecisionBegunByOneAndCosignedByTheOtherMakesTheDomainGoOn() {
        // Given
        contested("1");
        contested("2");
        MergeQueue queue = signing("county").queue();
        assertThat(queue.domains()).singleElement().satisfies(one -> {
            assertThat(one.why()).containsExactly("2 contested, allowed 0");
            assertThat(one.waiting()).hasSize(2);
        });

        // When
        sign("county", good(queue.accept("road", new MeshId("urn:mesh:county"))));
        meshes.exchange();
        JointAct begun = signing("state").acts().get(0);
        Verdict meanwhile = verdict();
        Outcome<Observation> cosigned = sign("state", begun.statement());
        meshes.exchange();

        // Then
        assertThat(begun.effect()).isEqualTo(JointAct.Effect.WAITS);
        assertThat(begun.missing()).containsExactly(PATROL.urn());
        assertThat(begun.needed()).isEqualTo(1);
        assertThat(meanwhile).isEqualTo(Verdict.GOVERNED);
        assertThat(cosigned.<Boolean>fold(any -> true, no -> false)).isTrue();
        assertThat(signing("county").acts().get(0).effect()).isEqualTo(JointAct.Effect.IN_FORCE);
        assertThat(ruling("1").resolution()).isEqualTo(Ruling.Resolution.DECIDED);
        assertThat(ruling("1").decidedBy()).isEqualTo(Ruling.MERGE_DECISION);
        assertThat(verdict()).isEqualTo(Verdict.IN_SYNC);
        MergeHistory history = MergeHistory.of(
                meshes.agent("county").current(), meshes.agent("county").admitted());
        assertThat(history.stops())
                .singleElement()
                .satisfies(stop -> assertThat(stop.until()).isPresent());
        assertThat(history.effect(begun.statement()).orElseThrow().agent().urn())
                .isEqualTo("urn:agent:state");
        alike();
    }

    @Test
    void aNamedPolicyArbitratesAnewAndIsPinnedInTheRuling() {
        // Given
        contested("1");

        // When
        Statement.MergeDecision decision = good(signing("county").queue().under("road", "weights"));
        sign("county", decision);
        sign("state", decision);
        meshes.exchange();

        // Then
        assertThat(ruling("1").resolution()).isEqualTo(Ruling.Resolution.DECIDED);
        assertThat(ruling("1").decidedBy()).isEqualTo("weights:AUTHORITY_WEIGHT");
        assertThat(ruling("1").rows().get(0).values()).hasSize(1);
        alike();
    }

    @Test
    void aPolicyThatDoesNotTellEitherLeavesTheContentionWaiting() {
        // Given
        contested("1");

        // When
        Statement.MergeDecision decision = good(signing("county").queue().under("road", "sources"));
        sign("county", decision);
        sign("state", decision);
        meshes.exchange();

        // Then
        assertThat(ruling("1").resolution()).isEqualTo(Ruling.Resolution.GOVERNED);
        assertThat(signing("county").acts().get(0).effect()).isEqualTo(JointAct.Effect.IN_FORCE);
        alike();
    }

    @Test
    void whatTheAgreementDoesNotEntitleIsNotSignedAndIsRecorded() {
        // Given
        contested("1");
        says("state", RIVER, "r", "high");
        meshes.exchange();
        MergeQueue queue = signing("county").queue();
        Statement.MergeDecision road = good(queue.accept("road", new MeshId("urn:mesh:county")));
        Statement.MergeDecision rivers = queue.choose("river", road.choices());
        Statement.MergeDecision unheard = queue.choose(
                "road", List.of(Statement.Choice.under("unheard", ruling("1").contention())));

        // When
        Reason river = reason(sign("state", queue.choose("river", road.choices())));
        Reason other = reason(sign("county", rivers));
        Reason policy = reason(sign("county", unheard));
        sign("county", road);
        meshes.agent("county").release();
        Reason twice = reason(sign("county", road));

        // Then
        assertThat(List.of(river, other, policy, twice))
                .containsExactly(
                        Reason.ISSUER_NOT_ENTITLED, Reason.DECISION_STALE, Reason.POLICY_NOT_AGREED, Reason.DUPLICATE);
        assertThat(meshes.agent("state").refused())
                .extracting(kept -> kept.reason())
                .containsExactly(Reason.ISSUER_NOT_ENTITLED);
        assertThat(meshes.agent("county").refused())
                .extracting(kept -> kept.reason())
                .containsExactlyInAnyOrder(Reason.DECISION_STALE, Reason.POLICY_NOT_AGREED);
    }

    @Test
    void decidersOfOneDomainDecideNothingOfAnother() {
        // Given
        contested("1");
        Statement.MergeDecision decision = signing("county")
                .queue()
                .choose(
                        "river",
                        List.of(new Statement.Choice(
                                ruling("1").contention(), ruling("1").losers().get(0))));

        // When
        meshes.agent("county").state(decision, voice("county"));
        meshes.exchange();

        // Then
        assertThat(ruling("1").resolution()).isEqualTo(Ruling.Resolution.GOVERNED);
        assertThat(reasons()).containsExactly(Reason.DECISION_STALE);
        alike();
    }

    @Test
    void aDecisionUnderAPolicyThatNobodyAgreedOnDoesNotCount() {
        // Given
        contested("1");
        Statement.MergeDecision unheard = signing("county")
                .queue()
                .choose(
                        "road",
                        List.of(Statement.Choice.under("unheard", ruling("1").contention())));

        // When
        for (String mesh : List.of("county", "state")) {
            meshes.agent(mesh).state(unheard, voice(mesh));
        }
        meshes.exchange();

        // Then
        assertThat(reasons()).containsExactly(Reason.POLICY_NOT_AGREED);
        assertThat(ruling("1").resolution()).isEqualTo(Ruling.Resolution.GOVERNED);
        alike();
    }

    @Test
    void aDecisionIsStaleOnceACandidateCameThatItDidNotKnow() {
        // Given
        contested("1");
        Statement.MergeDecision decision =
                good(signing("county").queue().accept("road", new MeshId("urn:mesh:county")));
        sign("county", decision);
        meshes.exchange();
        says("state", ROAD, "1", "flooded");
        meshes.exchange();

        // When
        Reason cosigned = reason(sign("state", decision));
        meshes.agent("state").state(decision, voice("state"));
        meshes.exchange();

        // Then
        assertThat(cosigned).isEqualTo(Reason.DECISION_STALE);
        assertThat(reasons()).containsExactly(Reason.DECISION_STALE);
        assertThat(verdict()).isEqualTo(Verdict.GOVERNED);
        alike();
    }

    @Test
    void frontiersThatSHasNotReachedDecideNothingAhead() {
        // Given
        contested("1");
        Statement.MergeDecision known = good(signing("county").queue().accept("road", new MeshId("urn:mesh:county")));
        Frontiers ahead = Frontiers.of(known.frontiers().list().stream()
                .map(one -> new Frontier(one.agent(), Integer.MAX_VALUE, one.consignment()))
                .toList());

        // When
        for (String mesh : List.of("county", "state")) {
            meshes.agent(mesh).state(new Statement.MergeDecision("road", ahead, known.choices()), voice(mesh));
        }
        meshes.exchange();

        // Then
        assertThat(ruling("1").resolution()).isEqualTo(Ruling.Resolution.GOVERNED);
        assertThat(reasons()).containsExactly(Reason.DECISION_STALE);
        alike();
    }

    @Test
    void aLaterDecisionThatKnewOfAnEarlierOneStandsInItsPlaceAndTwoThatDidNotConflict() {
        // Given
        contested("1");
        MergeQueue queue = signing("county").queue();
        Oid closed = winner(queue, "county");
        Oid open = winner(queue, "state");
        decide(queue, closed);

        // When
        decide(signing("county").queue(), open);
        Ruling changed = ruling("1");
        decide(queue, open);
        meshes.exchange();

        // Then
        assertThat(changed.winner()).contains(open);
        assertThat(ruling("1").winner()).contains(open);
        contested("2");
        MergeQueue again = signing("county").queue();
        Statement.MergeDecision one = good(again.accept("road", new MeshId("urn:mesh:county")));
        Statement.MergeDecision other = good(again.accept("road", new MeshId("urn:mesh:state")));
        for (String mesh : List.of("county", "state")) {
            meshes.agent(mesh).state(one, voice(mesh));
            meshes.agent(mesh).state(other, voice(mesh));
        }
        meshes.exchange();
        assertThat(ruling("2").resolution()).isEqualTo(Ruling.Resolution.GOVERNED);
        assertThat(reasons()).contains(Reason.STATEMENTS_CONFLICT);
        alike();
    }

    private Oid winner(MergeQueue queue, String mesh) {
        return good(queue.accept("road", new MeshId("urn:mesh:" + mesh)))
                .choices()
                .get(0)
                .winner()
                .orElseThrow();
    }

    private void decide(MergeQueue queue, Oid winner) {
        Statement.MergeDecision decision =
                queue.choose("road", List.of(new Statement.Choice(ruling("1").contention(), winner)));
        for (String mesh : List.of("county", "state")) {
            meshes.agent(mesh).state(decision, voice(mesh));
        }
        meshes.exchange();
    }

    @Test
    void aSignedDecisionTravelsAsAFileAndOneOfAnotherAgreementIsRefused() {
        // Given
        contested("1");
        Statement.MergeDecision decision =
                good(signing("county").queue().accept("road", new MeshId("urn:mesh:county")));
        Octets file = sign("county", decision).fold(one -> one.octets(), no -> Octets.of(new byte[0]));
        LocalMeshes others = LocalMeshes.of("county", "state");
        others.agree(others.sketch()
                .authority(SHERIFF, others.mesh("county"), 0, "urn:sheriff")
                .domain(governed("road", ROAD, List.of(SHERIFF), 1))
                .agree());
        Octets foreign = others.agent("county")
                .state(decision, others.mesh("county").voice(SHERIFF))
                .octets();

        // When
        Reason other = reason(signing("state").sign(foreign, voice("state")));
        Reason nothing = reason(signing("state").sign(Octets.of("<x/>".getBytes()), voice("state")));
        signing("state").sign(file, voice("state"));
        meshes.exchange();

        // Then
        assertThat(other).isEqualTo(Reason.OTHER_AGREEMENT);
        assertThat(nothing).isEqualTo(Reason.MALFORMED);
        assertThat(ruling("1").resolution()).isEqualTo(Ruling.Resolution.DECIDED);
        alike();
    }

    @Test
    void allPartiesSealByOneProposalAndNobodySignsRulingsThatSDoesNotMake() {
        // Given
        contested("1");
        Statement.Cut cut = signing("county").proposal();
        Statement.Cut wrong = new Statement.Cut(cut.frontiers(), org.comity.core.mesh.Digest.sha256(), cut.agreement());

        // When
        Voice county = meshes.mesh("county").agentVoice();
        Voice state = meshes.mesh("state").agentVoice();
        signing("county").sign(cut, county);
        Reason authority = reason(signing("county").sign(cut, voice("county")));
        Reason rulings = reason(signing("state").sign(wrong, state));
        meshes.exchange();
        JointAct begun = signing("state").acts().get(0);
        signing("state").sign(begun.statement(), state);
        meshes.exchange();

        // Then
        assertThat(authority).isEqualTo(Reason.ISSUER_NOT_ENTITLED);
        assertThat(rulings).isEqualTo(Reason.STATEMENTS_CONFLICT);
        assertThat(begun.missing()).containsExactly("urn:mesh:state");
        assertThat(signing("county").acts().get(0).effect()).isEqualTo(JointAct.Effect.IN_FORCE);
        says("state", ROAD, "1", "flooded");
        meshes.exchange();
        assertThat(ruling("1").resolution()).isEqualTo(Ruling.Resolution.SEALED);
        assertThat(signing("county").queue().domains())
                .singleElement()
                .satisfies(one -> assertThat(
                                signing("county").queue().why(one.waiting().get(0)))
                        .contains("a cut sealed it"));
        alike();
    }
}
