package org.comity.feeds.mapped;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.core.observation.Term;
import org.comity.feeds.Delivery;
import org.comity.feeds.Entry;
import org.comity.feeds.Tally;
import org.junit.jupiter.api.Test;

/** Real files of the formats that a mapping reads, each taken in or refused by reason; what was read is printed. */
class RealFeedsTest {
    private static final Instant LATER = Instant.parse("2026-01-01T00:00:00Z");

    private static MappedFeed standard(String name, Map<String, String> settings) throws IOException {
        try (InputStream in = Mapping.class.getResourceAsStream("/org/comity/feeds/mappings/" + name)) {
            return new MappedFeed(
                    Mapping.read(Octets.of(in.readAllBytes()), settings).fold(good -> good, no -> {
                        throw new AssertionError(no.detail());
                    }));
        }
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(Feeds.data(folder))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static List<Entry> read(MappedFeed feed, Path file) throws IOException {
        return feed.read(
                Files.readAllBytes(file), new Delivery(file.getFileName().toString(), LATER));
    }

    /** Reads them all; the counts must add up. */
    private static List<Entry> read(String what, MappedFeed feed, List<Path> files) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Path file : files) {
            entries.addAll(read(feed, file));
        }
        Tally tally = Tally.of(entries);
        assertThat(tally.read()).isEqualTo(tally.observed() + tally.superseded() + tally.quarantined());
        System.out.println(what + ": " + files.size() + " files, read " + tally.read() + " = observed "
                + tally.observed() + " + superseded " + tally.superseded() + " + quarantined " + tally.quarantined());
        return entries;
    }

    private static List<Draft> drafts(List<Entry> entries) {
        return entries.stream()
                .flatMap(one -> one.fold(fits -> Stream.of(fits.draft()), misfit -> Stream.<Draft>empty()))
                .toList();
    }

    @Test
    void takesInEveryLaboratoryMessageAndReadsItsHeaderAsHapiDoes() throws Exception {
        // Given
        MappedFeed feed = standard("hl7.yaml", Map.of("authority", "urn:example:laboratory"));
        List<Path> files = files("hl7/messages", ".hl7");
        assertThat(files).hasSize(40);

        // When
        List<Entry> entries = read("HL7 v2", feed, files);

        // Then
        assertThat(entries).hasSize(40);
        try (HapiContext hapi = new DefaultHapiContext(ValidationContextFactory.noValidation())) {
            hapi.setModelClassFactory(new GenericModelClassFactory());
            for (int i = 0; i < files.size(); i++) {
                String text = Files.readString(files.get(i)).strip();
                Draft draft = Feeds.draft(entries.get(i));
                assertThat(Feeds.content(draft)).isEqualTo(text);
                Message message =
                        hapi.getPipeParser().parse(text.replace("\r\n", "\r").replace('\n', '\r'));
                requireSame(draft, new Terser(message));
            }
        }
    }

    private static void requireSame(Draft draft, Terser terser) throws Exception {
        assertThat(draft.feature().value()).endsWith(" " + terser.get("/MSH-10"));
        assertThat(draft.property().value()).isEqualTo(terser.get("/MSH-9-1"));
        assertThat(term(draft, "version")).isEqualTo(Optional.ofNullable(terser.get("/MSH-12-1")));
        assertThat(term(draft, "application")
                        .map(spelled -> spelled.split("\\^", -1)[0])
                        .filter(one -> !one.isEmpty()))
                .isEqualTo(Optional.ofNullable(terser.get("/MSH-3-1")));
        assertThat(term(draft, "facility")
                        .map(spelled -> spelled.split("\\^", -1)[0])
                        .filter(one -> !one.isEmpty()))
                .isEqualTo(Optional.ofNullable(terser.get("/MSH-4-1")));
        String year = String.valueOf(terser.get("/MSH-7-1")).substring(0, 4);
        assertThat(draft.phenomenonTime().start().toString()).startsWith(year);
    }

    private static Optional<String> term(Draft draft, String name) {
        return draft.result().terms().stream()
                .filter(one -> one.scheme().equals("urn:hl7:" + name))
                .map(Term::value)
                .findFirst();
    }

    @Test
    void readsEachObservationSegmentOfTheLaboratoryMessages() throws IOException {
        // Given
        MappedFeed feed = new MappedFeed(Feeds.mapping("""
                mapping: 1
                source: {format: hl7, records: OBX}
                rules:
                  - authority: urn:a
                    feature: {scheme: "urn:specimen", value: "{OBR-3.1 or OBR-2.1 or MSH-10}"}
                    property: {scheme: "urn:code", value: "{OBX-3.1 or OBX-3.4}"}
                    time: {value: "{OBX-14.1 or OBR-7.1 or MSH-7.1}", pattern: hl7, zone: UTC}
                    result: {fields: {value: "{OBX-5}", unit: "{OBX-6.1}", status: "{OBX-11}"}}
                    identity: {series: "{MSH-10} {OBX-1} {@line}", record: "{@line}"}
                """));

        // When
        List<Entry> entries = read("HL7 v2, OBX", feed, files("hl7/messages", ".hl7"));

        // Then
        long segments = 0;
        for (Path file : files("hl7/messages", ".hl7")) {
            segments += Stream.of(Files.readString(file).split("[\r\n]+"))
                    .filter(line -> line.startsWith("OBX"))
                    .count();
        }
        assertThat(drafts(entries)).hasSizeGreaterThan(300);
        assertThat(entries.stream().filter(one -> one.lines() == 1).count()).isEqualTo(segments);
    }

    @Test
    void takesInEveryRescueMessageInXmlAsItCame() throws IOException {
        // Given
        MappedFeed feed = Feeds.documented("rescue-messages-xml.yaml");
        List<Path> files = files("emergency-hub/messages", ".xml");
        assertThat(files).hasSize(115);

        // When
        List<Entry> entries = read("emergency hub, XML", feed, files);
        List<Entry> technical = read("technical samples, XML", feed, files("emergency-hub/wrapped/TECHNICAL", ".xml"));

        // Then
        assertThat(drafts(technical)).hasSize(4);
        assertThat(entries).hasSize(115);
        for (int i = 0; i < files.size(); i++) {
            assertThat(Feeds.draft(entries.get(i)).result().content())
                    .isEqualTo(Octets.of(Files.readAllBytes(files.get(i))));
        }
        assertThat(cases(drafts(entries))).isEqualTo(cases(json()));
    }

    /** The same stories in JSON. */
    private static List<Draft> json() throws IOException {
        List<Draft> drafts = new ArrayList<>();
        for (Path file : files("emergency-hub/messages", ".json")) {
            if (!file.endsWith("messagesList.json")) {
                drafts.addAll(drafts(read(Feeds.documented("rescue-messages.yaml"), file)));
            }
        }
        return drafts;
    }

    private static List<String> cases(List<Draft> drafts) {
        return drafts.stream()
                .filter(draft -> draft.feature().scheme().endsWith(":case"))
                .map(draft -> draft.feature().value() + " "
                        + draft.phenomenonTime().start() + " " + draft.result().terms())
                .sorted()
                .toList();
    }

    @Test
    void takesEachEnvelopeWithItsContentAsItCame() throws IOException {
        // Given
        MappedFeed feed = standard("edxl-de.yaml", Map.of("authority", "urn:example:"));

        // When
        List<Entry> entries = new ArrayList<>();
        for (String folder : List.of("EDXL-DE", "RC-EDA", "RS-EDA")) {
            entries.addAll(read("envelope " + folder, feed, files("emergency-hub/wrapped/" + folder, ".xml")));
        }
        List<Entry> older = read("EDXL-DE 1.0", feed, files("alerts/cap-google/testdata", ".edxlde"));

        // Then
        assertThat(drafts(entries)).hasSize(3).allSatisfy(draft -> {
            assertThat(draft.authority().urn()).startsWith("urn:example:fr.");
            assertThat(draft.property().name()).isEqualTo("urn:edxl-de:status:Actual#Report");
            assertThat(Feeds.content(draft)).startsWith("<contentObject").endsWith("</contentObject>");
            assertThat(draft.phenomenonTime().end())
                    .isAfter(draft.phenomenonTime().start());
        });
        assertThat(drafts(older)).hasSizeGreaterThan(10);
    }

    @Test
    void readsEachOriginAndMagnitudeOfQuakeMl() throws IOException {
        // Given
        MappedFeed feed = standard("quakeml.yaml", Map.of("authority", "urn:example:catalogue"));

        // When
        List<Entry> entries = new ArrayList<>(read("QuakeML", feed, files("earthquakes/usgs-pdl/quakeml", ".xml")));
        entries.addAll(read("QuakeML of others", feed, files("earthquakes/obspy", ".xml")));

        // Then
        List<Draft> drafts = drafts(entries);
        assertThat(drafts)
                .filteredOn(draft -> draft.property().value().equals("origin"))
                .hasSize(15);
        assertThat(drafts)
                .filteredOn(draft -> draft.property().value().equals("magnitude"))
                .hasSize(10);
        assertThat(entries).as("one origin has neither time nor place").hasSize(26);
        assertThat(drafts)
                .allSatisfy(draft -> assertThat(draft.feature().scheme()).isEqualTo("urn:quakeml:event"));
    }

    @Test
    void readsEachOriginOfABulletinOfFixedWidth() throws IOException {
        // When
        List<Entry> entries = read("ISF", Feeds.documented("isc-origins.yaml"), files("earthquakes/isc-isf", ".isf"));
        List<Entry> others =
                read("ISF of others", Feeds.documented("isc-origins.yaml"), files("earthquakes/obspy", ".isf"));

        // Then
        assertThat(entries).hasSize(67);
        assertThat(drafts(entries)).hasSize(67);
        assertThat(drafts(others)).hasSizeGreaterThan(5);
    }

    @Test
    void readsEachRecordedSearch() throws IOException {
        // Given
        MappedFeed feed = new MappedFeed(Feeds.mapping("""
                mapping: 1
                source: {format: json, records: /features}
                rules:
                  - authority: urn:quake:{/properties/net}
                    feature: {scheme: "urn:quake:event:{/properties/net}", value: "{/properties/code}"}
                    property: {scheme: "urn:quake:property", value: summary}
                    time: {value: "{/properties/time}", pattern: epoch-millis}
                    result: {media-type: application/geo+json}
                    identity:
                      series: "{/id}"
                      edition: {value: "{/properties/updated}", pattern: epoch-millis}
                      record: "{/id}"
                """));

        // When
        List<Entry> entries = read("ComCat searches", feed, files("earthquakes/usgs-comcat", ".geojson"));

        // Then
        assertThat(drafts(entries)).hasSize(740);
    }

    @Test
    void refusesWhatIsOfAnotherFormatByReason() throws IOException {
        // Given
        List<MappedFeed> feeds = List.of(
                standard("hl7.yaml", Map.of("authority", "urn:a")),
                standard("quakeml.yaml", Map.of("authority", "urn:a")),
                standard("edxl-de.yaml", Map.of("authority", "urn:a:")),
                Feeds.documented("rescue-messages.yaml"),
                Feeds.documented("best-tracks.yaml"));
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("usgs-pdl", "obspy", "isc-isf")) {
            files.addAll(files("earthquakes/" + folder, ""));
        }
        files.addAll(files("alerts", ""));
        files.addAll(files("fixed-width", ""));
        files.removeIf(Files::isDirectory);

        // Then
        for (MappedFeed feed : feeds) {
            for (Path file : files) {
                for (Entry entry : read(feed, file)) {
                    entry.fold(fits -> fits, misfit -> {
                        assertThat(misfit.detail()).isNotBlank();
                        assertThat(misfit.at().line()).isPositive();
                        return misfit;
                    });
                }
            }
        }
        assertThat(files).hasSizeGreaterThan(80);
    }
}
