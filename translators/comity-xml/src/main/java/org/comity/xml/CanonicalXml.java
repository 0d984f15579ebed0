package org.comity.xml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes XML that is in exclusive canonical form already (W3C exc-C14N 1.0): attributes sorted, no empty-element tags, no
 * insignificant white space, the fixed escapes. One prefix, one namespace.
 */
final class CanonicalXml {

    /** Characters of ASCII that stand for themselves everywhere. */
    private static final boolean[] PLAIN = new boolean[128];

    static {
        for (char ch = ' '; ch < PLAIN.length; ch++) {
            PLAIN[ch] = "&<>\"".indexOf(ch) < 0;
        }
    }

    private final String prefix;
    private final StringBuilder out = new StringBuilder(2_048);
    private final Deque<String> open = new ArrayDeque<>();

    /** A writer of elements with this prefix; whoever opens the first one declares the prefix. */
    CanonicalXml(String prefix) {
        this.prefix = prefix;
    }

    /** The declaration of a prefix, as the apex of a canonical form carries it. */
    static String declaration(String prefix, String namespace) {
        return " xmlns:" + prefix + "=\"" + namespace + "\"";
    }

    /** Attributes without a namespace, sorted by name. */
    static final class Attributes {
        private final Map<String, String> values = new TreeMap<>();

        Attributes and(String name, Object value) {
            values.put(name, value.toString());
            return this;
        }

        Attributes and(String name, Optional<?> value) {
            value.ifPresent(present -> and(name, present));
            return this;
        }
    }

    static Attributes with(String name, Object value) {
        return new Attributes().and(name, value);
    }

    static Attributes none() {
        return new Attributes();
    }

    CanonicalXml open(String name, Attributes attributes) {
        return openDeclaring(name, "", attributes);
    }

    CanonicalXml openDeclaring(String name, String declaration, Attributes attributes) {
        String qualified = prefix + ":" + name;
        out.append('<').append(qualified).append(declaration);
        attributes.values.forEach((key, value) -> {
            out.append(' ').append(key).append("=\"");
            escape(value, true);
            out.append('"');
        });
        out.append('>');
        open.push(qualified);
        return this;
    }

    CanonicalXml close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    CanonicalXml empty(String name, Attributes attributes) {
        return open(name, attributes).close();
    }

    CanonicalXml element(String name, String text) {
        return open(name, none()).text(text).close();
    }

    CanonicalXml text(String text) {
        escape(text, false);
        return this;
    }

    /** Appends runs of characters that stand for themselves whole, and the others escaped. */
    private void escape(String text, boolean attribute) {
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char ch = text.charAt(i);
            if (ch < PLAIN.length && PLAIN[ch]) {
                continue;
            }
            out.append(text, run, i);
            int whole = text.codePointAt(i);
            escape(whole, attribute);
            i += Character.charCount(whole) - 1;
            run = i + 1;
        }
        out.append(text, run, text.length());
    }

    private void escape(int ch, boolean attribute) {
        if (!isLegal(ch)) {
            throw new IllegalArgumentException("XML 1.0 has no character " + Integer.toHexString(ch));
        }
        switch (ch) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '\r' -> out.append("&#xD;");
            case '>' -> out.append(attribute ? ">" : "&gt;");
            case '"' -> out.append(attribute ? "&quot;" : "\"");
            case '\t' -> out.append(attribute ? "&#x9;" : "\t");
            case '\n' -> out.append(attribute ? "&#xA;" : "\n");
            default -> out.appendCodePoint(ch);
        }
    }

    /** Whether XML 1.0 has the character (its production 2). */
    static boolean isLegal(int ch) {
        return ch == '\t'
                || ch == '\n'
                || ch == '\r'
                || ch >= 0x20 && ch <= 0xD7FF
                || ch >= 0xE000 && ch <= 0xFFFD
                || ch >= 0x10000 && ch <= 0x10FFFF;
    }

    byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
