package org.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CrosswalkCommandTest {
    private static final String HEAD = "#curie_map:\n#  w: \"urn:wmo#\"\n#  i: \"urn:iso#\"\n"
            + "subject_id\tpredicate_id\tobject_id\tmapping_justification\n";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Path set(String name, String... rows) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                HEAD
                        + Stream.of(rows)
                                .map(row -> row.replace(' ', '\t') + "\tsemapv:ManualMappingCuration\n")
                                .reduce("", String::concat));
    }

    private int run(Object... arguments) {
        CommandLine line = Comity.commandLine(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    @Test
    void checkSaysWhatIsAnEquivalenceAndWhatIsNone() throws IOException {
        // Given
        Path good = set("good.tsv", "w:DL skos:exactMatch i:DE", "w:XX skos:closeMatch i:FR", "w:XX rdfs:seeAlso i:FR");

        // Then
        assertThat(run("crosswalk", "check", good)).isZero();
        assertThat(out.toString())
                .contains(
                        "mappings 3, equivalences 2",
                        "EXACT 1",
                        "CLOSE 1",
                        "none 1 NO_EQUIVALENCE the predicate is no");
    }

    @Test
    void checkFindsWhatIsBrokenAndWhatContradictsItself() throws IOException {
        // Given
        Path bad = set("bad.tsv", "w:DL skos:exactMatch i:DE", "w:DL skos:exactMatch i:DL", "z:A skos:exactMatch i:B");

        // Then
        assertThat(run("crosswalk", "check", bad)).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "MALFORMED subject_id z:A: curie_map defines no prefix z",
                        "CONTRADICTION TWO_NAMES: urn:wmo#DL EXACT urn:iso#DE | urn:wmo#DL EXACT urn:iso#DL",
                        "applicable 0, contradicted 2");
    }

    @Test
    void diffShowsDisagreementsPairByPairAndAppliesNeither() throws IOException {
        // Given
        Path first = set("first.tsv", "w:DL skos:exactMatch i:DE", "w:AU skos:exactMatch i:AU");
        Path second = set("second.tsv", "w:DL skos:broadMatch i:DE", "w:OS skos:exactMatch i:AT");

        // Then
        assertThat(run("crosswalk", "diff", first, second)).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "- urn:wmo#AU EXACT urn:iso#AU",
                        "+ urn:wmo#OS EXACT urn:iso#AT",
                        "DISAGREE PREDICATES_DIFFER: urn:wmo#DL EXACT urn:iso#DE | urn:wmo#DL BROADER urn:iso#DE",
                        "agreed 0, only first 1, only second 1, disagreements 1, applicable 2");
        assertThat(run("crosswalk", "diff", first, first)).isZero();
    }

    @Test
    void comparesSkosInTurtleWithSssom() throws IOException {
        // Given
        Path turtle = Files.writeString(
                folder.resolve("skos.ttl"),
                "<urn:wmo#DL> <http://www.w3.org/2004/02/skos/core#broadMatch> <urn:iso#DE> .");

        // Then
        assertThat(run("crosswalk", "diff", set("set.tsv", "w:DL skos:exactMatch i:DE"), turtle))
                .isEqualTo(1);
        assertThat(out.toString()).contains("DISAGREE PREDICATES_DIFFER");
        assertThat(run("crosswalk", "check", turtle)).isZero();
    }

    @Test
    void explainKnowsOnlyWhatIsSaid() throws IOException {
        // Given
        Path set = set("set.tsv", "w:DL skos:exactMatch i:DE");

        // Then
        assertThat(run("crosswalk", "explain", set, "urn:iso", "DE")).isZero();
        assertThat(out.toString()).contains("urn:iso#DE EXACT urn:wmo#DL confidence 1000/1000");
        assertThat(run("crosswalk", "explain", set, "urn:iso", "DL")).isEqualTo(1);
        assertThat(out.toString()).contains("urn:iso#DL has no equivalence that applies");
    }

    @Test
    void readsATableByTheMappingBesideIt() throws IOException {
        // Given
        Path table = Files.writeString(folder.resolve("codes.csv"), "iso,old\nNA,SWA\nDE,DDR\nDE,BRD\n");

        // Then
        assertThat(run("crosswalk", "check", table)).isEqualTo(1);
        assertThat(err.toString()).contains("codes.yml", "is missing");
        Files.writeString(
                folder.resolve("codes.yml"),
                "subject: {column: iso, scheme: urn:iso}\nobject: {column: old, scheme: urn:old}\n");
        assertThat(run("crosswalk", "explain", table, "urn:iso", "NA")).isZero();
        assertThat(out.toString()).contains("urn:iso#NA EXACT urn:old#SWA");
        assertThat(run("crosswalk", "explain", table, "urn:iso", "DE")).isZero();
        assertThat(out.toString()).contains("urn:iso#DE NARROWER urn:old#BRD", "urn:iso#DE NARROWER urn:old#DDR");
        Files.writeString(folder.resolve("codes.yml"), "subject: {colum: iso, scheme: urn:iso}\n");
        assertThat(run("crosswalk", "check", table)).isEqualTo(1);
        assertThat(err.toString()).contains("there is no key colum");
    }

    @Test
    void upgradeSaysWhatAppearsDisappearsAndChangesMeaning() throws IOException {
        // Given
        Path old = set("old.tsv", "w:DL skos:exactMatch i:DE", "w:YU skos:exactMatch i:YU", "w:XX skos:exactMatch i:A");
        Path now = set("new.tsv", "w:DL skos:exactMatch i:DE", "w:RS skos:exactMatch i:RS", "w:XX skos:exactMatch i:B");

        // Then
        assertThat(run("crosswalk", "upgrade", old, now)).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "+ urn:wmo#RS",
                        "- urn:wmo#YU",
                        "~ urn:wmo#XX: EXACT urn:iso#A -> EXACT urn:iso#B",
                        "appeared 1, disappeared 1, changed 1");
        assertThat(run("crosswalk", "upgrade", old, old)).isZero();
    }

    @Test
    void signAttestsWhatTheSiteOwnsOnceAndTakesItBack() throws IOException {
        // Given the county of a trial owns one of the two schemes
        assertThat(run("init", folder.resolve("trial"))).isZero();
        Path settings = folder.resolve("trial/county/comity.properties");
        Path set = Files.writeString(
                folder.resolve("own.tsv"),
                HEAD.replace("urn:wmo#", "urn:county:property#").replace("urn:iso#", "urn:other:property#")
                        + "w:a\tskos:exactMatch\ti:b\tsemapv:ManualMappingCuration\n"
                        + "i:c\tskos:closeMatch\ti:d\tsemapv:ManualMappingCuration\n");

        // When
        int first = run("crosswalk", "sign", set, "--settings", settings, "--not-before", "1");
        int second = run("crosswalk", "sign", set, "--settings", settings, "--not-before", "1");
        int back = run("crosswalk", "sign", set, "--settings", settings, "--revoke");
        int wrong = run("crosswalk", "sign", set, "--settings", settings, "--not-before", "2", "--not-after", "1");

        // Then
        assertThat(err.toString()).contains("a validity ends later than it begins");
        assertThat(List.of(first, second, back, wrong)).containsExactly(0, 0, 0, 2);
        assertThat(out.toString().lines().filter(line -> line.matches("[A-Z_]+ \\d+")))
                .containsExactly(
                        "SIGNED 1", "OF_OTHERS 1", "SIGNED_BEFORE 1", "OF_OTHERS 1", "SIGNED 1", "OF_OTHERS 1");
    }

    @Test
    void signsNothingOfASetThatContradictsItself() throws IOException {
        // Given
        Path bad = set("bad.tsv", "w:DL skos:exactMatch i:DE", "w:DL skos:exactMatch i:DL");

        // Then
        assertThat(run("crosswalk", "sign", bad, "--settings", folder.resolve("none.properties")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("REFUSED", "contradicts itself");
    }

    @Test
    void refusesWhatIsNoSetInOneSentence() throws IOException {
        // Given
        Path json = Files.writeString(folder.resolve("set.json"), "{}");

        // Then
        assertThat(run("crosswalk", "check", json)).isEqualTo(1);
        assertThat(err.toString())
                .contains("REFUSED", "no object with a list of mappings")
                .doesNotContain("\tat ");
        assertThat(run("crosswalk", "check", "--kind", "x", json)).isEqualTo(2);
        assertThat(run("crosswalk")).isEqualTo(2);
        assertThat(run("crosswalk", "explain", json, "no-uri", "x")).isEqualTo(2);
    }

    @Test
    void refusesWhatIsNotUtf8RatherThanMakeTwoNamesOne() throws IOException {
        // Given
        Path latin = Files.write(
                folder.resolve("latin.tsv"),
                (HEAD + "w:caf\u00e9\tskos:exactMatch\ti:a\tsemapv:M\n").getBytes(StandardCharsets.ISO_8859_1));

        // Then
        assertThat(run("crosswalk", "check", latin)).isEqualTo(1);
        assertThat(err.toString()).contains("REFUSED", "line " + (HEAD.lines().count() + 1) + ": it is not UTF-8");
    }

    @Test
    void namesTheFileAndTheMendWhereThereIsNothingToRead() {
        // Then
        assertThat(run("crosswalk", "check", folder)).isEqualTo(1);
        assertThat(run("crosswalk", "check", folder.resolve("none.tsv"))).isEqualTo(1);
        assertThat(run("crosswalk", "check", folder.resolve("none.rdf"))).isEqualTo(1);
        assertThat(err.toString())
                .contains(folder + ": it is a folder", "none.tsv: there is no such file")
                .doesNotContain("\tat ");
    }
}
