package org.comity.crosswalk;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.comity.core.observation.Term;

/**
 * The one rule between an IRI and a term, whatever prefix a mapping set uses for it.
 *
 * <p>The scheme ends at the last {@code #}, or where there is none after the last {@code /}, or where there is none after
 * the last {@code :}; the rest, percent-decoded, is the value. The {@code #} itself belongs to neither, unless what stands
 * before it ends in {@code /}, {@code :} or {@code #}. So {@code urn:quake:property:nc#origin} is {@code origin} of {@code
 * urn:quake:property:nc}, and {@code http://purl.obolibrary.org/obo/HP_0000175} is {@code HP_0000175} of {@code
 * http://purl.obolibrary.org/obo/}. Two IRIs that differ never become one term, but for needless percent-encoding.
 */
final class Iri {

    private static final String MARKS = "-._~:/?#[]@!$&'()*+,;=%";

    private Iri() {}

    /**
     * The term that the IRI names.
     *
     * @throws IllegalArgumentException when it names none
     */
    static Term term(String iri) {
        int hash = iri.lastIndexOf('#');
        int cut = hash >= 0 ? hash : iri.lastIndexOf('/');
        cut = cut >= 0 ? cut : iri.lastIndexOf(':');
        if (cut < 1) {
            throw new IllegalArgumentException("an identifier does not expand to an absolute IRI");
        }
        if (!isPlain(iri.substring(0, cut))) {
            throw new IllegalArgumentException("an identifier expands to what has characters that no IRI has");
        }
        boolean dropped = hash >= 0 && !endsOpen(iri.substring(0, hash));
        return new Term(iri.substring(0, dropped ? cut : cut + 1), decoded(iri.substring(cut + 1)));
    }

    /** Whether the term's IRI leads back to the term; false for a scheme that the rule cannot yield. */
    static boolean names(Term term) {
        return isPlain(term.scheme())
                && term(prefix(term.scheme()) + encoded(term.value())).equals(term);
    }

    /** Whether it has but what a URI has (RFC 3986, 2), and so stands in every form of a mapping set as it is. */
    private static boolean isPlain(String text) {
        return text.chars().allMatch(ch -> ch < 0x80 && Character.isLetterOrDigit(ch) || MARKS.indexOf(ch) >= 0);
    }

    /** What stands before the value of every term of the scheme. */
    static String prefix(String scheme) {
        return endsOpen(scheme) ? scheme : scheme + "#";
    }

    /** The value as it stands in an IRI: all but letters, digits and {@code - . _ ~} percent-encoded. */
    static String encoded(String value) {
        StringBuilder out = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            char ch = (char) (octet & 0xff);
            boolean plain = ch < 0x80 && (Character.isLetterOrDigit(ch) || "-._~".indexOf(ch) >= 0);
            out.append(plain ? String.valueOf(ch) : String.format(Locale.ROOT, "%%%02X", (int) ch));
        }
        return out.toString();
    }

    private static boolean endsOpen(String scheme) {
        return scheme.endsWith("/") || scheme.endsWith(":") || scheme.endsWith("#");
    }

    private static String decoded(String value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        for (int sign = value.indexOf('%'); sign >= 0; sign = value.indexOf('%', at)) {
            out.writeBytes(value.substring(at, sign).getBytes(StandardCharsets.UTF_8));
            boolean good = sign + 2 < value.length()
                    && HexFormat.isHexDigit(value.charAt(sign + 1))
                    && HexFormat.isHexDigit(value.charAt(sign + 2));
            if (!good) {
                throw new IllegalArgumentException(
                        "a percent sign in an IRI is not followed by two hexadecimal digits");
            }
            out.write(HexFormat.fromHexDigits(value, sign + 1, sign + 3));
            at = sign + 3;
        }
        out.writeBytes(value.substring(at).getBytes(StandardCharsets.UTF_8));
        return text(out.toByteArray());
    }

    private static String text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException broken) {
            throw new IllegalArgumentException("percent-encoded octets are not UTF-8", broken);
        }
    }
}
