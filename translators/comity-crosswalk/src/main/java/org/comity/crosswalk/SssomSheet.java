package org.comity.crosswalk;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Equivalence;

/** Equivalences as SSSOM/TSV: sorted, without copies, prefixes numbered in the order of their expansions, LF line ends. */
final class SssomSheet {

    private static final String SEMAPV = "https://w3id.org/semapv/vocab/";
    private static final Comparator<Equivalence> ORDER = Comparator.comparing(Equivalence::kind)
            .thenComparing(Equivalence::subject)
            .thenComparing(Equivalence::object)
            .thenComparing(Equivalence::predicate)
            .thenComparing(Equivalence::justification)
            .thenComparing(Equivalence::confidencePermille);

    private final Map<String, String> prefixes = new TreeMap<>();
    private final StringBuilder out = new StringBuilder();

    private SssomSheet() {}

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
            expansions.add(Iri.prefix(one.object().scheme()));
        }
        expansions.forEach(expansion -> prefixes.put(expansion, "ns" + (prefixes.size() + 1)));
        out.append("#curie_map:\n");
        out.append("#  comity: \"urn:comity:sssom:1#\"\n");
        prefixes.forEach((expansion, prefix) -> out.append("#  ")
                .append(prefix)
                .append(": \"")
                .append(expansion)
                .append("\"\n"));
        out.append("#extension_definitions:\n#  - slot_name: ").append(SssomTsv.KIND_COLUMN);
        out.append("\n#    property: comity:kind\n");
        line(List.of(
                "subject_id",
                "predicate_id",
                "predicate_modifier",
                "object_id",
                "mapping_justification",
                "confidence",
                SssomTsv.KIND_COLUMN));
    }

    private void row(Equivalence one) {
        line(List.of(
                curie(one.subject()),
                predicate(one.predicate()),
                one.predicate() == Equivalence.Predicate.NOT ? "Not" : "",
                curie(one.object()),
                one.justification().startsWith(SEMAPV)
                        ? "semapv:" + one.justification().substring(SEMAPV.length())
                        : one.justification(),
                BigDecimal.valueOf(one.confidencePermille(), 3).toPlainString(),
                one.kind().name().toLowerCase(Locale.ROOT)));
    }

    private String curie(Term term) {
        return prefixes.get(Iri.prefix(term.scheme())) + ":" + Iri.encoded(term.value());
    }

    private static String predicate(Equivalence.Predicate predicate) {
        return switch (predicate) {
            case EXACT, NOT -> "skos:exactMatch";
            case BROADER -> "skos:broadMatch";
            case NARROWER -> "skos:narrowMatch";
        };
    }

    private void line(List<String> cells) {
        out.append(String.join("\t", cells)).append('\n');
    }
}
