package org.comity.core.divergence.sketch;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * A run of symbols of one side's set. On the wire: 0x01; the digest of the set; then as varints its size, the first index
 * and the number of symbols; then each symbol: ids and checksums in eight octets each, most significant first, and the
 * signed varint by which its count deviates from what its size lets expect.
 *
 * @param set digest of the sender's set
 * @param size how many ids the sender's sketch sums up
 * @param from index of the first symbol
 */
record SymbolMessage(Digest set, int size, int from, List<CodedSymbol> symbols) {
    private static final int VERSION = 1;
    private static final int SYMBOL_OCTETS_MIN = 2 * Long.BYTES + 1;

    SymbolMessage {
        Objects.requireNonNull(set, "set");
        symbols = List.copyOf(symbols);
    }

    /** The index after the last symbol. */
    int upTo() {
        return from + symbols.size();
    }

    /** How many of so many ids take part in a symbol on average, rounded down: size / (1 + index/2). */
    static long expected(int size, int index) {
        return 2L * size / (index + 2L);
    }

    Octets write() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(VERSION);
        out.writeBytes(set.bytes());
        Varint.write(out, size);
        Varint.write(out, from);
        Varint.write(out, symbols.size());
        ByteBuffer sums = ByteBuffer.allocate(2 * Long.BYTES);
        for (int i = 0; i < symbols.size(); i++) {
            CodedSymbol symbol = symbols.get(i);
            out.writeBytes(
                    sums.clear().putLong(symbol.ids()).putLong(symbol.checks()).array());
            Varint.writeSigned(out, symbol.count() - expected(size, from + i));
        }
        return Octets.of(out.toByteArray());
    }

    /** Reads a message; MALFORMED or LIMIT_EXCEEDED otherwise. Takes no more memory than a few times its octets. */
    static Outcome<SymbolMessage> read(Octets octets) {
        try {
            return parse(ByteBuffer.wrap(octets.bytes()));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return malformed("the message ends early or a number in it has a wrong form");
        }
    }

    private static Outcome<SymbolMessage> malformed(String detail) {
        return Outcome.no(Reason.MALFORMED, detail);
    }

    private static Outcome<SymbolMessage> parse(ByteBuffer in) {
        if (in.get() != VERSION) {
            return malformed("a sketch of another version");
        }
        byte[] set = new byte[Digest.SIZE];
        in.get(set);
        long size = Varint.read(in);
        long from = Varint.read(in);
        long count = Varint.read(in);
        if (size > SetSketch.SIZE_MAX || from > SetSketch.SYMBOLS_MAX || count > SetSketch.SYMBOLS_MAX - from) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a sketch of too large a set, or too many symbols");
        }
        if (in.remaining() < count * SYMBOL_OCTETS_MIN) {
            return malformed("fewer symbols than the message says");
        }
        List<CodedSymbol> symbols = new ArrayList<>((int) count);
        for (int i = 0; i < count; i++) {
            symbols.add(symbol(in, (int) size, (int) from + i));
        }
        return in.hasRemaining()
                ? malformed("octets after the last symbol")
                : Outcome.yes(new SymbolMessage(Digest.of(set), (int) size, (int) from, symbols));
    }

    private static CodedSymbol symbol(ByteBuffer in, int size, int index) {
        long ids = in.getLong();
        long checks = in.getLong();
        long deviation = Varint.readSigned(in);
        long expected = expected(size, index);
        if (deviation < -expected || deviation > size - expected || index == 0 && deviation != 0) {
            throw new IllegalArgumentException("a count is from 0 to the size of the set, and the first is that size");
        }
        return new CodedSymbol(ids, checks, (int) (expected + deviation));
    }
}
