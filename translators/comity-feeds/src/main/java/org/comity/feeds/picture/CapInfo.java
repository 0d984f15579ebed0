package org.comity.feeds.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.comity.core.arbitration.Ruling;
import org.comity.core.contention.Fact;
import org.comity.core.observation.Result;
import org.comity.core.picture.JointPicture;
import org.comity.feeds.StrictJson;
import org.w3c.dom.Element;

/** The one info of an alert of the picture: what prevails, why, and who said what. */
final class CapInfo {
    private static final int DESCRIPTION_MAX = 4_096;
    private static final int RESOURCE_MAX = 256 * 1024;
    private static final Pattern DEGREES = Pattern.compile("[+-]?\\d{1,3}(\\.\\d{1,12})?");
    private static final Set<String> CATEGORIES = Set.of(
            "Geo",
            "Met",
            "Safety",
            "Security",
            "Rescue",
            "Fire",
            "Health",
            "Env",
            "Transport",
            "Infra",
            "CBRNE",
            "Other");
    private static final Set<String> RESPONSES =
            Set.of("Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None");
    private static final Set<String> URGENCIES = Set.of("Immediate", "Expected", "Future", "Past", "Unknown");
    private static final Set<String> SEVERITIES = Set.of("Extreme", "Severe", "Moderate", "Minor", "Unknown");
    private static final Set<String> CERTAINTIES = Set.of("Observed", "Likely", "Possible", "Unlikely", "Unknown");

    private final CapWriter out;
    private final JointPicture.Entry entry;
    private final Optional<Fact> winner;
    private final CapOriginal original;

    CapInfo(CapWriter out, JointPicture.Entry entry, Optional<Fact> winner, CapOriginal original) {
        this.out = out;
        this.entry = entry;
        this.winner = winner;
        this.original = original;
    }

    void write(DateTimeFormatter time) {
        Fact shown = winner.orElse(entry.contention().candidates().get(0));
        Instant start = shown.core().phenomenonTime().start();
        Instant end = shown.core().phenomenonTime().end();
        List<String> categories =
                original.infos("category").stream().filter(CATEGORIES::contains).toList();
        out.begin("info");
        (categories.isEmpty() ? List.of("Other") : categories).forEach(one -> out.text("category", one));
        out.text("event", original.info("event").orElse(shown.core().property().value()));
        original.infos("responseType").stream()
                .filter(RESPONSES::contains)
                .forEach(one -> out.text("responseType", one));
        out.text("urgency", word("urgency", URGENCIES));
        out.text("severity", word("severity", SEVERITIES));
        out.text("certainty", word("certainty", CERTAINTIES));
        out.text("onset", time.format(start));
        if (end.isAfter(start)) {
            out.text("expires", time.format(end));
        }
        out.text("senderName", winner.map(fact -> fact.authority().urn()).orElse("no authority prevails"));
        out.text("headline", original.info("headline").orElse(headline(shown)));
        out.text("description", original.info("description").orElse(description()));
        out.text("instruction", original.info("instruction"));
        provenance();
        winner.ifPresent(this::resource);
        areas(shown);
        out.end();
    }

    private String word(String name, Set<String> words) {
        return original.info(name).filter(words::contains).orElse("Unknown");
    }

    private String headline(Fact shown) {
        String what = shown.core().property().value() + " of " + shown.feature().value();
        return winner.isPresent()
                ? what
                : what + ": " + entry.contention().candidates().size() + " statements, none prevails ("
                        + entry.ruling().resolution() + ")";
    }

    private String description() {
        StringBuilder text = new StringBuilder();
        List<Fact> told = winner.map(List::of).orElse(entry.contention().candidates());
        for (Fact fact : told) {
            String result = PictureRow.text(fact.core().result().content());
            text.append(fact.authority()).append(" states: ").append(result).append('\n');
        }
        return text.substring(0, Math.min(text.length(), DESCRIPTION_MAX)).strip();
    }

    /** Who said what, and why it prevails: names are the wire's own. */
    private void provenance() {
        Ruling ruling = entry.ruling();
        out.value("parameter", "comity:domain", entry.contention().domain().name());
        out.value("parameter", "comity:ruling", ruling.resolution().name());
        out.value("parameter", "comity:decided-by", ruling.decidedBy());
        winner.ifPresent(fact -> {
            out.value("parameter", "comity:oid", fact.oid().hex());
            out.value("parameter", "comity:authority", fact.authority().urn());
            out.value("parameter", "comity:mesh", fact.mesh().urn());
        });
        for (Fact fact : entry.contention().candidates()) {
            if (winner.filter(fact::equals).isEmpty()) {
                out.value(
                        "parameter",
                        winner.isPresent() ? "comity:loser" : "comity:candidate",
                        fact.oid().hex() + " " + fact.authority().urn());
            }
        }
        entry.contention()
                .superseded()
                .forEach(fact ->
                        out.value("parameter", "comity:superseded", fact.oid().hex()));
    }

    /** The result itself, as it came, where it is not too long. */
    private void resource(Fact fact) {
        Result result = fact.core().result();
        if (result.content().size() > RESOURCE_MAX) {
            return;
        }
        out.begin("resource");
        out.text("resourceDesc", "result of observation " + fact.oid().hex());
        out.text("mimeType", result.mediaType());
        out.text("size", Integer.toString(result.content().size()));
        out.text("derefUri", Base64.getEncoder().encodeToString(result.content().bytes()));
        out.end();
    }

    private void areas(Fact shown) {
        List<Element> areas = original.areas();
        if (areas.isEmpty()) {
            out.begin("area");
            out.text("areaDesc", shown.feature().value());
            circle(shown.core().result()).ifPresent(circle -> out.text("circle", circle));
            out.value("geocode", shown.feature().scheme(), shown.feature().value());
            out.end();
            return;
        }
        for (Element area : areas) {
            out.begin("area");
            out.text(
                    "areaDesc",
                    CapOriginal.text(area, "areaDesc").orElse(shown.feature().value()));
            CapOriginal.texts(area, "polygon").forEach(one -> out.text("polygon", one));
            CapOriginal.texts(area, "circle").forEach(one -> out.text("circle", one));
            for (Element code : CapOriginal.children(area, "geocode")) {
                out.value(
                        "geocode",
                        CapOriginal.text(code, "valueName").orElse(""),
                        CapOriginal.text(code, "value").orElse(""));
            }
            out.end();
        }
    }

    /** The place that a result in JSON names, as a circle without extent. */
    private static Optional<String> circle(Result result) {
        if (!result.mediaType().matches("application/(.*\\+)?json(;.*)?")) {
            return Optional.empty();
        }
        Optional<JsonNode> json = StrictJson.read(result.content().bytes()).fold(Optional::of, no -> Optional.empty());
        return json.flatMap(one -> degrees(one, "latitude", 90)
                .flatMap(latitude ->
                        degrees(one, "longitude", 180).map(longitude -> latitude + "," + longitude + " 0")));
    }

    private static Optional<String> degrees(JsonNode json, String name, int max) {
        String text = json.path(name).asText("");
        boolean good = DEGREES.matcher(text).matches()
                && new java.math.BigDecimal(text).abs().compareTo(java.math.BigDecimal.valueOf(max)) <= 0;
        return good ? Optional.of(text) : Optional.empty();
    }
}
