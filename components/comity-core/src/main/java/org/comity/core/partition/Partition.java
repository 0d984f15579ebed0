package org.comity.core.partition;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * How a side stands to a peer, and who brought it there. Each state offers its legal moves as methods and no other; whoever has
 * only a name of a move asks {@link #move}. No move depends on a clock.
 */
public sealed interface Partition {

    /** The moves by name. */
    enum Move {
        REJOIN,
        ONE_WAY,
        DISCONNECT,
        QUARANTINE
    }

    /** Its name. */
    Mode mode();

    /** The move that led here. */
    Turn turn();

    /** Whether a person chose that it is so; where not, someone should look. */
    default boolean isIntended() {
        return mode() != Mode.DEGRADED && turn().basis() == Turn.Basis.ORDERED;
    }

    /** Makes the move of that name; MODE_NOT_LEGAL where this state does not offer it, a named no where it is a dead end. */
    Outcome<Partition> move(Move move, Turn turn, Set<String> pinned);

    private static Outcome<Partition> illegal(Mode mode, Move move) {
        return Outcome.no(Reason.MODE_NOT_LEGAL, mode + " does not offer " + move);
    }

    /** Where every side begins. */
    static Connected begun() {
        return new Connected(Turn.ordered("agreement", "nothing else was ordered"));
    }

    /** Gives and takes. */
    record Connected(Turn turn) implements Partition {
        public Connected {
            Objects.requireNonNull(turn, "turn");
        }

        @Override
        public Mode mode() {
            return Mode.CONNECTED;
        }

        /** The peer is out of reach, or owes more receipts than was agreed. */
        public Degraded degrade(Turn by) {
            return new Degraded(by);
        }

        /** Parts. */
        public Disconnected disconnect(Turn by) {
            return new Disconnected(by);
        }

        /** Gives only. */
        public OneWay oneWay(Turn by) {
            return new OneWay(by);
        }

        /** Sets the peer aside. */
        public Quarantined quarantine(Turn by) {
            return new Quarantined(by, Optional.empty());
        }

        @Override
        public Outcome<Partition> move(Move move, Turn by, Set<String> pinned) {
            return switch (move) {
                case DISCONNECT -> Outcome.yes(disconnect(by));
                case ONE_WAY -> Outcome.yes(oneWay(by));
                case QUARANTINE -> Outcome.yes(quarantine(by));
                case REJOIN -> illegal(mode(), move);
            };
        }
    }

    /** Gives and takes where it can. */
    record Degraded(Turn turn) implements Partition {
        public Degraded {
            Objects.requireNonNull(turn, "turn");
        }

        @Override
        public Mode mode() {
            return Mode.DEGRADED;
        }

        /** The peer was heard, and owes no more than was agreed. As intended as it was before. */
        public Connected recover(Turn by) {
            return new Connected(by);
        }

        /** Parts. */
        public Disconnected disconnect(Turn by) {
            return new Disconnected(by);
        }

        /** Gives only. */
        public OneWay oneWay(Turn by) {
            return new OneWay(by);
        }

        /** Sets the peer aside. */
        public Quarantined quarantine(Turn by) {
            return new Quarantined(by, Optional.empty());
        }

        @Override
        public Outcome<Partition> move(Move move, Turn by, Set<String> pinned) {
            return switch (move) {
                case DISCONNECT -> Outcome.yes(disconnect(by));
                case ONE_WAY -> Outcome.yes(oneWay(by));
                case QUARANTINE -> Outcome.yes(quarantine(by));
                case REJOIN -> illegal(mode(), move);
            };
        }
    }

    /** Gives without an answer. */
    record OneWay(Turn turn) implements Partition {
        public OneWay {
            Objects.requireNonNull(turn, "turn");
        }

        @Override
        public Mode mode() {
            return Mode.ONE_WAY;
        }

        /** Gives and takes again. */
        public Connected rejoin(Turn by) {
            return new Connected(by);
        }

        /** Parts. */
        public Disconnected disconnect(Turn by) {
            return new Disconnected(by);
        }

        /** Sets the peer aside. */
        public Quarantined quarantine(Turn by) {
            return new Quarantined(by, Optional.empty());
        }

        @Override
        public Outcome<Partition> move(Move move, Turn by, Set<String> pinned) {
            return switch (move) {
                case REJOIN -> Outcome.yes(rejoin(by));
                case DISCONNECT -> Outcome.yes(disconnect(by));
                case QUARANTINE -> Outcome.yes(quarantine(by));
                case ONE_WAY -> illegal(mode(), move);
            };
        }
    }

    /** Neither gives nor takes. */
    record Disconnected(Turn turn) implements Partition {
        public Disconnected {
            Objects.requireNonNull(turn, "turn");
        }

        @Override
        public Mode mode() {
            return Mode.DISCONNECTED;
        }

        /** Gives and takes again. */
        public Connected rejoin(Turn by) {
            return new Connected(by);
        }

        /** Gives only. */
        public OneWay oneWay(Turn by) {
            return new OneWay(by);
        }

        /** Sets the peer aside. */
        public Quarantined quarantine(Turn by) {
            return new Quarantined(by, Optional.empty());
        }

        @Override
        public Outcome<Partition> move(Move move, Turn by, Set<String> pinned) {
            return switch (move) {
                case REJOIN -> Outcome.yes(rejoin(by));
                case ONE_WAY -> Outcome.yes(oneWay(by));
                case QUARANTINE -> Outcome.yes(quarantine(by));
                case DISCONNECT -> illegal(mode(), move);
            };
        }
    }

    /**
     * The peer is set aside. It is taken up again in two moves, parted first, so that nobody rejoins by mistake.
     *
     * @param disproven the ledger key under which the peer was proven to have shown two ledgers; while the agreement pins it there
     *     is no way out
     */
    record Quarantined(Turn turn, Optional<String> disproven) implements Partition {
        public Quarantined {
            Objects.requireNonNull(turn, "turn");
            Objects.requireNonNull(disproven, "disproven");
        }

        @Override
        public Mode mode() {
            return Mode.QUARANTINED;
        }

        /**
         * Ends the quarantine.
         *
         * @param pinned the ledger keys that the agreement in force pins
         */
        public Outcome<Disconnected> disconnect(Turn by, Set<String> pinned) {
            return disproven.filter(pinned::contains).isPresent()
                    ? Outcome.no(
                            Reason.MESH_EQUIVOCATED,
                            "the agreement pins the ledger key that signed two ledgers: only a new epoch ends this")
                    : Outcome.yes(new Disconnected(by));
        }

        @Override
        public Outcome<Partition> move(Move move, Turn by, Set<String> pinned) {
            return move == Move.DISCONNECT ? disconnect(by, pinned).map(apart -> apart) : illegal(mode(), move);
        }
    }

    /** Answers every state. */
    default <T> T fold(
            Function<Connected, T> onConnected, Function<Degraded, T> onDegraded, Function<Partition, T> onApart) {
        if (this instanceof Connected connected) {
            return onConnected.apply(connected);
        }
        return this instanceof Degraded degraded ? onDegraded.apply(degraded) : onApart.apply(this);
    }

    /** "comity-partition-v1": mode, who, why, basis, the disproven ledger key or nothing. */
    default Octets octets() {
        String disproven = this instanceof Quarantined aside ? aside.disproven().orElse("") : "";
        return Octets.of(Encoding.of("comity-partition-v1")
                .text(mode().name())
                .text(turn().who())
                .text(turn().why())
                .text(turn().basis().name())
                .text(disproven)
                .bytes());
    }

    /**
     * Reads what {@link #octets} wrote.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    static Partition read(Octets octets) {
        Fields in = new Fields("comity-partition-v1", octets);
        Mode mode = Mode.valueOf(in.text());
        Turn turn = new Turn(in.text(), in.text(), Turn.Basis.valueOf(in.text()));
        String disproven = in.text();
        in.end();
        return switch (mode) {
            case CONNECTED -> new Connected(turn);
            case DEGRADED -> new Degraded(turn);
            case ONE_WAY -> new OneWay(turn);
            case DISCONNECTED -> new Disconnected(turn);
            case QUARANTINED -> new Quarantined(turn, Optional.of(disproven).filter(key -> !key.isEmpty()));
        };
    }
}
