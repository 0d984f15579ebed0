package org.comity.core.contention;

import java.util.Objects;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;

/** In S and kept, but not weighed, and why. */
public record NotCounted(Oid oid, Reason reason) implements Comparable<NotCounted> {

    public NotCounted {
        Objects.requireNonNull(oid, "oid");
        if (Objects.requireNonNull(reason, "reason").effect() != Reason.Effect.NOT_COUNTED) {
            throw new IllegalArgumentException(reason + " does not say that an observation is not counted");
        }
    }

    @Override
    public int compareTo(NotCounted that) {
        return oid.compareTo(that.oid);
    }
}
