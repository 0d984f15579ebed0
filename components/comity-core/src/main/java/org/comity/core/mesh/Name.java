package org.comity.core.mesh;

import java.util.Objects;

/** The one check of every name on the wire: 1 to 256 characters, none of them a control character or half of one, trimmed. */
public final class Name {

    /** The longest name, in UTF-16 units. */
    public static final int LENGTH_MAX = 256;

    /** What a URI has beside letters and digits: unreserved, reserved and the percent sign (RFC 3986, 2). */
    private static final String MARKS = "-._~:/?#[]@!$&'()*+,;=%";

    private Name() {}

    /**
     * Returns the text when it is a name.
     *
     * @throws IllegalArgumentException when it is not
     */
    public static String require(String text, String component) {
        Objects.requireNonNull(text, component);
        if (text.isEmpty() || text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException(component + " must have 1 to " + LENGTH_MAX + " characters");
        }
        if (isBlank(text.charAt(0)) || isBlank(text.charAt(text.length() - 1)) || hasControl(text)) {
            throw new IllegalArgumentException(component + " must be trimmed and free of control characters");
        }
        return text;
    }

    private static boolean isBlank(char ch) {
        return Character.isWhitespace(ch);
    }

    /** UTF-8 has no octets for half of a surrogate pair: two names would become one. */
    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            char ch = text.charAt(i);
            if (Character.isISOControl(ch)) {
                return true;
            }
            if (Character.isSurrogate(ch)) {
                boolean pair = Character.isHighSurrogate(ch)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /**
     * Returns the text when it is a URN or another absolute name with a scheme, in the characters of RFC 3986.
     *
     * @throws IllegalArgumentException when it is not
     */
    public static String requireUri(String text, String component) {
        require(text, component);
        int colon = text.indexOf(':');
        boolean absolute = colon > 0 && colon < text.length() - 1 && isLetter(text.charAt(0));
        if (!absolute || !consists(text, 0, colon, "+-.") || !consists(text, colon, text.length(), MARKS)) {
            throw new IllegalArgumentException(component + " must be an absolute URI, for example urn:example:name");
        }
        return text;
    }

    private static boolean consists(String text, int from, int to, String marks) {
        for (int i = from; i < to; i++) {
            char ch = text.charAt(i);
            if (!isLetter(ch) && (ch < '0' || ch > '9') && marks.indexOf(ch) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char ch) {
        return ch >= 'a' && ch <= 'z' || ch >= 'A' && ch <= 'Z';
    }
}
