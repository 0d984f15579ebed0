package org.comity.core.reconcile;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;

/**
 * An own observation that the release gate did not let out, and why. It is judged again when what it was judged by changes.
 *
 * @param place of the observation in the own ledger
 * @param detail one line for an operator; for BUDGET_SPENT the traffic class
 */
public record Withheld(long place, Oid oid, Reason reason, String detail) {
    public Withheld {
        Objects.requireNonNull(oid, "oid");
        Objects.requireNonNull(detail, "detail");
        if (reason.effect() != Reason.Effect.WITHHOLDS) {
            throw new IllegalArgumentException(reason + " withholds nothing");
        }
    }

    /** "comity-withheld-v1": oid, reason. */
    LedgerLeaf leaf() {
        return LedgerLeaf.of(
                LeafKind.WITHHELD,
                Encoding.of("comity-withheld-v1").oid(oid).text(reason.name()).digest());
    }

    Octets write() {
        return Octets.of((oid.hex() + "\n" + reason.name() + "\n" + detail).getBytes(StandardCharsets.UTF_8));
    }

    static Withheld read(long place, Octets row) {
        String[] parts = new String(row.bytes(), StandardCharsets.UTF_8).split("\n", 3);
        return new Withheld(place, Oid.parse(parts[0]), Reason.valueOf(parts[1]), parts[2]);
    }
}
