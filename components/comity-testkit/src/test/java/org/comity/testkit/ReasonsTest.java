package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.FilterRule;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.DeviceId;
import org.comity.core.authority.Scope;
import org.comity.core.boundary.Parcel;
import org.comity.core.contention.NotCounted;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.ledger.LeafKind;
import org.comity.core.lineage.Lineage;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.BeaconRef;
import org.comity.core.observation.Core;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Observation;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Origin;
import org.comity.core.observation.TemporalReference;
import org.comity.core.observation.Term;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Kept;
import org.comity.core.reconcile.Voice;
import org.comity.core.taxonomy.Equivalence;
import org.junit.jupiter.api.Test;

/** What an insider of the county tries, and what the state says to it. */
class ReasonsTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final AuthorityId CORONER = new AuthorityId("urn:authority:coroner");
    private static final AuthorityId PATROL = new AuthorityId("urn:authority:patrol");
    private static final FeatureOfInterest ROAD = new FeatureOfInterest("urn:roads", "1");
    private static final ObservedProperty STATE = new ObservedProperty("urn:properties", "road-state");

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");
    private final LocalMesh county = meshes.mesh("county");
    private final RogueMesh rogue = new RogueMesh(county);
    private Agreement agreement = sketch().agree();

    private AgreementSketch sketch() {
        return meshes.sketch()
                .authority(SHERIFF, county, 0, "urn:sheriff")
                .authority(CORONER, county, 0, "urn:coroner")
                .authority(PATROL, meshes.mesh("state"), 0, "urn:patrol")
                .domain("road-state", "urn:roads", STATE);
    }

    private BoundaryAgent state() {
        return meshes.mesh("state").agent(agreement);
    }

    private Voice sheriff() {
        return county.voice(SHERIFF);
    }

    private Observation said(String text) {
        return rogue.sign(rogue.data(sheriff(), ROAD, STATE, text), sheriff());
    }

    private Observation stated(Statement statement, Voice by) {
        return rogue.sign(rogue.control(by, agreement, statement), by);
    }

    private static Map<Oid, Reason> notCounted(BoundaryAgent agent) {
        return agent.current().detected().notCounted().stream()
                .collect(java.util.stream.Collectors.toMap(NotCounted::oid, NotCounted::reason));
    }

    /** Takes one spoilt member together with a good one, which must come through, and says why the other did not. */
    private Reason refusal(Observation spoilt) {
        Observation good = said("good");
        BoundaryAgent state = state();
        state.take(rogue.consign(agreement, spoilt, good).octets());
        assertThat(state.current().picture().entries())
                .as("the good one is in the picture")
                .anyMatch(entry -> entry.contention().candidates().stream()
                        .anyMatch(fact -> fact.oid().equals(good.oid())));
        assertThat(state.refused()).hasSize(1);
        Kept kept = state.refused().get(0);
        assertThat(kept.octets()).as("nothing is lost").isEqualTo(spoilt.octets());
        assertThat(meshes.mesh("state").node().ledger().leaves(0, 1_000))
                .as("the ledger says so")
                .anyMatch(leaf -> leaf.kind()
                        == (kept.reason().effect() == Reason.Effect.HOLDS ? LeafKind.HELD : LeafKind.REFUSED));
        return kept.reason();
    }

    private static Core with(Core core, Origin origin, Lineage lineage, TemporalReference made) {
        return new Core(
                origin,
                core.credential(),
                core.attestation(),
                core.agreement(),
                core.feature(),
                core.property(),
                core.phenomenonTime(),
                made,
                core.label(),
                core.result(),
                lineage);
    }

    @Test
    void beyondScopeIsRefused() {
        Voice narrow = county.voice(
                SHERIFF, new Scope(Set.of("urn:rivers"), Set.of(Scope.ALL), 9), Instant.parse("2025-01-01T00:00:00Z"));
        assertThat(refusal(rogue.sign(rogue.data(narrow, ROAD, STATE, "x"), narrow)))
                .isEqualTo(Reason.BEYOND_SCOPE);
    }

    @Test
    void aMeshThatIsNoPartyIsRefused() {
        LocalMesh federal = new LocalMesh("federal", Instant.parse("2020-01-01T00:00:00Z"));
        Voice stranger = federal.voice(SHERIFF);
        Core core = rogue.data(stranger, ROAD, STATE, "x");
        Origin origin = new Origin(federal.id(), SHERIFF, stranger.device(), 1, Optional.empty());
        assertThat(refusal(rogue.sign(with(core, origin, core.lineage(), core.made()), stranger)))
                .isEqualTo(Reason.MESH_NOT_PARTY);
    }

    @Test
    void aCredentialOfAnotherRootIsRefused() {
        Voice stranger = new LocalMesh("federal", Instant.parse("2020-01-01T00:00:00Z")).voice(SHERIFF);
        assertThat(refusal(rogue.sign(rogue.data(stranger, ROAD, STATE, "x"), stranger)))
                .isEqualTo(Reason.CREDENTIAL_NOT_VALID);
    }

    @Test
    void anotherDeviceThanTheAttestedOneIsRefused() {
        Voice voice = sheriff();
        Voice moved = new Voice(
                SHERIFF, new DeviceId("urn:device:other"), voice.signer(), voice.credential(), voice.attestation());
        assertThat(refusal(rogue.sign(rogue.data(moved, ROAD, STATE, "x"), moved)))
                .isEqualTo(Reason.ATTESTATION_NOT_VALID);
    }

    @Test
    void anotherAuthorityThanTheCertifiedOneIsRefused() {
        Voice voice = sheriff();
        Voice posing = new Voice(CORONER, voice.device(), voice.signer(), voice.credential(), voice.attestation());
        assertThat(refusal(rogue.sign(rogue.data(posing, ROAD, STATE, "x"), posing)))
                .isEqualTo(Reason.BEYOND_SCOPE);
    }

    @Test
    void aStatementThatCannotBeReadIsRefused() {
        Voice agent = county.agentVoice();
        Core core = rogue.control(
                agent,
                agreement.digest(),
                StatementKind.CUT.property(),
                Octets.of("<cut/>".getBytes(StandardCharsets.UTF_8)));
        assertThat(refusal(rogue.sign(core, agent))).isEqualTo(Reason.STATEMENT_MALFORMED);
    }

    @Test
    void aMemberThatIsNotListedIsRefused() {
        // Given
        Observation hidden = said("hidden");
        Observation listed = said("listed");
        Parcel parcel = rogue.consign(agreement, listed);
        BoundaryAgent state = state();

        // When
        state.take(new Parcel(parcel.consignment(), List.of(listed.octets(), hidden.octets()), parcel.documents())
                .octets());

        // Then
        assertThat(state.refused()).extracting(Kept::reason).containsExactly(Reason.NOT_LISTED);
    }

    @Test
    void aProofThatDoesNotLeadToTheHeadIsRefused() {
        // Given
        Observation said = said("x");
        said("y");
        BoundaryAgent state = state();

        // When
        state.take(rogue.consign(agreement, List.of(new Statement.Member(said.oid(), 1, List.of())), said)
                .octets());

        // Then
        assertThat(state.refused()).extracting(Kept::reason).contains(Reason.PROOF_NOT_VALID);
        assertThat(state.current().picture().entries()).isEmpty();
    }

    @Test
    void aConsignmentAfterAGapWaitsForTheOneBefore() {
        // Given
        Parcel first = rogue.consign(agreement, said("one"));
        Parcel second = rogue.consign(agreement, said("two"));
        BoundaryAgent state = state();

        // When
        state.take(second.octets());
        Map<Oid, Reason> waiting = state.current().detected().ordered().notFollowed();
        state.take(first.octets());

        // Then
        assertThat(waiting.values()).containsExactly(Reason.CONSIGNMENT_GAP);
        assertThat(state.current().detected().ordered().notFollowed()).isEmpty();
        assertThat(state.current().picture().frontiers().list().get(0).sequence())
                .isEqualTo(2);
    }

    @Test
    void aForkedChainOfConsignmentsIsNotFollowed() {
        // Given two agents' chains that both begin with number one
        Parcel one = rogue.consign(agreement, said("one"));
        RogueMesh twin = new RogueMesh(county);
        Parcel other = twin.consign(agreement, twin.sign(twin.data(sheriff(), ROAD, STATE, "other"), sheriff()));
        BoundaryAgent state = state();

        // When
        state.take(one.octets());
        state.take(other.octets());

        // Then
        assertThat(state.current().detected().ordered().notFollowed().values()).containsOnly(Reason.AGENT_FORKED);
        assertThat(state.current().picture().entries()).isEmpty();
    }

    private Reason uncounted(Observation... members) {
        BoundaryAgent state = state();
        state.take(rogue.consign(agreement, members).octets());
        assertThat(state.refused()).isEmpty();
        return notCounted(state).get(members[members.length - 1].oid());
    }

    @Test
    void aPropertyWithoutEquivalenceIsNotCounted() {
        Core core = rogue.data(sheriff(), ROAD, new ObservedProperty("urn:sheriff", "zustand"), "x");
        assertThat(uncounted(rogue.sign(core, sheriff()))).isEqualTo(Reason.NO_EQUIVALENCE);
    }

    @Test
    void anAuthorityThatIsNotListedIsNotCounted() {
        Voice mayor = county.voice(new AuthorityId("urn:authority:mayor"));
        assertThat(uncounted(rogue.sign(rogue.data(mayor, ROAD, STATE, "x"), mayor)))
                .isEqualTo(Reason.ISSUER_NOT_ENTITLED);
    }

    @Test
    void anotherMeshsAuthorityIsNotCounted() {
        Voice posing = county.voice(PATROL);
        assertThat(uncounted(rogue.sign(rogue.data(posing, ROAD, STATE, "x"), posing)))
                .isEqualTo(Reason.ISSUER_NOT_ENTITLED);
    }

    @Test
    void aStatementUnderAnotherAgreementIsNotCounted() {
        Voice agent = county.agentVoice();
        Core core = rogue.control(
                agent,
                Digest.sha256(),
                StatementKind.REVOCATION.property(),
                LocalMesh.wire().statements().write(new Statement.Revocation(Digest.sha256())));
        assertThat(uncounted(rogue.sign(core, agent))).isEqualTo(Reason.OTHER_AGREEMENT);
    }

    @Test
    void aRetractionOfAnothersWordIsNotCounted() {
        Observation said = said("x");
        Voice coroner = county.voice(CORONER);
        Core core = rogue.data(coroner, ROAD, STATE, "gone");
        Lineage foreign = new Lineage(
                coroner.device(),
                List.of(),
                Lineage.OBSERVED,
                Optional.empty(),
                List.of(said.oid()),
                OptionalLong.empty());
        assertThat(uncounted(said, rogue.sign(with(core, core.origin(), foreign, core.made()), coroner)))
                .isEqualTo(Reason.NOT_OWN_TARGET);
    }

    @Test
    void aClonedDeviceIsNotCountedFromTheForkOn() {
        Observation before = said("before");
        Core fork = rogue.data(sheriff(), ROAD, STATE, "one");
        Observation one = rogue.sign(fork, sheriff());
        Core clone = new Core(
                fork.origin(),
                fork.credential(),
                fork.attestation(),
                fork.agreement(),
                fork.feature(),
                fork.property(),
                fork.phenomenonTime(),
                fork.made(),
                fork.label(),
                new org.comity.core.observation.Result("text/plain", Octets.of(new byte[] {'2'}), List.of()),
                fork.lineage());
        Observation two = rogue.sign(clone, sheriff());
        BoundaryAgent state = state();
        state.take(rogue.consign(agreement, before, one, two).octets());
        assertThat(notCounted(state))
                .containsEntry(one.oid(), Reason.DEVICE_FORKED)
                .containsEntry(two.oid(), Reason.DEVICE_FORKED)
                .doesNotContainKey(before.oid());
    }

    @Test
    void aClaimThatBeaconsExcludeIsNotCounted() {
        Core core = rogue.data(sheriff(), ROAD, STATE, "x");
        TemporalReference future = new TemporalReference(
                new TemporalReference.Global(county.clock().now().latest().plus(Duration.ofDays(1)), Duration.ZERO),
                List.of());
        assertThat(uncounted(rogue.sign(with(core, core.origin(), core.lineage(), future), sheriff())))
                .isEqualTo(Reason.CLOCK_FAULT);
    }

    @Test
    void aDeviceBelowTheAgreedTierIsNotCounted() {
        agreement = sketch().filter(new FilterRule(
                        FilterRule.Effect.PERMIT, Optional.empty(), Optional.empty(), AttestationTier.HARDWARE))
                .agree();
        assertThat(uncounted(said("x"))).isEqualTo(Reason.NOT_ADMISSIBLE);
    }

    private static Equivalence equivalence(Equivalence.Predicate predicate) {
        return new Equivalence(
                Equivalence.Kind.PROPERTY,
                new Term("urn:sheriff", "zustand"),
                predicate,
                new Term("urn:coroner", "etat"),
                "urn:reason:same",
                1_000);
    }

    @Test
    void anExactEquivalenceOfOneOwnerAloneIsNotCounted() {
        assertThat(uncounted(stated(new Statement.Equivalent(equivalence(Equivalence.Predicate.EXACT)), sheriff())))
                .isEqualTo(Reason.SIGNERS_TOO_FEW);
    }

    @Test
    void statementsThatContradictEachOtherAreNotCounted() {
        Statement exact = new Statement.Equivalent(equivalence(Equivalence.Predicate.EXACT));
        Statement not = new Statement.Equivalent(equivalence(Equivalence.Predicate.NOT));
        assertThat(uncounted(
                        stated(exact, sheriff()),
                        stated(exact, county.voice(CORONER)),
                        stated(not, county.voice(CORONER))))
                .isEqualTo(Reason.STATEMENTS_CONFLICT);
    }

    @Test
    void whatARevokedCredentialSignedIsNotCounted() {
        Observation said = said("x");
        Observation ban = stated(new Statement.Revocation(sheriff().signer().credential()), county.agentVoice());
        BoundaryAgent state = state();
        state.take(rogue.consign(agreement, said, ban).octets());
        assertThat(notCounted(state)).containsEntry(said.oid(), Reason.CREDENTIAL_REVOKED);
    }

    @Test
    void whatAnotherPartyLoggedBeforeTheRevocationStillCounts() {
        // Given
        meshes.agree(agreement);
        county.observe(SHERIFF, TwoMeshesTest.road(SHERIFF, "1", "open"));
        meshes.exchange();
        county.clock().advance(Duration.ofHours(1));

        // When
        meshes.agent("county").state(new Statement.Revocation(sheriff().signer().credential()), county.agentVoice());
        county.observe(SHERIFF, TwoMeshesTest.road(SHERIFF, "2", "open"));
        meshes.exchange();

        // Then
        assertThat(meshes.agent("state").current().picture().entries())
                .extracting(
                        entry -> entry.contention().group().features().get(0).value())
                .containsExactly("1");
        assertThat(notCounted(meshes.agent("state")).values()).containsExactly(Reason.CREDENTIAL_REVOKED);
    }

    @Test
    void whatWasSignedAfterTheCredentialsEndIsNotCounted() {
        // Given
        Voice brief = county.voice(SHERIFF, Scope.all(9), Instant.parse("2020-01-02T00:00:00Z"));
        county.clock().advance(Duration.ofDays(3));
        Observation late = rogue.sign(rogue.data(brief, ROAD, STATE, "late"), brief);

        // Then
        assertThat(uncounted(late)).isEqualTo(Reason.CREDENTIAL_EXPIRED);
    }

    @Test
    void whatAllPartiesQuarantineIsNotCounted() {
        // Given
        meshes.agree(agreement);
        Observation said = county.observe(SHERIFF, TwoMeshesTest.road(SHERIFF, "1", "open"))
                .get(0);
        meshes.exchange();
        Statement aside = new Statement.Quarantine(List.of(said.oid()));

        // When
        meshes.agent("county").state(aside, county.agentVoice());
        meshes.exchange();
        Map<Oid, Reason> one = notCounted(meshes.agent("state"));
        meshes.agent("state").state(aside, meshes.mesh("state").agentVoice());
        meshes.exchange();

        // Then
        assertThat(one).doesNotContainKey(said.oid()).containsValue(Reason.SIGNERS_TOO_FEW);
        assertThat(notCounted(meshes.agent("county"))).containsEntry(said.oid(), Reason.QUARANTINED);
    }

    @Test
    void whatAPartyRefusesForAnAgreedReasonIsNotCountedByAny() {
        // Given
        agreement = sketch().refusals(Reason.BEYOND_SCOPE).agree();
        meshes.agree(agreement);
        Observation said = county.observe(SHERIFF, TwoMeshesTest.road(SHERIFF, "1", "open"))
                .get(0);
        meshes.exchange();

        // When
        Statement refusal = new Statement.Receipt(
                said.oid(), List.of(new Statement.Item(said.oid().digest(), Optional.of(Reason.BEYOND_SCOPE))));
        meshes.agent("state").state(refusal, meshes.mesh("state").agentVoice());
        meshes.exchange();

        // Then
        assertThat(notCounted(meshes.agent("county"))).containsEntry(said.oid(), Reason.REFUSED_BY_PARTY);
        assertThat(notCounted(meshes.agent("state"))).containsEntry(said.oid(), Reason.REFUSED_BY_PARTY);
    }

    @Test
    void aReceiptForAHeadThatNobodyShowedIsNotCounted() {
        BeaconRef shown = new BeaconRef(meshes.mesh("state").id(), 3, Digest.sha256());
        Oid unknown = new Oid(Digest.sha256(new byte[] {3}));
        Observation data = said("shows no head");
        state().take(rogue.consign(agreement, data).octets());
        assertThat(uncounted(stated(rogue.receipt(shown, unknown), county.agentVoice())))
                .isEqualTo(Reason.HEAD_UNKNOWN);
        assertThat(uncounted(stated(rogue.receipt(shown, data.oid()), county.agentVoice())))
                .isEqualTo(Reason.HEAD_UNKNOWN);
    }

    @Test
    void aMeshThatShowsTwoLedgersIsNotCountedFromThereOn() {
        // Given two ledgers of one size and one key
        Observation one = said("one");
        Parcel first = rogue.consign(agreement, one);
        RogueMesh twin = new RogueMesh(county);
        Observation two = twin.sign(twin.data(county.voice(CORONER), ROAD, STATE, "two"), county.voice(CORONER));
        Observation before = LocalMesh.wire()
                .reader()
                .read(first.consignment())
                .fold(envelope -> envelope.observation(), no -> {
                    throw new AssertionError(no.detail());
                });
        Parcel second = twin.after(before, 2, agreement, two);
        BoundaryAgent state = state();

        // When
        state.take(first.octets());
        state.take(second.octets());

        // Then
        assertThat(notCounted(state).values()).contains(Reason.MESH_EQUIVOCATED);
        assertThat(state.current().detected().certificate().domains()).allMatch(verdict -> verdict.equivocations() > 0);
    }
}
