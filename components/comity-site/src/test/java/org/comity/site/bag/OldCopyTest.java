package org.comity.site.bag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.comity.core.ledger.MeshStore;
import org.comity.core.ledger.Row;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.reconcile.Encounter;
import org.comity.core.reconcile.Kept;
import org.comity.site.SiteFault;
import org.comity.store.MemoryMeshStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A county that goes on from an old copy of its store, and the state that has seen the newer ledger. */
class OldCopyTest {
    @TempDir
    Path folder;

    private Carried carried;

    @BeforeEach
    void aCountyWithAnOldCopy() throws Exception {
        carried = new Carried(folder);
        MeshStore store = new MemoryMeshStore();
        carried.meshes.mesh("county").storeIn(store);
        carried.meshes.agree(carried.agreement);
        carried.say("county", "1", "open");
        carried.settle();
        MeshStore old = copy(store);
        carried.say("county", "2", "open");
        carried.settle();
        carried.say("state", "3", "open");
        carried.meshes.mesh("county").storeIn(old);
        carried.meshes.restart("county");
        carried.say("county", "4", "open");
    }

    private static MeshStore copy(MeshStore store) {
        MeshStore copy = new MemoryMeshStore();
        for (Table table : Table.values()) {
            List<Row> rows = store.scan(table, RowKey.of(""), Integer.MAX_VALUE);
            copy.commit(rows.stream()
                    .map(row -> (Write) new Write.Put(table, row.key(), row.value()))
                    .toList());
        }
        return copy;
    }

    private void assertThatItHasStopped() {
        assertThat(carried.agent("county").release()).isEmpty();
        carried.meshes.restart("county");
        assertThat(carried.agent("county").release()).isEmpty();
        assertThatThrownBy(() -> carried.channel("county").put(List.of(Carried.octets("any"))))
                .isInstanceOf(SiteFault.class)
                .hasMessageContaining("newer ledger");
    }

    @Test
    void stopsAtTheFirstMedium() {
        // When
        Path bag = carried.pack("state");
        Reason reason = carried.unpack("county").stream()
                .filter(look -> look.bag().equals(bag))
                .map(look -> look.outcome().<Reason>fold(taken -> Reason.DUPLICATE, Outcome.No::reason))
                .findFirst()
                .orElseThrow();

        // Then
        assertThat(reason).isEqualTo(Reason.LEDGER_BEHIND);
        assertThatItHasStopped();
    }

    @Test
    void stopsAtTheFirstGreeting() {
        // Given
        Encounter county = carried.encounter("county");
        Octets greeting = carried.encounter("state").greet();

        // When
        Outcome<List<Octets>> heard = county.receive(greeting);

        // Then
        assertThat(heard.<Reason>fold(answers -> Reason.DUPLICATE, Outcome.No::reason))
                .isEqualTo(Reason.LEDGER_BEHIND);
        assertThat(carried.agent("county").refused()).extracting(Kept::reason).contains(Reason.LEDGER_BEHIND);
        assertThatItHasStopped();
        assertThat(county.receive(greeting).<Reason>fold(answers -> Reason.DUPLICATE, Outcome.No::reason))
                .isEqualTo(Reason.LEDGER_BEHIND);
    }

    @Test
    void aLedgerThatIsNoOldCopyGoesOn() throws Exception {
        // Given
        Carried whole = new Carried(folder.resolve("whole"));
        whole.say("county", "1", "open");
        whole.settle();

        // When
        whole.meshes.restart("county");
        whole.say("county", "2", "open");

        // Then
        assertThat(whole.agent("county").release()).isNotEmpty();
    }
}
