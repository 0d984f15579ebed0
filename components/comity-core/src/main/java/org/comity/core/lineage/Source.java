package org.comity.core.lineage;

import java.util.Objects;
import java.util.function.Function;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Oid;

/** What an observation was derived from (PROV {@code wasDerivedFrom}). */
public sealed interface Source {

    /** Answers both cases. */
    <T> T fold(Function<Oid, T> onDisclosed, Function<Digest, T> onCommitted);

    /** A source that every receiver may know. */
    record Disclosed(Oid oid) implements Source {
        public Disclosed {
            Objects.requireNonNull(oid, "oid");
        }

        @Override
        public <T> T fold(Function<Oid, T> onDisclosed, Function<Digest, T> onCommitted) {
            return onDisclosed.apply(oid);
        }
    }

    /** A salted commitment to a source; its opening travels beside and never decides anything. */
    record Committed(Digest commitment) implements Source {
        public Committed {
            Objects.requireNonNull(commitment, "commitment");
        }

        @Override
        public <T> T fold(Function<Oid, T> onDisclosed, Function<Digest, T> onCommitted) {
            return onCommitted.apply(commitment);
        }
    }
}
