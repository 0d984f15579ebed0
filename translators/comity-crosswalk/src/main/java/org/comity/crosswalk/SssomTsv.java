package org.comity.crosswalk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.taxonomy.Equivalence;

/**
 * Mapping sets in SSSOM/TSV: reads them as equivalences row by row, and writes equivalences as a set.
 *
 * <p>Taken are skos:exactMatch, skos:broadMatch and skos:narrowMatch, and exactMatch with the modifier Not. Every other
 * predicate, a composed entity, a literal and {@code sssom:NoTermFound} are good SSSOM and no equivalence: their rows
 * answer {@link Reason#NO_EQUIVALENCE}. How an identifier becomes a scheme and a value is the rule of {@link Iri}. A
 * confidence is rounded down to permille; a row that states none has 1000, the signer's full word. The kind of names is the
 * extension column {@value #KIND_COLUMN}, or where it is absent or empty the kind that the caller gives.
 */
public final class SssomTsv {

    /** The extension column for the kind of names that a row relates. */
    public static final String KIND_COLUMN = "ext_kind";

    private static final String SKOS = "http://www.w3.org/2004/02/skos/core#";
    private static final String SSSOM = "https://w3id.org/sssom/";
    private static final Map<String, Equivalence.Predicate> PREDICATES = Map.of(
            SKOS + "exactMatch", Equivalence.Predicate.EXACT,
            SKOS + "broadMatch", Equivalence.Predicate.BROADER,
            SKOS + "narrowMatch", Equivalence.Predicate.NARROWER);
    private static final Map<String, Equivalence.Kind> KINDS = Map.of(
            "authority", Equivalence.Kind.AUTHORITY,
            "property", Equivalence.Kind.PROPERTY,
            "term", Equivalence.Kind.TERM,
            "feature", Equivalence.Kind.FEATURE);
    private static final Set<String> NO_NAMES = Set.of("rdfs literal", "composed entity expression");
    private static final Pattern CONFIDENCE = Pattern.compile("\\d(\\.\\d{1,20})?");

    /** What became of the row that starts on this line, from 1. */
    public record Mapping(int line, Outcome<Equivalence> outcome) {
        public Mapping {
            Objects.requireNonNull(outcome, "outcome");
        }
    }

    /** A row's cells by column, with the set's own values where the row has none. */
    private record Cells(Map<String, String> values, SetHeader header) {
        String get(String column) {
            String own = values.getOrDefault(column, "");
            return own.isBlank() ? header.scalars().getOrDefault(column, "") : own.strip();
        }

        String own(String column) {
            return values.getOrDefault(column, "").strip();
        }
    }

    private SssomTsv() {}

    /** Reads a set whose metadata stands in the comments before the table. */
    public static Outcome<List<Mapping>> read(String table, Equivalence.Kind kind) {
        return Tsv.read(table).then(tsv -> SetHeader.read(tsv.header()).then(header -> rows(tsv, header, kind)));
    }

    /** Reads a set whose metadata is a YAML file of its own. */
    public static Outcome<List<Mapping>> read(String table, String metadata, Equivalence.Kind kind) {
        if (metadata.length() > Tsv.LENGTH_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "metadata has at most " + Tsv.LENGTH_MAX + " characters");
        }
        return Tsv.read(table)
                .then(tsv -> SetHeader.read(metadata.lines().toList()).then(header -> rows(tsv, header, kind)));
    }

    /**
     * The set that says exactly these equivalences: the same text whatever their order and number of copies. {@link
     * Reason#MALFORMED} where a term has no IRI that leads back to it, for example of a scheme that ends in a sharp sign.
     */
    public static Outcome<String> write(Collection<Equivalence> equivalences) {
        boolean good = equivalences.stream().allMatch(one -> Iri.names(one.subject()) && Iri.names(one.object()));
        return good
                ? Outcome.yes(SssomSheet.of(equivalences))
                : Outcome.no(Reason.MALFORMED, "a term has no IRI that leads back to it");
    }

    private static Outcome<List<Mapping>> rows(Tsv tsv, SetHeader header, Equivalence.Kind kind) {
        if (tsv.rows().isEmpty()) {
            return Outcome.no(Reason.MALFORMED, "the set has no table");
        }
        List<String> columns = tsv.rows().get(0).cells();
        if (Set.copyOf(columns).size() != columns.size()) {
            return Outcome.no(Reason.MALFORMED, "a column occurs twice");
        }
        if (!columns.contains("predicate_id") || !columns.contains("mapping_justification")) {
            return Outcome.no(Reason.MALFORMED, "a column that every set has is missing");
        }
        List<Mapping> mappings = new ArrayList<>();
        for (Tsv.Row row : tsv.rows().subList(1, tsv.rows().size())) {
            mappings.add(new Mapping(row.line(), outcome(columns, row, header, kind)));
        }
        return Outcome.yes(List.copyOf(mappings));
    }

    private static Outcome<Equivalence> outcome(
            List<String> columns, Tsv.Row row, SetHeader header, Equivalence.Kind kind) {
        if (row.cells().size() > columns.size()) {
            return Outcome.no(Reason.MALFORMED, "the row has more cells than there are columns");
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < row.cells().size(); i++) {
            values.put(columns.get(i), row.cells().get(i));
        }
        try {
            return equivalence(new Cells(values, header), kind);
        } catch (IllegalArgumentException broken) {
            return Outcome.no(
                    Reason.MALFORMED, Optional.ofNullable(broken.getMessage()).orElse("a value is not well formed"));
        }
    }

    private static Outcome<Equivalence> equivalence(Cells cells, Equivalence.Kind kind) {
        if (NO_NAMES.contains(cells.get("subject_type")) || NO_NAMES.contains(cells.get("object_type"))) {
            return Outcome.no(Reason.NO_EQUIVALENCE, "a literal or a composed entity is no name");
        }
        String subject = cells.header().expand(required(cells, "subject_id"));
        String object = cells.header().expand(required(cells, "object_id"));
        if (subject.startsWith(SSSOM) || object.startsWith(SSSOM)) {
            return Outcome.no(Reason.NO_EQUIVALENCE, "the row says that the other side has no term");
        }
        Optional<Equivalence.Predicate> predicate = predicate(cells);
        if (predicate.isEmpty()) {
            return Outcome.no(Reason.NO_EQUIVALENCE, "the predicate is no exact, broader or narrower match");
        }
        return Outcome.yes(new Equivalence(
                kind(cells, kind),
                Iri.term(subject),
                predicate.get(),
                Iri.term(object),
                cells.header().expand(required(cells, "mapping_justification")),
                permille(cells.own("confidence"))));
    }

    /** A modifier turns exactMatch into a denial; a denied broader match says nothing that can be used. */
    private static Optional<Equivalence.Predicate> predicate(Cells cells) {
        Optional<Equivalence.Predicate> stated =
                Optional.ofNullable(PREDICATES.get(cells.header().expand(required(cells, "predicate_id"))));
        return switch (cells.own("predicate_modifier")) {
            case "" -> stated;
            case "Not" -> stated.filter(Equivalence.Predicate.EXACT::equals).map(exact -> Equivalence.Predicate.NOT);
            default -> throw new IllegalArgumentException("predicate_modifier must be Not");
        };
    }

    private static Equivalence.Kind kind(Cells cells, Equivalence.Kind otherwise) {
        String stated = cells.get(KIND_COLUMN);
        return stated.isEmpty()
                ? otherwise
                : Optional.ofNullable(KINDS.get(stated))
                        .orElseThrow(() -> new IllegalArgumentException(KIND_COLUMN + " is no kind of name"));
    }

    private static int permille(String confidence) {
        if (confidence.isEmpty()) {
            return 1_000;
        }
        if (!CONFIDENCE.matcher(confidence).matches()) {
            throw new IllegalArgumentException("confidence is not a decimal number from 0 to 1");
        }
        return new BigDecimal(confidence)
                .movePointRight(3)
                .setScale(0, RoundingMode.FLOOR)
                .intValueExact();
    }

    private static String required(Cells cells, String column) {
        String value = cells.own(column);
        if (value.isEmpty()) {
            throw new IllegalArgumentException(column + " is missing");
        }
        return value;
    }
}
