package org.comity.feeds;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.observation.Term;

/**
 * What one alert says, by the names of CAP.
 *
 * @param noted what this side notes about it, beside its own words
 */
record CapAlert(
        String namespace,
        Map<String, List<String>> values,
        List<Map<String, List<String>>> infos,
        Octets octets,
        List<Term> noted) {
    private static final String MEDIA_TYPE = "application/cap+xml";
    private static final Set<String> STATUSES = Set.of("Actual", "Exercise", "System", "Test", "Draft");
    private static final Set<String> SCOPES = Set.of("Public", "Restricted", "Private");
    private static final Map<String, String> KINDS =
            Map.of("Alert", "alert", "Update", "alert", "Cancel", "alert", "Ack", "acknowledgement", "Error", "error");
    private static final Map<String, Set<String>> CODES = Map.of(
            "urgency", Set.of("Immediate", "Expected", "Future", "Past", "Unknown"),
            "severity", Set.of("Extreme", "Severe", "Moderate", "Minor", "Unknown"),
            "certainty", Set.of("Observed", "Very Likely", "Likely", "Possible", "Unlikely", "Unknown"));
    private static final List<String> TERMS = List.of("category", "responseType", "urgency", "severity", "certainty");

    /** One message that another refers to. */
    private record Reference(String sender, String identifier, Instant sent) {}

    /** Why an alert is no draft. */
    static final class Broken extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private final Fault fault;
        private final String field;
        private final String text;

        Broken(Fault fault, String field, String text, String detail) {
            super(detail);
            this.fault = fault;
            this.field = field;
            this.text = text;
        }

        Fault fault() {
            return fault;
        }

        /** The element that is broken. */
        String field() {
            return field;
        }

        /** What it says. */
        String text() {
            return text;
        }
    }

    /**
     * The draft.
     *
     * @throws Broken where there is none
     */
    Draft draft(CapNames names) {
        String sender = required("sender");
        String identifier = required("identifier");
        if (identifier.chars().anyMatch(ch -> ch <= ' ' || ch == ',' || ch == '<' || ch == '&')) {
            throw new Broken(Fault.NOT_A_NAME, "identifier", identifier, "an identifier has no space, comma, < or &");
        }
        AuthorityId authority = names.authority(sender)
                .orElseThrow(() -> new Broken(
                        Fault.NOT_OURS, "sender", sender, "no authority is named for the sender of the alert"));
        if (octets.size() > Result.SIZE_MAX) {
            throw new Broken(Fault.LIMIT, "alert", "", "an alert has at most " + Result.SIZE_MAX + " octets");
        }
        try {
            List<Term> terms = terms(names);
            if (terms.size() > Result.TERMS_MAX) {
                throw new Broken(Fault.LIMIT, "info", "", "an alert has at most " + Result.TERMS_MAX + " coded words");
            }
            return draft(names, authority, identifier, terms);
        } catch (Broken broken) {
            throw broken;
        } catch (IllegalArgumentException broken) {
            throw new Broken(
                    Fault.NOT_A_NAME,
                    "alert",
                    "",
                    Optional.ofNullable(broken.getMessage()).orElse("a value is not well formed"));
        }
    }

    private Draft draft(CapNames names, AuthorityId authority, String identifier, List<Term> terms) {
        String sender = required("sender");
        Instant sent = time("sent", required("sent"));
        String status = word("status", STATUSES);
        String type = word("msgType", KINDS.keySet());
        if (values.containsKey("scope") || !namespace.equals(CapWalk.CAP_1_0)) {
            word("scope", SCOPES);
        }
        requireCodes();
        String first = first(type, sender, identifier);
        return new Draft(
                authority,
                names.alert(first),
                names.property(status.toLowerCase(Locale.ROOT), KINDS.getOrDefault(type, "alert")),
                held(sent),
                Optional.empty(),
                Optional.empty(),
                new Result(MEDIA_TYPE, octets, terms),
                first,
                OptionalLong.of(Math.max(0, sent.toEpochMilli())),
                type.equals("Cancel") ? Draft.Standing.RETRACTED : Draft.Standing.STANDS,
                sender + "," + identifier + "," + sent);
    }

    /** The earliest own message that it refers to; itself where there is none. Nobody revises what another sender said. */
    private String first(String type, String sender, String identifier) {
        List<Reference> references = references();
        if (references.isEmpty() && !type.equals("Alert")) {
            throw new Broken(Fault.ABSENT, "references", "", "a message of type " + type + " refers to no other");
        }
        return references.stream()
                .filter(one -> one.sender().equals(sender))
                .min(Comparator.comparing(Reference::sent).thenComparing(Reference::identifier))
                .map(one -> sender + "," + one.identifier())
                .orElse(sender + "," + identifier);
    }

    private List<Reference> references() {
        List<Reference> references = new ArrayList<>();
        for (String text : values.getOrDefault("references", List.of())) {
            for (String one : text.isEmpty() ? new String[0] : text.split("\\s+")) {
                String[] parts = one.split(",", -1);
                if (parts.length != 3) {
                    throw new Broken(Fault.SHAPE, "references", text, "a reference is not sender, identifier and time");
                }
                references.add(new Reference(parts[0], parts[1], time("references", parts[2], text)));
            }
        }
        return references;
    }

    /**
     * From the earliest onset, else effect, of its infos to their last expiry; else when it was sent. What expires is the
     * message: real ones do so before the onset that they announce, and then say the onset alone.
     */
    private PhenomenonTime held(Instant sent) {
        Instant start = infos.stream()
                .map(info -> stated(info, "onset")
                        .or(() -> stated(info, "effective"))
                        .orElse(sent))
                .min(Comparator.naturalOrder())
                .orElse(sent);
        Instant end = infos.stream()
                .flatMap(info -> stated(info, "expires").stream())
                .filter(last -> !last.isBefore(start))
                .max(Comparator.naturalOrder())
                .orElse(start);
        return new PhenomenonTime(start, end);
    }

    private static Optional<Instant> stated(Map<String, List<String>> info, String name) {
        return info.getOrDefault(name, List.of()).stream()
                .filter(text -> !text.isEmpty())
                .map(text -> time(name, text))
                .findFirst();
    }

    private void requireCodes() {
        for (Map<String, List<String>> info : infos) {
            CODES.forEach((name, words) -> info.getOrDefault(name, List.of()).forEach(word -> {
                if (!words.contains(word)) {
                    throw new Broken(Fault.NOT_A_WORD, name, word, name + " is no word of CAP");
                }
            }));
        }
    }

    private List<Term> terms(CapNames names) {
        Set<Term> terms = new LinkedHashSet<>(noted);
        for (Map<String, List<String>> info : infos) {
            for (String name : TERMS) {
                for (String word : info.getOrDefault(name, List.of())) {
                    if (word.isEmpty()) {
                        throw new Broken(Fault.NOT_A_WORD, name, word, name + " is empty");
                    }
                    terms.add(names.term(name, word));
                }
            }
        }
        return List.copyOf(terms);
    }

    private String word(String name, Set<String> words) {
        String word = required(name);
        if (!words.contains(word)) {
            throw new Broken(Fault.NOT_A_WORD, name, word, name + " is no word of CAP");
        }
        return word;
    }

    private String required(String name) {
        List<String> found = values.getOrDefault(name, List.of());
        if (found.size() != 1 || found.get(0).isEmpty()) {
            throw new Broken(Fault.ABSENT, name, "", name + " is missing, or stands more than once");
        }
        return found.get(0);
    }

    private static Instant time(String name, String text) {
        return time(name, text, text);
    }

    /** The time, which stands in an element of that text. */
    private static Instant time(String name, String time, String text) {
        try {
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException broken) {
            throw new Broken(Fault.NOT_A_TIME, name, text, "a time is not an ISO 8601 time with its offset");
        }
    }
}
