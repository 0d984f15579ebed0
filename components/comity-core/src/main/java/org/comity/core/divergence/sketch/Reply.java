package org.comity.core.divergence.sketch;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * What the receiver of symbols answers. On the wire: 0x00; or 0x01 and the varint up to which symbols are asked for; or
 * 0x02, a varint count, and that many ids of eight octets, unsigned and ascending.
 */
sealed interface Reply {

    /** Answers every case. */
    <T> T fold(Supplier<T> onSame, Function<More, T> onMore, Function<Wanted, T> onWanted);

    /** The sets are equal. */
    record Same() implements Reply {
        @Override
        public <T> T fold(Supplier<T> onSame, Function<More, T> onMore, Function<Wanted, T> onWanted) {
            return onSame.get();
        }
    }

    /** Send the symbols before this index. */
    record More(int upTo) implements Reply {
        @Override
        public <T> T fold(Supplier<T> onSame, Function<More, T> onMore, Function<Wanted, T> onWanted) {
            return onMore.apply(this);
        }
    }

    /** The difference is known; send what has these ids. */
    record Wanted(List<Long> ids) implements Reply {
        public Wanted {
            ids = ids.stream().sorted(Long::compareUnsigned).toList();
        }

        @Override
        public <T> T fold(Supplier<T> onSame, Function<More, T> onMore, Function<Wanted, T> onWanted) {
            return onWanted.apply(this);
        }
    }

    /** The octets on the wire. */
    default Octets write() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        fold(
                () -> {
                    out.write(0);
                    return out;
                },
                more -> {
                    out.write(1);
                    Varint.write(out, more.upTo());
                    return out;
                },
                wanted -> {
                    out.write(2);
                    Varint.write(out, wanted.ids().size());
                    ByteBuffer id = ByteBuffer.allocate(Long.BYTES);
                    wanted.ids()
                            .forEach(one ->
                                    out.writeBytes(id.clear().putLong(one).array()));
                    return out;
                });
        return Octets.of(out.toByteArray());
    }

    /** Reads a reply; MALFORMED or LIMIT_EXCEEDED otherwise. */
    static Outcome<Reply> read(Octets octets) {
        ByteBuffer in = ByteBuffer.wrap(octets.bytes());
        try {
            Outcome<Reply> reply = parse(in);
            return in.hasRemaining()
                    ? reply.then(any -> Outcome.no(Reason.MALFORMED, "octets after the end of a reply"))
                    : reply;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Outcome.no(Reason.MALFORMED, "a reply ends early or a number in it has a wrong form");
        }
    }

    private static Outcome<Reply> parse(ByteBuffer in) {
        byte kind = in.get();
        if (kind == 0) {
            return Outcome.yes(new Same());
        }
        if (kind != 1 && kind != 2) {
            return Outcome.no(Reason.MALFORMED, "no such reply");
        }
        long number = Varint.read(in);
        if (number > SetSketch.SYMBOLS_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "more than a session may ask for");
        }
        return kind == 1 ? Outcome.yes(new More((int) number)) : wanted(in, (int) number);
    }

    private static Outcome<Reply> wanted(ByteBuffer in, int count) {
        if (in.remaining() < (long) count * Long.BYTES) {
            throw new BufferUnderflowException();
        }
        List<Long> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long id = in.getLong();
            if (i > 0 && Long.compareUnsigned(ids.get(i - 1), id) >= 0) {
                throw new IllegalArgumentException("ids ascend");
            }
            ids.add(id);
        }
        return Outcome.yes(new Wanted(ids));
    }
}
