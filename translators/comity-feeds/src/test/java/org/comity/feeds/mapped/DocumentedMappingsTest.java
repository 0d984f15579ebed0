package org.comity.feeds.mapped;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.feeds.Delivery;
import org.comity.feeds.Entry;
import org.comity.feeds.Fault;
import org.comity.feeds.Tally;
import org.junit.jupiter.api.Test;

/** The mappings of the documentation over the sources that they were written for. */
class DocumentedMappingsTest {
    private static final Instant EARLIER = Instant.parse("2020-11-29T00:00:00Z");
    private static final Instant LATER = Instant.parse("2020-12-26T00:00:00Z");

    private static List<Entry> snapshot(String mapping, String file, Instant at) throws IOException {
        return Feeds.documented(mapping)
                .read(Files.readAllBytes(Feeds.data("health-reports/" + file)), new Delivery(file, at));
    }

    private static List<Entry> earlier() throws IOException {
        return snapshot("state-counts-by-name.yaml", "ctp_states_to2020-11-29.csv", EARLIER);
    }

    private static List<Entry> later() throws IOException {
        return snapshot("state-counts.yaml", "ctp_states_to2020-12-26.csv", LATER);
    }

    @Test
    void takesALaterSnapshotAsRevisionsAndLosesNothing() throws IOException {
        // When
        List<Entry> both = new ArrayList<>(earlier());
        both.addAll(later());

        // Then
        assertThat(Tally.of(both)).isEqualTo(new Tally(15_241 + 16_763, 16_763, 13_676, 1_565));
        assertThat(both.stream().flatMap(entry -> Feeds.fault(entry).stream())).containsOnly(Fault.UNUSABLE);
    }

    @Test
    void countsTheSameWhateverTheOrderOfSnapshots() throws IOException {
        // When
        List<Entry> both = new ArrayList<>(later());
        both.addAll(earlier());

        // Then
        assertThat(Tally.of(both)).isEqualTo(new Tally(15_241 + 16_763, 16_763, 13_676, 1_565));
    }

    @Test
    void findsWhatTheAuthorityCorrectedAfterPublication() throws IOException {
        // Given
        Map<String, String> before = results(earlier());
        Map<String, String> after = results(later());

        // When
        long common = before.keySet().stream().filter(after::containsKey).count();
        long changed = before.entrySet().stream()
                .filter(one -> after.containsKey(one.getKey()))
                .filter(one -> !one.getValue().equals(after.get(one.getKey())))
                .count();

        // Then
        assertThat(common).isEqualTo(13_676);
        assertThat(changed).isEqualTo(1_018);
    }

    private static Map<String, String> results(List<Entry> entries) {
        Map<String, String> results = new HashMap<>();
        entries.forEach(entry ->
                entry.fold(fits -> results.put(fits.draft().series(), Feeds.content(fits.draft())), misfit -> null));
        return results;
    }

    @Test
    void keepsTheOctetsOfEveryRow() throws IOException {
        // Given
        List<String> rows = Files.readAllLines(Feeds.data("health-reports/ctp_states_to2020-11-29.csv"));

        // When
        List<Entry> entries = earlier();

        // Then
        assertThat(entries).hasSize(rows.size() - 1);
        for (Entry entry : entries) {
            assertThat(entry.original())
                    .isEqualTo(Octets.of(rows.get(entry.place().line() - 1).getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void makesOneObservationOfAStormAndTime() throws IOException {
        // Given
        List<Entry> entries = new ArrayList<>();
        long lines = 0;
        try (Stream<Path> files = Files.list(Feeds.data("fixed-width/jtwc_2014"))) {
            for (Path file : files.sorted().toList()) {
                entries.addAll(Feeds.documented("best-tracks.yaml")
                        .read(
                                Files.readAllBytes(file),
                                new Delivery(file.getFileName().toString(), LATER)));
                lines += Files.readAllLines(file).size();
            }
        }

        // Then
        assertThat(lines).isEqualTo(740);
        assertThat(entries.stream().mapToInt(Entry::lines).sum()).isEqualTo(740);
        assertThat(Tally.of(entries)).isEqualTo(new Tally(341, 341, 0, 0));
        assertThat(entries.stream().map(Entry::lines).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void readsTheLinesOfOneFix() throws IOException {
        // Given
        String fix = """
                WP, 19, 2014100418,   , BEST,   0, 141N, 1466E,  50,  985, TS,  34, NEQ,   75,   75,   60,   60, 1008,  220,  20,   0,   0,   W,   0,    ,   0,   0,   VONGFONG, M,
                WP, 19, 2014100418,   , BEST,   0, 141N, 1466E,  50,  985, TS,  50, NEQ,   30,    0,   20,   25
                """;

        // When
        List<Entry> entries =
                Feeds.documented("best-tracks.yaml").read(fix.getBytes(StandardCharsets.UTF_8), Feeds.DELIVERY);

        // Then
        assertThat(entries).hasSize(1);
        Draft draft = Feeds.draft(entries.get(0));
        assertThat(draft.feature().name()).isEqualTo("urn:example:warning-centre:storm:WP#19");
        assertThat(draft.phenomenonTime().start()).isEqualTo("2014-10-04T17:30:00Z");
        assertThat(draft.phenomenonTime().end()).isEqualTo("2014-10-04T18:30:00Z");
        assertThat(Feeds.content(draft))
                .isEqualTo("{\"latitude\":\"141N\",\"longitude\":\"1466E\",\"wind-kt\":\"50\",\"pressure-hpa\":\"985\","
                        + "\"stage\":\"TS\",\"lines\":[{\"wind-kt\":\"34\",\"quadrant\":\"NEQ\",\"ne-nm\":\"75\","
                        + "\"se-nm\":\"75\",\"sw-nm\":\"60\",\"nw-nm\":\"60\",\"name\":\"VONGFONG\"},"
                        + "{\"wind-kt\":\"50\",\"quadrant\":\"NEQ\",\"ne-nm\":\"30\",\"sw-nm\":\"20\","
                        + "\"nw-nm\":\"25\"}]}");
    }

    @Test
    void takesInEveryRescueMessageAsItCame() throws IOException {
        // Given
        List<Path> messages = json("emergency-hub/messages").stream()
                .filter(file -> !file.endsWith("messagesList.json"))
                .toList();

        // Then
        assertThat(messages).hasSize(115);
        assertThat(taken("rescue-messages.yaml", messages)).hasSize(115);
        assertThat(taken("rescue-messages.yaml", messages).stream()
                        .filter(draft -> draft.feature()
                                .name()
                                .equals("urn:example:rescue-hub:case#fr.health.samu440.DRFR154402413800236")))
                .isNotEmpty();
        assertThat(taken("rescue-envelopes.yaml", json("emergency-hub/wrapped")))
                .hasSize(7);
    }

    private static List<Path> json(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Feeds.data(folder))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Draft> taken(String mapping, List<Path> messages) throws IOException {
        MappedFeed feed = Feeds.documented(mapping);
        List<Draft> drafts = new ArrayList<>();
        for (Path message : messages) {
            byte[] octets = Files.readAllBytes(message);
            List<Entry> entries =
                    feed.read(octets, new Delivery(message.getFileName().toString(), LATER));
            assertThat(entries).as(message.toString()).hasSize(1);
            Draft draft = Feeds.draft(entries.get(0));
            String text = new String(octets, StandardCharsets.UTF_8);
            assertThat(Feeds.content(draft)).as(message.toString()).isEqualTo(text.strip());
            drafts.add(draft);
        }
        return drafts;
    }
}
