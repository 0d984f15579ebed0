package org.comity.core.mesh;

import java.util.Objects;
import java.util.function.Function;

/**
 * A value, or a named no. An expected "no" is a value here, never an exception.
 *
 * @param <T> what a yes carries
 */
public sealed interface Outcome<T> {

    /** Answers both cases. */
    <R> R fold(Function<? super T, ? extends R> onYes, Function<No<T>, ? extends R> onNo);

    /** Goes on with a yes; a no stays as it is. */
    default <R> Outcome<R> then(Function<? super T, Outcome<R>> next) {
        return fold(next, no -> new No<>(no.reason(), no.detail()));
    }

    /** Makes another value of a yes; a no stays as it is. */
    default <R> Outcome<R> map(Function<? super T, ? extends R> change) {
        return then(value -> new Yes<>(change.apply(value)));
    }

    /** A yes. */
    static <T> Outcome<T> yes(T value) {
        return new Yes<>(value);
    }

    /** A no; the detail is one line for an operator and never carries payload or key octets. */
    static <T> Outcome<T> no(Reason reason, String detail) {
        return new No<>(reason, detail);
    }

    /** The value was good. */
    record Yes<T>(T value) implements Outcome<T> {
        public Yes {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public <R> R fold(Function<? super T, ? extends R> onYes, Function<No<T>, ? extends R> onNo) {
            return onYes.apply(value);
        }
    }

    /** It was not, and why. */
    record No<T>(Reason reason, String detail) implements Outcome<T> {
        public No {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public <R> R fold(Function<? super T, ? extends R> onYes, Function<No<T>, ? extends R> onNo) {
            return onNo.apply(this);
        }
    }
}
