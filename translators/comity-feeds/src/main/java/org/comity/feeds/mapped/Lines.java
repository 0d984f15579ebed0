package org.comity.feeds.mapped;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import org.comity.feeds.Fault;
import org.comity.feeds.Place;
import org.comity.feeds.mapped.SourceRecord.Span;

/**
 * A document of lines in a character set that extends ASCII. A line ends with CR LF, LF or CR. Mutable: walks forward.
 */
final class Lines {

    /** The longest record, in octets: a polygon of a whole coast is one cell. */
    static final int RECORD_MAX = 4 * 1024 * 1024;

    private static final long IN_VAIN_MAX = 16L * RECORD_MAX;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final byte[] octets;
    private final CharsetDecoder decoder;
    private int at;
    private int line = 1;
    private long inVain;

    Lines(byte[] octets, Charset charset) {
        this.octets = octets;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        boolean marked = octets.length >= 3 && octets[0] == MARK[0] && octets[1] == MARK[1] && octets[2] == MARK[2];
        this.at = marked ? 3 : 0;
    }

    boolean isAtEnd() {
        return at >= octets.length;
    }

    int line() {
        return line;
    }

    /** Counts octets that were looked at for the end of a quote that never came: a document cannot make it every line. */
    void scannedInVain(int octets) {
        inVain += octets;
        if (inVain > IN_VAIN_MAX) {
            throw new Unfit(Fault.LIMIT, new Place(line, 1), "document", "too many quotes that do not end");
        }
    }

    /** The rest of the current line. */
    Span rest() {
        return new Span(new Place(line, 1), 1, at, lineEnd(at));
    }

    /** A record from here to the line end at that octet. */
    Span until(int end) {
        int count = 1;
        for (int i = at; i < end; i = isLineEnd(i) ? afterLineEnd(i) : i + 1) {
            count += isLineEnd(i) ? 1 : 0;
        }
        return new Span(new Place(line, 1), count, at, end);
    }

    /** Goes to the line after the span, which starts here. */
    void pass(Span span) {
        at = afterLineEnd(span.to());
        line += span.lines();
    }

    /** The span's text. */
    String text(Span span) {
        try {
            return decoder.decode(ByteBuffer.wrap(octets, span.from(), span.to() - span.from()))
                    .toString();
        } catch (CharacterCodingException broken) {
            throw new Unfit(
                    Fault.CHARSET,
                    span.place(),
                    "record",
                    "octets that are not of the character set "
                            + decoder.charset().name());
        }
    }

    int at() {
        return at;
    }

    int size() {
        return octets.length;
    }

    byte octet(int index) {
        return octets[index];
    }

    boolean isLineEnd(int index) {
        return octets[index] == '\n' || octets[index] == '\r';
    }

    int lineEnd(int from) {
        int end = from;
        while (end < octets.length && !isLineEnd(end)) {
            end++;
        }
        return end;
    }

    private int afterLineEnd(int end) {
        if (end >= octets.length) {
            return octets.length;
        }
        boolean two = octets[end] == '\r' && end + 1 < octets.length && octets[end + 1] == '\n';
        return end + (two ? 2 : 1);
    }
}
