package org.comity.core.ledger;

import java.util.Objects;
import org.comity.core.mesh.Octets;

/** One row of a table. */
public record Row(RowKey key, Octets value) {
    public Row {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
    }
}
