package org.comity.core.ledger;

import java.util.Objects;
import org.comity.core.mesh.Octets;

/** One step of a transaction. */
public sealed interface Write {
    /** The table that it touches. */
    Table table();

    /** The row that it touches. */
    RowKey key();

    /** Puts a row, whether or not there was one. */
    record Put(Table table, RowKey key, Octets value) implements Write {
        public Put {
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        }
    }

    /** Removes a row, if there is one. */
    record Remove(Table table, RowKey key) implements Write {
        public Remove {
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(key, "key");
        }
    }
}
