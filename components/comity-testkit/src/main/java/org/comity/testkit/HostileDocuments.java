package org.comity.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.comity.core.mesh.Octets;

/**
 * Makes hostile documents out of an honest observation: each shape of attack at every tag and every attribute. None of them
 * may be accepted, and each refusal has a name.
 */
public final class HostileDocuments {

    /** How often the large attacks repeat their element or attribute. */
    public static final int MANY = 100_000;

    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern ATTRIBUTE = Pattern.compile(" ([A-Za-z]+)=\"([^\"]*)\"");
    private static final Pattern START = Pattern.compile("<((?:o|ds):[A-Za-z]+)((?: [A-Za-z:]+=\"[^\"]*\")*)>");
    private static final String ENTITY = "<!DOCTYPE o:observation [<!ENTITY e \"x\">]>";

    private final String honest;

    /** Attacks on this document, which is in the writer's form. */
    public HostileDocuments(Octets honest) {
        this.honest = new String(Objects.requireNonNull(honest, "honest").bytes(), StandardCharsets.UTF_8);
    }

    /** One hostile document, made when it is asked for. */
    public record Hostile(String name, Supplier<Octets> document) {}

    /** All of them, in a fixed order. */
    public Stream<Hostile> all() {
        return Stream.of(insertions(), spoiltTags(), spoiltAttributes(), wrappings(), prologues(), large())
                .flatMap(shapes -> shapes);
    }

    private static Hostile hostile(String name, Supplier<String> text) {
        return new Hostile(name, () -> Octets.of(text.get().getBytes(StandardCharsets.UTF_8)));
    }

    private String part(String element) {
        int start = honest.indexOf("<" + element);
        int end = honest.indexOf("</" + element + ">");
        return start < 0 ? "" : honest.substring(start, end + element.length() + 3);
    }

    private String forged() {
        return part("o:core").replaceFirst("sequence=\"[0-9]+\"", "sequence=\"77\"");
    }

    /** What is put in at every tag. */
    private Map<String, String> payloads() {
        Map<String, String> payloads = new LinkedHashMap<>();
        payloads.put("observation", honest);
        payloads.put("core", part("o:core"));
        payloads.put("forged core", forged());
        payloads.put("signature", part("ds:Signature") + part("o:batch"));
        payloads.put("signed info", part("ds:SignedInfo") + part("o:path"));
        payloads.put("object", "<ds:Object xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">" + honest + "</ds:Object>");
        payloads.put("extension", "<x:any xmlns:x=\"urn:x\"></x:any>");
        payloads.put("no namespace", "<core xmlns=\"\"></core>");
        payloads.put("default namespace", "<core xmlns=\"urn:comity:observation:1\"></core>");
        payloads.put("relative namespace", "<x:any xmlns:x=\"relative\"></x:any>");
        payloads.put("comment", "<!-- -->");
        payloads.put("instruction", "<?x y?>");
        payloads.put("cdata", "<![CDATA[x]]>");
        payloads.put("entity", "&e;");
        payloads.put("text", "x");
        payloads.put("zero width", "\u200b");
        payloads.put("unclosed", "<o:core>");
        payloads.put("control", "&#x1;");
        payloads.values().removeIf(String::isEmpty);
        return payloads;
    }

    private List<Integer> tags() {
        List<Integer> places = new ArrayList<>();
        Matcher tags = TAG.matcher(honest);
        while (tags.find()) {
            places.add(tags.start());
        }
        places.add(honest.length());
        return places;
    }

    private Stream<Hostile> insertions() {
        return payloads().entrySet().stream()
                .flatMap(payload -> tags().stream()
                        .map(place -> hostile(
                                payload.getKey() + " at " + place,
                                () -> honest.substring(0, place) + payload.getValue() + honest.substring(place))));
    }

    /** Replacements of a start tag; $1 is its name, $2 its attributes. */
    private static final List<String> TAG_CHANGES = List.of(
            "<$1 Id=\"a\"$2>",
            "<$1 xml:id=\"a\"$2>",
            "<$1 ID=\"a\" id=\"b\"$2>",
            "<$1 xmlns:o=\"urn:other\"$2>",
            "<$1 xmlns:ds=\"urn:other\"$2>",
            "<$1 xmlns:unused=\"relative\"$2>",
            "<$1 xmlns:unused=\"http://[bad\"$2>",
            "<$1 xml:space=\"preserve\"$2>",
            "<$1 xml:base=\"http://127.0.0.1/\"$2>",
            "<$1 xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"$2>",
            "<$1 xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"core\"$2>",
            "<$1$2 unknown=\"\">",
            "<x$1$2>",
            "<$1$2><$1$2>");

    private Stream<Hostile> spoiltTags() {
        return IntStream.range(0, TAG_CHANGES.size())
                .boxed()
                .flatMap(change -> changes(START, TAG_CHANGES.get(change)));
    }

    /** Replacements of an attribute; $1 is its name, $2 its value. */
    private static final List<String> ATTRIBUTE_CHANGES = List.of(
            " $1=\"$2\" $1=\"$2\"",
            " $1=\"$2\" o:$1=\"$2\"",
            " o:$1=\"$2\"",
            "",
            " $1=\"\"",
            " $1=\"$2x\"",
            " $1=\" $2\"",
            " $1=\"&e;$2\"",
            " $1=\"<$2\"",
            " $1=\"&#x1;$2\"",
            " $1=\"\u0000$2\"",
            " $1=\"\uFFFF$2\"",
            " $1=\"$2\u200b\"",
            " $1=$2");

    private Stream<Hostile> spoiltAttributes() {
        return ATTRIBUTE_CHANGES.stream().flatMap(change -> changes(ATTRIBUTE, change));
    }

    private Stream<Hostile> changes(Pattern pattern, String replacement) {
        return pattern.matcher(honest).results().map(match -> {
            String changed = replacement.replace("$1", match.group(1)).replace("$2", match.group(2));
            return hostile(
                    match.group(1) + " as " + replacement + " at " + match.start(),
                    () -> honest.substring(0, match.start()) + changed + honest.substring(match.end()));
        });
    }

    /** The eight places where the wrapping attacks on SAML put the signed original and what they forge. */
    private Stream<Hostile> wrappings() {
        String open = honest.substring(0, honest.indexOf("<o:core"));
        String evidence = part("ds:Signature") + part("o:batch");
        String close = "</o:observation>";
        String object = "<ds:Object xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">" + part("o:core") + "</ds:Object>";
        return Stream.of(
                hostile(
                        "wrapping 1",
                        () -> open
                                + forged()
                                + evidence.replace("</ds:Signature>", honest + "</ds:Signature>")
                                + close),
                hostile("wrapping 2", () -> open + forged() + honest + evidence + close),
                hostile("wrapping 3", () -> open + forged() + part("o:core") + evidence + close),
                hostile(
                        "wrapping 4",
                        () -> open + forged().replace("</o:core>", part("o:core") + "</o:core>") + evidence + close),
                hostile("wrapping 5", () -> open + forged() + evidence + part("o:core") + close),
                hostile(
                        "wrapping 6",
                        () -> open
                                + forged()
                                + evidence.replace("</ds:Signature>", part("o:core") + "</ds:Signature>")
                                + close),
                hostile(
                        "wrapping 7",
                        () -> open + "<o:extensions>" + forged() + "</o:extensions>" + part("o:core") + evidence
                                + close),
                hostile(
                        "wrapping 8",
                        () -> open
                                + forged()
                                + evidence.replace("</ds:Signature>", object + "</ds:Signature>")
                                + close),
                hostile("forged alone", () -> honest.replace(part("o:core"), forged())),
                hostile("evidence twice", () -> open + part("o:core") + evidence + evidence + close),
                hostile("evidence first", () -> open + evidence + part("o:core") + close),
                hostile("no evidence", () -> honest.replace(evidence, "")),
                hostile("two roots", () -> honest + honest),
                hostile("nested", () -> open + honest + evidence + close));
    }

    private Stream<Hostile> prologues() {
        StringBuilder billion = new StringBuilder("<!DOCTYPE o:observation [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            billion.append("<!ENTITY a")
                    .append(i)
                    .append(" \"&a")
                    .append(i - 1)
                    .append(";&a")
                    .append(i - 1)
                    .append(";\">");
        }
        return Stream.of(
                hostile("entity", () -> ENTITY + honest.replaceFirst("authority=\"", "authority=\"&e;")),
                hostile("bomb", () -> billion + "]>" + honest.replaceFirst("authority=\"", "authority=\"&a29;")),
                hostile("external", () -> "<!DOCTYPE o:observation SYSTEM \"file:///etc/hostname\">" + honest),
                hostile(
                        "parameter entity",
                        () -> "<!DOCTYPE o:observation [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/\">%p;]>" + honest),
                hostile(
                        "attribute default",
                        () -> "<!DOCTYPE o:observation [<!ATTLIST o:core forged CDATA \"x\">]>" + honest),
                hostile("stylesheet", () -> "<?xml-stylesheet href=\"http://127.0.0.1:9/\"?>" + honest),
                hostile("other version", () -> "<?xml version=\"1.1\"?>" + honest),
                hostile("other encoding", () -> "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + honest),
                hostile("byte order mark", () -> "\uFEFF" + honest),
                hostile("nothing", () -> ""),
                hostile("white space", () -> " ".repeat(MANY)),
                hostile("half", () -> honest.substring(0, honest.length() / 2)));
    }

    /** The large attacks at every start tag: too deep, too wide, too long. */
    public Stream<Hostile> large() {
        return START.matcher(honest).results().flatMap(match -> {
            String before = honest.substring(0, match.end());
            String after = honest.substring(match.end());
            String name = match.group(1) + " at " + match.start();
            return Stream.of(
                    hostile("deep in " + name, () -> before + "<a>".repeat(MANY) + "</a>".repeat(MANY) + after),
                    hostile("never closed in " + name, () -> before + "<a>".repeat(MANY)),
                    hostile(
                            "wide in " + name,
                            () -> before.substring(0, before.length() - 1) + attributes() + ">" + after),
                    hostile(
                            "long value in " + name,
                            () -> before.replaceFirst("=\"([^\"]*)\">$", "=\"" + "x".repeat(10 * MANY) + "\">")
                                    + after),
                    hostile("many in " + name, () -> before + "<a/>".repeat(MANY) + after),
                    hostile("long in " + name, () -> before + "x".repeat(10 * MANY) + after));
        });
    }

    private static String attributes() {
        StringBuilder attributes = new StringBuilder(12 * MANY);
        for (int i = 0; i < MANY; i++) {
            attributes.append(" a").append(i).append("=\"\"");
        }
        return attributes.toString();
    }
}
