package org.comity.xml;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Seeded changes of a document: blind ones of its octets, and those that change its form but hardly its sense. */
final class Mutations {

    private static final List<String> TOKENS = List.of(
            "&amp;",
            "&lt;",
            "&gt;",
            "&quot;",
            "&#38;",
            "&#x41;",
            "&#xD;",
            "&#xA;",
            "<!-- -->",
            "<![CDATA[x]]>",
            "<?p?>",
            "\r",
            "\n",
            "\t",
            " ",
            "\u0000",
            "\u007f",
            "\u0085",
            "é",
            "\uFFFE",
            "\uD83C\uDF0A",
            "'",
            "\"",
            "<",
            ">",
            "&",
            "]]>",
            "=",
            "/",
            "0",
            "-",
            "+",
            "Z",
            "xmlns:o=\"urn:other\"",
            "<o:core>",
            "</o:core>",
            "\uFEFF");

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** One to three changes. */
    byte[] of(byte[] document) {
        byte[] changed = document;
        for (int i = 0; i <= random.nextInt(3); i++) {
            changed = random.nextBoolean() ? octets(changed) : form(changed);
        }
        return changed;
    }

    private byte[] octets(byte[] from) {
        int at = random.nextInt(from.length);
        int length = Math.min(random.nextInt(1 + random.nextInt(60)), from.length - at);
        return switch (random.nextInt(5)) {
            case 0 -> flipped(from, at);
            case 1 -> splice(from, at, at + length, new byte[0]);
            case 2 -> splice(from, at, at, java.util.Arrays.copyOfRange(from, at, at + length));
            case 3 -> splice(from, at, at, token());
            default -> splice(from, at, Math.min(at + 1, from.length), token());
        };
    }

    private byte[] flipped(byte[] from, int at) {
        byte[] to = from.clone();
        to[at] ^= (byte) (1 << random.nextInt(8));
        return to;
    }

    private byte[] token() {
        return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] splice(byte[] from, int start, int end, byte[] with) {
        byte[] to = new byte[from.length - (end - start) + with.length];
        System.arraycopy(from, 0, to, 0, start);
        System.arraycopy(with, 0, to, start, with.length);
        System.arraycopy(from, end, to, start + with.length, from.length - end);
        return to;
    }

    /** Changes the place of one occurrence, so that all of them get their turn. */
    private byte[] form(byte[] document) {
        String text = new String(document, StandardCharsets.ISO_8859_1);
        UnaryOperator<String> change = FORMS.get(random.nextInt(FORMS.size()));
        int at = random.nextInt(text.length());
        return (text.substring(0, at) + change.apply(text.substring(at))).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static UnaryOperator<String> first(String pattern, String replacement) {
        return rest -> rest.replaceFirst(pattern, replacement);
    }

    private static final List<UnaryOperator<String>> FORMS = List.of(
            first("></o:[a-zA-Z]+>", "/>"),
            first("></o:[a-zA-Z]+>", " />"),
            first("=\"([^\"']*)\"", "='$1'"),
            first("=\"([^\"]*)\"", " = \"$1\""),
            first("=\"([^\"]*)\"", "=\" $1\""),
            first("=\"([^\"]*)\"", "=\"$1&#32;\""),
            first(" ([a-zA-Z]+=\"[^\"]*\") ([a-zA-Z]+=\"[^\"]*\")", " $2 $1"),
            first(" ([a-zA-Z]+=\"[^\"]*\")", " $1 $1"),
            first(" ([a-zA-Z]+)=", " o:$1="),
            first("&gt;", ">"),
            first("&amp;", "&#38;"),
            first("([a-z])<", "$1&#32;<"),
            first("([0-9a-f]{8})", "0$1"),
            first("([a-f])", "A"),
            first("T([0-9:]+)Z", "T$1.0Z"),
            first("T([0-9:]+)Z", "T$1.000Z"),
            first("(\\.[0-9]{3,6})Z", "$1000Z"),
            first("T([0-9:]+)Z", "T$1+00:00"),
            first("T([0-9]{2}):[0-9]{2}:[0-9]{2}", "T$1:59:60"),
            first("=\"[0-9]{4}-", "=\"0000-"),
            first("PT", "P0DT"),
            first("PT([0-9.]+)S", "PT0M$1S"),
            first("PT([0-9]+)S", "PT$1.0S"),
            first("=\"([0-9]+)\"", "=\"+$1\""),
            first("=\"([0-9]+)\"", "=\"0$1\""),
            first("=\"([0-9]+)\"", "=\"-$1\""),
            first("([A-Za-z0-9+/])=(<|\")", "$1$2"),
            first("[AEIMQUYcgkosw048]=(<|\")", "B=$1"),
            first("encoding=\"text\"", "encoding=\"base64\""),
            first("encoding=\"base64\"", "encoding=\"text\""),
            first("<o:([a-z]+)", "<p:$1 xmlns:p=\"urn:comity:observation:1\""),
            first("<o:([a-z]+)", "<o:$1 xmlns:o=\"urn:comity:observation:1\""),
            first("<o:([a-z]+)", "<o:$1 xmlns=\"urn:comity:observation:1\""),
            first("<(o:term [^>]*></o:term>)", "<$1<$1"),
            first("<o:label [^>]*></o:label>", ""),
            first("<o:source [^>]*></o:source>", ""),
            first("<o:path>[0-9a-f]*</o:path>", ""),
            first("<ds:Signature .*</ds:Signature>", "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>"),
            first("xmlenc#sha256", "xmldsig-more#sha384"),
            first("ecdsa-sha256", "ecdsa-sha384"));
}
