package org.comity.crosswalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.comity.crosswalk.SssomTsvTest.reason;
import static org.comity.crosswalk.SssomTsvTest.yes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.comity.core.mesh.Reason;
import org.comity.core.taxonomy.Equivalence;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class MappingSetTest {
    private static final String SET = """
            # curie_map:
            #   a: "urn:a:"
            #   b: "urn:b#"
            # creator_id:
            #   - a:1
            # mapping_set_confidence: 0.80
            # comment: >-
            #   folded
            #   text
            # extension_definitions:
            #   - slot_name: ext_x
            #     property: a:x
            subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_label\tmapping_cardinality\tconfidence
            a:1\tskos:closeMatch\tb:1\tsemapv:LexicalMatching\tA\\|B|C\\\\|D\t1:n\t0.90
            a:1\tskos:exactMatch\tb:2\tsemapv:LexicalMatching\t"x
            y""z"\t1:n
            a:2\tskos:exactMatch\tsssom:NoTermFound\tsemapv:LexicalMatching\t\t1:0
            """;

    private static MappingSet set(Path table) throws IOException {
        Path metadata = Path.of(table.toString().replaceAll("\\.tsv$", ".yml"));
        return Files.exists(metadata)
                ? yes(MappingSet.ofTsv(Files.readString(table), Files.readString(metadata)))
                : yes(MappingSet.ofTsv(Files.readString(table)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void keepsEverySlotOfASet() {
        // When
        MappingSet set = yes(MappingSet.ofTsv(SET));

        // Then
        assertThat(set.prefixes()).containsExactly(Map.entry("a", "urn:a:"), Map.entry("b", "urn:b#"));
        assertThat(set.slots())
                .containsOnly(
                        Map.entry("creator_id", List.of("a:1")),
                        Map.entry("mapping_set_confidence", List.of("0.80")),
                        Map.entry("comment", List.of("folded text")));
        assertThat(set.extensions()).containsExactly(Map.of("slot_name", "ext_x", "property", "a:x"));
        assertThat(set.mappings().get(0)).containsEntry("author_label", List.of("A|B", "C\\", "D"));
        assertThat(set.mappings().get(1)).containsEntry("author_label", List.of("x\ny\"z"));
        assertThat(yes(MappingSet.ofTsv(set.tsv()))).isEqualTo(set);
        assertThat(yes(MappingSet.ofJson(utf8(set.json())))).isEqualTo(set);
        assertThat(set.json()).contains("\"confidence\":0.90", "\"author_label\":[\"A|B\",");
    }

    @Test
    void bringsBackEveryHandedSetFromBothForms() throws IOException {
        // Given
        String root = System.getProperty("comity.data", "");
        Assumptions.assumeTrue(!root.isEmpty(), "comity.data is not set");
        List<Path> tables;
        try (Stream<Path> files = Files.walk(Path.of(root, "taxonomy/sssom/examples"))) {
            tables = files.filter(file -> file.toString().endsWith(".tsv"))
                    .sorted()
                    .toList();
        }
        assertThat(tables).hasSize(31);
        int mappings = 0;
        for (Path table : tables) {
            // When
            MappingSet set = set(table);

            // Then
            mappings += set.mappings().size();
            assertThat(yes(MappingSet.ofTsv(set.tsv()))).as(table.toString()).isEqualTo(set);
            assertThat(yes(MappingSet.ofTsv(set.tsv())).tsv())
                    .as(table.toString())
                    .isEqualTo(set.tsv());
            assertThat(yes(MappingSet.ofJson(utf8(set.json()))))
                    .as(table.toString())
                    .isEqualTo(set);
            assertThat(Cardinality.check(set)).as(table.toString()).isEmpty();
            assertThat(yes(set.equivalences(Equivalence.Kind.TERM)))
                    .as(table.toString())
                    .hasSize(set.mappings().size())
                    .noneSatisfy(row -> assertThat(reason(row.outcome())).contains(Reason.MALFORMED));
        }
        assertThat(mappings).isEqualTo(190);
    }

    @Test
    void findsACardinalityThatTheSetDoesNotHave() {
        // When
        MappingSet set =
                yes(MappingSet.ofTsv(SET.replace("1:n\t0.90", "1:1\t0.90").replace("\t1:0", "\t1:1")));

        // Then
        assertThat(Cardinality.check(yes(MappingSet.ofTsv(SET)))).isEmpty();
        assertThat(Cardinality.check(set))
                .containsExactly(new Cardinality.Wrong(1, "1:1", "1:n"), new Cardinality.Wrong(3, "1:1", "1:0"));
    }

    @Test
    void refusesWhatIsNoMappingSet() {
        // Then
        for (String broken : List.of(
                "",
                "{}",
                "[]",
                "{\"mappings\":[1]}",
                "{\"mappings\":[{\"author_id\":{}}]}",
                "{\"mappings\":[{\"confidence\":1e999999999}]}",
                "{\"mappings\":[{\"confidence\":1e-999999999}]}",
                "{\"mappings\":[{\"comment\":\"\\ud800\"}]}",
                "{\"mappings\":[],\"curie_map\":[\"a\"]}",
                "{\"mappings\":[],\"curie_map\":{\"a\":\"urn:a#\"},\"@context\":{\"a\":\"urn:b#\"}}",
                "{\"mappings\":[],\"a\":1,\"a\":1}")) {
            assertThat(reason(MappingSet.ofJson(utf8(broken)))).as(broken).contains(Reason.MALFORMED);
        }
        assertThat(reason(MappingSet.ofJson(new byte[Tsv.LENGTH_MAX + 1]))).contains(Reason.LIMIT_EXCEEDED);
        for (String broken : List.of("", "a\ta\n", "#a: [\na\n", "#a: 1\n#a: 2\na\n", "a\nb\tc\n")) {
            assertThat(reason(MappingSet.ofTsv(broken))).as(broken).contains(Reason.MALFORMED);
        }
    }

    @Test
    void takesThePrefixesOfAContextAndPassesOverWhatIsNoSlot() {
        // Given
        String json = "\uFEFF{\"@context\":[\"https://example.org/context\",{\"@vocab\":\"https://w3id.org/sssom/\","
                + "\"a\":{\"@id\":\"urn:a#\",\"@prefix\":true},\"confidence\":{\"@type\":\"xsd:double\"}},{\"b\":\"urn:b#\"}],"
                + "\"mappings\":[{\"subject_id\":\"a:1\",\"tool\":{\"x\":[1]},\"checked\":true}]}";

        // When
        MappingSet set = yes(MappingSet.ofJson(utf8(json)));

        // Then
        assertThat(set.prefixes()).containsExactly(Map.entry("a", "urn:a#"), Map.entry("b", "urn:b#"));
        assertThat(set.mappings()).containsExactly(Map.of("subject_id", List.of("a:1"), "checked", List.of("true")));
    }

    @Test
    void aLiteralIsNoEntityOfTheSameSpelling() {
        // Given
        String table = "#curie_map: {s: 'urn:s#', o: 'urn:o#'}\n"
                + "subject_id\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tobject_type\tmapping_cardinality\n"
                + "s:1\tskos:exactMatch\to:1\t\tsemapv:M\t\t1:n\n"
                + "s:1\tskos:exactMatch\to:1\to:1\tsemapv:M\trdfs literal\t1:n\n";

        // Then
        assertThat(Cardinality.check(yes(MappingSet.ofTsv(table)))).isEmpty();
    }

    @Test
    void writesWhateverNamesAndTextsASetHasSoThatTheyAreReadAgain() {
        // Given
        String json = "{\"@id\":\"a\",\"a: b\":\"\\u0000\\u0007\\u0085\\u2028\\ufeff\\r\\n\\t'\\\"\\\\#\","
                + "\"extension_definitions\":[{\"- x\":\"y: z\"}],"
                + "\"mappings\":[{\"a\\tb\":\"#\\\"\\r\\n|\",\"author_id\":[\"a|b\\\\\",\"c\"]}]}";

        // When
        MappingSet set = yes(MappingSet.ofJson(utf8(json)));

        // Then
        assertThat(yes(MappingSet.ofTsv(set.tsv()))).isEqualTo(set);
        assertThat(yes(MappingSet.ofJson(utf8(set.json())))).isEqualTo(set);
        assertThat(reason(MappingSet.ofJson(utf8("{\"mappings\":[{\"\":\"x\"}]}"))))
                .contains(Reason.MALFORMED);
    }
}
