package org.comity.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.comity.core.agreement.Location;
import org.comity.core.contention.EventAssociator;
import org.comity.core.control.Statement;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Term;
import org.junit.jupiter.api.Test;

/** Real update histories of five earthquakes. */
class HistoriesTest {
    private static final Map<String, String> WINNERS = new TreeMap<>(Map.of(
            "nc72852151", "urn:usgs-product:nc:origin:nc72852151:1501567454600",
            "us1000778i", "urn:usgs-product:us:origin:us1000778i:1486609341040",
            "us10008e3k", "urn:usgs-product:us:origin:us10008e3k:1498202788040",
            "usp0006dzc", "urn:usgs-product:us:origin:usp0006dzc:1415321740300",
            "usp0006kdp", "urn:usgs-product:us:origin:usp0006kdp:1415321786359"));

    private static JsonNode origins(String event) throws IOException {
        byte[] document = Files.readAllBytes(Networks.earthquakes("usgs-comcat/event_" + event + ".json"));
        return new ObjectMapper().readTree(document).at("/properties/products/origin");
    }

    private static JsonNode result(Draft draft) throws IOException {
        return new ObjectMapper().readTree(draft.result().content().bytes());
    }

    @Test
    void makesOneDraftOfEachOrigin() throws IOException {
        int drafts = 0;
        for (String event : WINNERS.keySet()) {
            // When
            List<Draft> history = Networks.history(event);

            // Then
            assertThat(history).as(event).hasSize(origins(event).size());
            assertThat(history).as(event).extracting(Draft::recordId).doesNotHaveDuplicates();
            drafts += history.size();
        }
        assertThat(drafts).isEqualTo(32);
    }

    @Test
    void givesEachDraftTheNamesAndTimesOfItsNetwork() throws IOException {
        // When
        Draft winner = Networks.history("nc72852151").get(0);

        // Then
        assertThat(winner.authority()).isEqualTo(Networks.id("nc"));
        assertThat(winner.feature()).isEqualTo(new FeatureOfInterest("urn:quake:event:nc", "72852151"));
        assertThat(winner.property()).isEqualTo(new ObservedProperty("urn:quake:property:nc", "origin"));
        assertThat(winner.phenomenonTime()).isEqualTo(PhenomenonTime.at(Instant.parse("2017-07-29T00:02:40.910Z")));
        assertThat(winner.made()).isEmpty();
        assertThat(winner.edition()).hasValue(1_501_567_454_600L);
        assertThat(winner.series()).isEqualTo("nc:origin:nc72852151");
        assertThat(winner.standing()).isEqualTo(Draft.Standing.STANDS);
        assertThat(winner.result().terms()).containsExactly(new Term("urn:quake:magnitude-type:nc", "mw"));
        assertThat(new String(winner.result().content().bytes(), StandardCharsets.UTF_8))
                .startsWith("{\"eventtime\":\"2017-07-29T00:02:40.910Z\",\"latitude\":\"40.7821667\","
                        + "\"longitude\":\"-125.1806667\",\"depth\":\"26.54\",\"magnitude\":\"5.08\","
                        + "\"magnitude-type\":\"mw\",");
    }

    @Test
    void keepsTheSenderApartFromTheOwnerOfTheEventId() throws IOException {
        // When
        List<Draft> history = Networks.history("usp0006dzc");

        // Then
        assertThat(history).extracting(Draft::authority).containsOnly(Networks.id("us"));
        assertThat(history)
                .extracting(draft -> draft.feature().name())
                .containsExactly(
                        "urn:quake:event:us#p0006dzc",
                        "urn:quake:event:gcmt#m060994a",
                        "urn:quake:event:choy#19940609003316",
                        "urn:quake:event:iscgem#168418",
                        "urn:quake:event:duputel#060994a");
    }

    @Test
    void leaksNoAssociation() throws IOException {
        for (String event : WINNERS.keySet()) {
            List<Draft> history = Networks.history(event);
            Set<String> codes =
                    history.stream().map(draft -> draft.feature().value()).collect(Collectors.toSet());
            for (Draft draft : history) {
                // Given: the codes of all other networks for this event
                List<String> others = codes.stream()
                        .filter(code -> !code.equals(draft.feature().value()))
                        .toList();

                // Then
                String content = new String(draft.result().content().bytes(), StandardCharsets.UTF_8);
                assertThat(content).doesNotContain("quakeml", "preferred", "anss.org", "signature");
                others.forEach(code -> assertThat(content + draft.series()).doesNotContain(code));
            }
        }
    }

    @Test
    void givesThePublishedWeightToEveryProduct() throws IOException {
        for (String event : WINNERS.keySet()) {
            // Given
            List<Draft> history = Networks.history(event);
            JsonNode origins = origins(event);

            // Then
            for (int i = 0; i < history.size(); i++) {
                assertThat(PublishedRule.weight(history.get(i)))
                        .as(history.get(i).recordId())
                        .isEqualTo(origins.get(i).get("preferredWeight").intValue());
            }
        }
    }

    @Test
    void prefersThePublishedSolutionWhateverTheOrder() throws IOException {
        for (Map.Entry<String, String> expected : WINNERS.entrySet()) {
            List<Draft> history = new ArrayList<>(Networks.history(expected.getKey()));
            for (int seed = 0; seed < 5; seed++) {
                // When
                Collections.shuffle(history, new Random(seed));

                // Then
                assertThat(PublishedRule.preferred(history).map(Draft::recordId))
                        .contains(expected.getValue());
            }
        }
    }

    @Test
    void followsThePublishedWinnerThroughEveryUpdate() throws IOException {
        // Given
        List<String[]> steps = Files.readAllLines(Networks.earthquakes("expected_nc72852151.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .toList();
        List<Draft> updates = Networks.history("nc72852151").stream()
                .sorted(Comparator.comparingLong(draft -> draft.edition().orElseThrow()))
                .toList();
        assertThat(steps).hasSize(15).hasSameSizeAs(updates);

        for (int step = 0; step < steps.size(); step++) {
            // When
            Draft winner = PublishedRule.preferred(updates.subList(0, step + 1)).orElseThrow();

            // Then
            String[] row = steps.get(step);
            assertThat(updates.get(step).recordId()).isEqualTo(row[1]);
            assertThat(PublishedRule.weight(updates.get(step))).isEqualTo(Integer.parseInt(row[3]));
            assertThat(winner.recordId()).isEqualTo(row[4]);
            assertThat(winner.phenomenonTime().start()).isEqualTo(Instant.parse(row[5]));
            List<String> keys = List.of("latitude", "longitude", "depth", "magnitude", "magnitude-type");
            for (int i = 0; i < keys.size(); i++) {
                assertThat(result(winner).path(keys.get(i)).asText("")).isEqualTo(row[6 + i]);
            }
        }
    }

    @Test
    void letsTheAssociatorFindTheOneEventOfEachHistory() throws IOException {
        for (String event : WINNERS.keySet()) {
            // Given
            List<Draft> history = Networks.history(event);
            List<EventAssociator.Sighting> sightings = history.stream()
                    .map(draft -> Networks.yes(Hypocentre.of(draft)))
                    .toList();
            long features = history.stream().map(Draft::feature).distinct().count();

            // When
            List<Statement.Association> links = EventAssociator.propose("origin", sightings, List.of());

            // Then
            assertThat(links).as(event).hasSize((int) features - 1);
        }
    }

    @Test
    void readsThePlaceToTheMicroDegree() throws IOException {
        // Then
        assertThat(Networks.yes(Hypocentre.of(Networks.history("nc72852151").get(0)))
                        .place())
                .isEqualTo(new Location(40_782_167, -125_180_667));
        assertThat(Optional.of(Networks.history("us1000778i").get(0)).map(Draft::feature))
                .contains(new FeatureOfInterest("urn:quake:event:us", "1000778i"));
    }
}
