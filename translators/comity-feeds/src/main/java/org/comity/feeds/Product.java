package org.comity.feeds;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Draft;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.observation.Term;

/**
 * One product of the distribution network, whatever document carried it.
 *
 * @param status UPDATE or DELETE
 * @param properties text by name, as the source spells it
 */
record Product(
        String source, String type, String code, Instant updated, String status, Map<String, String> properties) {

    private static final Pattern NETWORK = Pattern.compile("[a-z0-9]{1,16}");

    Product {
        properties = Map.copyOf(properties);
    }

    /** Outcomes as entries. A product's place among its like stands in the field's name, and the whole document is kept. */
    static void entries(List<Outcome<Draft>> outcomes, String list, byte[] document, Consumer<? super Entry> consumer) {
        Octets octets = Octets.of(document);
        Place start = new Place(1, 1);
        for (int i = 0; i < outcomes.size(); i++) {
            String field = list + "[" + (i + 1) + "]";
            consumer.accept(outcomes.get(i)
                    .fold(
                            draft -> new Entry.Fits(start, 1, octets, draft),
                            no -> new Entry.Misfit(start, 1, octets, fault(no.reason()), start, field, no.detail())));
        }
    }

    private static Fault fault(Reason reason) {
        return switch (reason) {
            case BEYOND_SCOPE -> Fault.NOT_OURS;
            case LIMIT_EXCEEDED -> Fault.LIMIT;
            case DOCTYPE_FORBIDDEN -> Fault.DOCTYPE;
            default -> Fault.SHAPE;
        };
    }

    /** The id under which the distribution network knows it. */
    String id() {
        return "urn:usgs-product:" + source + ":" + type + ":" + code + ":" + updated.toEpochMilli();
    }

    /** The draft, or why there is none. Never throws on what a document can contain. */
    Outcome<Draft> draft(NetworkNames names) {
        try {
            String network = network(source);
            Optional<AuthorityId> authority = names.authority(network);
            if (authority.isEmpty()) {
                return Outcome.no(Reason.BEYOND_SCOPE, "no authority is named for the network that sent the product");
            }
            return Outcome.yes(draft(names, network, authority.get()));
        } catch (IllegalArgumentException | DateTimeException broken) {
            return malformed(broken);
        }
    }

    /** What an origin says of the magnitude alone, as an aspect of its own; empty where it says nothing of it. */
    Optional<Outcome<Draft>> magnitude(NetworkNames names) {
        if (properties.getOrDefault("magnitude", "").isBlank()) {
            return Optional.empty();
        }
        return Optional.of(draft(names).then(origin -> magnitude(names, origin)));
    }

    private Outcome<Draft> magnitude(NetworkNames names, Draft origin) {
        try {
            return Outcome.yes(new Draft(
                    origin.authority(),
                    origin.feature(),
                    names.property(network(source), "magnitude"),
                    origin.phenomenonTime(),
                    origin.made(),
                    origin.label(),
                    new Result(
                            QuakeResult.MEDIA_TYPE,
                            QuakeResult.magnitude(properties),
                            origin.result().terms()),
                    origin.series() + ":magnitude",
                    origin.edition(),
                    origin.standing(),
                    origin.recordId() + "#magnitude"));
        } catch (IllegalArgumentException broken) {
            return malformed(broken);
        }
    }

    /** A no for a value that its type refused. */
    static <T> Outcome<T> malformed(RuntimeException broken) {
        String detail = broken instanceof DateTimeException
                ? "a time is not an ISO 8601 instant"
                : Optional.ofNullable(broken.getMessage()).orElse("a value is not well formed");
        return Outcome.no(Reason.MALFORMED, detail);
    }

    private Draft draft(NetworkNames names, String network, AuthorityId authority) {
        Draft.Standing standing = standing();
        String owner = network(required("eventsource"));
        return new Draft(
                authority,
                names.event(owner, required("eventsourcecode").toLowerCase(Locale.ROOT)),
                names.property(network, type),
                PhenomenonTime.at(phenomenon(standing)),
                Optional.empty(),
                Optional.empty(),
                new Result(QuakeResult.MEDIA_TYPE, QuakeResult.canonical(properties, standing), terms(names, network)),
                network + ":" + type + ":" + code,
                OptionalLong.of(updated.toEpochMilli()),
                standing,
                id());
    }

    private Draft.Standing standing() {
        return switch (status) {
            case "UPDATE" -> Draft.Standing.STANDS;
            case "DELETE" -> Draft.Standing.RETRACTED;
            default -> throw new IllegalArgumentException("status must be UPDATE or DELETE");
        };
    }

    /** A deletion often says no event time: then it speaks of the instant at which it was made. */
    private Instant phenomenon(Draft.Standing standing) {
        Optional<String> time = Optional.ofNullable(properties.get("eventtime"));
        if (time.isEmpty() && standing == Draft.Standing.RETRACTED) {
            return updated;
        }
        return Instant.parse(time.orElseThrow(() -> new IllegalArgumentException("eventtime is missing")));
    }

    private List<Term> terms(NetworkNames names, String network) {
        return Optional.ofNullable(properties.get("magnitude-type"))
                .filter(value -> !value.isBlank())
                .map(value -> List.of(names.magnitudeType(network, value)))
                .orElse(List.of());
    }

    private String required(String name) {
        String value = properties.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    /** Older products spell network codes in capitals. */
    private static String network(String code) {
        String lower = code.toLowerCase(Locale.ROOT);
        if (!NETWORK.matcher(lower).matches()) {
            throw new IllegalArgumentException("a network code has 1 to 16 letters and digits");
        }
        return lower;
    }
}
