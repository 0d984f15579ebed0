package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AgentId;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.DeviceId;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;
import org.comity.core.contention.NotCounted;
import org.comity.core.control.Statement;
import org.comity.core.lineage.Lineage;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Core;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Observation;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.CameThrough;
import org.comity.core.reconcile.Voice;
import org.comity.core.reconcile.Withheld;
import org.comity.crypto.Algorithms;
import org.comity.crypto.MeshRoot;
import org.junit.jupiter.api.Test;

/** A class that takes two agents: what one of them cannot do alone, with every key of its own mesh but the other agent's. */
class TrafficClassTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final FeatureOfInterest ROAD = new FeatureOfInterest("urn:roads", "1");
    private static final ObservedProperty ORDER = new ObservedProperty("urn:properties", "order");
    private static final ObservedProperty STATE = new ObservedProperty("urn:properties", "road-state");

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");
    private final LocalMesh county = meshes.mesh("county");
    private final Voice second = county.fellow("second");
    private final RogueMesh rogue = new RogueMesh(county);
    private final Agreement agreement = meshes.sketch()
            .authority(SHERIFF, county, 0, "urn:sheriff")
            .domain("orders", "urn:roads", ORDER)
            .domain("road-state", "urn:roads", STATE)
            .agentsMin(2, "orders")
            .agree();
    private final BoundaryAgent state = meshes.mesh("state").agent(agreement);

    private Voice sheriff() {
        return county.voice(SHERIFF);
    }

    private Observation order(String text) {
        return rogue.sign(rogue.data(sheriff(), ROAD, ORDER, text), sheriff());
    }

    private Observation clears(Voice by, Observation... cleared) {
        Statement statement = new Statement.Clearance(
                List.of(cleared).stream().map(Observation::oid).toList());
        return rogue.sign(rogue.control(by, agreement, statement), by);
    }

    private void take(Observation... members) {
        state.take(rogue.consign(agreement, members).octets());
        assertThat(state.refused()).isEmpty();
    }

    private Map<Oid, Reason> notCounted() {
        return state.current().detected().notCounted().stream()
                .collect(Collectors.toMap(NotCounted::oid, NotCounted::reason));
    }

    private List<Oid> shown() {
        return state.current().picture().entries().stream()
                .flatMap(entry -> entry.ruling().winner().stream())
                .toList();
    }

    @Test
    void whatOneAgentReleasedAloneIsNotCounted() {
        // Given
        Observation order = order("evacuate");
        Observation other = order("stay");
        Observation plain = rogue.sign(rogue.data(sheriff(), ROAD, STATE, "open"), sheriff());

        // When it clears it too, twice, and its fellow clears something else
        Voice rogueAgent = county.agentVoice();
        take(order, plain, clears(rogueAgent, order), clears(rogueAgent, order), clears(second, order, other));

        // Then
        assertThat(notCounted()).containsOnly(Map.entry(order.oid(), Reason.SIGNERS_TOO_FEW));
        assertThat(shown()).containsExactly(plain.oid());
    }

    @Test
    void whatTwoAgentsClearedTogetherCountsWhicheverComesFirst() {
        // Given
        Observation order = order("evacuate");

        // When, Then
        take(clears(second, order));
        take(order);
        assertThat(shown()).isEmpty();
        take(clears(county.agentVoice(), order));
        assertThat(shown()).containsExactly(order.oid());
        assertThat(notCounted()).isEmpty();
    }

    @Test
    void neitherAnAuthorityNorAnotherMeshsAgentsClear() {
        // Given
        Observation order = order("evacuate");
        Observation bySheriff = clears(sheriff(), order);

        // When
        take(order, clears(county.agentVoice(), order), bySheriff);
        state.state(
                new Statement.Clearance(List.of(order.oid())),
                meshes.mesh("state").agentVoice());
        state.release();

        // Then
        assertThat(notCounted())
                .containsOnly(
                        Map.entry(order.oid(), Reason.SIGNERS_TOO_FEW),
                        Map.entry(bySheriff.oid(), Reason.ISSUER_NOT_ENTITLED));
    }

    @Test
    void oneKeyUnderTheNamesOfTwoAgentsClearsOnce() {
        // Given
        KeyPair keys = Algorithms.generate(SignatureAlgorithm.ED25519, new SecureRandom());
        Observation order = order("evacuate");

        // When
        take(order, clears(certified(county.agentVoice(), keys), order), clears(certified(second, keys), order));

        // Then
        assertThat(notCounted()).containsOnly(Map.entry(order.oid(), Reason.SIGNERS_TOO_FEW));
    }

    private Voice certified(Voice like, KeyPair keys) {
        Instant now = county.clock().now().earliest();
        return county.root()
                .voice(
                        new MeshRoot.Subject(
                                Role.AGENT, like.authority().urn(), Scope.all(9), now, now.plus(Duration.ofDays(9))),
                        new DeviceId("urn:device:copied:" + like.authority().urn()),
                        SignatureAlgorithm.ED25519,
                        keys);
    }

    @Test
    void aRevokedAgentClearsNothing() {
        // Given
        Observation order = order("evacuate");
        Voice agent = county.agentVoice();
        Statement ban = new Statement.Revocation(second.signer().credential());

        // When
        take(
                order,
                clears(agent, order),
                clears(second, order),
                rogue.sign(rogue.control(agent, agreement, ban), agent));

        // Then
        assertThat(notCounted()).containsEntry(order.oid(), Reason.SIGNERS_TOO_FEW);
    }

    @Test
    void whatCountsIsNotTakenBackByOneAgentAlone() {
        // Given
        Observation order = order("evacuate");
        take(order, clears(county.agentVoice(), order), clears(second, order));

        // When
        Core core = rogue.data(sheriff(), ROAD, ORDER, "never mind");
        Lineage retracts = new Lineage(
                sheriff().device(),
                List.of(),
                Lineage.OBSERVED,
                Optional.of(order.oid()),
                List.of(order.oid()),
                OptionalLong.empty());
        take(rogue.sign(Cores.with(core, retracts), sheriff()));

        // Then
        assertThat(shown()).containsExactly(order.oid());
    }

    @Test
    void theGateWithholdsTheClassUntilTwoAgentsCleared() {
        // Given
        meshes.agree(agreement);
        BoundaryAgent agent = meshes.agent("county");
        Oid order = county.observe(SHERIFF, TwoMeshesTest.road(SHERIFF, "2", "open"), order())
                .get(1)
                .oid();

        // When
        meshes.exchange();
        Statement clearance = new Statement.Clearance(List.of(order));
        agent.state(clearance, county.agentVoice());
        meshes.exchange();
        List<Oid> withheld = agent.withheld().stream().map(Withheld::oid).toList();
        boolean held = meshes.agent("state").admitted().stream()
                .anyMatch(one -> one.oid().equals(order));
        agent.state(clearance, second);
        meshes.exchange();

        // Then
        assertThat(withheld).containsExactly(order);
        assertThat(held).isFalse();
        assertThat(agent.withheld()).isEmpty();
        assertThat(meshes.agent("state").current().picture().entries())
                .extracting(entry -> entry.ruling().winner())
                .contains(Optional.of(order))
                .hasSize(2);
        assertThat(meshes.agent("state").current().picture())
                .isEqualTo(agent.current().picture());
    }

    private static org.comity.core.observation.Draft order() {
        org.comity.core.observation.Draft road = TwoMeshesTest.road(SHERIFF, "1", "evacuate");
        return new org.comity.core.observation.Draft(
                road.authority(),
                road.feature(),
                ORDER,
                road.phenomenonTime(),
                road.made(),
                road.label(),
                road.result(),
                road.series(),
                road.edition(),
                road.standing(),
                road.recordId());
    }

    @Test
    void onlyAConsignmentOfAnotherAgentExcusesWhatCameThroughACompromisedOne() {
        // Given a false consignment in the fellow's name, signed by the rogue agent's own key
        Observation order = order("evacuate");
        AgentId fellow = new AgentId(second.authority().urn());
        Statement posing = new Statement.Consignment(
                fellow, 1, Optional.empty(), rogue.head(), List.of(new Statement.Member(order.oid(), 0, List.of())));
        take(order, rogue.sign(rogue.control(county.agentVoice(), agreement, posing), county.agentVoice()));

        // When
        AgentId compromised = new AgentId(county.agentVoice().authority().urn());
        List<Oid> through =
                CameThrough.only(state.current().detected().ordered().released(), compromised);

        // Then
        assertThat(through).contains(order.oid());
        assertThat(CameThrough.only(state.current().detected().ordered().released(), fellow))
                .isEmpty();
    }
}
