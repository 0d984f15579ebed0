package org.comity.core.mesh;

import java.util.Objects;

/** The one check of every name on the wire: 1 to 256 characters, none of them a control character or half of one, trimmed. */
public final class Name {

    /** The longest name, in UTF-16 units. */
    public static final int LENGTH_MAX = 256;

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
     * Returns the text when it is a URN or another absolute name with a scheme.
     *
     * @throws IllegalArgumentException when it is not
     */
    public static String requireUri(String text, String component) {
        require(text, component);
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1 || !isPrintable(text)) {
            throw new IllegalArgumentException(component + " must be an absolute URI, for example urn:example:name");
        }
        return text;
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char ch = text.charAt(i);
            if (ch <= ' ' || ch == '<' || ch > '~') {
                return false;
            }
        }
        return true;
    }
}
