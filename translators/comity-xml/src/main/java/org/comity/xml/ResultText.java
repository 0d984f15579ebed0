package org.comity.xml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Result;

/** The one form of a result's content on the wire: text where its type is textual and XML can carry it, else base64. */
final class ResultText {

    static final String TEXT = "text";
    static final String BASE64 = "base64";

    private ResultText() {}

    /** Writes the content element. */
    static void write(CanonicalXml out, Result result) {
        Optional<String> text = text(result);
        out.open("content", CanonicalXml.with("encoding", text.isPresent() ? TEXT : BASE64))
                .text(text.orElseGet(() ->
                        Base64.getEncoder().encodeToString(result.content().bytes())))
                .close();
    }

    /** Reads the content element. */
    static Octets read(DomElement content) {
        return Octets.of(
                content.text("encoding").equals(TEXT)
                        ? content.text().getBytes(StandardCharsets.UTF_8)
                        : Base64.getDecoder().decode(content.text()));
    }

    private static Optional<String> text(Result result) {
        return isTextual(result.mediaType())
                ? decode(result.content()).filter(ResultText::isCarried)
                : Optional.empty();
    }

    /** Whether content of that type is written in that encoding. */
    static boolean isWritten(String encoding, String mediaType, Octets content) {
        return encoding.equals(TEXT)
                ? isTextual(mediaType)
                : encoding.equals(BASE64)
                        && !(isTextual(mediaType)
                                && decode(content).filter(ResultText::isCarried).isPresent());
    }

    private static boolean isTextual(String mediaType) {
        int semicolon = mediaType.indexOf(';');
        String type =
                semicolon < 0 ? mediaType : mediaType.substring(0, semicolon).strip();
        return type.regionMatches(true, 0, "text/", 0, 5)
                || type.equalsIgnoreCase("application/json")
                || type.equalsIgnoreCase("application/xml")
                || endsWith(type, "+json")
                || endsWith(type, "+xml");
    }

    private static boolean endsWith(String type, String suffix) {
        return type.regionMatches(true, type.length() - suffix.length(), suffix, 0, suffix.length());
    }

    private static Optional<String> decode(Octets content) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content.bytes()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isCarried(String text) {
        for (int i = 0; i < text.length(); i++) {
            char ch = text.charAt(i);
            if (ch >= ' ' && ch < 0x7f) {
                continue;
            }
            int whole = text.codePointAt(i);
            if (whole == '\r' || !CanonicalXml.isLegal(whole)) {
                return false;
            }
            i += Character.charCount(whole) - 1;
        }
        return true;
    }
}
