package org.comity.crosswalk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
    /** A double as XML Schema writes it, of a size that arithmetic can bear. */
    private static final Pattern CONFIDENCE =
            Pattern.compile("\\+?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,3})?");

    private final SetHeader header;
    private final Equivalence.Kind kind;
    private final Set<String> owned;
    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<String, String> known = new HashMap<>();
    private List<String> cells = List.of();

    /**
     * @param owned takes the slots of the set that a row states itself, so that they stand for no row
     */
    SssomRow(SetHeader header, List<String> columns, Equivalence.Kind kind, Set<String> owned) {
        this.header = header;
        this.kind = kind;
        this.owned = owned;
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
        boolean propagates = MappingSet.PROPAGATED.contains(column);
        if (propagates && !own.isEmpty() && header.scalars().containsKey(column)) {
            owned.add(column);
        }
        return own.isEmpty() && (propagates || column.equals(SssomTsv.KIND_COLUMN))
                ? header.scalars().getOrDefault(column, "")
                : own;
    }

    /** What the reader makes of the row's own value; what it cannot read is said with the column and the value. */
    private <T> T required(String column, Function<String, T> reader) {
        String value = own(column);
        if (value.isEmpty()) {
            throw new IllegalArgumentException(column + " is missing");
        }
        return named(column, value, reader);
    }

    private static <T> T named(String column, String value, Function<String, T> reader) {
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException(column + " " + Words.shown(value) + ": " + broken.getMessage(), broken);
        }
    }

    private Outcome<Equivalence> equivalence() {
        if (NO_NAMES.contains(get("subject_type")) || NO_NAMES.contains(get("object_type"))) {
            return Outcome.no(Reason.NO_EQUIVALENCE, "a literal or a composed entity is no name");
        }
        String subject = required("subject_id", header::expand);
        String object = required("object_id", header::expand);
        Optional<Predicate> stated = Words.predicate(required("predicate_id", header::expand));
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
            return Outcome.yes(say(
                    named("subject_id", subject, this::term), predicate.get(), named("object_id", object, this::term)));
        }
        boolean turned = subject.equals(NO_TERM_FOUND);
        String source = get(turned ? "subject_source" : "object_source");
        String scheme = source.isEmpty()
                ? Words.SSSOM
                : named(turned ? "subject_source" : "object_source", source, header::expand);
        Term none = new Term(scheme, Equivalence.NO_TERM_FOUND);
        Term named = turned ? named("object_id", object, this::term) : named("subject_id", subject, this::term);
        return Outcome.yes(say(named, Predicate.NO_TERM, none));
    }

    /** A modifier turns exactMatch into a denial; a denied broader match says nothing that can be used. */
    private Optional<Predicate> modified(Optional<Predicate> stated) {
        return switch (own("predicate_modifier")) {
            case "" -> stated;
            case "Not" -> stated.filter(Predicate.EXACT::equals).map(exact -> Predicate.NOT);
            default ->
                throw new IllegalArgumentException(
                        "predicate_modifier " + Words.shown(own("predicate_modifier")) + " is not Not");
        };
    }

    private Equivalence say(Term subject, Predicate predicate, Term object) {
        String stated = get(SssomTsv.KIND_COLUMN);
        return new Equivalence(
                stated.isEmpty() ? kind : Words.kind(stated),
                subject,
                predicate,
                object,
                once(required("mapping_justification", header::expand)),
                permille(own("confidence")),
                reviewer(),
                use(),
                Optional.of(own(FACTOR)).filter(text -> !text.isEmpty()).map(Ratio::parse));
    }

    private Optional<String> reviewer() {
        String cell = own("reviewer_id");
        return cell.isEmpty()
                ? Optional.empty()
                : Optional.of(once(
                        named("reviewer_id", MappingSetTsv.split(cell).get(0).strip(), header::expand)));
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
        boolean number = CONFIDENCE.matcher(confidence).matches();
        if (!number || new BigDecimal(confidence).compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(
                    "confidence " + Words.shown(confidence) + " is not a number from 0 to 1");
        }
        return new BigDecimal(confidence)
                .movePointRight(3)
                .setScale(0, RoundingMode.FLOOR)
                .intValueExact();
    }
}
