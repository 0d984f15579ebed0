package org.comity.core.divergence.sketch;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * The side that takes symbols, says when it has enough, and learns the difference. Three rounds do: the opening symbols
 * decode what is small and tell the size of the rest within a third; about 0.6 symbols a difference then tell it within a
 * few percent; the last request is what that size needs. Not thread-safe.
 */
public final class SketchReceiver {
    /** The most messages of one session: more than honest symbols ever need, and an end for those that never decode. */
    public static final int ROUNDS_MAX = 8;

    private final SetSketch own;
    private final Peeling peeling;
    private Optional<SymbolMessage> before = Optional.empty();
    private int rounds;

    /** Compares with that set. */
    public SketchReceiver(SetSketch own) {
        this.own = Objects.requireNonNull(own, "own");
        peeling = new Peeling(own);
    }

    /** Where the session stands; each case carries the reply to send. */
    public sealed interface Turn {
        /** The reply. */
        Octets reply();

        /** Answers every case. */
        <T> T fold(Function<Same, T> onSame, Function<Ask, T> onAsk, Function<Found, T> onFound);
    }

    /** The digests of both sets are equal. */
    public record Same(Octets reply) implements Turn {
        @Override
        public <T> T fold(Function<Same, T> onSame, Function<Ask, T> onAsk, Function<Found, T> onFound) {
            return onSame.apply(this);
        }
    }

    /** More symbols are needed. */
    public record Ask(Octets reply) implements Turn {
        @Override
        public <T> T fold(Function<Same, T> onSame, Function<Ask, T> onAsk, Function<Found, T> onFound) {
            return onAsk.apply(this);
        }
    }

    /** The difference, to be confirmed once what is wanted has come. */
    public record Found(Octets reply, Difference difference) implements Turn {
        @Override
        public <T> T fold(Function<Same, T> onSame, Function<Ask, T> onAsk, Function<Found, T> onFound) {
            return onFound.apply(this);
        }
    }

    /**
     * Takes a message of symbols. Refuses what is malformed, what does not follow the message before, what no two sets
     * make, and what does not decode within {@link SetSketch#SYMBOLS_MAX} symbols or
     * {@link #ROUNDS_MAX} messages. After a refusal the session is over.
     */
    public Outcome<Turn> take(Octets message) {
        return SymbolMessage.read(message).then(this::take);
    }

    private Outcome<Turn> take(SymbolMessage message) {
        boolean follows = message.from() == peeling.taken()
                && before.map(one -> one.set().equals(message.set()) && one.size() == message.size())
                        .orElse(true);
        if (!follows) {
            return Outcome.no(Reason.SKETCH_INCONSISTENT, "symbols of another set or not the next");
        }
        before = Optional.of(message);
        rounds++;
        if (message.set().equals(own.digest())) {
            return Outcome.yes(new Same(new Reply.Same().write()));
        }
        return switch (peeling.take(message.symbols())) {
            case DONE -> found(message);
            case OPEN -> ask();
            case INCONSISTENT -> Outcome.no(Reason.SKETCH_INCONSISTENT, "no two sets make these symbols");
        };
    }

    private Outcome<Turn> found(SymbolMessage message) {
        List<Oid> ours = peeling.ours().stream()
                .map(own::member)
                .flatMap(Optional::stream)
                .toList();
        Difference difference = new Difference(message.set(), peeling.theirs(), ours);
        return Outcome.yes(new Found(new Reply.Wanted(difference.theirs()).write(), difference));
    }

    private Outcome<Turn> ask() {
        int taken = peeling.taken();
        if (taken == SetSketch.SYMBOLS_MAX || rounds == ROUNDS_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "the sets differ in more than one session can tell");
        }
        long upTo = Math.max(needed(peeling.estimate(), taken), taken + taken / 4 + 1L);
        return Outcome.yes(new Ask(new Reply.More((int) Math.min(upTo, SetSketch.SYMBOLS_MAX)).write()));
    }

    /**
     * Up to which symbol to ask. While few were taken the size is known roughly: what it costs least to be wrong about.
     * Then 1.37 symbols a difference, raised by three times the error of the estimate, the square root of 2.3/taken.
     */
    private static long needed(long estimate, int taken) {
        if (taken <= SketchSender.OPENING) {
            return estimate * 3 / 5 + 100;
        }
        long errorPermille = (long) Math.sqrt(9 * 2_300_000.0 / taken);
        return estimate * 1_370 / 1_000 * (1_000 + errorPermille) / 1_000 + 90;
    }
}
