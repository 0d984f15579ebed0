package org.comity.feeds;

import java.util.Objects;
import java.util.function.Function;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Draft;

/** What became of one record. Both cases keep the record's own octets, without the end of its last line. */
public sealed interface Entry {

    /** Answers both cases. */
    <R> R fold(Function<? super Fits, ? extends R> onFits, Function<? super Misfit, ? extends R> onMisfit);

    /** Where the record starts. */
    Place place();

    /** The record as it came. */
    Octets original();

    /** How many lines of the document it takes. */
    int lines();

    /** It became a draft. */
    record Fits(Place place, int lines, Octets original, Draft draft) implements Entry {
        public Fits {
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(original, "original");
            Objects.requireNonNull(draft, "draft");
        }

        @Override
        public <R> R fold(Function<? super Fits, ? extends R> onFits, Function<? super Misfit, ? extends R> onMisfit) {
            return onFits.apply(this);
        }
    }

    /**
     * It is set aside.
     *
     * @param at where the value stands that does not fit; where the record starts, if it is not one value
     * @param field what the mapping calls it, for example {@code time}, or the column's name
     * @param detail one sentence for an operator, without payload
     */
    record Misfit(Place place, int lines, Octets original, Fault fault, Place at, String field, String detail)
            implements Entry {
        public Misfit {
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(original, "original");
            Objects.requireNonNull(fault, "fault");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(field, "field");
            Objects.requireNonNull(detail, "detail");
        }

        /** The word of the wire's vocabulary. */
        public Reason reason() {
            return fault.reason();
        }

        @Override
        public <R> R fold(Function<? super Fits, ? extends R> onFits, Function<? super Misfit, ? extends R> onMisfit) {
            return onMisfit.apply(this);
        }
    }
}
