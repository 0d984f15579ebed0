package org.comity.crosswalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Ratio;
import org.comity.core.taxonomy.Use;
import org.comity.crosswalk.SssomTsv.Mapping;
import org.junit.jupiter.api.Test;

class SssomTsvTest {
    private static final String HEAD =
            "#curie_map:\n#  nc: \"urn:quake:property:nc#\"\n#  HP: http://example.org/obo/HP_\n"
                    + "#comment: \"prefix: nothing\"\n"
                    + "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\tconfidence\text_kind\n";
    private static final String LEXICAL = "https://w3id.org/semapv/vocab/LexicalMatching";
    private static final Term ORIGIN = new Term("urn:quake:property:nc", "origin");
    private static final Term HP = new Term("http://example.org/obo/", "HP_1");

    static <T> T yes(Outcome<T> outcome) {
        return outcome.fold(value -> value, no -> {
            throw new AssertionError(no.toString());
        });
    }

    static Optional<Reason> reason(Outcome<?> outcome) {
        return outcome.fold(any -> Optional.empty(), no -> Optional.of(no.reason()));
    }

    static String detail(Outcome<?> outcome) {
        return outcome.<String>fold(any -> "", no -> no.detail());
    }

    private static Outcome<Equivalence> row(String... cells) {
        List<Mapping> rows = yes(SssomTsv.read(HEAD + String.join("\t", cells) + "\n", Equivalence.Kind.PROPERTY));
        assertThat(rows).hasSize(1);
        return rows.get(0).outcome();
    }

    private static Equivalence equivalence(Equivalence.Predicate predicate, int permille) {
        return new Equivalence(Equivalence.Kind.PROPERTY, ORIGIN, predicate, HP, LEXICAL, permille);
    }

    @Test
    void readsEveryPredicateThatIsAnEquivalence() {
        // Then
        assertThat(yes(row("nc:origin", "skos:exactMatch", "", "HP:1", "semapv:LexicalMatching", "0.9579", "")))
                .isEqualTo(equivalence(Equivalence.Predicate.EXACT, 957));
        assertThat(yes(row("nc:origin", "skos:broadMatch", "", "HP:1", "semapv:LexicalMatching", "1", "")))
                .isEqualTo(equivalence(Equivalence.Predicate.BROADER, 1_000));
        assertThat(yes(row("nc:origin", "skos:narrowMatch", "", "HP:1", "semapv:LexicalMatching", "", "")))
                .isEqualTo(equivalence(Equivalence.Predicate.NARROWER, 1_000));
        assertThat(yes(row("nc:origin", "skos:exactMatch", "Not", "HP:1", "semapv:LexicalMatching", "0", "")))
                .isEqualTo(equivalence(Equivalence.Predicate.NOT, 0));
    }

    @Test
    void takesAnotherPredicateForNoEquivalenceAndReportsIt() {
        assertThat(reason(row("nc:origin", "owl:sameAs", "", "HP:1", "semapv:LexicalMatching")))
                .contains(Reason.NO_EQUIVALENCE);
        assertThat(reason(row("nc:origin", "skos:broadMatch", "Not", "HP:1", "semapv:LexicalMatching")))
                .contains(Reason.NO_EQUIVALENCE);
        assertThat(reason(row("nc:origin", "skos:closeMatch", "", "sssom:NoTermFound", "semapv:LexicalMatching")))
                .contains(Reason.NO_EQUIVALENCE);
    }

    @Test
    void keepsCloseAndRelatedMatchesAsWhatTheyAre() {
        assertThat(yes(row("nc:origin", "skos:closeMatch", "", "HP:1", "semapv:LexicalMatching"))
                        .predicate())
                .isEqualTo(Equivalence.Predicate.CLOSE);
        assertThat(yes(row("nc:origin", "skos:relatedMatch", "", "HP:1", "semapv:LexicalMatching"))
                        .predicate())
                .isEqualTo(Equivalence.Predicate.RELATED);
    }

    @Test
    void knowsWhereASchemeHasNoTerm() {
        // Given
        String sources = "#subject_source: \"urn:a\"\n#object_source: \"http://example.org/b\"\n";
        String rows = "nc:origin\tskos:exactMatch\t\tsssom:NoTermFound\tsemapv:LexicalMatching\n"
                + "sssom:NoTermFound\tskos:exactMatch\t\tHP:1\tsemapv:LexicalMatching\n"
                + "sssom:NoTermFound\tskos:exactMatch\t\tsssom:NoTermFound\tsemapv:LexicalMatching\n";

        // When
        List<Mapping> read = yes(SssomTsv.read(sources + HEAD + rows, Equivalence.Kind.PROPERTY));

        // Then
        assertThat(yes(read.get(0).outcome()))
                .isEqualTo(new Equivalence(
                        Equivalence.Kind.PROPERTY,
                        ORIGIN,
                        Equivalence.Predicate.NO_TERM,
                        new Term("http://example.org/b", Equivalence.NO_TERM_FOUND),
                        LEXICAL,
                        1_000));
        assertThat(yes(read.get(1).outcome()).object()).isEqualTo(new Term("urn:a", Equivalence.NO_TERM_FOUND));
        assertThat(reason(read.get(2).outcome())).contains(Reason.NO_EQUIVALENCE);
        assertThat(yes(yes(SssomTsv.read(HEAD + rows, Equivalence.Kind.PROPERTY))
                                .get(0)
                                .outcome())
                        .object()
                        .scheme())
                .isEqualTo("https://w3id.org/sssom/");
    }

    @Test
    void readsAndWritesWhatSssomHasNoSlotFor() {
        // Given
        Equivalence whole = new Equivalence(
                Equivalence.Kind.UNIT,
                ORIGIN,
                Equivalence.Predicate.EXACT,
                HP,
                LEXICAL,
                250,
                Optional.of("https://orcid.org/0000-0000-0000-0001"),
                new Use(Use.Direction.FORWARD, Optional.of("levels"), 2),
                Optional.of(Ratio.parse("1250/381")));
        Equivalence none = new Equivalence(
                Equivalence.Kind.TERM,
                HP,
                Equivalence.Predicate.NO_TERM,
                new Term("urn:a", Equivalence.NO_TERM_FOUND),
                LEXICAL,
                1_000);

        // When
        String sheet = yes(SssomTsv.write(List.of(whole, none)));

        // Then
        assertThat(yes(SssomTsv.read(sheet, Equivalence.Kind.AUTHORITY)))
                .extracting(row -> yes(row.outcome()))
                .containsExactlyInAnyOrder(whole, none);
        assertThat(yes(yes(MappingSet.ofTsv(sheet)).equivalences(Equivalence.Kind.AUTHORITY)))
                .extracting(row -> yes(row.outcome()))
                .containsExactlyInAnyOrder(whole, none);
        for (String wrong : List.of("0.5", "2/4", "-1/2", "1/0")) {
            String broken = sheet.replace("1250/381", wrong);
            assertThat(reason(yes(SssomTsv.read(broken, Equivalence.Kind.AUTHORITY))
                            .get(1)
                            .outcome()))
                    .as(wrong)
                    .contains(Reason.MALFORMED);
        }
    }

    @Test
    void standsForEveryMappingOnlyWhereTheSchemaSaysSo() {
        // Given
        String table =
                "#object_source: \"urn:b\"\n#creator_id:\n#  - \"urn:c\"\n" + "subject_id\tobject_source\nx:1\t\nx:2\t";

        // When
        MappingSet set = yes(MappingSet.ofTsv(table)).propagated();
        MappingSet owned = yes(MappingSet.ofTsv(table + "urn:own\n")).propagated();

        // Then
        assertThat(set.slots()).containsOnlyKeys("creator_id");
        assertThat(set.mappings())
                .extracting(mapping -> mapping.get("object_source"))
                .containsExactly(List.of("urn:b"), List.of("urn:b"));
        assertThat(owned.slots()).containsOnlyKeys("creator_id", "object_source");
        assertThat(owned.mappings())
                .extracting(mapping -> mapping.get("object_source"))
                .containsExactly(null, List.of("urn:own"));
    }

    @Test
    void aSlotThatOneRowStatesItselfStandsForNoRowBeforeItEither() {
        // Given
        String table = "#curie_map: {a: 'urn:a#', b: 'urn:b#'}\n#object_source: 'urn:b'\n"
                + "subject_id\tpredicate_id\tobject_id\tmapping_justification\tobject_source\n"
                + "a:1\tskos:exactMatch\tsssom:NoTermFound\tsemapv:M\t\n"
                + "a:2\tskos:exactMatch\tsssom:NoTermFound\tsemapv:M\t";

        // Then
        assertThat(yes(SssomTsv.read(table, Equivalence.Kind.TERM)))
                .extracting(row -> yes(row.outcome()).object().scheme())
                .containsExactly("urn:b", "urn:b");
        assertThat(yes(SssomTsv.read(table + "urn:own\n", Equivalence.Kind.TERM)))
                .extracting(row -> yes(row.outcome()).object().scheme())
                .containsExactly("https://w3id.org/sssom/", "urn:own");
    }

    @Test
    void readsWhatOtherToolsWrite() {
        // Given
        String row = "a:1\tskos:exactMatch\tb:1\tsemapv:M\t5e-1";
        String columns = "subject_id \tpredicate_id\tobject_id\tmapping_justification\tconfidence";
        String map = "#curie_map: {a: 'urn:a#', b: 'urn:b#'}";

        // Then
        for (String table : List.of(
                map + "\t\t\n" + columns + "\t\t\n" + row + "\t\t\t\t\n",
                map + "\r" + columns + "\r" + row + "\r",
                map + "\n#other: null\n#tool:\n#  name: {x: y}\n#comment:\n" + columns + "\n" + row + "\n\t\t\n")) {
            List<Mapping> read = yes(SssomTsv.read(table, Equivalence.Kind.TERM));
            assertThat(read).as(table).hasSize(1);
            assertThat(yes(read.get(0).outcome()).confidencePermille()).isEqualTo(500);
            assertThat(yes(MappingSet.ofTsv(yes(MappingSet.ofTsv(table)).tsv())).mappings())
                    .hasSize(1);
            assertThat(yes(MappingSet.ofTsv(table)).slots()).isEmpty();
        }
        assertThat(yes(SssomTsv.read(columns + "\n", Equivalence.Kind.TERM))).isEmpty();
        MappingSet none = yes(MappingSet.ofTsv("#license: x\n" + columns + "\n"));
        assertThat(yes(MappingSet.ofTsv(none.tsv()))).isEqualTo(none);
        assertThat(yes(none.equivalences(Equivalence.Kind.TERM))).isEmpty();
    }

    @Test
    void saysWhereAndWhatIsWrong() {
        // Given
        String map = "#curie_map: {a: 'urn:a#'}\n";
        String columns = "subject_id\tpredicate_id\tobject_id\tmapping_justification\n";
        Map<String, String> sentences = Map.of(
                map + "#comment: a: b\n" + columns,
                "line 2: the metadata is not YAML: mapping values are not allowed here",
                map + "#author_id:\n#  a: b\n" + columns,
                "line 3: author_id is neither a text nor a list of texts",
                map + "\n#license: x\n" + columns,
                "line 3: metadata in the table: it stands before it without blank lines or quotes around it",
                map + "subject_id\tobject_id\n",
                "no mapping has a predicate_id",
                map + columns.replace("object_id", "subject_id"),
                "line 2: there are two columns subject_id",
                "#curie_map: {skos: 'urn:a#'}\n" + columns,
                "curie_map gives the built-in prefix skos another meaning than http://www.w3.org/2004/02/skos/core#",
                "#curie_map: {a: 'urn:a#', a: 'urn:b#'}\n" + columns,
                "line 1: curie_map names a twice");

        // Then
        sentences.forEach((table, sentence) ->
                assertThat(detail(SssomTsv.read(table, Equivalence.Kind.TERM))).isEqualTo(sentence));
        String undefined = map + columns + "a:1\tskos:exactMatch\tz:2\tsemapv:M\n";
        assertThat(detail(yes(SssomTsv.read(undefined, Equivalence.Kind.TERM))
                        .get(0)
                        .outcome()))
                .isEqualTo("object_id z:2: curie_map defines no prefix z");
    }

    @Test
    void refusesARowThatIsBrokenAndGoesOnWithTheOthers() {
        // Given
        String good = "nc:origin\tskos:exactMatch\t\tHP:1\tsemapv:LexicalMatching\n";
        List<String> broken = List.of(
                "xx:origin\tskos:exactMatch\t\tHP:1\tsemapv:LexicalMatching\n",
                "nc:origin\tskos:exactMatch\t\t\tsemapv:LexicalMatching\n",
                "nc:origin\tskos:exactMatch\t\tHP:1\t\n",
                "nc:origin\tskos:exactMatch\t\tHP:1\tsemapv:LexicalMatching\t1.001\n",
                "nc:origin\tskos:exactMatch\t\tHP:1\tsemapv:LexicalMatching\t-0.5\n",
                "nc:origin\tskos:exactMatch\t\tHP:1\tsemapv:LexicalMatching\t1\tplace\n",
                "nc:origin\tskos:exactMatch\tnot\tHP:1\tsemapv:LexicalMatching\n",
                "nc:origin\tskos:exactMatch\t\tnc:origin\tsemapv:LexicalMatching\n",
                "nc:a%zz\tskos:exactMatch\t\tHP:1\tsemapv:LexicalMatching\n",
                "nc:origin\tskos:exactMatch\t\tHP:1\tsemapv:LexicalMatching\t1\tterm\tmore\n");

        // When
        List<Mapping> rows =
                yes(SssomTsv.read(HEAD + good + String.join("", broken) + good, Equivalence.Kind.PROPERTY));

        // Then
        assertThat(rows).hasSize(broken.size() + 2);
        assertThat(rows.subList(1, broken.size() + 1))
                .allSatisfy(row -> assertThat(reason(row.outcome())).contains(Reason.MALFORMED));
        assertThat(yes(rows.get(0).outcome()))
                .isEqualTo(yes(rows.get(broken.size() + 1).outcome()));
        assertThat(rows.get(0).line()).isEqualTo(6);
        assertThat(rows.get(rows.size() - 1).line()).isEqualTo(6 + broken.size() + 1);
    }

    @Test
    void readsTheKindFromTheColumnBeforeTheParameter() {
        assertThat(yes(row("nc:a", "skos:exactMatch", "", "HP:1", "semapv:LexicalMatching", "", "term"))
                        .kind())
                .isEqualTo(Equivalence.Kind.TERM);
    }

    @Test
    void refusesASetThatCannotBeRead() {
        // Then
        assertThat(reason(SssomTsv.read("", Equivalence.Kind.TERM))).contains(Reason.MALFORMED);
        assertThat(reason(SssomTsv.read("subject_id\tsubject_id\n", Equivalence.Kind.TERM)))
                .contains(Reason.MALFORMED);
        assertThat(reason(SssomTsv.read("subject_id\tobject_id\n", Equivalence.Kind.TERM)))
                .contains(Reason.MALFORMED);
        assertThat(reason(SssomTsv.read(HEAD + "\"open", Equivalence.Kind.TERM)))
                .contains(Reason.MALFORMED);
        assertThat(reason(SssomTsv.read("#curie_map:\n#  skos: urn:evil:\n" + HEAD, Equivalence.Kind.TERM)))
                .contains(Reason.MALFORMED);
        assertThat(reason(SssomTsv.read("#curie_map:\n#  a: urn:x:\n#  a: urn:y:\n" + HEAD, Equivalence.Kind.TERM)))
                .contains(Reason.MALFORMED);
        assertThat(reason(SssomTsv.read(HEAD + "x\n".repeat(Tsv.ROWS_MAX + 1), Equivalence.Kind.TERM)))
                .contains(Reason.LIMIT_EXCEEDED);
        assertThat(reason(SssomTsv.read(HEAD + "\t".repeat(Tsv.CELLS_MAX), Equivalence.Kind.TERM)))
                .contains(Reason.LIMIT_EXCEEDED);
    }

    @Test
    void keepsTabsAndLineEndsOfAQuotedCell() {
        // Given
        String text = "a\tb\r\n\"one \"\"two\"\"\tthree\nfour\"\tlast\r\nx\ty";

        // Then
        assertThat(yes(Tsv.read(text)).rows())
                .containsExactly(
                        new Tsv.Row(1, List.of("a", "b")),
                        new Tsv.Row(2, List.of("one \"two\"\tthree\nfour", "last")),
                        new Tsv.Row(4, List.of("x", "y")));
    }

    @Test
    void namesOneTermByItsIriWhateverThePrefix() {
        // Then
        assertThat(Iri.term("http://example.org/obo/HP_1")).isEqualTo(HP);
        assertThat(Iri.term("urn:quake:property:nc#origin")).isEqualTo(ORIGIN);
        assertThat(Iri.term("urn:quake:network:nc")).isEqualTo(new Term("urn:quake:network:", "nc"));
        assertThat(Iri.term("http://example.org/#a")).isNotEqualTo(Iri.term("http://example.org/a"));
        assertThat(Iri.term("http://example.org/x#a%2Fb")).isEqualTo(new Term("http://example.org/x", "a/b"));
    }

    @Test
    void writesTheSameTextWhateverTheOrderAndReadsItBack() {
        // Given
        List<Equivalence> equivalences = new ArrayList<>();
        for (Equivalence.Kind kind : Equivalence.Kind.values()) {
            for (Equivalence.Predicate predicate : Equivalence.Predicate.values()) {
                if (predicate == Equivalence.Predicate.NO_TERM
                        || kind == Equivalence.Kind.UNIT && predicate == Equivalence.Predicate.EXACT) {
                    continue;
                }
                equivalences.add(new Equivalence(
                        kind, ORIGIN, predicate, new Term("http://example.org/", "é/#: %\"x"), LEXICAL, 333));
                equivalences.add(new Equivalence(kind, HP, predicate, ORIGIN, "urn:other:reason", 1_000));
            }
        }
        String expected = yes(SssomTsv.write(equivalences));

        // When
        Collections.shuffle(equivalences, new Random(1));
        equivalences.add(equivalences.get(0));
        String again = yes(SssomTsv.write(equivalences));

        // Then
        assertThat(again).isEqualTo(expected);
        assertThat(yes(SssomTsv.read(expected, Equivalence.Kind.AUTHORITY)))
                .extracting(row -> yes(row.outcome()))
                .containsExactlyInAnyOrderElementsOf(equivalences.subList(0, equivalences.size() - 1));
    }

    @Test
    void writesNoTermThatItsIriWouldNotLeadBackTo() {
        // Given
        Equivalence stray = new Equivalence(
                Equivalence.Kind.TERM, new Term("urn:x#", "a"), Equivalence.Predicate.EXACT, HP, LEXICAL, 1);

        // Then
        assertThat(reason(SssomTsv.write(List.of(stray)))).contains(Reason.MALFORMED);
    }
}
