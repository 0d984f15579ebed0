package org.comity.crosswalk;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Use;

/** Equivalences as SSSOM/TSV: sorted, without copies, prefixes numbered in the order of their expansions, LF line ends. */
final class SssomSheet {

    private static final String SEMAPV = "https://w3id.org/semapv/vocab/";
    private static final Comparator<Equivalence> ORDER = Comparator.comparing(Equivalence::kind)
            .thenComparing(Equivalence::subject)
            .thenComparing(Equivalence::object)
            .thenComparing(Equivalence::predicate)
            .thenComparing(Equivalence::justification)
            .thenComparing(Equivalence::confidencePermille)
            .thenComparing(Equivalence::id);

    /** The columns that stand in every sheet. */
    private static final int ALWAYS = 6;

    private final Map<String, String> prefixes = new TreeMap<>();
    private final Map<String, Function<Equivalence, String>> columns = new LinkedHashMap<>();
    private final StringBuilder out = new StringBuilder();

    private SssomSheet() {
        columns.put("subject_id", one -> curie(one.subject()));
        columns.put("predicate_id", one -> "skos:" + Words.property(one.predicate()));
        columns.put("predicate_modifier", one -> one.predicate() == Equivalence.Predicate.NOT ? "Not" : "");
        columns.put("object_id", one -> isNone(one) ? Equivalence.NO_TERM_FOUND : curie(one.object()));
        columns.put("mapping_justification", SssomSheet::justification);
        columns.put(
                "confidence",
                one -> BigDecimal.valueOf(one.confidencePermille(), 3).toPlainString());
        columns.put("object_source", SssomSheet::source);
        columns.put("reviewer_id", one -> one.reviewer().orElse(""));
        columns.put(SssomRow.FACTOR, one -> one.factor().map(Object::toString).orElse(""));
        columns.put(SssomRow.DIRECTION, one -> unless(one.use().direction(), Use.Direction.BOTH));
        columns.put(SssomRow.DOMAIN, one -> one.use().domain().orElse(""));
        columns.put(
                SssomRow.PATH_MAX,
                one -> one.use().pathMax() == Use.PATH_MAX
                        ? ""
                        : String.valueOf(one.use().pathMax()));
        columns.put(SssomTsv.KIND_COLUMN, one -> Words.word(one.kind()));
    }

    /** Whether what is written leads back to it. */
    static boolean canSay(Equivalence one) {
        boolean object = isNone(one)
                ? one.object().scheme().equals(Words.SSSOM)
                        || isPlain(one.object().scheme())
                : Iri.names(one.object());
        return Iri.names(one.subject())
                && object
                && one.reviewer().stream().allMatch(SssomSheet::isPlain)
                && isPlain(one.justification());
    }

    private static boolean isPlain(String uri) {
        return uri.matches("(https?|urn):[^|\\\\]+");
    }

    private static boolean isNone(Equivalence one) {
        return one.predicate() == Equivalence.Predicate.NO_TERM;
    }

    private static String source(Equivalence one) {
        return isNone(one) && !one.object().scheme().equals(Words.SSSOM)
                ? one.object().scheme()
                : "";
    }

    private static String unless(Use.Direction direction, Use.Direction usual) {
        return direction == usual ? "" : Words.word(direction);
    }

    private static String justification(Equivalence one) {
        return one.justification().startsWith(SEMAPV)
                ? "semapv:" + one.justification().substring(SEMAPV.length())
                : one.justification();
    }

    static String of(Collection<Equivalence> equivalences) {
        TreeSet<Equivalence> sorted = new TreeSet<>(ORDER);
        sorted.addAll(equivalences);
        SssomSheet sheet = new SssomSheet();
        sheet.head(sorted);
        sorted.forEach(sheet::row);
        return sheet.out.toString();
    }

    private void head(Collection<Equivalence> sorted) {
        TreeSet<String> expansions = new TreeSet<>();
        for (Equivalence one : sorted) {
            expansions.add(Iri.prefix(one.subject().scheme()));
            if (!isNone(one)) {
                expansions.add(Iri.prefix(one.object().scheme()));
            }
        }
        expansions.forEach(expansion -> prefixes.put(expansion, "ns" + (prefixes.size() + 1)));
        List<String> optional = columns.keySet().stream().skip(ALWAYS).toList();
        for (String column : optional) {
            Function<Equivalence, String> cell = columns.getOrDefault(column, any -> "");
            Predicate<Equivalence> says = one -> !cell.apply(one).isEmpty();
            if (!column.equals(SssomTsv.KIND_COLUMN) && sorted.stream().noneMatch(says)) {
                columns.remove(column);
            }
        }
        out.append("#curie_map:\n");
        out.append("#  comity: \"urn:comity:sssom:1#\"\n");
        prefixes.forEach((expansion, prefix) -> out.append("#  ")
                .append(prefix)
                .append(": \"")
                .append(expansion)
                .append("\"\n"));
        out.append("#extension_definitions:\n");
        columns.keySet().stream()
                .filter(column -> column.startsWith("ext_"))
                .forEach(column -> out.append("#  - slot_name: ")
                        .append(column)
                        .append("\n#    property: comity:")
                        .append(column.substring("ext_".length()).replace('_', '-'))
                        .append('\n'));
        line(columns.keySet());
    }

    private void row(Equivalence one) {
        line(columns.values().stream().map(cell -> cell.apply(one)).toList());
    }

    private String curie(Term term) {
        return prefixes.get(Iri.prefix(term.scheme())) + ":" + Iri.encoded(term.value());
    }

    private void line(Collection<String> cells) {
        out.append(String.join("\t", cells)).append('\n');
    }
}
