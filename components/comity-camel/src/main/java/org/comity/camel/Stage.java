package org.comity.camel;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import org.comity.core.boundary.AdmittedConsignment;
import org.comity.core.boundary.TranslatedConsignment;
import org.comity.core.boundary.VerifiedConsignment;
import org.comity.core.mesh.Octets;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Crossing;
import org.comity.core.reconcile.Detected;
import org.comity.core.reconcile.Ordered;
import org.comity.core.reconcile.Recorded;

/** The stages in the order of the flow. Each takes what only the stage before it can make. */
enum Stage {
    VERIFY(byte[].class, (agent, body) -> agent.verify(Octets.of((byte[]) body))),
    TRANSLATE(VerifiedConsignment.class, (agent, body) -> agent.translate((VerifiedConsignment) body)),
    ADMIT(TranslatedConsignment.class, (agent, body) -> agent.admit((TranslatedConsignment) body)),
    ORDER(AdmittedConsignment.class, (agent, body) -> agent.order((AdmittedConsignment) body)),
    DETECT(Crossing.class, (agent, body) -> agent.detect(at(body, Ordered.class))),
    ARBITRATE(Crossing.class, (agent, body) -> agent.arbitrate(at(body, Detected.class))),
    RECORD(Crossing.class, (agent, body) -> agent.record(at(body, Arbitrated.class))),
    PROJECT(Recorded.class, (agent, body) -> ((Recorded) body).delta());

    private static final String PREFIX = "comity-";

    private final Class<?> takes;
    private final BiFunction<BoundaryAgent, Object, Object> step;

    Stage(Class<?> takes, BiFunction<BoundaryAgent, Object, Object> step) {
        this.takes = takes;
        this.step = step;
    }

    /** The stage of that scheme. */
    static Optional<Stage> ofScheme(String scheme) {
        return Arrays.stream(values())
                .filter(stage -> stage.scheme().equals(scheme))
                .findFirst();
    }

    String scheme() {
        return PREFIX + name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The class of the body that it takes. */
    Class<?> takes() {
        return takes;
    }

    /** Takes a body one stage further. */
    Object apply(BoundaryAgent agent, Object body) {
        return step.apply(agent, body);
    }

    @SuppressWarnings("unchecked") // the stage is compared first, and only the stages themselves make crossings
    private static <S> Crossing<S> at(Object body, Class<S> stage) {
        Crossing<?> crossing = (Crossing<?>) body;
        if (!stage.isInstance(crossing.stage())) {
            throw new IllegalArgumentException("the crossing is at "
                    + crossing.stage().getClass().getSimpleName() + ", not at " + stage.getSimpleName());
        }
        return (Crossing<S>) crossing;
    }
}
