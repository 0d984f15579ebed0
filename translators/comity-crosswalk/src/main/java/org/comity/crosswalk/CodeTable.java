package org.comity.crosswalk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Equivalence.Predicate;

/**
 * Equivalences between two columns of a table of codes, by row and never by equal letters.
 *
 * <p>A code that stands in several rows is broader than each of its partners; a pair in which both do is lossy both ways and
 * no equivalence. A cell that is blank, or a no-break space, is no code; {@code NA} is one.
 *
 * @param subject heading of the column, and the scheme that its codes are of
 * @param object the same for the other column
 * @param justification SEMAPV URI: how the relation was found
 */
public record CodeTable(Column subject, Column object, Equivalence.Kind kind, String justification) {

    /** A column and the scheme of its codes. */
    public record Column(String heading, String scheme) {
        public Column {
            Objects.requireNonNull(heading, "heading");
            Objects.requireNonNull(scheme, "scheme");
        }
    }

    /** One equivalence, or why there is none, for each pair of codes in the order of the table. */
    public Outcome<List<SssomTsv.Mapping>> read(String csv, char separator) {
        return Tsv.read(csv, separator).then(this::rows);
    }

    private Outcome<List<SssomTsv.Mapping>> rows(Tsv table) {
        List<String> headings =
                table.rows().isEmpty() ? List.of() : table.rows().get(0).cells();
        int from = headings.indexOf(subject.heading());
        int to = headings.indexOf(object.heading());
        if (from < 0 || to < 0) {
            return Outcome.no(Reason.MALFORMED, "the table has no column " + (from < 0 ? subject : object).heading());
        }
        Map<String, Set<String>> objects = new HashMap<>();
        Map<String, Set<String>> subjects = new HashMap<>();
        List<Tsv.Row> rows = table.rows().subList(1, table.rows().size());
        for (Tsv.Row row : rows) {
            if (!code(row, from).isEmpty() && !code(row, to).isEmpty()) {
                objects.computeIfAbsent(code(row, from), any -> new HashSet<>()).add(code(row, to));
                subjects.computeIfAbsent(code(row, to), any -> new HashSet<>()).add(code(row, from));
            }
        }
        List<SssomTsv.Mapping> mappings = new ArrayList<>();
        Set<List<String>> seen = new HashSet<>();
        for (Tsv.Row row : rows) {
            String one = code(row, from);
            String other = code(row, to);
            if (!one.isEmpty() && !other.isEmpty() && seen.add(List.of(one, other))) {
                boolean many = objects.getOrDefault(one, Set.of()).size() > 1;
                boolean shared = subjects.getOrDefault(other, Set.of()).size() > 1;
                mappings.add(new SssomTsv.Mapping(row.line(), equivalence(one, other, many, shared)));
            }
        }
        return Outcome.yes(List.copyOf(mappings));
    }

    private Outcome<Equivalence> equivalence(String one, String other, boolean many, boolean shared) {
        if (many && shared) {
            return Outcome.no(Reason.NO_EQUIVALENCE, "both codes stand for several");
        }
        Predicate predicate = many ? Predicate.NARROWER : shared ? Predicate.BROADER : Predicate.EXACT;
        try {
            return Outcome.yes(new Equivalence(
                    kind,
                    new Term(subject.scheme(), one),
                    predicate,
                    new Term(object.scheme(), other),
                    justification,
                    1_000));
        } catch (IllegalArgumentException broken) {
            return Outcome.no(Reason.MALFORMED, "a code is no name: " + broken.getMessage());
        }
    }

    private static String code(Tsv.Row row, int column) {
        return column < row.cells().size()
                ? row.cells().get(column).replace('\u00A0', ' ').strip()
                : "";
    }
}
