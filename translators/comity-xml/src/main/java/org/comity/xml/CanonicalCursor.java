package org.comity.xml;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.comity.core.mesh.Digest;
import org.comity.xml.CanonicalForm.Attribute;
import org.comity.xml.CanonicalForm.Element;

/**
 * Walks once over octets that are expected to be canonical already. Every method takes what it names in its one form and
 * moves on, or throws {@link Unusual}: the cursor never guesses. Not thread-safe.
 */
final class CanonicalCursor {

    private static final byte[] QUOTE = CanonicalForm.ascii("\"");
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HEX = 2 * Digest.SIZE;

    private final byte[] octets;
    private int at;
    private boolean beyondAscii;

    CanonicalCursor(byte[] octets) {
        this.octets = octets;
    }

    /** The place of the next octet. */
    int at() {
        return at;
    }

    /** Whether the literal stands next; if so it is taken. */
    boolean takes(byte[] literal) {
        int end = at + literal.length;
        if (end > octets.length || !Arrays.equals(octets, at, end, literal, 0, literal.length)) {
            return false;
        }
        at = end;
        return true;
    }

    /** Whether the attribute stands next; it is not taken. */
    boolean has(Attribute attribute) {
        int before = at;
        boolean found = takes(attribute.literal);
        at = before;
        return found;
    }

    /** Takes the literal. */
    void take(byte[] literal) {
        if (!takes(literal)) {
            throw Unusual.HERE;
        }
    }

    /** Takes the start tag of an element without attributes. */
    void begin(Element element) {
        take(element.start);
        take(CanonicalForm.TAG_END);
    }

    /** Nothing may follow. */
    void end() {
        if (at != octets.length) {
            throw Unusual.HERE;
        }
    }

    /** Takes an attribute, its value unescaped. */
    String value(Attribute attribute) {
        take(attribute.literal);
        return value();
    }

    private String value() {
        byte[] plain = plain(Place.ATTRIBUTE);
        at++;
        return beyondAscii ? legal(plain) : new String(plain, StandardCharsets.ISO_8859_1);
    }

    /** Takes an attribute: a 64-bit decimal number without leading zero. */
    long number(Attribute attribute) {
        String text = value(attribute);
        long number = Long.parseLong(text);
        return same(Long.toString(number).equals(text), number);
    }

    /** Takes an attribute: a duration in its one form. */
    Duration duration(Attribute attribute) {
        return WireTime.duration(value(attribute)).orElseThrow(() -> Unusual.HERE);
    }

    /** Takes an attribute: an instant in its one form. */
    Instant instant(Attribute attribute) {
        return WireTime.instant(value(attribute)).orElseThrow(() -> Unusual.HERE);
    }

    private static <T> T same(boolean form, T value) {
        if (!form) {
            throw Unusual.HERE;
        }
        return value;
    }

    /** Takes an attribute: 64 hexadecimal digits. */
    Digest digest(Attribute attribute) {
        take(attribute.literal);
        Digest digest = digest();
        take(QUOTE);
        return digest;
    }

    /** Takes 64 hexadecimal digits. */
    Digest digest() {
        if (at + HEX > octets.length) {
            throw Unusual.HERE;
        }
        String hex = new String(octets, at, HEX, StandardCharsets.ISO_8859_1);
        at += HEX;
        return Digest.parse(hex);
    }

    /** Takes an attribute: base64 in its one form. */
    byte[] base64(Attribute attribute) {
        take(attribute.literal);
        byte[] decoded = base64('"');
        take(QUOTE);
        return decoded;
    }

    /** Takes base64 up to that character, which stays. */
    byte[] base64(char stop) {
        int end = find((byte) stop);
        byte[] encoded = Arrays.copyOfRange(octets, at, end);
        byte[] decoded = Base64.getDecoder().decode(encoded);
        at = end;
        return same(isOneForm(encoded, decoded), decoded);
    }

    /** Whether padding is there and the bits that it leaves over are zero. */
    private static boolean isOneForm(byte[] encoded, byte[] decoded) {
        int tail = decoded.length % 3;
        if (tail == 0 || encoded.length % 4 != 0) {
            return encoded.length % 4 == 0;
        }
        byte[] last = Base64.getEncoder().encode(Arrays.copyOfRange(decoded, decoded.length - tail, decoded.length));
        return Arrays.equals(encoded, encoded.length - 4, encoded.length, last, 0, 4);
    }

    /** Takes character data up to the next tag, which stays; as the UTF-8 octets that it stands for. */
    byte[] content() {
        byte[] plain = plain(Place.TEXT);
        if (beyondAscii) {
            legal(plain);
        }
        return plain;
    }

    private int find(byte stop) {
        for (int i = at; i < octets.length; i++) {
            if (octets[i] == stop) {
                return i;
            }
        }
        throw Unusual.HERE;
    }

    /** Where character data stands: which octets stand for themselves there, and which one ends it. */
    private enum Place {
        ATTRIBUTE('"', "&<\"\t\n"),
        TEXT('<', "&<>");

        private static final long ONES = 0x0101010101010101L;
        private static final long HIGHS = 0x8080808080808080L;

        private final byte stop;
        private final long third;
        private final boolean[] literal = new boolean[256];

        Place(char stop, String escaped) {
            this.stop = (byte) stop;
            this.third = ONES * escaped.charAt(2);
            for (int octet = 0; octet < literal.length; octet++) {
                boolean allowed = octet >= ' ' || octet == '\t' || octet == '\n';
                literal[octet] = allowed && escaped.indexOf(octet) < 0;
            }
        }

        /** Whether eight octets are all ASCII that stands for itself; a no may also be said of some that do. */
        boolean arePlain(long eight) {
            long control = eight - ONES * ' ';
            long found = control | zero(eight ^ ONES * '&') | zero(eight ^ ONES * '<') | zero(eight ^ third);
            return ((found | eight) & HIGHS) == 0;
        }

        /** High bits where an octet is zero, and perhaps above one that is. */
        private static long zero(long eight) {
            return eight - ONES & ~eight;
        }
    }

    /** Takes the octets up to the one that ends them, escapes resolved. {@link #legal} judges those beyond ASCII. */
    private byte[] plain(Place place) {
        int start = at;
        beyondAscii = false;
        run(place);
        if (octets[at] == place.stop) {
            return Arrays.copyOfRange(octets, start, at);
        }
        // Content stands once in a document; values stand many times, so their room is measured first.
        byte[] out = new byte[(place == Place.TEXT ? octets.length : find(place.stop)) - start];
        int length = at - start;
        System.arraycopy(octets, start, out, 0, length);
        while (octets[at] != place.stop) {
            Escape escape = Escape.at(octets, at, place);
            out[length++] = escape.means;
            at += escape.text.length;
            int from = at;
            run(place);
            System.arraycopy(octets, from, out, length, at - from);
            length += at - from;
        }
        return Arrays.copyOf(out, length);
    }

    /** Moves over the octets that stand for themselves, to one that does not. The hot loop of a read: locals alone. */
    private void run(Place place) {
        byte[] all = octets;
        boolean[] literal = place.literal;
        int seen = 0;
        int i = at;
        while (i < all.length && literal[all[i] & 0xff]) {
            seen |= all[i];
            i++;
            while (i + Long.BYTES <= all.length && place.arePlain((long) LONGS.get(all, i))) {
                i += Long.BYTES;
            }
        }
        if (i == all.length) {
            throw Unusual.HERE;
        }
        at = i;
        beyondAscii |= seen < 0;
    }

    /** The text, where it is strict UTF-8 of characters that XML has. */
    private static String legal(byte[] plain) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(plain))
                    .toString();
            return same(text.codePoints().allMatch(CanonicalXml::isLegal), text);
        } catch (CharacterCodingException e) {
            throw Unusual.HERE;
        }
    }

    /** The escapes of canonical form that a value of the kit can hold. */
    private enum Escape {
        AMPERSAND("&amp;", '&'),
        LESS("&lt;", '<'),
        GREATER("&gt;", '>'),
        QUOTE("&quot;", '"');

        private final byte[] text;
        private final byte means;

        Escape(String text, char means) {
            this.text = text.getBytes(StandardCharsets.US_ASCII);
            this.means = (byte) means;
        }

        static Escape at(byte[] octets, int from, Place place) {
            for (Escape escape : ALL) {
                int after = from + escape.text.length;
                if (after <= octets.length && Arrays.equals(octets, from, after, escape.text, 0, escape.text.length)) {
                    return same(escape != (place == Place.ATTRIBUTE ? GREATER : QUOTE), escape);
                }
            }
            throw Unusual.HERE;
        }

        private static final Escape[] ALL = values();
    }

    /** What stands here is not in the one form, or is not recognised: the general path judges it. */
    static final class Unusual extends RuntimeException {
        private static final long serialVersionUID = 1L;
        static final Unusual HERE = new Unusual();

        private Unusual() {
            super("unusual", null, false, false);
        }
    }
}
