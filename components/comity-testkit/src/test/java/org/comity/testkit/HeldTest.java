package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Limits;
import org.comity.core.authority.AuthorityId;
import org.comity.core.boundary.Parcel;
import org.comity.core.control.Statement;
import org.comity.core.ledger.MeshStore;
import org.comity.core.ledger.Row;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Observation;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Kept;
import org.comity.store.MemoryMeshStore;
import org.junit.jupiter.api.Test;

/** What waits for a document, and what a halt between two commits may do. */
class HeldTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final ObservedProperty STATE = new ObservedProperty("urn:properties", "road-state");

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");
    private final LocalMesh county = meshes.mesh("county");
    private final RogueMesh rogue = new RogueMesh(county);
    private final Agreement agreement = meshes.sketch()
            .authority(SHERIFF, county, 0, "urn:sheriff")
            .domain("road-state", "urn:roads", STATE)
            .agree();
    private final Parcel whole = rogue.consign(agreement, said("1"));
    private final Octets withoutAgent = new Parcel(
                    whole.consignment(),
                    whole.members(),
                    whole.documents().stream()
                            .filter(document ->
                                    !document.equals(county.agentVoice().credential()))
                            .toList())
            .octets();

    private Observation said(String road) {
        return rogue.sign(
                rogue.data(county.voice(SHERIFF), new FeatureOfInterest("urn:roads", road), STATE, "open"),
                county.voice(SHERIFF));
    }

    private BoundaryAgent state() {
        return meshes.mesh("state").agent(agreement);
    }

    @Test
    void whatMissesADocumentWaitsForIt() {
        // Given
        BoundaryAgent state = state();

        // When
        state.take(withoutAgent);
        List<Reason> before = state.refused().stream().map(Kept::reason).toList();
        state.take(whole.octets());

        // Then
        assertThat(before).containsExactlyInAnyOrder(Reason.DOCUMENT_MISSING, Reason.SOURCE_MISSING);
        assertThat(state.refused()).isEmpty();
        assertThat(state.current().picture().entries()).hasSize(1);
    }

    @Test
    void aMemberSentTwiceTakesAndFreesOnePlaceOfTheBudget() {
        // Given
        Agreement narrow =
                meshes.sketch().limits(new Limits(65_536, 16, 65_536, 3)).agree();
        BoundaryAgent state = meshes.mesh("state").agent(narrow);
        Parcel parcel = rogue.consign(narrow, said("1"));
        List<Octets> twice = List.of(parcel.members().get(0), parcel.members().get(0));
        List<Octets> known = parcel.documents().stream()
                .filter(document -> !document.equals(county.agentVoice().credential()))
                .toList();
        state.take(new Parcel(parcel.consignment(), twice, known).octets());
        state.take(new Parcel(parcel.consignment(), twice, parcel.documents()).octets());

        // When
        for (byte spoilt = 0; spoilt < 5; spoilt++) {
            state.take(Octets.of(new byte[] {spoilt}));
        }

        // Then
        assertThat(state.refused()).hasSize(3);
    }

    @Test
    void whatWaitedIsLostAtNoHaltBetweenCommits() {
        Octets next = rogue.consign(agreement, said("2")).octets();
        boolean halted = true;
        for (int commits = 0; halted; commits++) {
            // Given
            Halting disk = new Halting();
            meshes.mesh("state").storeIn(disk);
            state().take(withoutAgent);

            // When
            disk.left = commits;
            halted = isHalted(next);
            disk.left = Integer.MAX_VALUE;
            meshes.mesh("state").restart();
            BoundaryAgent again = state();
            if (again.admitted().stream().anyMatch(one -> one.statement().isPresent())) {
                assertThat(again.refused()).as("tried again when it opens").isEmpty();
            }
            again.take(next);

            // Then
            assertThat(again.refused()).as("after %d commits", commits).isEmpty();
            assertThat(again.current().picture().entries()).hasSize(2);
        }
    }

    @Test
    void whatCameIsAnsweredOnceWhereverTheProcessHalts() {
        boolean halted = true;
        for (int commits = 0; halted; commits++) {
            // Given
            Halting disk = new Halting();
            meshes.mesh("state").storeIn(disk);
            state();

            // When
            disk.left = commits;
            halted = isHalted(whole.octets());
            disk.left = Integer.MAX_VALUE;
            meshes.mesh("state").restart();
            BoundaryAgent again = state();
            again.take(whole.octets());
            again.release();

            // Then
            assertThat(again.admitted().stream()
                            .flatMap(one -> one.statement().stream())
                            .filter(Statement.Receipt.class::isInstance))
                    .as("after %d commits", commits)
                    .hasSize(1);
        }
    }

    private boolean isHalted(Octets parcel) {
        meshes.mesh("state").restart();
        try {
            state().take(parcel);
            return false;
        } catch (Halt e) {
            return true;
        }
    }

    /** The process is gone. */
    private static final class Halt extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** A store whose process goes after so many commits. */
    private static final class Halting implements MeshStore {
        private final MemoryMeshStore rows = new MemoryMeshStore();
        private int left = Integer.MAX_VALUE;

        @Override
        public Optional<Octets> get(Table table, RowKey key) {
            return rows.get(table, key);
        }

        @Override
        public List<Row> scan(Table table, RowKey from, int limit) {
            return rows.scan(table, from, limit);
        }

        @Override
        public void commit(List<Write> writes) {
            if (left-- <= 0) {
                throw new Halt();
            }
            rows.commit(writes);
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
