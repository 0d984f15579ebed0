package org.comity.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.comity.core.contention.EventAssociator;
import org.comity.core.contention.EventAssociator.Sighting;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.junit.jupiter.api.Test;

/** Real product files of the distribution network, three scenarios. */
class ProductFilesTest {
    private static final FeatureOfInterest NC = new FeatureOfInterest("urn:quake:event:nc", "72418635");
    private static final FeatureOfInterest NN_FIRST = new FeatureOfInterest("urn:quake:event:nn", "00488363");

    private static List<Draft> scenario(String folder) throws IOException {
        List<Draft> drafts = new ArrayList<>();
        for (Path file : Networks.files("usgs-pdl/" + folder)) {
            drafts.add(Networks.product(folder + "/" + file.getFileName()));
        }
        return drafts;
    }

    private static List<Sighting> sightings(Stream<Draft> drafts) {
        return drafts.filter(draft -> draft.standing() == Draft.Standing.STANDS)
                .map(draft -> Networks.yes(Hypocentre.of(draft)))
                .toList();
    }

    @Test
    void keepsJapanAndCaliforniaTwoEvents() throws IOException {
        // Given
        List<Draft> drafts = scenario("20110725_usc00053hg_nc71606670");

        // Then
        assertThat(drafts)
                .extracting(draft -> draft.feature().name())
                .containsExactly(
                        "urn:quake:event:nc#71606670", "urn:quake:event:us#c00053hg", "urn:quake:event:us#c00053hg");
        assertThat(drafts.get(1).property().value()).isEqualTo("focal-mechanism");
        assertThat(EventAssociator.propose("origin", sightings(drafts.stream()), List.of()))
                .isEmpty();
    }

    @Test
    void makesTwoEventsWhereOneNetworkSpeaksTwice() throws IOException {
        // Given
        List<Draft> drafts = scenario("multiple_samesource");

        // When
        List<Statement.Association> links = EventAssociator.propose("origin", sightings(drafts.stream()), List.of());

        // Then
        assertThat(links).hasSize(1);
        assertThat(links.get(0).first()).isEqualTo(NC);
        assertThat(links.get(0).second()).isEqualTo(NN_FIRST);
    }

    @Test
    void keepsTheSecondIdOutThoughTheFirstIsDeleted() throws IOException {
        // Given
        List<Draft> drafts = scenario("multiple_samesource");
        List<Sighting> first = sightings(
                drafts.stream().filter(draft -> !draft.feature().value().equals("00488366")));
        List<Sighting> later =
                sightings(drafts.stream().filter(draft -> !draft.feature().equals(NN_FIRST)));
        List<Statement.Association> links = EventAssociator.propose("origin", first, List.of());
        assertThat(links).hasSize(1);
        assertThat(EventAssociator.propose("origin", later, List.of())).hasSize(1);

        // When
        List<Statement.Association> more = EventAssociator.propose("origin", later, links);

        // Then
        assertThat(more).isEmpty();
    }

    @Test
    void prefersTheStandingSolutionAndNoneOfWhatWasDeleted() throws IOException {
        // Given
        List<Draft> origins = scenario("multiple_samesource").stream()
                .filter(draft -> draft.property().value().equals("origin"))
                .toList();

        // Then
        assertThat(origins).hasSize(5);
        assertThat(origins.stream().filter(draft -> draft.standing() == Draft.Standing.RETRACTED))
                .hasSize(2)
                .allSatisfy(draft ->
                        assertThat(Networks.reason(Hypocentre.of(draft))).contains(Reason.MALFORMED));
        assertThat(PublishedRule.preferred(origins).map(Draft::recordId))
                .contains("urn:usgs-product:nc:origin:nc72418635:1427489045050");
        assertThat(PublishedRule.preferred(origins.stream()
                        .filter(draft -> draft.feature().scheme().endsWith(":nn"))
                        .toList()))
                .isEmpty();
    }

    @Test
    void prefersTheLastOfThreeVersionsWhateverTheOrder() throws IOException {
        // Given
        List<Draft> drafts = scenario("nc71932931");

        // Then
        assertThat(drafts).hasSize(3).extracting(Draft::series).containsOnly("nc:origin:nc71932931");
        for (List<Draft> order : List.of(
                drafts, List.of(drafts.get(2), drafts.get(0), drafts.get(1)), List.of(drafts.get(1), drafts.get(2)))) {
            assertThat(PublishedRule.preferred(order).map(Draft::recordId))
                    .contains("urn:usgs-product:nc:origin:nc71932931:1359740134563");
        }
    }

    @Test
    void refusesFilesOfOtherFormatsAndNeverThrows() throws IOException {
        for (String folder : List.of("usgs-pdl/eqxml", "usgs-pdl/quakeml", "usgs-pdl/cube", "usgs-pdl/json")) {
            for (Path file : Networks.files(folder)) {
                assertThat(Networks.reason(new PdlFeed(Networks.NAMES).read(Files.readAllBytes(file))))
                        .as(file.toString())
                        .contains(Reason.MALFORMED);
            }
        }
    }
}
