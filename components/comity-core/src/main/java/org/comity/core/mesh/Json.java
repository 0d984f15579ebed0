package org.comity.core.mesh;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes JSON (RFC 8259) in one line and one form: what is given comes out in the order given, and nothing said is markup. */
public final class Json {
    private Json() {}

    /** An object of fields. */
    public static String object(String... fields) {
        return object(Stream.of(fields));
    }

    /** An object of fields. */
    public static String object(Stream<String> fields) {
        return fields.collect(Collectors.joining(",", "{", "}"));
    }

    /** A field whose value is JSON already. */
    public static String field(String name, String value) {
        return quote(name) + ":" + value;
    }

    /** An array of items that are JSON already. */
    public static String array(Stream<String> items) {
        return items.collect(Collectors.joining(",", "[", "]"));
    }

    /** A string. */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char ch = text.charAt(i);
            if (ch == '"' || ch == '\\') {
                out.append('\\').append(ch);
            } else if (ch < ' ' || ch == '\u2028' || ch == '\u2029' || Character.isSurrogate(ch)) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) ch));
            } else {
                out.append(ch);
            }
        }
        return out.append('"').toString();
    }
}
