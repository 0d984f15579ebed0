package org.comity.core.arbitration;

import java.util.List;
import java.util.Objects;

/**
 * What is wrong with an arbitration policy.
 *
 * @param what one sentence
 * @param counterexample the fewest candidates that show it; empty where the rules alone do
 */
public record PolicyFlaw(Kind kind, String what, List<String> counterexample) {

    /** What a policy must not have. */
    public enum Kind {
        /** A rule that changes no outcome. */
        UNREACHABLE,
        /** One prevails over another, that over a third, and that over the first. */
        CYCLE,
        /** No answer, or one that depends on the order of oids. */
        NOT_TOTAL,
        /** A field that an originator alone controls improves its rank. */
        SELF_PROMOTION
    }

    public PolicyFlaw {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(what, "what");
        counterexample = List.copyOf(counterexample);
    }
}
