package org.comity.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.comity.core.ledger.MeshStore;
import org.comity.core.ledger.Row;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Octets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store promises. */
abstract class MeshStoreContract {
    private MeshStore store;

    abstract MeshStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    static Octets text(String value) {
        return Octets.of(value.getBytes(StandardCharsets.UTF_8));
    }

    private static Write put(Table table, long key, String value) {
        return new Write.Put(table, RowKey.of(key), text(value));
    }

    @Test
    void returnsWhatWasCommittedAndNothingElse() {
        // When
        store.commit(List.of(put(Table.LEAF, 1, "one"), put(Table.NODE, 1, "other table")));

        // Then
        assertThat(store.get(Table.LEAF, RowKey.of(1))).contains(text("one"));
        assertThat(store.get(Table.NODE, RowKey.of(1))).contains(text("other table"));
        assertThat(store.get(Table.LEAF, RowKey.of(2))).isEmpty();
    }

    @Test
    void appliesWritesInTheirOrder() {
        // Given
        store.commit(List.of(put(Table.LEAF, 1, "old")));

        // When
        store.commit(List.of(
                put(Table.LEAF, 1, "new"), put(Table.LEAF, 2, "gone"), new Write.Remove(Table.LEAF, RowKey.of(2))));

        // Then
        assertThat(store.get(Table.LEAF, RowKey.of(1))).contains(text("new"));
        assertThat(store.get(Table.LEAF, RowKey.of(2))).isEmpty();
    }

    @Test
    void scansInTheOrderOfUnsignedKeys() {
        // Given
        store.commit(List.of(
                put(Table.LEAF, 300, "c"),
                put(Table.LEAF, 128, "b"),
                put(Table.LEAF, 2, "a"),
                put(Table.LEAF, 1, "x")));

        // When
        List<Row> rows = store.scan(Table.LEAF, RowKey.of(2), 2);

        // Then
        assertThat(rows).extracting(row -> row.key().number()).containsExactly(2L, 128L);
        assertThat(store.scan(Table.LEAF, RowKey.of(129), 10)).hasSize(1);
    }

    @Test
    void refusesToServeAfterItWasClosed() {
        // When
        store.close();

        // Then
        assertThatThrownBy(() -> store.get(Table.LEAF, RowKey.of(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.commit(List.of(put(Table.LEAF, 1, "late"))))
                .isInstanceOf(IllegalStateException.class);
    }
}
