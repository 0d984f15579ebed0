package org.comity.crosswalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.comity.crosswalk.SssomTsvTest.reason;
import static org.comity.crosswalk.SssomTsvTest.yes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Crosswalk;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Equivalence.Predicate;
import org.comity.crosswalk.Comparison.Disagreement;
import org.comity.crosswalk.Comparison.Why;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final String CURATED = "https://w3id.org/semapv/vocab/ManualMappingCuration";
    private static final String SPELLED = "https://w3id.org/semapv/vocab/LexicalMatching";

    private static Equivalence says(String subject, Predicate predicate, String object) {
        return new Equivalence(
                Equivalence.Kind.TERM, new Term("urn:a", subject), predicate, new Term("urn:b", object), CURATED, 900);
    }

    private static Equivalence turned(Equivalence one, Predicate predicate) {
        return new Equivalence(one.kind(), one.object(), predicate, one.subject(), SPELLED, 500);
    }

    @Test
    void reportsPairByPairAndAppliesNeither() {
        // Given
        Equivalence same = says("1", Predicate.BROADER, "1");
        Equivalence exact = says("2", Predicate.EXACT, "2");
        Equivalence denied = says("2", Predicate.NOT, "2");
        Equivalence third = says("3", Predicate.EXACT, "3");
        Equivalence other = says("3", Predicate.EXACT, "4");
        Equivalence own = says("5", Predicate.EXACT, "5");

        // When
        Comparison comparison = Comparison.of(
                List.of(same, exact, third), List.of(turned(same, Predicate.NARROWER), denied, other, own));

        // Then
        assertThat(comparison.agreed()).containsExactly(same);
        assertThat(comparison.onlyFirst()).isEmpty();
        assertThat(comparison.onlySecond()).containsExactly(own);
        assertThat(comparison.disagreements())
                .containsExactly(
                        new Disagreement(Why.PREDICATES_DIFFER, exact, denied),
                        new Disagreement(Why.TWO_EXACT_MATCHES, third, other));
        assertThat(comparison.applicable()).containsExactly(same, own);
    }

    @Test
    void findsADirectionThatIsTurned() {
        // Given
        Equivalence broader = says("1", Predicate.BROADER, "1");

        // Then
        assertThat(Comparison.of(List.of(broader), List.of(turned(broader, Predicate.BROADER)))
                        .disagreements())
                .hasSize(1);
    }

    @Test
    void takesCodesByRowAndNoCodeThatStandsForSeveralAsExact() {
        // Given
        String csv =
                "iso,name,old\nNA,Namibia,SWA\nFI,Finland,FIN\nAX,\"Åland, islands\",FIN\nDE,Germany,DDR\nDE,Germany,BRD\n"
                        + "XX,,\u00A0\nYY,,P\nYY,,Q\nZZ,,Q\n";

        // When
        List<SssomTsv.Mapping> rows = yes(table("iso", "old").read(csv, ','));

        // Then
        assertThat(rows).extracting(SssomTsv.Mapping::line).containsExactly(2, 3, 4, 5, 6, 8, 9, 10);
        assertThat(rows.subList(0, 5))
                .extracting(row -> yes(row.outcome()).predicate())
                .containsExactly(
                        Predicate.EXACT, Predicate.BROADER, Predicate.BROADER, Predicate.NARROWER, Predicate.NARROWER);
        assertThat(reason(rows.get(6).outcome())).contains(Reason.NO_EQUIVALENCE);
        assertThat(reason(table("iso", "none").read(csv, ','))).contains(Reason.MALFORMED);
    }

    private static CodeTable table(String subject, String object) {
        return new CodeTable(
                new CodeTable.Column(subject, "urn:code:" + subject.toLowerCase(Locale.ROOT)),
                new CodeTable.Column(object, "urn:code:" + object.toLowerCase(Locale.ROOT)),
                Equivalence.Kind.TERM,
                CURATED);
    }

    @Test
    void makesNoEquivalenceOfEqualLetters() throws IOException {
        // Given
        String root = System.getProperty("comity.data", "");
        Assumptions.assumeTrue(!root.isEmpty(), "comity.data is not set");
        String csv = Files.readString(Path.of(root, "taxonomy/country-codes/country-codes.csv"));
        List<Equivalence> byRow = new ArrayList<>();
        yes(table("WMO", "ISO3166-1-Alpha-2").read(csv, ','))
                .forEach(row -> row.outcome().fold(byRow::add, no -> false));
        TreeSet<String> iso = new TreeSet<>();
        yes(table("ISO3166-1-Alpha-2", "ISO3166-1-Alpha-3").read(csv, ','))
                .forEach(row -> iso.add(yes(row.outcome()).subject().value()));

        // When: what letters alone would say, and what of it no row says
        Set<Equivalence> byLetters = new LinkedHashSet<>();
        for (Equivalence row : byRow) {
            Term letters = new Term(row.object().scheme(), row.subject().value());
            if (iso.contains(letters.value())) {
                byLetters.add(new Equivalence(row.kind(), row.subject(), Predicate.EXACT, letters, SPELLED, 1_000));
            }
        }
        List<Equivalence> wrong = byLetters.stream()
                .filter(one -> byRow.stream()
                        .noneMatch(row -> row.subject().equals(one.subject())
                                && row.object().equals(one.object())))
                .toList();
        Comparison comparison = Comparison.of(byRow, byLetters);

        // Then
        assertThat(iso).hasSize(249).contains("NA");
        assertThat(byRow)
                .filteredOn(row -> iso.contains(row.subject().value())
                        && !row.subject().value().equals(row.object().value()))
                .hasSize(69);
        assertThat(wrong).hasSize(66);
        // One false match contradicts no row: comparing sets cannot replace never making it.
        assertThat(wrong)
                .filteredOn(comparison.applicable()::contains)
                .extracting(one -> one.subject().value())
                .containsExactly("NU");
        assertThat(comparison.disagreements())
                .extracting(Disagreement::why)
                .containsOnly(Why.PREDICATES_DIFFER, Why.TWO_EXACT_MATCHES);
        Crosswalk nothing = Crosswalk.of(List.of());
        Crosswalk attested = Crosswalk.of(byRow);
        for (Equivalence one : wrong) {
            assertThat(nothing.of(Equivalence.Kind.TERM, one.subject())).isEmpty();
            assertThat(attested.of(Equivalence.Kind.TERM, one.subject()))
                    .extracting(Crosswalk.Match::term)
                    .doesNotContain(one.object());
        }
    }
}
