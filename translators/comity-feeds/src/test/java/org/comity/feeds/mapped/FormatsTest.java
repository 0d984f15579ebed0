package org.comity.feeds.mapped;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.feeds.Entry;
import org.comity.feeds.Fault;
import org.comity.feeds.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What XML, HL7 v2 and rows of a database become, and the ways of spelling a time. */
class FormatsTest {
    private static String mapping(String source, String value, String time) {
        return "mapping: 1\nsource: " + source + "\nrules:\n  - authority: urn:a\n"
                + "    feature: {scheme: 'urn:f', value: \"" + value + "\"}\n"
                + "    property: {scheme: 'urn:p', value: p}\n    time: " + time + "\n"
                + "    result: {media-type: text/plain}\n    identity: {series: s, record: r}\n";
    }

    private static String xml(String source, String value) {
        return mapping("{format: xml" + source + "}", value, "2020-01-01T00:00:00Z");
    }

    private static String hl7(String source, String value) {
        return mapping("{format: hl7" + source + "}", value, "2020-01-01T00:00:00Z");
    }

    private static String value(Entry entry) {
        return Feeds.draft(entry).feature().value();
    }

    private static Entry.Misfit misfit(Entry entry) {
        return entry.fold(
                fits -> {
                    throw new AssertionError(fits.draft().toString());
                },
                misfit -> misfit);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "b/c|1",
                "/a/b/c|1",
                "*/c|1",
                "x:b/c|1",
                "./@id|7",
                "d[2]|4",
                "d[e='6']/f|8",
                "d[@k='v']|5",
                "d[@k=g]|5",
                "../a/b/c or b/c|1",
            })
    void followsAPathThroughADocument(String path, String found) {
        assertThat(value(Feeds.read(
                                xml(", namespaces: {x: urn:x}", "{" + path + "}"),
                                "<a id='7' xmlns:x='urn:x'><x:b><c>1</c></x:b><d><e>6</e><f>8</f></d><d>4</d>"
                                        + "<d k='v'>5</d><g>v</g></a>")
                        .get(0)))
                .isEqualTo(found);
    }

    @Test
    void takesNoneOfSeveralElementsAndNoneOfAnotherNamespace() {
        // Given
        String document = "<a xmlns:x='urn:x'>\n <b>1</b>\n <b>2</b><c/><x:d>3</x:d></a>";

        // Then
        Entry.Misfit several = misfit(Feeds.read(xml("", "{b}"), document).get(0));
        assertThat(several.fault()).isEqualTo(Fault.NOT_TEXT);
        assertThat(several.at()).isEqualTo(new Place(3, 2));
        assertThat(misfit(Feeds.read(xml("", "{c}"), document).get(0)).fault()).isEqualTo(Fault.ABSENT);
        assertThat(misfit(Feeds.read(xml(", namespaces: {y: urn:y}", "{y:d}"), document)
                                .get(0))
                        .fault())
                .isEqualTo(Fault.ABSENT);
        assertThat(sentence(xml("", "{y:d}"), Map.of())).contains("names y:d, which the source does not have");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1"})
    void keepsEachElementInItsOwnOctets(String charset) {
        // Given
        String document = "<?xml version='1.0' encoding='" + charset + "'?><ü><é>ß</é>\n<é a='>'>ä</é></ü>";
        MappedFeed feed = new MappedFeed(Feeds.mapping(xml(", records: /ü/é", "{.}")));

        // When
        List<Entry> entries = feed.read(document.getBytes(java.nio.charset.Charset.forName(charset)), Feeds.DELIVERY);

        // Then
        assertThat(entries).extracting(FormatsTest::value).containsExactly("ß", "ä");
        assertThat(entries.get(1).place()).isEqualTo(new Place(2, 1));
        assertThat(entries.get(1).original())
                .isEqualTo(Octets.of("<é a='>'>ä</é>".getBytes(java.nio.charset.Charset.forName(charset))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>|DOCTYPE",
                "<!DOCTYPE a><a>1</a>|DOCTYPE",
                "<a>1</a><a>2</a>|SHAPE",
                "<a><b>1</a>|SHAPE",
                "<a>1|SHAPE",
                "''|SHAPE",
                "<?xml version='1.0' encoding='UTF-16'?><a>1</a>|CHARSET",
                "<a>&#1;</a>|SHAPE",
                "<b>1</b>|ABSENT",
            })
    void refusesADocumentThatIsNotWhatItShouldBe(String document, Fault fault) {
        // When
        List<Entry> entries = Feeds.read(xml(", records: /a", "{.}"), document);

        // Then
        assertThat(entries).singleElement().satisfies(one -> {
            assertThat(misfit(one).fault()).isEqualTo(fault);
            assertThat(one.original()).isEqualTo(Octets.of(document.getBytes(StandardCharsets.UTF_8)));
        });
    }

    @Test
    void refusesADeepDocumentAndReadsALargeOneAtOnce() {
        // Given
        String deep = "<a>".repeat(65) + "</a>".repeat(65);
        String polygon = "<a><b>" + "38.47,-120.14 ".repeat(120_000) + "</b><c>1</c></a>";

        // Then
        assertThat(misfit(Feeds.read(xml("", "{.}"), deep).get(0)).fault()).isEqualTo(Fault.LIMIT);
        assertThat(value(Feeds.read(xml("", "{c}"), polygon).get(0))).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "MSH-1!|",
                "MSH-2!^~\\&",
                "MSH-3!A^1.2^ISO",
                "MSH-3.1!A",
                "MSH-10!7",
                "PID-3[2].1!y",
                "PID-3[2].4.2!q",
                "PID-5.1!x|y^z\\.br\\",
                "OBX[2]-5!4",
                "NTE-1 or MSH-10!7",
            })
    void leadsToEachPlaceOfAMessage(String path, String found) {
        // Given
        String message = "MSH|^~\\&|A^1.2^ISO||||20240101||ORU^R01|7\rPID|||w^^^p~y^^^p&q||x\\F\\y\\S\\z\\.br\\\r"
                + "OBX|1||a||3\rOBX|2||b||4\r";

        // Then
        for (String end : List.of("\r", "\n", "\r\n")) {
            assertThat(value(Feeds.read(hl7("", "{" + path + "}"), message.replace("\r", end))
                            .get(0)))
                    .isEqualTo(found);
        }
    }

    @Test
    void takesNoneOfSeveralSegmentsOrRepetitionsAndTellsWhere() {
        // Given
        String message = "MSH|^~\\&|\"\"\rPID|||w~y\rOBX|1\rOBX|2\r";

        // Then
        Entry.Misfit segments = misfit(Feeds.read(hl7("", "{OBX-1}"), message).get(0));
        Entry.Misfit repetitions =
                misfit(Feeds.read(hl7("", "{PID-3.1}"), message).get(0));
        assertThat(segments.fault()).isEqualTo(Fault.NOT_TEXT);
        assertThat(segments.at()).isEqualTo(new Place(4, 1));
        assertThat(repetitions.fault()).isEqualTo(Fault.NOT_TEXT);
        assertThat(repetitions.at()).isEqualTo(new Place(2, 7));
        assertThat(misfit(Feeds.read(hl7("", "{MSH-3}"), message).get(0)).fault())
                .isEqualTo(Fault.ABSENT);
    }

    @Test
    void seesFromASegmentTheLastOfEachNameBeforeIt() {
        // Given
        String batch =
                "FHS|^~\\&|x\rMSH#*~\\&#A\rOBR#1\rOBX#1\rOBR#2\rOBX#2\rOBX#3\rBTS|1\rMSH|^~\\&|B\rOBX|4\rOBR|3\r";

        // When
        List<Entry> entries = Feeds.read(hl7(", records: OBX", "{MSH-3}.{OBR-1}.{OBX-1}"), batch);

        // Then
        assertThat(entries).extracting(FormatsTest::value).containsExactly("A.1.1", "A.2.2", "A.2.3", "B.3.4");
        assertThat(entries.get(2).place().line()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "PID|1!SHAPE!1:1",
                "MSH|^~\\!SHAPE!1:4",
                "MSH|^^\\&|A!SHAPE!1:4",
                "MSH|^~\\&|A%PI!SHAPE!2:1",
                "MSH|^~\\&|A%PID|%x|!SHAPE!3:1",
                "MSH|^~\\&||||!ABSENT!1:10",
            })
    void setsABrokenMessageAsideAndGoesOn(String message, Fault fault, String place) {
        // When
        List<Entry> entries = Feeds.read(hl7("", "{MSH-3}"), message.replace('%', '\r') + "\rMSH|^~\\&|GOOD\r");

        // Then
        assertThat(entries).hasSize(2);
        assertThat(misfit(entries.get(0)).fault()).isEqualTo(fault);
        assertThat(misfit(entries.get(0)).at()).hasToString(place);
        assertThat(value(entries.get(1))).isEqualTo("GOOD");
    }

    @Test
    void makesADraftOfARowOfADatabase() {
        // Given
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("GAUGE", "G 1");
        row.put("LEVEL", new BigDecimal("1E+1"));
        row.put("SEEN", Timestamp.valueOf("2024-07-01 12:00:00.5"));
        row.put("NOTE", null);
        row.put("SINCE", OffsetDateTime.parse("2024-07-01T00:00:00+02:00"));
        byte[] document = RowDocument.of(List.of(row, Map.of("GAUGE", "G 2")));
        String mapping = mapping(
                "{format: rows, columns: {LEVEL: {kind: decimal}}}",
                "{GAUGE} {LEVEL} {NOTE or SINCE}",
                "{value: \"{SEEN}\", zone: Europe/Paris}");

        // When
        List<Entry> entries = new MappedFeed(Feeds.mapping(mapping)).read(document, Feeds.DELIVERY);

        // Then
        Draft draft = Feeds.draft(entries.get(0));
        assertThat(draft.feature().value()).isEqualTo("G 1 10 2024-07-01T00:00+02:00");
        assertThat(draft.phenomenonTime().start()).isEqualTo("2024-07-01T10:00:00.500Z");
        assertThat(Feeds.content(draft))
                .isEqualTo("{\"GAUGE\":\"G 1\",\"LEVEL\":\"10\",\"SEEN\":\"2024-07-01T12:00:00.5\",\"NOTE\":null,"
                        + "\"SINCE\":\"2024-07-01T00:00+02:00\"}");
        assertThat(misfit(entries.get(1)).fault()).isEqualTo(Fault.HEADING);
        assertThat(misfit(entries.get(1)).at().line()).isEqualTo(2);
    }

    private static Entry timed(String time, String text) {
        return Feeds.read(mapping("{format: csv, heading: [t, u], short-lines: absent}", "{t}", time), text + "\n")
                .get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[d/M/uuuu, M/d/uuuu]|25/12/2024|2024-12-25T00:00:00Z/2024-12-25T00:00:00Z",
                "[d/M/uuuu, M/d/uuuu]|12/25/2024|2024-12-25T00:00:00Z/2024-12-25T00:00:00Z",
                "[d/M/uuuu, M/d/uuuu]|5/5/2024|2024-05-05T00:00:00Z/2024-05-05T00:00:00Z",
                "hl7|2024|2024-01-01T00:00:00Z/2025-01-01T00:00:00Z",
                "hl7|202402|2024-02-01T00:00:00Z/2024-03-01T00:00:00Z",
                "hl7|20240229|2024-02-29T00:00:00Z/2024-03-01T00:00:00Z",
                "hl7|2024022913|2024-02-29T13:00:00Z/2024-02-29T14:00:00Z",
                "hl7|202402291330|2024-02-29T13:30:00Z/2024-02-29T13:31:00Z",
                "hl7|20240229133000.5-0500|2024-02-29T18:30:00.500Z/2024-02-29T18:30:00.500Z",
            })
    void readsATimeHoweverItIsSpelled(String pattern, String text, String found) {
        // When
        Draft draft = Feeds.draft(timed("{value: \"{t}\", zone: UTC, pattern: " + pattern + "}", text));

        // Then
        assertThat(draft.phenomenonTime().start() + "/" + draft.phenomenonTime().end())
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[d/M/uuuu, M/d/uuuu]|3/4/2024|one time by one pattern and another by another",
                "[d/M/uuuu, M/d/uuuu]|31/31/2024|no time of the pattern d/M/uuuu or M/d/uuuu",
                "hl7|20240230|no time of the pattern hl7",
                "hl7|20240230T1|no time of the pattern hl7",
            })
    void guessesNoTime(String pattern, String text, String why) {
        // When
        Entry.Misfit misfit = misfit(timed("{value: \"{t}\", zone: UTC, pattern: " + pattern + "}", text));

        // Then
        assertThat(misfit.fault()).isEqualTo(Fault.NOT_A_TIME);
        assertThat(misfit.detail()).contains(why);
    }

    @Test
    void widensATimeByWhatTheRecordSays() {
        // Given
        String time = "{value: \"{t}\", zone: UTC, uncertainty: \"{u}\"}";

        // Then
        assertThat(Feeds.draft(timed(time, "2024-01-01T00:00:00,1.5"))
                        .phenomenonTime()
                        .start())
                .isEqualTo("2023-12-31T23:59:58.500Z");
        assertThat(Feeds.draft(timed(time, "2024-01-01T00:00:00,PT1H"))
                        .phenomenonTime()
                        .end())
                .isEqualTo("2024-01-01T01:00:00Z");
        assertThat(Feeds.draft(timed(time, "2024-01-01T00:00:00"))
                        .phenomenonTime()
                        .end())
                .isEqualTo("2024-01-01T00:00:00Z");
        for (String text : List.of("-1", "x", "1e99", "PT-1S")) {
            assertThat(misfit(timed(time, "2024-01-01T00:00:00," + text)).field())
                    .isEqualTo("time.uncertainty");
        }
    }

    @Test
    void comparesANumberAsOneAndTakesAPartOfAText() {
        // Given
        String mapping = mapping(
                        "{format: csv, heading: [place, lat, lon], columns: {lat: {kind: decimal}, lon: {kind: decimal}}}",
                        "{place part 2 by /}",
                        "2020-01-01T00:00:00Z")
                + "unusable:\n  - when: {lat: 1, lon: 1}\n    because: (1,1) stands for an unknown place\n";

        // When
        List<Entry> entries = Feeds.read(mapping, "a/b,1.0,1.00\na/b/c,1,2\na,0,0\n");

        // Then
        assertThat(entries)
                .extracting(Feeds::fault)
                .containsExactly(Optional.of(Fault.UNUSABLE), Optional.empty(), Optional.of(Fault.ABSENT));
        assertThat(value(entries.get(1))).isEqualTo("b");
    }

    @Test
    void takesSettingsForWhatTheFileLeavesOpen() {
        // Given
        String open = xml("", "{@where}").replace("mapping: 1", "mapping: 1\nsettings: {where: ''}");

        // Then
        Mapping filled = Mapping.read(utf8(open), Map.of("where", "here")).fold(good -> good, no -> {
            throw new AssertionError(no.detail());
        });
        assertThat(value(new MappedFeed(filled)
                        .read(utf8("<a/>").bytes(), Feeds.DELIVERY)
                        .get(0)))
                .isEqualTo("here");
        assertThat(sentence(open, Map.of("where", "{b}"))).contains("cannot have braces");
        assertThat(sentence(open, Map.of("where", "x", "when", "y"))).contains("has no setting when");
    }

    private static Octets utf8(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sentence(String mapping, Map<String, String> settings) {
        return Mapping.read(utf8(mapping), settings).fold(good -> "", no -> no.detail());
    }

    @Test
    void readsOnlyLinesThatBeginAsRecordsDo() {
        // When
        List<Entry> entries = Feeds.read(
                mapping("{format: csv, heading: [a, b], records: '\\d'}", "{a}", "2020-01-01T00:00:00Z"),
                "1,x\n# a remark, of, many, cells\n2,y\n");

        // Then
        assertThat(entries).extracting(FormatsTest::value).containsExactly("1", "2");
    }

    @Test
    void spendsNoTimeOnQuotesThatNeverEnd() {
        // Given: every line opens a quote, whether or not one is open before it
        String line = "x\",\"\"\"\n";

        // When
        List<Entry> entries = Feeds.read(
                mapping("{format: csv, heading: [a, b]}", "{a}", "2020-01-01T00:00:00Z"), line.repeat(600_000));

        // Then
        assertThat(entries)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(Feeds.fault(one)).isPresent());
        assertThat(Feeds.fault(entries.get(entries.size() - 1))).contains(Fault.LIMIT);
    }
}
