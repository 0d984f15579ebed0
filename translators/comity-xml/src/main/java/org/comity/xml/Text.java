package org.comity.xml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.comity.core.mesh.Octets;
import org.jspecify.annotations.Nullable;

/** Values as text with one form each: what is written back differs for no accepted text. */
final class Text {
    private Text() {}

    /**
     * Reads an instant in the form that {@link Instant#toString} writes.
     *
     * @throws IllegalArgumentException when it has another form
     */
    static Instant instant(String text) {
        Instant instant = Instant.parse(text);
        return same(instant.toString(), text, instant);
    }

    /** Reads a duration in the form that {@link Duration#toString} writes. */
    static Duration duration(String text) {
        Duration duration = Duration.parse(text);
        return same(duration.toString(), text, duration);
    }

    /** Reads Base64 with padding and without line breaks. */
    static Octets base64(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        return same(base64(Octets.of(bytes)), text, Octets.of(bytes));
    }

    static String base64(Octets octets) {
        return Base64.getEncoder().encodeToString(octets.bytes());
    }

    private static <T> T same(String written, String text, T value) {
        if (!written.equals(text)) {
            throw new IllegalArgumentException("not in canonical form");
        }
        return value;
    }

    /** The text, where the octets are UTF-8 that XML carries unchanged. */
    static Optional<String> plain(Octets octets) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.bytes()))
                    .toString();
            return text.codePoints().allMatch(Text::isPlain) ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isPlain(int ch) {
        return ch == '\t'
                || ch == '\n'
                || ch >= 0x20 && ch <= 0xD7FF
                || ch >= 0xE000 && ch <= 0xFFFD
                || ch >= 0x10000 && ch <= 0x10FFFF;
    }

    static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
