package org.comity.core.contention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.comity.core.agreement.Location;
import org.comity.core.contention.EventAssociator.Sighting;
import org.comity.core.control.Statement;
import org.comity.core.observation.FeatureOfInterest;
import org.junit.jupiter.api.Test;

class EventAssociatorTest {
    private static final Instant TIME = Instant.parse("2015-03-27T20:42:30Z");
    private static final FeatureOfInterest NC = new FeatureOfInterest("urn:quake:event:nc", "1");
    private static final FeatureOfInterest NN = new FeatureOfInterest("urn:quake:event:nn", "2");
    private static final FeatureOfInterest NN_OTHER = new FeatureOfInterest("urn:quake:event:nn", "3");
    private static final FeatureOfInterest US = new FeatureOfInterest("urn:quake:event:us", "4");
    private static final Location HERE = new Location(39_000_000, -120_000_000);

    private static Sighting sighting(FeatureOfInterest feature, long millis, int northMicro) {
        return new Sighting(
                feature,
                TIME.plusMillis(millis),
                new Location(HERE.latitudeMicro() + northMicro, HERE.longitudeMicro()));
    }

    private static Statement.Association link(FeatureOfInterest first, FeatureOfInterest second, Location place) {
        return new Statement.Association("origin", first, second, place);
    }

    private static List<Statement.Association> propose(Sighting... sightings) {
        return EventAssociator.propose("origin", List.of(sightings), List.of());
    }

    @Test
    void linksWhatIsSixteenSecondsApartAndNothingLater() {
        // Then
        assertThat(propose(sighting(NC, 0, 0), sighting(US, 16_000, 0))).containsExactly(link(NC, US, HERE));
        assertThat(propose(sighting(NC, 0, 0), sighting(US, 16_001, 0))).isEmpty();
        assertThat(propose(sighting(US, 0, 0), sighting(NC, 16_001, 0))).isEmpty();
    }

    @Test
    void linksWhatIsOneHundredKilometresApartAndNothingFarther() {
        // Then
        assertThat(propose(sighting(NC, 0, 0), sighting(US, 0, 899_320))).hasSize(1);
        assertThat(propose(sighting(NC, 0, 0), sighting(US, 0, 899_321))).isEmpty();
    }

    @Test
    void neverLinksTwoIdsOfOneScheme() {
        // Then
        assertThat(propose(sighting(NN, 0, 0), sighting(NN_OTHER, 0, 0))).isEmpty();
    }

    @Test
    void letsTheNearerOfTwoIdsOfOneSchemeJoin() {
        // Then
        assertThat(propose(sighting(NC, 0, 0), sighting(NN, 500, 0), sighting(NN_OTHER, 400, 0)))
                .containsExactly(link(NC, NN_OTHER, HERE));
    }

    @Test
    void keepsAGivenLinkAndRefusesTheNearerIdOfItsScheme() {
        // When
        List<Statement.Association> links = EventAssociator.propose(
                "origin",
                List.of(sighting(NC, 0, 0), sighting(NN_OTHER, 0, 0), sighting(US, 1_000, 0)),
                List.of(link(NC, NN, HERE)));

        // Then
        assertThat(links).containsExactly(link(NC, US, HERE));
    }

    @Test
    void looksAtNoLinkOfAnotherDomain() {
        // Given
        Statement.Association elsewhere = new Statement.Association("other", NC, NN, HERE);

        // When
        List<Statement.Association> links = EventAssociator.propose(
                "origin", List.of(sighting(NC, 0, 0), sighting(NN_OTHER, 0, 0)), List.of(elsewhere));

        // Then
        assertThat(links).containsExactly(link(NC, NN_OTHER, HERE));
    }

    @Test
    void makesNoEventOfAChainOfNearNeighbours() {
        // When
        List<Statement.Association> links =
                propose(sighting(NC, 0, 0), sighting(NN, 10_000, 0), sighting(US, 20_000, 0));

        // Then
        assertThat(links).containsExactly(link(NC, NN, HERE));
    }

    @Test
    void proposesNothingMoreWhenItsOwnLinksAreGiven() {
        // Given
        List<Sighting> sightings = List.of(sighting(NC, 0, 0), sighting(NN, 900, 10), sighting(US, 1_000, 20));
        List<Statement.Association> links = EventAssociator.propose("origin", sightings, List.of());

        // Then
        assertThat(links).hasSize(2);
        assertThat(EventAssociator.propose("origin", sightings, links)).isEmpty();
    }

    @Test
    void saysTheSameWhateverTheOrder() {
        // Given
        long seed = Long.getLong("comity.seed", 7L);
        Random random = new Random(seed);
        List<Sighting> sightings = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String scheme = "urn:quake:event:" + (char) ('a' + random.nextInt(5));
            FeatureOfInterest feature = new FeatureOfInterest(scheme, "e" + random.nextInt(40));
            sightings.add(sighting(feature, random.nextInt(120_000), random.nextInt(3_000_000)));
        }
        List<Statement.Association> expected = EventAssociator.propose("origin", sightings, List.of());
        assertThat(expected).hasSizeGreaterThan(20);

        for (int i = 0; i < 20; i++) {
            // When
            Collections.shuffle(sightings, random);

            // Then
            assertThat(EventAssociator.propose("origin", sightings, List.of()))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }
}
