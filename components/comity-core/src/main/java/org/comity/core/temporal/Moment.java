package org.comity.core.temporal;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Core;

/**
 * What an observation shows about its place in time.
 *
 * @param included heads of its own mesh that are proven to include it
 * @param leaves its proven places in the ledger of its own mesh
 */
public record Moment(Oid oid, Core core, Optional<Statement> statement, List<Checkpoint> included, List<Long> leaves) {
    public Moment {
        Objects.requireNonNull(oid, "oid");
        Objects.requireNonNull(core, "core");
        Objects.requireNonNull(statement, "statement");
        included = List.copyOf(included);
        leaves = List.copyOf(leaves);
    }
}
