package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AuthorityId;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.Cosignature;
import org.comity.core.ledger.CosignedNote;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.Ledger;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.ledger.LedgerSigner;
import org.comity.core.ledger.SplitView;
import org.comity.core.ledger.TlogProof;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Observation;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.partition.Cosigned;
import org.comity.core.partition.Descriptor;
import org.comity.core.partition.Extension;
import org.comity.core.partition.Mode;
import org.comity.core.partition.Session;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Encounter;
import org.comity.core.reconcile.Kept;
import org.comity.core.reconcile.Voice;
import org.comity.crypto.NoteKeys;
import org.comity.crypto.PathCredentialCheck;
import org.comity.crypto.ProviderSignatureCheck;
import org.comity.store.MemoryMeshStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two ledgers meet: what each proves to the other before any content, and what an insider tries. */
class WitnessTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final Session.Checks CHECKS =
            new Session.Checks(new PathCredentialCheck(), new ProviderSignatureCheck(), new NoteKeys());

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");
    private final LocalMesh county = meshes.mesh("county");
    private final LocalMesh state = meshes.mesh("state");
    private final Agreement agreement = meshes.sketch()
            .authority(SHERIFF, county, 0, "urn:sheriff")
            .domain("road-state", "urn:roads", new ObservedProperty("urn:properties", "road-state"))
            .agree();

    private Encounter atState;

    @BeforeEach
    void agree() {
        meshes.agree(agreement);
        atState = encounter("state", "county");
    }

    private Encounter encounter(String own, String peer) {
        return meshes.encounter(own, peer, "routine");
    }

    private Observation observed(String road) {
        return county.observe(SHERIFF, TwoMeshesTest.road(SHERIFF, road, "open"))
                .get(0);
    }

    /** Carries messages between two sides until both are silent. */
    private static void meet(Encounter one, Encounter other) {
        Deque<Octets> toOther = new ArrayDeque<>(List.of(one.greet()));
        Deque<Octets> toOne = new ArrayDeque<>();
        while (!toOther.isEmpty() || !toOne.isEmpty()) {
            if (!toOther.isEmpty()) {
                toOne.addAll(good(other.receive(toOther.poll())));
            }
            if (!toOne.isEmpty()) {
                toOther.addAll(good(one.receive(toOne.poll())));
            }
        }
    }

    private static <T> T good(Outcome<T> outcome) {
        return outcome.fold(value -> value, no -> {
            throw new AssertionError(no.reason() + " " + no.detail());
        });
    }

    private String witnessKey() {
        return Cosignature.verifierKey(
                        "urn:agent:state", Octets.of(PublicKeys.of(state).getEncoded()))
                .orElseThrow();
    }

    @Test
    void bothProveThatTheirLedgersOnlyGrewAndTheOtherCosigns() {
        // Given an encounter, content, and another encounter
        Encounter atCounty = encounter("county", "state");
        LedgerLeaf leaf = LedgerLeaf.of(LeafKind.OBSERVED, observed("1").oid().digest());
        meet(atCounty, atState);
        meshes.exchange();
        LedgerLeaf later = LedgerLeaf.of(LeafKind.OBSERVED, observed("2").oid().digest());

        // When
        meet(atState, atCounty);

        // Then
        assertThat(List.of(atCounty.takes(), atState.takes(), atCounty.gives(), atState.gives()))
                .containsOnly(true);
        assertThat(kinds(state)).filteredOn(LeafKind.HEAD_EXTENDED::equals).hasSize(2);
        assertThat(kinds(county)).filteredOn(LeafKind.COSIGNED::equals).hasSize(2);
        for (LedgerLeaf one : List.of(leaf, later)) {
            TlogProof proof = county.node().ledger().prove(one).orElseThrow();
            CosignedNote note = good(good(TlogProof.read(proof.octets()))
                    .verify(one.octets(), county.id(), county.ledgerSigner().verifierKey(), new NoteKeys()));
            assertThat(good(note.witnessed(List.of(witnessKey()), new NoteKeys())))
                    .extracting(Cosignature::witness)
                    .containsExactly("urn:agent:state");
        }
    }

    private static List<LeafKind> kinds(LocalMesh mesh) {
        return mesh.node().ledger().leaves(0, 10_000).stream()
                .map(LedgerLeaf::kind)
                .toList();
    }

    @Test
    void refusesToProveAnotherEntryAndNamesAFlippedBit() {
        // Given
        meet(encounter("county", "state"), atState);
        observed("1");
        Observation said = observed("2");
        LedgerLeaf leaf = LedgerLeaf.of(LeafKind.OBSERVED, said.oid().digest());
        meet(encounter("county", "state"), atState);
        byte[] file = county.node().ledger().prove(leaf).orElseThrow().octets().bytes();
        String key = county.ledgerSigner().verifierKey();

        // Then
        LedgerLeaf other = LedgerLeaf.of(LeafKind.ADMITTED, said.oid().digest());
        assertThat(verdict(Octets.of(file), leaf, key)).isEmpty();
        assertThat(verdict(Octets.of(file), other, key)).contains(Reason.PROOF_NOT_VALID);
        assertThat(verdict(Octets.of(file), leaf, state.ledgerSigner().verifierKey()))
                .contains(Reason.PROOF_NOT_VALID);
        for (int i = 0; i < file.length; i++) {
            byte[] spoilt = file.clone();
            spoilt[i] ^= 1;
            assertThat(verdict(Octets.of(spoilt), leaf, key)).as("octet " + i).isPresent();
        }
    }

    /** Why a verifier who knows log and witness does not believe the file. */
    private Optional<Reason> verdict(Octets file, LedgerLeaf leaf, String key) {
        return TlogProof.read(file)
                .then(proof -> proof.verify(leaf.octets(), county.id(), key, new NoteKeys()))
                .then(note -> note.witnessed(List.of(witnessKey()), new NoteKeys()))
                .then(good -> good.size() == 1 ? Outcome.yes(good) : Outcome.no(Reason.SIGNERS_TOO_FEW, "no witness"))
                .fold(good -> Optional.empty(), no -> Optional.of(no.reason()));
    }

    @Test
    void aCosignatureThatTheWitnessDidNotMakeIsRefused() {
        // Given
        Encounter atCounty = encounter("county", "state");
        meet(atCounty, atState);
        long before = kinds(county).stream().filter(LeafKind.COSIGNED::equals).count();
        Checkpoint head = county.node().ledger().latest().orElseThrow();
        LedgerSigner forger = new LedgerSigner() {
            @Override
            public String verifierKey() {
                return witnessKey();
            }

            @Override
            public byte[] sign(byte[] message) {
                return county.ledgerSigner().sign(message);
            }
        };
        String line =
                Cosignature.sign(head, county.clock().now().earliest(), forger).line();

        // When
        Outcome<List<Octets>> answer =
                atCounty.receive(Session.message(new Cosigned(head.note().digest(), line).octets()));

        // Then
        assertThat(answer.<Optional<Reason>>fold(yes -> Optional.empty(), no -> Optional.of(no.reason())))
                .contains(Reason.PROOF_NOT_VALID);
        assertThat(kinds(county).stream().filter(LeafKind.COSIGNED::equals).count())
                .isEqualTo(before);
    }

    /** What an insider with the mesh's true keys shows at the second encounter. */
    enum Trick {
        OLDER_HEAD(Reason.EXTENSION_UNPROVEN),
        ANOTHER_HISTORY(Reason.EXTENSION_UNPROVEN),
        ANOTHER_HISTORY_OF_THAT_SIZE(Reason.MESH_EQUIVOCATED),
        EMPTY_PROOF(Reason.EXTENSION_UNPROVEN),
        PROOF_FROM_ELSEWHERE(Reason.EXTENSION_UNPROVEN),
        HEAD_OF_ANOTHER_KEY(Reason.PROOF_NOT_VALID);

        private final Reason reason;

        Trick(Reason reason) {
            this.reason = reason;
        }
    }

    @ParameterizedTest
    @EnumSource(Trick.class)
    void aLedgerThatIsNotProvenToExtendIsRefusedByNameAndRecorded(Trick trick) {
        // Given
        observed("1");
        meet(encounter("county", "state"), atState);
        observed("2");
        Session rogue = open();
        long logged = logged(rogue);
        Extension extension = extension(trick, rogue.transcript().orElseThrow(), logged);

        // When
        Outcome<List<Octets>> answer = atState.receive(Session.message(extension.octets()));

        // Then
        boolean tells = trick == Trick.ANOTHER_HISTORY && Long.bitCount(logged) > 1;
        Reason reason = tells ? Reason.MESH_EQUIVOCATED : trick.reason;
        assertThat(answer.<Optional<Reason>>fold(yes -> Optional.empty(), no -> Optional.of(no.reason())))
                .contains(reason);
        assertThat(atState.takes()).isFalse();
        assertThat(atState.gives()).isFalse();
        assertThat(meshes.agent("state").refused()).extracting(Kept::reason).containsExactly(reason);
        assertThat(kinds(state)).contains(LeafKind.REFUSED);
        boolean proven = reason == Reason.MESH_EQUIVOCATED;
        assertThat(atState.mode()).isEqualTo(proven ? Mode.QUARANTINED : Mode.CONNECTED);
        if (proven) {
            Octets evidence = meshes.agent("state").refused().get(0).octets();
            assertThat(good(good(SplitView.read(evidence))
                            .verify(county.id(), county.ledgerSigner().verifierKey(), new NoteKeys())))
                    .isEqualTo(logged);
        }
    }

    /** The size of the head of the county's ledger that the state shows as the last that it logged. */
    private long logged(Session session) {
        return session.peer().orElseThrow().checkpoints().stream()
                .map(note -> new String(note.bytes(), StandardCharsets.UTF_8).split("\n", -1))
                .filter(lines -> lines[0].equals(county.id().urn()))
                .mapToLong(lines -> Long.parseLong(lines[1]))
                .findFirst()
                .orElseThrow();
    }

    /** A session that the insider opens without asking whether the heads that it is shown are its own. */
    private Session open() {
        BoundaryAgent agent = meshes.agent("county");
        Voice voice = agent.credentials();
        Descriptor own = new Descriptor(
                county.id(),
                agent.id(),
                agreement.digest(),
                List.of(),
                Octets.of(new byte[Descriptor.NONCE_SIZE]),
                voice.credential(),
                state.certify(county),
                voice.signer().algorithm(),
                agent.current().picture().frontiers(),
                List.of());
        Session session = new Session(agreement, own, voice.signer(), CHECKS, head -> true);
        atState = encounter("state", "county");
        Deque<Octets> toState = new ArrayDeque<>(List.of(session.greeting()));
        while (!toState.isEmpty()) {
            for (Octets answer : good(atState.receive(toState.poll()))) {
                session.receive(answer).fold(toState::addAll, no -> false);
            }
        }
        assertThat(atState.takes()).as("not before the proof").isFalse();
        return session;
    }

    private Extension extension(Trick trick, Digest session, long logged) {
        Ledger honest = county.node().ledger();
        Checkpoint newest = honest.latest().orElseThrow();
        List<Digest> proof = honest.consistency(logged, newest.size());
        return switch (trick) {
            case OLDER_HEAD ->
                new Extension(
                        session,
                        logged - 1,
                        honest.checkpoint(logged - 1).orElseThrow().note(),
                        List.of());
            case ANOTHER_HISTORY -> {
                Ledger other = forged(logged + 3);
                yield new Extension(
                        session, logged, other.latest().orElseThrow().note(), other.consistency(logged, logged + 3));
            }
            case ANOTHER_HISTORY_OF_THAT_SIZE ->
                new Extension(
                        session, logged, forged(logged).latest().orElseThrow().note(), List.of());
            case EMPTY_PROOF -> new Extension(session, logged, newest.note(), List.of());
            case PROOF_FROM_ELSEWHERE ->
                new Extension(session, logged - 1, newest.note(), honest.consistency(logged - 1, newest.size()));
            case HEAD_OF_ANOTHER_KEY ->
                new Extension(
                        session,
                        logged,
                        Octets.of(new String(newest.note().bytes(), StandardCharsets.UTF_8)
                                .replace("\n" + newest.size() + "\n", "\n" + (newest.size() + 1) + "\n")
                                .getBytes(StandardCharsets.UTF_8)),
                        proof);
        };
    }

    /** A second history of that size under the mesh's own key. */
    private Ledger forged(long size) {
        MemoryMeshStore store = new MemoryMeshStore();
        Ledger other = new Ledger(county.id(), store, county.ledgerSigner());
        for (long i = 0; i < size; i++) {
            LedgerLeaf leaf = LedgerLeaf.of(
                    LeafKind.OBSERVED, Encoding.of("forged").number(i).digest());
            store.commit(other.append(List.of(leaf), county.clock().now()).writes());
        }
        return other;
    }

    @Test
    void aProofOfAnotherEncounterThatComesAgainHarmsNothing() {
        // Given
        observed("1");
        Session rogue = open();
        Ledger ledger = county.node().ledger();
        Checkpoint newest = ledger.latest().orElseThrow();
        Extension stale = new Extension(Digest.sha256(), 0, newest.note(), List.of());
        Extension fresh = new Extension(rogue.transcript().orElseThrow(), 0, newest.note(), List.of());

        // When
        atState.receive(Session.message(stale.octets()));
        boolean before = atState.takes();
        atState.receive(Session.message(fresh.octets()));
        atState.receive(Session.message(fresh.octets()));

        // Then
        assertThat(before).isFalse();
        assertThat(atState.takes()).isTrue();
        assertThat(meshes.agent("state").refused()).isEmpty();
    }
}
