package org.comity.crosswalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.comity.crosswalk.SssomTsvTest.reason;
import static org.comity.crosswalk.SssomTsvTest.yes;

import java.util.ArrayList;
import java.util.List;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Equivalence.Predicate;
import org.junit.jupiter.api.Test;

class SkosTurtleTest {
    private static final String CURATED = "https://w3id.org/semapv/vocab/ManualMappingCuration";
    private static final String TURTLE = """
            @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            @prefix w: <urn:wmo#> .
            w:DL a skos:Concept ; skos:prefLabel "Germany"@en ;
              skos:exactMatch <urn:iso#DE> ;
              skos:broadMatch <http://example.org/a%2Fb> .
            w:NU skos:closeMatch <urn:iso#AW> .
            w:AT skos:narrowMatch [] .
            w:XX skos:exactMatch "XX" .
            w:YY skos:exactMatch w:YY .
            """;

    private static List<SssomTsv.Mapping> read(String turtle) {
        return yes(SkosTurtle.read(turtle, Equivalence.Kind.TERM, CURATED));
    }

    private static Equivalence says(Predicate predicate, Term object) {
        return new Equivalence(Equivalence.Kind.TERM, new Term("urn:wmo", "DL"), predicate, object, CURATED, 1_000);
    }

    @Test
    void readsEachMappingStatementAndNothingElse() {
        // When
        List<SssomTsv.Mapping> rows = read(TURTLE);

        // Then
        assertThat(rows).hasSize(6);
        assertThat(yes(rows.get(0).outcome())).isEqualTo(says(Predicate.EXACT, new Term("urn:iso", "DE")));
        assertThat(yes(rows.get(1).outcome()))
                .isEqualTo(says(Predicate.BROADER, new Term("http://example.org/", "a/b")));
        assertThat(rows.get(1).line()).isEqualTo(5);
        assertThat(yes(rows.get(2).outcome()).predicate()).isEqualTo(Predicate.CLOSE);
        assertThat(rows.subList(3, 6))
                .allSatisfy(row -> assertThat(reason(row.outcome())).contains(Reason.MALFORMED));
    }

    @Test
    void writesWhatItReadsBack() {
        // Given
        List<Equivalence> equivalences = List.of(
                says(Predicate.EXACT, new Term("http://example.org/", "é >")),
                says(Predicate.BROADER, new Term("urn:iso", "DE")),
                says(Predicate.NARROWER, new Term("urn:iso", "D E")));

        // When
        List<Equivalence> back = new ArrayList<>();
        read(yes(SkosTurtle.write(equivalences))).forEach(row -> back.add(yes(row.outcome())));

        // Then
        assertThat(back).containsExactlyInAnyOrderElementsOf(equivalences);
        assertThat(reason(SkosTurtle.write(List.of(says(Predicate.NOT, new Term("urn:iso", "DE"))))))
                .contains(Reason.NO_EQUIVALENCE);
        assertThat(reason(SkosTurtle.write(List.of(says(Predicate.EXACT, new Term("urn:i>so", "DE"))))))
                .contains(Reason.MALFORMED);
    }

    @Test
    void refusesWhatIsNoTurtleOrTooLong() {
        assertThat(reason(SkosTurtle.read("w:DL", Equivalence.Kind.TERM, CURATED)))
                .contains(Reason.MALFORMED);
        assertThat(reason(SkosTurtle.read(" ".repeat(Tsv.LENGTH_MAX + 1), Equivalence.Kind.TERM, CURATED)))
                .contains(Reason.LIMIT_EXCEEDED);
    }

    @Test
    void boundsHowDeepBracketsStand() {
        // Given
        String deep = "<urn:a> <urn:b> " + "(".repeat(30_000) + ")".repeat(30_000) + " .";
        String blank = "<urn:a> <urn:b> " + "[<urn:b> ".repeat(30_000) + "1" + "]".repeat(30_000) + " .";
        String flat = "\uFEFF<urn:a> <urn:b> " + "[ <urn:b> (1) ] , ".repeat(1_000) + "2 .";

        // Then
        assertThat(reason(SkosTurtle.read(deep, Equivalence.Kind.TERM, CURATED)))
                .contains(Reason.LIMIT_EXCEEDED);
        assertThat(reason(SkosTurtle.read(blank, Equivalence.Kind.TERM, CURATED)))
                .contains(Reason.LIMIT_EXCEEDED);
        assertThat(read(flat)).isEmpty();
        assertThat(SssomTsvTest.detail(SkosTurtle.read("<urn:a> <urn:b>", Equivalence.Kind.TERM, CURATED)))
                .startsWith("not Turtle at the end: ");
    }
}
