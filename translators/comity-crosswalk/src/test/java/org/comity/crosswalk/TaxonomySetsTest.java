package org.comity.crosswalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.comity.crosswalk.SssomTsvTest.reason;
import static org.comity.crosswalk.SssomTsvTest.yes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Equivalence;
import org.comity.crosswalk.SssomTsv.Mapping;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real mapping sets. */
class TaxonomySetsTest {

    private static Path set(String name) {
        String root = System.getProperty("comity.data");
        Assumptions.assumeTrue(root != null && !root.isBlank(), "comity.data is not set");
        Path path = Path.of(root, "taxonomy", name);
        assertThat(path).as("the data set taxonomy/%s", name).exists();
        return path;
    }

    private static List<Path> tables() throws IOException {
        try (Stream<Path> files = Files.walk(set("sssom/examples"))) {
            return files.filter(file -> file.toString().endsWith(".tsv"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Mapping> read(Path table) throws IOException {
        Path metadata = Path.of(table.toString().replaceAll("\\.tsv$", ".yml"));
        return Files.exists(metadata)
                ? yes(SssomTsv.read(Files.readString(table), Files.readString(metadata), Equivalence.Kind.TERM))
                : yes(SssomTsv.read(Files.readString(table), Equivalence.Kind.TERM));
    }

    private static List<Equivalence> taken(List<Mapping> rows) {
        List<Equivalence> taken = new ArrayList<>();
        rows.forEach(row -> row.outcome().fold(taken::add, no -> false));
        return taken;
    }

    @Test
    void findsNoRowOfAnySetBroken() throws IOException {
        // When
        int rows = 0;
        Map<Equivalence.Predicate, Integer> taken = new TreeMap<>();
        for (Path table : tables()) {
            List<Mapping> mappings = read(table);
            rows += mappings.size();
            taken(mappings).forEach(one -> taken.merge(one.predicate(), 1, Integer::sum));
            assertThat(mappings)
                    .as(table.toString())
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(reason(row.outcome())).isNotEqualTo(Optional.of(Reason.MALFORMED)));
        }

        // Then: all rows but those with a literal or a composed entity, and one that says that no name of two sides
        // matches
        System.out.println("31 mapping sets: " + rows + " mappings, " + taken);
        assertThat(tables()).hasSize(31);
        assertThat(rows).isEqualTo(190);
        assertThat(taken)
                .containsExactly(
                        Map.entry(Equivalence.Predicate.EXACT, 146),
                        Map.entry(Equivalence.Predicate.BROADER, 2),
                        Map.entry(Equivalence.Predicate.CLOSE, 27),
                        Map.entry(Equivalence.Predicate.NO_TERM, 3));
    }

    @Test
    void readsTheSameFromEmbeddedAndFromExternalMetadata() throws IOException {
        // Given
        Path sets = set("sssom/examples");

        // Then
        List<Equivalence> embedded = taken(read(sets.resolve("embedded/mp-hp-exact-0.0.1.sssom.tsv")));
        assertThat(embedded)
                .isNotEmpty()
                .contains(new Equivalence(
                        Equivalence.Kind.TERM,
                        new Term("http://purl.obolibrary.org/obo/", "HP_0000175"),
                        Equivalence.Predicate.EXACT,
                        new Term("http://purl.obolibrary.org/obo/", "MP_0000111"),
                        "https://w3id.org/semapv/vocab/LexicalMatching",
                        1_000))
                .isEqualTo(taken(read(sets.resolve("external/mp-hp-exact-0.0.1.sssom.tsv"))));
    }

    @Test
    void keepsConfidenceAndBroaderMatches() throws IOException {
        // When
        List<Equivalence> foods = taken(read(set("sssom/examples/external/example1.sssom.tsv")));

        // Then
        assertThat(foods).extracting(Equivalence::confidencePermille).containsExactly(950, 1_000, 900, 1_000, 1_000);
        assertThat(foods).extracting(Equivalence::predicate).contains(Equivalence.Predicate.BROADER);
    }

    @Test
    void bringsBackEverySetThatItWrites() throws IOException {
        for (Path table : tables()) {
            // Given
            Set<Equivalence> equivalences = Set.copyOf(taken(read(table)));

            // When
            String written = yes(SssomTsv.write(equivalences));

            // Then
            assertThat(taken(yes(SssomTsv.read(written, Equivalence.Kind.AUTHORITY))))
                    .as(table.toString())
                    .containsExactlyInAnyOrderElementsOf(equivalences);
        }
    }

    @Test
    void readsTheTablesOfCodesThroughAMappingAndNothingByEqualLetters() throws IOException {
        // Given
        String symbols = "subject: {column: %s, scheme: urn:milsym:2525c}\n"
                + "object: {columns: [%s, %s, %s, %s], join: '-', scheme: urn:milsym:2525d}\n";
        String csv = Files.readString(set("milsym-jmsml/2525C_to_2525D.csv"));
        List<String> headings = List.of(csv.lines().findFirst().orElseThrow().split(",", -1));
        String mapping = String.format(
                symbols, headings.get(0), headings.get(2), headings.get(3), headings.get(4), headings.get(5));

        // When
        List<Mapping> milsym = yes(yes(CodeTable.mapping(mapping)).read(csv));
        String countries = Files.readString(set("country-codes/country-codes.csv"));
        Map<Equivalence.Predicate, Integer> byRow = new TreeMap<>();
        int byLetters = 0;
        int otherCountry = 0;
        for (String column : List.of("MARC", "WMO", "DS", "FIFA", "IOC", "ITU", "GAUL", "M49")) {
            String yaml = "subject: {column: " + column + ", scheme: urn:code:other}\n"
                    + "object: {column: ISO3166-1-Alpha-2, scheme: urn:code:iso}\n";
            List<Equivalence> rows = taken(yes(yes(CodeTable.mapping(yaml)).read(countries)));
            rows.forEach(one -> byRow.merge(one.predicate(), 1, Integer::sum));
            Set<String> inTable = pairs(countries, column);
            Set<String> iso = rows.stream().map(one -> one.object().value()).collect(Collectors.toSet());
            for (Equivalence one : rows) {
                String letters = one.subject().value();
                otherCountry += iso.contains(letters) && !inTable.contains(letters + " " + letters) ? 1 : 0;
                byLetters += inTable.contains(letters + " " + one.object().value()) ? 0 : 1;
            }
        }

        // Then
        System.out.println("2525C to 2525D: " + taken(milsym).size() + " of " + milsym.size()
                + " pairs; eight lists of country codes: " + byRow + ", " + otherCountry
                + " codes are another country's, " + byLetters + " equivalences that no row states");
        assertThat(byLetters).isZero();
        assertThat(otherCountry).isPositive();
        assertThat(milsym)
                .hasSize(527)
                .allSatisfy(one -> assertThat(yes(one.outcome()).predicate()).isNotEqualTo(Equivalence.Predicate.NOT));
    }

    /** The codes that stand in one row, as the table has them. */
    private static Set<String> pairs(String csv, String column) {
        List<Tsv.Row> rows = yes(Tsv.read(csv, ',')).rows();
        int from = rows.get(0).cells().indexOf(column);
        int to = rows.get(0).cells().indexOf("ISO3166-1-Alpha-2");
        return rows.stream()
                .map(row -> row.cells().get(from).strip() + " "
                        + row.cells().get(to).strip())
                .collect(Collectors.toSet());
    }

    @Test
    void carriesMilitarySymbolCodesWithTheirWildcards() throws IOException {
        // Given: columns 1 and 3 to 6 of the table
        Set<Equivalence> symbols = Files.readAllLines(set("milsym-jmsml/2525C_to_2525D.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> new Equivalence(
                        Equivalence.Kind.TERM,
                        new Term("urn:milsym:2525c", cells[0]),
                        Equivalence.Predicate.EXACT,
                        new Term(
                                "urn:milsym:2525d",
                                String.join("-", List.of(cells).subList(2, 6)) + " *"),
                        "https://w3id.org/semapv/vocab/ManualMappingCuration",
                        1_000))
                .collect(Collectors.toSet());
        assertThat(symbols).hasSizeGreaterThan(500);
        assertThat(symbols).anyMatch(one -> one.subject().value().contains("*"));

        // When
        List<Mapping> rows = yes(SssomTsv.read(yes(SssomTsv.write(symbols)), Equivalence.Kind.TERM));

        // Then
        assertThat(taken(rows)).containsExactlyInAnyOrderElementsOf(symbols);
    }
}
