package org.comity.examples.earthquakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.comity.core.arbitration.Corroboration;
import org.comity.core.arbitration.Ruling;
import org.comity.core.contention.Fact;
import org.comity.core.lineage.Lineage;
import org.comity.core.lineage.Source;
import org.comity.core.mesh.Digest;
import org.comity.core.observation.Draft;
import org.comity.core.picture.JointPicture;
import org.comity.testkit.Cores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedSolutionsTest {
    private static String content(Fact fact) {
        return new String(fact.core().result().content().bytes(), StandardCharsets.UTF_8);
    }

    private static Fact winner(JointPicture.Entry entry) {
        return entry.contention().candidates().stream()
                .filter(fact ->
                        entry.ruling().winner().filter(fact.oid()::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static String solution(Fact fact) {
        return fact.authority().urn().replace("urn:quake:network:", "") + ":"
                + fact.core().lineage().edition().orElseThrow();
    }

    private static long weight(JointPicture.Entry entry) {
        return entry.ruling().rows().stream()
                .filter(row ->
                        entry.ruling().winner().filter(row.candidate()::equals).isPresent())
                .flatMap(row -> row.values().stream())
                .filter(value -> value.comparison().equals("AUTHORITY_WEIGHT"))
                .mapToLong(value -> value.value().orElseThrow())
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "nc72852151, nc:1501567454600, 157, '\"magnitude\":\"5.08\",\"magnitude-type\":\"mw\"'",
        "us1000778i, us:1486609341040, 158, '\"magnitude\":\"7.8\",\"magnitude-type\":\"mww\"'",
        "us10008e3k, us:1498202788040, 3, '\"magnitude\":\"6.5\",\"magnitude-type\":\"mww\"'",
        "usp0006dzc, us:1415321740300, 158, '\"magnitude\":\"8.2\",\"magnitude-type\":\"mw\"'",
        "usp0006kdp, us:1415321786359, 158, '\"magnitude\":\"8.3\",\"magnitude-type\":\"mw\"'"
    })
    void prevailInTrueAndInShuffledOrderOfArrival(String event, String expected, long weight, String magnitude)
            throws IOException {
        // Given
        List<Draft> drafts = Catalogue.history(event);
        for (int seed = 0; seed < 4; seed++) {
            List<Draft> order = new ArrayList<>(drafts);
            if (seed > 0) {
                Collections.shuffle(order, new Random(seed));
            }

            // When
            Catalogue catalogue = new Catalogue();
            order.forEach(catalogue::observe);
            catalogue.settle();

            // Then
            Collection<JointPicture.Entry> entries = catalogue.entries("regional", "origin");
            assertThat(entries).as("one event, seed %d", seed).hasSize(1);
            JointPicture.Entry entry = entries.iterator().next();
            assertThat(solution(winner(entry))).isEqualTo(expected);
            assertThat(content(winner(entry))).contains(magnitude);
            assertThat(weight(entry)).isEqualTo(us10008e3kHasNoLink(event) ? weight + 5 : weight);
            Digest national =
                    catalogue.meshes.agent("national").current().picture().digest();
            assertThat(catalogue.meshes.agent("regional").current().picture().digest())
                    .isEqualTo(national);
            assertThat(catalogue.meshes.agent("regional").current().detected().notCounted())
                    .isEmpty();
        }
    }

    /** A feature that nothing is linked to has no agreed location, so that no row of a region applies to it. */
    private static boolean us10008e3kHasNoLink(String event) {
        return event.equals("us10008e3k");
    }

    @Test
    void prevailStepByStep() throws IOException {
        // Given
        List<String> rows = Files.readAllLines(Catalogue.data().resolve("expected_nc72852151.tsv"));
        List<Draft> drafts = Catalogue.history("nc72852151").stream()
                .filter(draft -> draft.property().value().equals("origin"))
                .toList();
        Catalogue catalogue = new Catalogue();
        List<String> header = List.of(rows.get(0).split("\t"));
        int column = header.indexOf("winner");
        assertThat(header.toString()).as("columns").isNotEmpty();
        assertThat(column).as("columns are " + header).isNotNegative();

        for (int step = 0; step < drafts.size(); step++) {
            // When
            catalogue.observe(drafts.get(step));
            catalogue.settle();

            // Then
            JointPicture.Entry entry =
                    catalogue.entries("national", "origin").iterator().next();
            String[] id = rows.get(step + 1).split("\t")[column].split(":");
            assertThat(solution(winner(entry))).as("step %d", step).isEqualTo(id[2] + ":" + id[5]);
        }
    }

    @Test
    void areOneWitnessWhereTheOtherNetworkCopiesThem() throws IOException {
        // Given what the regional network published, and the national network's own words replaced by it
        Catalogue catalogue = new Catalogue();
        Catalogue.history("nc72852151").forEach(catalogue::observe);
        catalogue.settle();
        List<Fact> candidates = catalogue
                .entries("national", "origin")
                .iterator()
                .next()
                .contention()
                .candidates();
        Fact own = of(candidates, "urn:mesh:regional");
        Fact other = of(candidates, "urn:mesh:national");

        // Then
        assertThat(witnesses(own, saying(other, own, List.of()))).isEqualTo(2);
        assertThat(witnesses(own, saying(other, own, List.of(new Source.Disclosed(own.oid())))))
                .isEqualTo(1);
        assertThat(witnesses(own, other)).isEqualTo(1);
    }

    private static Fact of(List<Fact> candidates, String mesh) {
        return candidates.stream()
                .filter(fact -> fact.mesh().urn().equals(mesh))
                .findFirst()
                .orElseThrow();
    }

    private static long witnesses(Fact own, Fact other) {
        return new Corroboration(Map.of(own.oid(), own.core(), other.oid(), other.core()))
                .witnesses(own, List.of(own, other));
    }

    /** A fact that says what another does, from those sources. */
    private static Fact saying(Fact one, Fact other, List<Source> sources) {
        Lineage lineage = one.core().lineage();
        Lineage from = new Lineage(
                lineage.contributor(),
                sources,
                lineage.derivation(),
                lineage.revisionOf(),
                lineage.retracts(),
                lineage.edition());
        Fact.Reading reading = one.reading();
        return new Fact(
                one.oid(),
                Cores.with(one.core(), from),
                new Fact.Reading(
                        reading.tier(),
                        reading.domain(),
                        reading.mappingPermille(),
                        reading.names(),
                        Optional.of(other.said())));
    }

    @Test
    void standAgainstANetworkThatClaimsWeightForItself() throws IOException {
        // Given a network that writes a weight into everything that it alone controls
        List<Draft> drafts = Catalogue.history("nc72852151").stream()
                .map(PublishedSolutionsTest::boastful)
                .toList();

        // When
        Catalogue catalogue = new Catalogue();
        drafts.forEach(catalogue::observe);
        catalogue.settle();

        // Then
        JointPicture.Entry entry =
                catalogue.entries("national", "origin").iterator().next();
        assertThat(solution(winner(entry))).isEqualTo("nc:1501567454600");
    }

    private static Draft boastful(Draft draft) {
        if (!draft.authority().equals(Catalogue.network("us"))) {
            return draft;
        }
        String boast = new String(draft.result().content().bytes(), StandardCharsets.UTF_8)
                .replace("{", "{\"preferredWeight\":\"999\",\"weight\":\"999\",\"priority\":\"999\",");
        return new Draft(
                draft.authority(),
                draft.feature(),
                draft.property(),
                draft.phenomenonTime(),
                draft.made(),
                draft.label(),
                new org.comity.core.observation.Result(
                        draft.result().mediaType(),
                        org.comity.core.mesh.Octets.of(boast.getBytes(StandardCharsets.UTF_8)),
                        draft.result().terms()),
                draft.series(),
                draft.edition(),
                draft.standing(),
                draft.recordId());
    }

    @Test
    void changeWithTheWeightsOfTheAgreement() throws IOException {
        // Given
        String swapped = Catalogue.terms()
                .replace(
                        "<weight when=\"in-own-region\" add=\"100\"/>", "<weight when=\"in-own-region\" add=\"-100\"/>")
                .replace("when=\"id-owner-in-own-region\" add=\"50\"", "when=\"id-owner-in-own-region\" add=\"-50\"");
        Catalogue catalogue = new Catalogue(swapped);

        // When
        Catalogue.history("nc72852151").forEach(catalogue::observe);
        catalogue.settle();

        // Then
        JointPicture.Entry entry =
                catalogue.entries("national", "origin").iterator().next();
        assertThat(solution(winner(entry))).isEqualTo("us:1507940385040");
    }

    @Test
    void leaveContestedMagnitudesToTheDutyOfficers() throws IOException {
        // Given
        Catalogue catalogue = new Catalogue();
        Catalogue.history("nc72852151").forEach(catalogue::observe);
        catalogue.settle();

        // When
        JointPicture.Entry entry =
                catalogue.entries("regional", "magnitude").iterator().next();

        // Then
        assertThat(entry.ruling().resolution()).isEqualTo(Ruling.Resolution.GOVERNED);
        assertThat(entry.ruling().winner()).isEqualTo(Optional.empty());
        assertThat(entry.contention().candidates()).hasSize(3);
    }

    @Test
    void keepTwoEventsApartThatAreFarFromEachOther() throws IOException {
        // Given
        Catalogue catalogue = new Catalogue();
        String folder = "20110725_usc00053hg_nc71606670/";
        try (var files = Files.list(Catalogue.data().resolve("usgs-pdl").resolve(folder))) {
            for (String name : files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".xml"))
                    .sorted(Collections.reverseOrder())
                    .toList()) {
                // When
                catalogue.observe(Catalogue.product(folder + name));
                catalogue.settle();
            }
        }

        // Then
        assertThat(catalogue.entries("national", "origin")).hasSize(2);
    }

    @Test
    void neverJoinTwoIdsOfOneNetworkEvenWhereOneIsDeleted() throws IOException {
        // Given
        Catalogue catalogue = new Catalogue();
        for (String name : List.of(
                "origin_nc72418635_nc_1427489045050",
                "origin_nn00488363_nn_1427492032529",
                "origin_nn00488366_nn_1427492221309",
                "origin_nn00488363_nn_1427492772035",
                "origin_nn00488366_nn_1427492772081")) {
            // When
            catalogue.observe(Catalogue.product("multiple_samesource/" + name + ".xml"));
            catalogue.settle();
        }

        // Then
        Collection<JointPicture.Entry> entries = catalogue.entries("national", "origin");
        assertThat(entries).hasSize(2);
        assertThat(entries)
                .extracting(entry -> entry.contention().group().features().toString())
                .containsExactlyInAnyOrder(
                        "[urn:quake:event:nc#72418635, urn:quake:event:nn#00488363]", "[urn:quake:event:nn#00488366]");
        assertThat(entries)
                .extracting(entry -> entry.ruling().resolution())
                .containsExactlyInAnyOrder(Ruling.Resolution.PREVAILS, Ruling.Resolution.RETRACTED);
    }

    @Test
    void acceptTheLastVersionAfterTheFirstWasArchived() throws IOException {
        // Given
        Catalogue catalogue = new Catalogue();
        for (String time : List.of("1359717290440", "1359717370445", "1359740134563")) {
            // When
            catalogue.observe(Catalogue.product("nc71932931/nc_origin_nc71932931_" + time + ".xml"));
            catalogue.settle();
        }

        // Then
        JointPicture.Entry entry =
                catalogue.entries("national", "origin").iterator().next();
        assertThat(solution(winner(entry))).isEqualTo("nc:1359740134563");
        assertThat(content(winner(entry))).contains("\"magnitude\":\"2.0\"");
    }
}
