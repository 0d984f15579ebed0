package org.comity.crosswalk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
 * @param subject whose codes are the subjects
 * @param object whose codes are the objects
 * @param justification SEMAPV URI: how the relation was found
 */
public record CodeTable(Column subject, Column object, Equivalence.Kind kind, String justification) {

    /**
     * A column, or several whose cells make one code, and the scheme of the codes.
     *
     * @param headings never empty
     * @param join what stands between the cells of several columns
     */
    public record Column(List<String> headings, String join, String scheme) {
        public Column {
            headings = List.copyOf(headings);
            Objects.requireNonNull(join, "join");
            Objects.requireNonNull(scheme, "scheme");
            if (headings.isEmpty()) {
                throw new IllegalArgumentException("a code has at least one column");
            }
        }

        /** One column. */
        public Column(String heading, String scheme) {
            this(List.of(heading), "", scheme);
        }
    }

    /** Reads how a table is to be read: YAML, as the page of crosswalk files describes it. */
    public static Outcome<Reading> mapping(String yaml) {
        return TableMapping.read(yaml);
    }

    /** A table's mapping and the separator of its cells. */
    public record Reading(CodeTable table, char separator) {
        /** What the rows of a table say. */
        public Outcome<List<SssomTsv.Mapping>> read(String csv) {
            return table.read(csv, separator);
        }
    }

    /** One equivalence, or why there is none, for each pair of codes in the order of the table. */
    public Outcome<List<SssomTsv.Mapping>> read(String csv, char separator) {
        return Tsv.read(csv, separator).then(this::rows);
    }

    private Outcome<List<SssomTsv.Mapping>> rows(Tsv table) {
        List<String> headings =
                table.rows().isEmpty() ? List.of() : table.rows().get(0).cells();
        List<String> wanted = new ArrayList<>(subject.headings());
        wanted.addAll(object.headings());
        for (String heading : wanted) {
            if (headings.indexOf(heading) < 0 || headings.indexOf(heading) != headings.lastIndexOf(heading)) {
                return Outcome.no(Reason.MALFORMED, "the table has no column, or two, of the name " + heading);
            }
        }
        Set<Pair> pairs = new LinkedHashSet<>();
        Map<String, Set<String>> objects = new HashMap<>();
        Map<String, Set<String>> subjects = new HashMap<>();
        for (Tsv.Row row : table.rows().subList(1, table.rows().size())) {
            String one = code(row, headings, subject);
            String other = code(row, headings, object);
            if (!one.isEmpty() && !other.isEmpty()) {
                pairs.add(new Pair(one, other, row.line()));
                objects.computeIfAbsent(one, any -> new HashSet<>()).add(other);
                subjects.computeIfAbsent(other, any -> new HashSet<>()).add(one);
            }
        }
        List<SssomTsv.Mapping> mappings = new ArrayList<>();
        for (Pair pair : pairs) {
            boolean many = objects.getOrDefault(pair.one(), Set.of()).size() > 1;
            boolean shared = subjects.getOrDefault(pair.other(), Set.of()).size() > 1;
            mappings.add(new SssomTsv.Mapping(pair.line(), equivalence(pair, many, shared)));
        }
        return Outcome.yes(List.copyOf(mappings));
    }

    /** Two codes of one row; the first row that has them says where they stand. */
    private record Pair(String one, String other, int line) {
        @Override
        public boolean equals(Object that) {
            return that instanceof Pair pair && one.equals(pair.one) && other.equals(pair.other);
        }

        @Override
        public int hashCode() {
            return 31 * one.hashCode() + other.hashCode();
        }
    }

    private Outcome<Equivalence> equivalence(Pair pair, boolean many, boolean shared) {
        if (many && shared) {
            return Outcome.no(Reason.NO_EQUIVALENCE, "both codes stand for several");
        }
        Predicate predicate = many ? Predicate.NARROWER : shared ? Predicate.BROADER : Predicate.EXACT;
        try {
            return Outcome.yes(new Equivalence(
                    kind,
                    new Term(subject.scheme(), pair.one()),
                    predicate,
                    new Term(object.scheme(), pair.other()),
                    justification,
                    1_000));
        } catch (IllegalArgumentException broken) {
            return Outcome.no(Reason.MALFORMED, "a code is no name: " + broken.getMessage());
        }
    }

    /** Empty where any of the cells is. */
    private static String code(Tsv.Row row, List<String> headings, Column column) {
        List<String> parts = new ArrayList<>();
        for (String heading : column.headings()) {
            int at = headings.indexOf(heading);
            String cell = at < row.cells().size()
                    ? row.cells().get(at).replace('\u00A0', ' ').strip()
                    : "";
            if (cell.isEmpty()) {
                return "";
            }
            parts.add(cell);
        }
        return String.join(column.join(), parts);
    }
}
