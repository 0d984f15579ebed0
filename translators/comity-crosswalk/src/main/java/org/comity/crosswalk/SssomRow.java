package org.comity.crosswalk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Equivalence.Predicate;
import org.comity.core.taxonomy.Ratio;
import org.comity.core.taxonomy.Use;

/** What the rows of one SSSOM table say, each as an equivalence or as why it is none. */
final class SssomRow {
    /** The extension columns that say what SSSOM has no slot for. */
    static final String FACTOR = "ext_factor";

    static final String DIRECTION = "ext_direction";
    static final String DOMAIN = "ext_domain";
    static final String PATH_MAX = "ext_path_max";

    private static final String NO_TERM_FOUND = Words.SSSOM + "NoTermFound";
    private static final Set<String> NO_NAMES = Set.of("rdfs literal", "composed entity expression");
    private static final Pattern CONFIDENCE = Pattern.compile("\\d(\\.\\d{1,20})?");

    private final SetHeader header;
    private final Equivalence.Kind kind;
    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<String, String> known = new HashMap<>();
    private List<String> cells = List.of();

    SssomRow(SetHeader header, List<String> columns, Equivalence.Kind kind) {
        this.header = header;
        this.kind = kind;
        for (int i = 0; i < columns.size(); i++) {
            this.columns.put(columns.get(i), i);
        }
    }

    Outcome<Equivalence> read(List<String> row) {
        if (row.size() > columns.size()) {
            return Outcome.no(Reason.MALFORMED, "the row has more cells than there are columns");
        }
        cells = row;
        try {
            return equivalence();
        } catch (IllegalArgumentException broken) {
            return Outcome.no(
                    Reason.MALFORMED, Optional.ofNullable(broken.getMessage()).orElse("a value is not well formed"));
        }
    }

    private String own(String column) {
        Integer at = columns.get(column);
        return at == null || at >= cells.size() ? "" : cells.get(at).strip();
    }

    /** The row's own value, else the set's where SSSOM lets it stand for every row. */
    private String get(String column) {
        String own = own(column);
        boolean propagates = MappingSet.PROPAGATED.contains(column) || column.equals(SssomTsv.KIND_COLUMN);
        return own.isEmpty() && propagates ? header.scalars().getOrDefault(column, "") : own;
    }

    private String required(String column) {
        String value = own(column);
        if (value.isEmpty()) {
            throw new IllegalArgumentException(column + " is missing");
        }
        return value;
    }

    private Outcome<Equivalence> equivalence() {
        if (NO_NAMES.contains(get("subject_type")) || NO_NAMES.contains(get("object_type"))) {
            return Outcome.no(Reason.NO_EQUIVALENCE, "a literal or a composed entity is no name");
        }
        String subject = header.expand(required("subject_id"));
        String object = header.expand(required("object_id"));
        Optional<Predicate> stated = Words.predicate(header.expand(required("predicate_id")));
        Optional<Predicate> predicate = modified(stated);
        boolean without = subject.equals(NO_TERM_FOUND) || object.equals(NO_TERM_FOUND);
        if (predicate.isEmpty() || without && predicate.get() != Predicate.EXACT) {
            return Outcome.no(Reason.NO_EQUIVALENCE, "the predicate is no mapping property of SKOS, or its denial");
        }
        if (subject.equals(object)) {
            return without
                    ? Outcome.no(Reason.NO_EQUIVALENCE, "the row says that no name of one side has a match")
                    : Outcome.no(Reason.MALFORMED, "an equivalence relates two different names");
        }
        if (!without) {
            return Outcome.yes(say(term(subject), predicate.get(), term(object)));
        }
        boolean turned = subject.equals(NO_TERM_FOUND);
        String source = get(turned ? "subject_source" : "object_source");
        Term none = new Term(source.isEmpty() ? Words.SSSOM : header.expand(source), Equivalence.NO_TERM_FOUND);
        return Outcome.yes(say(term(turned ? object : subject), Predicate.NO_TERM, none));
    }

    /** A modifier turns exactMatch into a denial; a denied broader match says nothing that can be used. */
    private Optional<Predicate> modified(Optional<Predicate> stated) {
        return switch (own("predicate_modifier")) {
            case "" -> stated;
            case "Not" -> stated.filter(Predicate.EXACT::equals).map(exact -> Predicate.NOT);
            default -> throw new IllegalArgumentException("predicate_modifier must be Not");
        };
    }

    private Equivalence say(Term subject, Predicate predicate, Term object) {
        String stated = get(SssomTsv.KIND_COLUMN);
        return new Equivalence(
                stated.isEmpty() ? kind : Words.kind(stated),
                subject,
                predicate,
                object,
                once(header.expand(required("mapping_justification"))),
                permille(own("confidence")),
                reviewer(),
                use(),
                Optional.of(own(FACTOR)).filter(text -> !text.isEmpty()).map(Ratio::parse));
    }

    private Optional<String> reviewer() {
        String cell = own("reviewer_id");
        return cell.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        once(header.expand(MappingSetTsv.split(cell).get(0).strip())));
    }

    private Use use() {
        String direction = own(DIRECTION);
        String domain = own(DOMAIN);
        String path = own(PATH_MAX);
        if (direction.isEmpty() && domain.isEmpty() && path.isEmpty()) {
            return Use.FREE;
        }
        return new Use(
                direction.isEmpty()
                        ? Use.Direction.BOTH
                        : Words.constant(Use.Direction.class, direction)
                                .orElseThrow(() -> new IllegalArgumentException(DIRECTION + " is both or forward")),
                Optional.of(domain).filter(text -> !text.isEmpty()),
                path.isEmpty() ? Use.PATH_MAX : pathMax(path));
    }

    private static int pathMax(String text) {
        if (!text.matches("[1-8]")) {
            throw new IllegalArgumentException(PATH_MAX + " is 1 to 8");
        }
        return text.charAt(0) - '0';
    }

    private Term term(String iri) {
        Term term = Iri.term(iri);
        return new Term(once(term.scheme()), term.value());
    }

    /** One text for many equal ones: schemes repeat in every row. */
    private String once(String text) {
        String before = known.putIfAbsent(text, text);
        return before == null ? text : before;
    }

    static int permille(String confidence) {
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
}
