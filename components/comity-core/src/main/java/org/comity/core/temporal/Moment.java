package org.comity.core.temporal;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** The same observation with what another moment of it shows too. */
    Moment and(Moment other) {
        return new Moment(
                oid,
                core,
                statement,
                Stream.concat(included.stream(), other.included().stream())
                        .distinct()
                        .toList(),
                Stream.concat(leaves.stream(), other.leaves().stream())
                        .distinct()
                        .toList());
    }

    /** The head that a statement shows, with its note. */
    static Optional<Checkpoint> head(Statement statement) {
        if (statement instanceof Statement.Beacon beacon) {
            return Optional.of(beacon.checkpoint());
        }
        if (statement instanceof Statement.Consignment consignment) {
            return Optional.of(consignment.head());
        }
        return statement instanceof Statement.InclusionReceipt receipt ? Optional.of(receipt.head()) : Optional.empty();
    }
}
