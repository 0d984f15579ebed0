package org.comity.core.reconcile;

import java.util.Objects;
import org.comity.core.boundary.AdmittedConsignment;

/**
 * One consignment on its way through the flow, with the stage that S has reached by it. Stages follow one another by the
 * methods of {@link BoundaryAgent} alone.
 *
 * @param <S> {@link Ordered}, {@link Detected} or {@link Arbitrated}
 */
public final class Crossing<S> {
    private final AdmittedConsignment admitted;
    private final int base;
    private final S stage;

    Crossing(AdmittedConsignment admitted, int base, S stage) {
        this.admitted = Objects.requireNonNull(admitted, "admitted");
        this.base = base;
        this.stage = Objects.requireNonNull(stage, "stage");
    }

    /** What was admitted by this consignment. */
    public AdmittedConsignment admitted() {
        return admitted;
    }

    /** What S says with it. */
    public S stage() {
        return stage;
    }

    /** The size of S that it started from; S only grows, so that the size tells one S of a mesh from another. */
    int base() {
        return base;
    }

    <T> Crossing<T> to(T next) {
        return new Crossing<>(admitted, base, next);
    }
}
