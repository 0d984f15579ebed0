package org.comity.core.divergence.sketch;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/** The side that sends symbols of its set, as many as the other asks for. Not thread-safe. */
public final class SketchSender {
    /** How many symbols open a session: with the reply they stay below 512 octets. */
    public static final int OPENING = 22;

    private final SetSketch own;
    private int sent;

    /** Sends of that set. */
    public SketchSender(SetSketch own) {
        this.own = Objects.requireNonNull(own, "own");
    }

    /** What the receiver made of the symbols. */
    public sealed interface Turn {
        /** Answers every case. */
        <T> T fold(Supplier<T> onSame, Function<Octets, T> onSend, Function<List<Oid>, T> onWanted);
    }

    /** The sets are equal: nothing more to do. */
    public record Same() implements Turn {
        @Override
        public <T> T fold(Supplier<T> onSame, Function<Octets, T> onSend, Function<List<Oid>, T> onWanted) {
            return onSame.get();
        }
    }

    /** The message to send next. */
    public record Send(Octets message) implements Turn {
        @Override
        public <T> T fold(Supplier<T> onSame, Function<Octets, T> onSend, Function<List<Oid>, T> onWanted) {
            return onSend.apply(message);
        }
    }

    /** What the receiver lacks, sorted. */
    public record Wanted(List<Oid> oids) implements Turn {
        public Wanted {
            oids = oids.stream().sorted().toList();
        }

        @Override
        public <T> T fold(Supplier<T> onSame, Function<Octets, T> onSend, Function<List<Oid>, T> onWanted) {
            return onWanted.apply(oids);
        }
    }

    /** The first message. */
    public Octets open() {
        return open(OPENING);
    }

    /**
     * A first message of so many symbols: on a medium, which takes no questions back, 1.5 for each difference that may be
     * expected and a hundred more.
     */
    public Octets open(int symbols) {
        sent = 0;
        return message(symbols);
    }

    private Octets message(int upTo) {
        Octets octets = new SymbolMessage(own.digest(), own.size(), sent, own.symbols(sent, upTo)).write();
        sent = upTo;
        return octets;
    }

    /** Takes a reply. Refuses what is malformed, asks for symbols again, or wants what the set does not hold. */
    public Outcome<Turn> answer(Octets reply) {
        return Reply.read(reply).then(read -> read.fold(() -> Outcome.yes(new Same()), this::more, this::wanted));
    }

    private Outcome<Turn> more(Reply.More more) {
        return more.upTo() > sent
                ? Outcome.yes(new Send(message(more.upTo())))
                : Outcome.no(Reason.SKETCH_INCONSISTENT, "asks for symbols that were sent");
    }

    private Outcome<Turn> wanted(Reply.Wanted wanted) {
        List<Oid> found =
                wanted.ids().stream().map(own::member).flatMap(Optional::stream).toList();
        return found.size() == wanted.ids().size()
                ? Outcome.yes(new Wanted(found))
                : Outcome.no(Reason.SKETCH_INCONSISTENT, "wants what this set does not hold");
    }
}
