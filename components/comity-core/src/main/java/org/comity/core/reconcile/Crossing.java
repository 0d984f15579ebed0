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
    private final Arbitrated before;
    private final S stage;

    Crossing(AdmittedConsignment admitted, Arbitrated before, S stage) {
        this.admitted = Objects.requireNonNull(admitted, "admitted");
        this.before = Objects.requireNonNull(before, "before");
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

    /** What S said when it started. */
    Arbitrated before() {
        return before;
    }

    <T> Crossing<T> to(T next) {
        return new Crossing<>(admitted, before, next);
    }
}
