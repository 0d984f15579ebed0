package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.comity.core.agreement.ReleaseTerms;
import org.comity.core.authority.AuthorityId;
import org.comity.core.ledger.LeafKind;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.partition.Mode;
import org.comity.core.partition.Partition;
import org.comity.core.partition.Partition.Move;
import org.comity.core.partition.Turn;
import org.comity.core.reconcile.Encounter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a county stands to its state: what may follow what, and what is kept of it. */
class PartitionTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final ObservedProperty STATE = new ObservedProperty("urn:properties", "road-state");
    private static final Turn DRILL = Turn.ordered("duty officer", "drill");

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");

    @BeforeEach
    void agree() {
        meshes.agree(meshes.sketch()
                .authority(SHERIFF, meshes.mesh("county"), 0)
                .domain("road-state", "urn:roads", STATE)
                .release(ReleaseTerms.unlabelled("routine").receipts(1))
                .agree());
    }

    private Encounter encounter() {
        return meshes.encounter("county", "state", "routine");
    }

    private void road(String road) {
        meshes.mesh("county").observe(SHERIFF, TwoMeshesTest.road(SHERIFF, road, "open"));
        meshes.agent("county").release();
    }

    private static String name(Outcome<Partition> outcome) {
        return outcome.fold(now -> now.mode().name(), no -> no.reason().name());
    }

    @ParameterizedTest
    @CsvSource({
        "DISCONNECT, DISCONNECT, MODE_NOT_LEGAL",
        "DISCONNECT, REJOIN, CONNECTED",
        "DISCONNECT, ONE_WAY, ONE_WAY",
        "DISCONNECT, QUARANTINE, QUARANTINED",
        "ONE_WAY, ONE_WAY, MODE_NOT_LEGAL",
        "ONE_WAY, REJOIN, CONNECTED",
        "ONE_WAY, DISCONNECT, DISCONNECTED",
        "ONE_WAY, QUARANTINE, QUARANTINED",
        "QUARANTINE, QUARANTINE, MODE_NOT_LEGAL",
        "QUARANTINE, REJOIN, MODE_NOT_LEGAL",
        "QUARANTINE, ONE_WAY, MODE_NOT_LEGAL",
        "QUARANTINE, DISCONNECT, DISCONNECTED"
    })
    void aStateOffersItsLegalMovesAlone(Move first, Move second, String then) {
        // Given
        Encounter encounter = encounter();
        assertThat(name(encounter.move(Move.REJOIN, DRILL))).isEqualTo("MODE_NOT_LEGAL");
        encounter.move(first, DRILL);
        Mode before = encounter.mode();
        // When
        String outcome = name(encounter.move(second, DRILL));
        // Then
        assertThat(outcome).isEqualTo(then);
        assertThat(encounter.mode().name()).isEqualTo(then.equals("MODE_NOT_LEGAL") ? before.name() : then);
    }

    @Test
    void everyMoveIsALeafThatSaysWhoAndWhyAndOutlivesAHalt() {
        // Given
        encounter().move(Move.DISCONNECT, Turn.ordered("duty officer", "exercise"));
        encounter().move(Move.ONE_WAY, Turn.ordered("chief", "diode"));
        // When
        meshes.restart("county");
        // Then
        assertThat(encounter().mode()).isEqualTo(Mode.ONE_WAY);
        assertThat(encounter().moves())
                .extracting(one -> one.turn().who() + ": " + one.turn().why())
                .containsExactly("duty officer: exercise", "chief: diode");
        assertThat(meshes.mesh("county").node().ledger().leaves(0, 1_000))
                .filteredOn(leaf -> leaf.kind() == LeafKind.MODE)
                .hasSize(2);
    }

    @Test
    void observedSilenceDegradesAndBeingHeardRecovers() {
        // Given
        Encounter encounter = encounter();
        // When
        encounter.unreachable("connection refused");
        Partition silent = encounter.partition();
        encounter.heard();
        // Then
        assertThat(silent.mode()).isEqualTo(Mode.DEGRADED);
        assertThat(silent.isIntended()).isFalse();
        assertThat(encounter.partition().mode()).isEqualTo(Mode.CONNECTED);
        assertThat(encounter.partition().isIntended()).isTrue();
    }

    @Test
    void receiptsOutstandingBeyondTheAgreedBoundDegradeUntilTheyCome() {
        // Given
        Encounter encounter = encounter();
        road("1");
        encounter.assess();
        assertThat(encounter.mode()).isEqualTo(Mode.CONNECTED);
        // When
        road("2");
        encounter.assess();
        Mode owed = encounter.mode();
        meshes.exchange();
        encounter.assess();
        // Then
        assertThat(owed).isEqualTo(Mode.DEGRADED);
        assertThat(encounter.mode()).isEqualTo(Mode.CONNECTED);
        assertThat(meshes.agent("county").outstanding()).isEmpty();
    }

    @Test
    void observingGoesOnWhileApartAndNoSilenceDegradesWhatIsIntended() {
        // Given
        Encounter encounter = encounter();
        encounter.move(Move.DISCONNECT, DRILL);
        // When
        road("1");
        road("2");
        road("3");
        encounter.unreachable("cable pulled");
        // Then
        assertThat(encounter.mode()).isEqualTo(Mode.DISCONNECTED);
        assertThat(encounter.partition().isIntended()).isTrue();
        assertThat(meshes.agent("county").current().picture().entries()).hasSize(3);
        assertThat(meshes.agent("county").outstanding()).hasSize(3);
    }

    @Test
    void aDisprovenLedgerKeyIsADeadEndWhileItIsPinned() {
        // Given
        String key = meshes.mesh("state").ledgerSigner().verifierKey();
        Partition.Quarantined aside =
                new Partition.Quarantined(Turn.observed("urn:agent:county", "two ledgers"), java.util.Optional.of(key));
        // When
        Partition stored = Partition.read(aside.octets());
        // Then
        assertThat(stored).isEqualTo(aside);
        assertThat(name(stored.move(Move.DISCONNECT, DRILL, java.util.Set.of(key))))
                .isEqualTo(Reason.MESH_EQUIVOCATED.name());
        assertThat(name(stored.move(Move.DISCONNECT, DRILL, java.util.Set.of("another"))))
                .isEqualTo("DISCONNECTED");
    }

    @Test
    void greetsTheSameWhileItWaitsForThePeersProofAndAnewAfterAMove() {
        // Given
        Encounter encounter = encounter();

        // When
        Octets first = encounter.greet();
        Octets again = encounter.greet();
        encounter.move(Move.DISCONNECT, Turn.ordered("duty officer", "drill"));
        encounter.move(Move.REJOIN, Turn.ordered("duty officer", "over"));

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(encounter.greet()).isNotEqualTo(first);
    }
}
