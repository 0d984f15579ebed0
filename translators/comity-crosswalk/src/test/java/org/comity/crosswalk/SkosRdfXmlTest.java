package org.comity.crosswalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.comity.crosswalk.SssomTsvTest.detail;
import static org.comity.crosswalk.SssomTsvTest.reason;
import static org.comity.crosswalk.SssomTsvTest.yes;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Equivalence.Predicate;
import org.comity.crosswalk.SssomTsv.Mapping;
import org.junit.jupiter.api.Test;

class SkosRdfXmlTest {
    private static final String CURATED = "https://w3id.org/semapv/vocab/ManualMappingCuration";
    private static final String SET = """
            <?xml version="1.0" encoding="UTF-8"?>
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
            <skos:Concept rdf:about="urn:w#DL"><skos:prefLabel xml:lang="de">A</skos:prefLabel>
              <skos:exactMatch rdf:resource="urn:i#DE"/>
              <skos:broadMatch><skos:Concept rdf:about="urn:i#EU"/></skos:broadMatch>
            </skos:Concept></rdf:RDF>
            """;

    private static Outcome<List<Mapping>> read(String document, Charset charset) {
        return SkosRdfXml.read(document.getBytes(charset), Equivalence.Kind.TERM, CURATED);
    }

    private static Outcome<List<Mapping>> read(String document) {
        return read(document, StandardCharsets.UTF_8);
    }

    @Test
    void readsWhatTheSameStatementsInTurtleSay() {
        // Given
        Term broader = new Term("urn:i", "EU");
        String turtle = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
                + " <urn:w#DL> skos:exactMatch <urn:i#DE> ; skos:broadMatch <urn:i#EU> .";

        // When
        List<Mapping> read = yes(read(SET));

        // Then
        assertThat(read)
                .extracting(Mapping::outcome)
                .containsExactlyInAnyOrderElementsOf(
                        yes(SkosTurtle.read(turtle, Equivalence.Kind.TERM, CURATED)).stream()
                                .map(Mapping::outcome)
                                .toList());
        assertThat(read).allSatisfy(one -> assertThat(one.line()).isBetween(4, 5));
        assertThat(read)
                .anySatisfy(one -> assertThat(yes(one.outcome()).object()).isEqualTo(broader));
        assertThat(yes(yes(read(
                                        SET.replace("UTF-8", "ISO-8859-1").replace("#DL", "#\u00e9"),
                                        StandardCharsets.ISO_8859_1))
                                .get(0)
                                .outcome())
                        .subject()
                        .value())
                .isEqualTo("\u00e9");
        assertThat(yes(read.get(0).outcome()).predicate()).isIn(Predicate.EXACT, Predicate.BROADER);
    }

    @Test
    void readsNothingFromOutsideAndNoEntity() {
        for (String doctype : List.of(
                "<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE rdf:RDF [<!ENTITY x \"urn:i#DE\">]>",
                "<!DOCTYPE rdf:RDF SYSTEM \"http://127.0.0.1:9/x.dtd\">")) {
            assertThat(reason(read(SET.replace("<rdf:RDF", doctype + "<rdf:RDF"))))
                    .as(doctype)
                    .contains(Reason.DOCTYPE_FORBIDDEN);
        }
    }

    @Test
    void refusesWhatIsBrokenAndWhatNamesNothing() {
        // Then
        assertThat(reason(read(SET.substring(0, 300)))).contains(Reason.MALFORMED);
        assertThat(detail(read(SET.replace("</skos:broadMatch>", "")))).startsWith("not RDF/XML at line ");
        assertThat(reason(read(SET, StandardCharsets.UTF_16))).contains(Reason.MALFORMED);
        assertThat(reason(read(""))).contains(Reason.MALFORMED);
        assertThat(reason(SkosRdfXml.read(new byte[Tsv.LENGTH_MAX + 1], Equivalence.Kind.TERM, CURATED)))
                .contains(Reason.LIMIT_EXCEEDED);
        for (String subject : List.of("rdf:about=\"#x\"", "rdf:ID=\"x\"", "rdf:nodeID=\"x\"")) {
            assertThat(yes(read(SET.replace("rdf:about=\"urn:w#DL\"", subject))))
                    .as(subject)
                    .allSatisfy(one -> assertThat(reason(one.outcome())).contains(Reason.MALFORMED));
        }
    }
}
