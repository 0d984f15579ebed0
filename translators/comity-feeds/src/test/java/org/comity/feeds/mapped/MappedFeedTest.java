package org.comity.feeds.mapped;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Draft;
import org.comity.core.observation.Label;
import org.comity.core.observation.TemporalReference;
import org.comity.core.observation.Term;
import org.comity.feeds.Entry;
import org.comity.feeds.Fault;
import org.comity.feeds.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappedFeedTest {
    private static final String RULE = """
            rules:
              - authority: urn:a:{agency in agencies}
                feature: {scheme: "urn:well", value: "{well}"}
                property: {scheme: "urn:p", value: level}
                time: {value: "{day}", pattern: d/M/uuuu, zone: Europe/Paris}
                result: {media-type: text/csv}
                identity: {series: "{well} {@time}", record: "{@name}:{@line}"}
            """;
    private static final String WELLS = """
            mapping: 1
            source:
              format: csv
              separator: ;
              columns:
                level: {kind: decimal, min: -5, max: 100, absent: [n/a]}
            tables:
              agencies: {N: north, S: south}
            unusable:
              - when: {well: [TOTAL]}
                because: a sum is no well
            """ + RULE;
    private static final String HEAD = "agency;well;day;level\n";

    private static List<Entry> wells(String rows) {
        return Feeds.read(WELLS, HEAD + rows);
    }

    @Test
    void makesADraftOfARowAndKeepsItsOctets() {
        // When
        Entry entry = wells("N;\"W \"\"1\"\"\";31/12/2020;4.5\r\n").get(0);

        // Then
        Draft draft = Feeds.draft(entry);
        assertThat(draft.authority().urn()).isEqualTo("urn:a:north");
        assertThat(draft.feature().name()).isEqualTo("urn:well#W \"1\"");
        assertThat(draft.phenomenonTime().start()).isEqualTo("2020-12-30T23:00:00Z");
        assertThat(draft.series()).isEqualTo("W \"1\" 2020-12-30T23:00:00Z");
        assertThat(draft.recordId()).isEqualTo("sample:2");
        assertThat(Feeds.content(draft)).isEqualTo("N;\"W \"\"1\"\"\";31/12/2020;4.5");
        assertThat(entry.original()).isEqualTo(draft.result().content());
        assertThat(draft.result().mediaType()).isEqualTo("text/csv");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "N;W1;31/12/2020|SHAPE|2:1|record",
                "N;W1;31/12/2020;4;5|SHAPE|2:19|record",
                "N;W1;12/31/2020;4|NOT_A_TIME|2:6|time",
                "N;W1;29/2/2021;4|NOT_A_TIME|2:6|time",
                "N;;31/12/2020;4|ABSENT|2:3|well",
                "X;W1;31/12/2020;4|NOT_IN_TABLE|2:1|agency",
                "n;W1;31/12/2020;4|NOT_IN_TABLE|2:1|agency",
                "N;W1;31/12/2020;four|NOT_A_NUMBER|2:17|level",
                "N;W1;31/12/2020;1e1|NOT_A_NUMBER|2:17|level",
                "N;W1;31/12/2020;100.01|OUT_OF_RANGE|2:17|level",
                "N;W1;31/12/2020;-6|OUT_OF_RANGE|2:17|level",
                "N;TOTAL;31/12/2020;4|UNUSABLE|2:3|well",
                "N;W\u00071;31/12/2020;4|NOT_A_NAME|2:3|feature",
                "N;\"W1\"x;31/12/2020;4|SHAPE|2:3|record",
                "N;\"W1;31/12/2020;4|SHAPE|2:3|record",
            })
    void setsARecordAsideWithPlaceAndReasonAndGoesOn(String row, Fault fault, String at, String field) {
        // When
        List<Entry> entries = wells(row + "\nN;W2;1/1/2021;n/a\n");

        // Then
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0)).isInstanceOfSatisfying(Entry.Misfit.class, misfit -> {
            assertThat(misfit.fault()).isEqualTo(fault);
            assertThat(misfit.at()).hasToString(at);
            assertThat(misfit.field()).isEqualTo(field);
            assertThat(misfit.detail()).isNotBlank();
            assertThat(misfit.reason()).isEqualTo(Reason.MALFORMED);
            assertThat(misfit.original()).isEqualTo(Octets.of(row.getBytes(StandardCharsets.UTF_8)));
        });
        assertThat(Feeds.draft(entries.get(1)).feature().value()).isEqualTo("W2");
        assertThat(Tally.of(entries)).isEqualTo(new Tally(2, 1, 0, 1));
    }

    @Test
    void findsTheColumnAfterCellsOfSeveralLines() {
        // When
        List<Entry> entries = wells("N;\"W\n1\";1/1/2021;4\nN;\"a\r\nb\";x;4\n");

        // Then
        assertThat(entries.get(0))
                .isInstanceOfSatisfying(
                        Entry.Misfit.class, misfit -> assertThat(misfit.fault()).isEqualTo(Fault.NOT_A_NAME));
        assertThat(entries.get(1)).isInstanceOfSatisfying(Entry.Misfit.class, misfit -> {
            assertThat(misfit.place()).hasToString("4:1");
            assertThat(misfit.lines()).isEqualTo(2);
            assertThat(misfit.fault()).isEqualTo(Fault.NOT_A_TIME);
            assertThat(misfit.at()).hasToString("5:4");
        });
    }

    @Test
    void takesATextInTheMiddleOfAQuoteAsItIs() {
        // Then
        assertThat(Feeds.draft(wells("N;6\"\" pipe;1/1/2021;4\nN;W;1/1/2021;4\n")
                                .get(0))
                        .feature()
                        .value())
                .isEqualTo("6\"\" pipe");
    }

    @Test
    void setsAsideOnlyTheLineWhoseOctetsAreNotOfTheCharset() {
        // Given
        byte[] latin = (HEAD + "N;Forêt;1/1/2021;4\nN;W2;1/1/2021;4").getBytes(StandardCharsets.ISO_8859_1);

        // When
        List<Entry> strict = new MappedFeed(Feeds.mapping(WELLS)).read(latin, Feeds.DELIVERY);
        List<Entry> named = new MappedFeed(
                        Feeds.mapping(WELLS.replace("format: csv", "format: csv\n  charset: ISO-8859-1")))
                .read(latin, Feeds.DELIVERY);

        // Then
        assertThat(strict).hasSize(2);
        assertThat(Feeds.fault(strict.get(0))).contains(Fault.CHARSET);
        assertThat(Feeds.fault(strict.get(1))).isEmpty();
        assertThat(Feeds.draft(named.get(0)).feature().value()).isEqualTo("Forêt");
    }

    @ParameterizedTest
    @CsvSource(value = {"'agency;wells;day;level'", "'agency;well;well;day;level'", "''"})
    void refusesTheWholeDocumentWhereItsHeadingDoesNotFit(String heading) {
        // When
        String document = heading + "\nN;W1;1/1/2021;4\n";
        List<Entry> entries = Feeds.read(WELLS, document);

        // Then
        assertThat(entries).hasSize(1);
        assertThat(Feeds.fault(entries.get(0))).contains(Fault.HEADING);
        assertThat(entries.get(0).original()).isEqualTo(Octets.of(document.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesWhatIsLargerThanTheStatedMaximum() {
        // Given
        String longest = "N;" + "W".repeat(Lines.RECORD_MAX) + ";1/1/2021;4\nN;W2;1/1/2021;4\n";
        byte[] largest = new byte[MappedFeed.SIZE_MAX + 1];

        // Then
        assertThat(wells(longest)).extracting(Feeds::fault).containsExactly(Optional.of(Fault.LIMIT), Optional.empty());
        assertThat(wells(";".repeat(Csv.CELLS_MAX) + "\n"))
                .extracting(Feeds::fault)
                .containsExactly(Optional.of(Fault.LIMIT));
        assertThat(new MappedFeed(Feeds.mapping(WELLS)).read(largest, Feeds.DELIVERY))
                .singleElement()
                .isInstanceOfSatisfying(
                        Entry.Misfit.class,
                        misfit -> assertThat(misfit.reason()).isEqualTo(Reason.LIMIT_EXCEEDED));
    }

    @Test
    void takesALocalTimeThatWasTwiceAsAnIntervalAndRefusesOneThatWasSkipped() {
        // Given
        String hours = WELLS.replace("d/M/uuuu", "d/M/uuuu HH:mm");

        // When
        List<Entry> entries =
                Feeds.read(hours, HEAD + "N;W;25/10/2020 02:30;4\nN;W;29/3/2020 02:30;4\nN;W;25/10/2020 03:30;4\n");

        // Then
        assertThat(Feeds.draft(entries.get(0)).phenomenonTime().start()).isEqualTo("2020-10-25T00:30:00Z");
        assertThat(Feeds.draft(entries.get(0)).phenomenonTime().end()).isEqualTo("2020-10-25T01:30:00Z");
        assertThat(Feeds.fault(entries.get(1))).contains(Fault.NOT_A_TIME);
        assertThat(Feeds.draft(entries.get(2)).phenomenonTime().end()).isEqualTo("2020-10-25T02:30:00Z");
    }

    @Test
    void countsDaysAsTheZoneCountsThemAndWidensByTheUncertainty() {
        // Given
        String daily = WELLS.replace("zone: Europe/Paris", "zone: Europe/Paris, period: P1D, uncertainty: PT10M");

        // When
        Draft draft = Feeds.draft(Feeds.read(daily, HEAD + "N;W;25/10/2020;4\n").get(0));

        // Then: the day of 25 hours
        assertThat(draft.phenomenonTime().start()).isEqualTo("2020-10-24T21:50:00Z");
        assertThat(draft.phenomenonTime().end()).isEqualTo("2020-10-25T23:10:00Z");
    }

    @Test
    void makesAnObservationForEachRuleThatApplies() {
        // Given
        String two = WELLS.replace("  - authority", "  - when: {level: \"*\"}\n    authority")
                + RULE.replace("rules:\n", "")
                        .replace("  - authority", "  - when: {agency: S}\n    authority")
                        .replace("value: level", "value: presence");

        // When
        List<Entry> entries = Feeds.read(two, HEAD + "S;W;1/1/2021;4\nN;W;1/1/2021;4\nN;W;1/1/2021;\n");

        // Then
        assertThat(entries).hasSize(4);
        assertThat(Feeds.draft(entries.get(1)).property().value()).isEqualTo("presence");
        assertThat(Feeds.fault(entries.get(3))).contains(Fault.NO_RULE);
    }

    private static final String REPORTS = """
            mapping: 1
            source: {format: json, records: /reports}
            rules:
              - authority: "urn:a:{@document/from}"
                feature: {scheme: "urn:fire", value: "{/fire or /incident}"}
                property: {scheme: "urn:p", value: state}
                time: {value: "{/from}", zone: UTC, until: "{/to}"}
                made: {value: "{@document/sent}", pattern: epoch-seconds, uncertainty: PT5S}
                label: {policy: "{/label/policy}", classification: "{/label/class}"}
                result: {fields: {acres: "{/acres}"}}
                terms: [{scheme: "urn:cause", value: "{/cause}"}, {scheme: "urn:fuel", value: "{/fuel}"}]
                identity: {series: "{/fire or /incident}", edition: "{/version}", record: "{@digest}"}
                retracted: {/status: [deleted, withdrawn]}
            """;
    private static final String REPORT = """
            {"from":"state","sent":1609459200,"reports":[
             {"incident":"é1","from":"2021-01-01T10:00:00+01:00","to":"2021-01-01T12:00:00Z","acres":1.50,"fuel":"grass",
              "label":{"policy":"P","class":"C"},"version":3,"status":"withdrawn"}, {"fire":["x"],"from":"2021-01-01"} ]}""";

    @Test
    void readsWhatAReportSaysOfItsOwnMaking() {
        // When
        List<Entry> entries = Feeds.read(REPORTS, REPORT);

        // Then
        Draft draft = Feeds.draft(entries.get(0));
        assertThat(draft.authority().urn()).isEqualTo("urn:a:state");
        assertThat(draft.feature().value()).isEqualTo("é1");
        assertThat(draft.phenomenonTime().start()).isEqualTo("2021-01-01T09:00:00Z");
        assertThat(draft.phenomenonTime().end()).isEqualTo("2021-01-01T12:00:00Z");
        assertThat(draft.made())
                .contains(new TemporalReference.Global(
                        Instant.parse("2021-01-01T00:00:00Z"), java.time.Duration.ofSeconds(5)));
        assertThat(draft.label()).contains(new Label("P", "C"));
        assertThat(Feeds.content(draft)).isEqualTo("{\"acres\":\"1.50\"}");
        assertThat(draft.result().terms()).containsExactly(new Term("urn:fuel", "grass"));
        assertThat(draft.edition()).isEqualTo(OptionalLong.of(3));
        assertThat(draft.standing()).isEqualTo(Draft.Standing.RETRACTED);
        assertThat(draft.recordId())
                .isEqualTo(entries.get(0).original().digest().hex());
    }

    @Test
    void findsLineAndColumnInJson() {
        // When
        Entry second = Feeds.read(REPORTS, REPORT).get(1);

        // Then
        assertThat(second).isInstanceOfSatisfying(Entry.Misfit.class, misfit -> {
            assertThat(misfit.fault()).isEqualTo(Fault.NOT_TEXT);
            assertThat(misfit.place()).hasToString("3:73");
            assertThat(misfit.at()).hasToString("3:81");
            assertThat(misfit.original())
                    .isEqualTo(
                            Octets.of("{\"fire\":[\"x\"],\"from\":\"2021-01-01\"}".getBytes(StandardCharsets.UTF_8)));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"reports\":[{}|SHAPE",
                "{\"a\":1,\"a\":2}|SHAPE",
                "{} {}|SHAPE",
                "''|SHAPE",
                "\u0000{\u0000}|SHAPE",
                "{\"report\":[]}|ABSENT",
            })
    void refusesADocumentThatIsNotOfTheForm(String document, Fault fault) {
        // Then
        assertThat(Feeds.read(REPORTS, document)).extracting(Feeds::fault).containsExactly(Optional.of(fault));
        assertThat(Feeds.read(REPORTS, "[".repeat(40)))
                .extracting(Feeds::fault)
                .containsExactly(Optional.of(Fault.LIMIT));
    }

    private static final String FIXED = """
            mapping: 1
            source:
              format: fixed-width
              preamble: 1
              group: [id]
              columns: {id: {from: 1, to: 3}, level: {from: 4, to: 6, kind: integer}, gate: {from: 7, to: 9}}
            rules:
              - authority: urn:a
                feature: {scheme: "urn:dam", value: "{id}"}
                property: {scheme: "urn:p", value: level}
                time: "{@at}"
                result: {fields: {level: "{level}"}, lines: {gate: "{gate}"}}
                identity: {series: "{id}", record: "{id}"}
            """;

    @Test
    void joinsLinesOfOneRecordWhereTheyAgree() {
        // When
        List<Entry> entries = Feeds.read(FIXED, "TITLE\nD01 45 G1\nD01 45\nD02 46 G1\nD02 47 G2\nD03 4");

        // Then
        assertThat(Feeds.content(Feeds.draft(entries.get(0))))
                .isEqualTo("{\"level\":\"45\",\"lines\":[{\"gate\":\"G1\"},{}]}");
        assertThat(entries.get(0).original())
                .isEqualTo(Octets.of("D01 45 G1\nD01 45".getBytes(StandardCharsets.UTF_8)));
        assertThat(entries.get(1)).isInstanceOfSatisfying(Entry.Misfit.class, misfit -> {
            assertThat(misfit.fault()).isEqualTo(Fault.LINES_DISAGREE);
            assertThat(misfit.at()).hasToString("5:4");
            assertThat(misfit.lines()).isEqualTo(2);
        });
        assertThat(entries.get(2)).isInstanceOfSatisfying(Entry.Misfit.class, misfit -> {
            assertThat(misfit.fault()).isEqualTo(Fault.SHAPE);
            assertThat(misfit.at()).hasToString("6:4");
        });
    }

    @Test
    void countsARepeatedDraftAndAnOlderEditionAsSuperseded() {
        // Given
        String first = REPORT.replaceAll(", \\{\"fire.*", "]}");
        String second = first.replace("\"version\":3", "\"version\":4");

        // When
        List<Entry> entries = new java.util.ArrayList<>(Feeds.read(REPORTS, second));
        entries.addAll(Feeds.read(REPORTS, first));
        entries.addAll(Feeds.read(REPORTS, second));

        // Then
        assertThat(Tally.of(entries)).isEqualTo(new Tally(3, 1, 2, 0));
    }

    @Test
    void countsTwoDifferentDraftsOfOneEditionAsOutdatedByAHigherOneAlone() {
        // Given
        String first = REPORT.replaceAll(", \\{\"fire.*", "]}");
        String other = first.replace("grass", "brush");
        String higher = first.replace("\"version\":3", "\"version\":4");
        List<Entry> both = new java.util.ArrayList<>(Feeds.read(REPORTS, first));
        both.addAll(Feeds.read(REPORTS, other));

        // When
        Tally contradicting = Tally.of(both);
        both.addAll(0, Feeds.read(REPORTS, higher));

        // Then
        assertThat(contradicting).isEqualTo(new Tally(2, 2, 0, 0));
        assertThat(Tally.of(both)).isEqualTo(new Tally(3, 1, 2, 0));
    }

    @Test
    void aLabelHasTheCategoriesThatARecordNamesAndNoneWithoutARestrictiveOne() {
        // Given
        String mapping = """
                mapping: 1
                source: {format: csv}
                rules:
                  - authority: urn:a
                    feature: {scheme: "urn:ship", value: "{ship}"}
                    property: {scheme: "urn:p", value: position}
                    time: "{time}"
                    label:
                      policy: NATO
                      classification: "{class}"
                      categories:
                        - {tag: Additional Sensitivity, type: restrictive, value: "{handling}"}
                        - {tag: Releasable To, type: permissive, value: "{to}"}
                    result: {media-type: text/csv}
                    identity: {series: "{ship}", record: "{@line}"}
                """;
        String records = """
                ship,time,class,handling,to
                1,2026-10-05T06:00:00Z,SECRET,ATOMAL,SWE
                2,2026-10-05T06:00:00Z,SECRET,ATOMAL,
                3,2026-10-05T06:00:00Z,SECRET,,SWE
                """;

        // When
        List<Entry> entries = Feeds.read(mapping, records);

        // Then
        Label.Category handling = new Label.Category("Additional Sensitivity", Label.TagType.RESTRICTIVE, "ATOMAL");
        Label.Category to = new Label.Category("Releasable To", Label.TagType.PERMISSIVE, "SWE");
        assertThat(Feeds.draft(entries.get(0)).label()).contains(new Label("NATO", "SECRET", List.of(handling, to)));
        assertThat(Feeds.draft(entries.get(1)).label()).contains(new Label("NATO", "SECRET", List.of(handling)));
        assertThat(Feeds.fault(entries.get(2))).contains(Fault.ABSENT);
    }
}
