package org.comity.crosswalk;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.comity.core.mesh.Outcome;
import org.comity.core.taxonomy.Contradictions;
import org.comity.core.taxonomy.Equivalence;
import org.junit.jupiter.params.provider.MethodSource;

/** Any octets as a mapping set: a value or a named no; what was read and written again says the same, in every form. */
final class SssomFuzzTest {
    private static final String HEAD = "#curie_map:\n#  a: \"urn:a:\"\n#  b: \"urn:b#\"\n#object_source: \"urn:b\"\n"
            + "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\tconfidence\treviewer_id"
            + "\text_factor\text_direction\text_domain\text_path_max\text_kind\n";

    static Stream<byte[]> seeds() {
        return Stream.of(
                        HEAD + "a:1\tskos:exactMatch\tNot\tb:2\tsemapv:LexicalMatching\t0.5\ta:r\n",
                        HEAD + "a:1\tskos:exactMatch\t\tb:2\tsemapv:X\t1\t\t5/9\tforward\tlevels\t2\tunit\n",
                        HEAD + "a:1\tskos:exactMatch\t\tsssom:NoTermFound\tsemapv:LexicalMatching\n\"x\ty\n",
                        "{\"curie_map\":{\"a\":\"urn:a:\"},\"mappings\":[{\"subject_id\":\"a:1\",\"confidence\":0.5,"
                                + "\"predicate_id\":\"skos:closeMatch\",\"object_id\":\"a:2\","
                                + "\"mapping_justification\":\"a:j\"}]}",
                        "<urn:a#1> <http://www.w3.org/2004/02/skos/core#exactMatch> <urn:b#2> .",
                        "subject: {column: x, scheme: urn:a}\nobject: {columns: [y, z], scheme: urn:b}\n")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "")
    void saysTheSameWhenWrittenAgain(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        MappingSet.ofTsv(text)
                .map(set -> assertThat(MappingSet.ofJson(set.json().getBytes(StandardCharsets.UTF_8))
                                .map(MappingSet::json))
                        .isEqualTo(Outcome.yes(set.json())));
        MappingSet.ofJson(octets).map(MappingSet::tsv);
        CodeTable.mapping(text);
        SkosTurtle.read(text, Equivalence.Kind.TERM, "urn:a:reason");
        SkosRdfXml.read(octets, Equivalence.Kind.TERM, "urn:a:reason");
        Set<Equivalence> said = said(SssomTsv.read(text, Equivalence.Kind.TERM));
        Contradictions.of(said);
        SssomTsv.write(said)
                .map(sheet -> assertThat(said(SssomTsv.read(sheet, Equivalence.Kind.FEATURE)))
                        .isEqualTo(said));
    }

    private static Set<Equivalence> said(Outcome<List<SssomTsv.Mapping>> rows) {
        Set<Equivalence> said = new HashSet<>();
        rows.map(all -> {
            all.forEach(row -> row.outcome().fold(said::add, no -> false));
            return all;
        });
        return said;
    }
}
