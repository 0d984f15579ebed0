package org.comity.feeds.mapped;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.comity.feeds.Entry;
import org.comity.feeds.Fault;
import org.comity.feeds.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How old systems spell numbers, ends of days and lists in lists. */
class LegacySpellingTest {
    private static String mapping(String source, String feature, String time, String result) {
        return """
                mapping: 1
                source: %s
                rules:
                  - authority: urn:a:one
                    feature: {scheme: "urn:f", value: "%s"}
                    property: {scheme: "urn:p", value: level}
                    time: %s
                    result: {fields: {level: "%s"}}
                    identity: {series: "{@number}", record: "{@line}"}
                """.formatted(source, feature, time, result);
    }

    private static Entry level(String column, String text) {
        return Feeds.read(
                        mapping(
                                "{format: csv, separator: ;, heading: [level], columns: {level: " + column + "}}",
                                "x",
                                "2024-01-01T00:00:00Z",
                                "{level}"),
                        text + "\n")
                .get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{kind: decimal, decimal-char: ','}|312,5|312.5",
                "{kind: decimal, decimal-char: ','}|-0,75|-0.75",
                "{kind: decimal, decimal-char: ',', group-char: .}|1.984,2|1984.2",
                "{kind: decimal, decimal-char: ',', group-char: .}|1984,2|1984.2",
                "{kind: decimal, decimal-char: ',', group-char: .}|12.001.984|12001984",
                "{kind: decimal, group-char: ','}|1,984.25|1984.25",
                "{kind: integer, group-char: ' '}|12 001 984|12001984",
                "{kind: decimal, decimal-char: ',', max: 1984.2, group-char: .}|1.984,2|1984.2",
            })
    void readsANumberAsItsColumnSpellsIt(String column, String text, String number) {
        assertThat(Feeds.content(Feeds.draft(level(column, text)))).isEqualTo("{\"level\":\"" + number + "\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{kind: decimal, decimal-char: ','}|312.5|NOT_A_NUMBER",
                "{kind: decimal}|312,5|NOT_A_NUMBER",
                "{kind: decimal, decimal-char: ','}|1.984,2|NOT_A_NUMBER",
                "{kind: decimal, decimal-char: ',', group-char: .}|1.5|NOT_A_NUMBER",
                "{kind: decimal, decimal-char: ',', group-char: .}|1.9844,2|NOT_A_NUMBER",
                "{kind: decimal, decimal-char: ',', group-char: .}|1984.200,5|NOT_A_NUMBER",
                "{kind: decimal, decimal-char: ',', group-char: .}|1,984.200|NOT_A_NUMBER",
                "{kind: decimal, decimal-char: ',', group-char: .}|.984,2|NOT_A_NUMBER",
                "{kind: integer, group-char: .}|1,5|NOT_A_NUMBER",
                "{kind: decimal, decimal-char: ',', max: 1984}|1984,2|OUT_OF_RANGE",
            })
    void guessesNoNumber(String column, String text, Fault fault) {
        assertThat(Feeds.fault(level(column, text))).contains(fault);
    }

    @Test
    void saysHowTheColumnSpellsItsNumbers() {
        // When
        Entry entry = level("{kind: decimal, decimal-char: ',', group-char: .}", "four");

        // Then
        assertThat(entry)
                .isInstanceOfSatisfying(
                        Entry.Misfit.class,
                        misfit ->
                                assertThat(misfit.detail()).isEqualTo("the column holds numbers spelled like 1.250,5"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "dd.MM.uuuu HH:mm|31.12.2024 24:00|2024-12-31T23:00:00Z",
                "dd.MM.uuuu HH:mm|30.03.2024 24:00|2024-03-30T23:00:00Z",
                "uuMMdd HHmm|240228 2400|2024-02-28T23:00:00Z",
                "dd.MM.uuuu HH'H'mm|31.12.2024 24H00|2024-12-31T23:00:00Z",
                "dd.MM.uuuu HH:mm|31.12.2024 00:00|2024-12-30T23:00:00Z",
                "dd.MM.uuuu HH:mm X|31.12.2024 24:00 +02|2024-12-31T22:00:00Z",
            })
    void readsTheEndOfADay(String pattern, String text, String start) {
        assertThat(Feeds.draft(timed(pattern, text)).phenomenonTime().start()).isEqualTo(start);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dd.MM.uuuu HH:mm|31.12.2024 24:01",
                "dd.MM.uuuu HH:mm|31.12.2024 25:00",
                "dd.MM.uuuu HH:mm|30.02.2024 24:00",
                "dd.MM.uuuu HH:mm:ss|31.12.2024 24:00:01",
            })
    void knowsNoTimeAfterTheEndOfADay(String pattern, String text) {
        assertThat(Feeds.fault(timed(pattern, text))).contains(Fault.NOT_A_TIME);
    }

    private static Entry timed(String pattern, String text) {
        String time = "{value: \"{t}\", zone: Europe/Berlin, pattern: \"" + pattern + "\"}";
        return Feeds.read(mapping("{format: csv, heading: [t]}", "x", time, "{t}"), text + "\n")
                .get(0);
    }

    @Test
    void readsTheItemsOfListsInAListAndWhatStandsAroundThem() {
        // Given
        String document = """
                {"day": "2024-01-01", "regions": [
                  {"name": "North", "sites": [{"id": 1, "open": true}, {"id": 2, "open": false}]},
                  {"name": "South", "sites": []},
                  {"name": "East", "Sites": [{"id": 3, "open": true}]},
                  {"name": "West", "sites": [{"id": 4}, {"id": null, "open": true}]}]}
                """;
        String mapping = mapping(
                "{format: json, records: /regions/*/sites}",
                "{@parent/name} {/id}",
                "\"{@document/day}T00:00:00Z\"",
                "{/open}");

        // When
        List<Entry> entries = Feeds.read(mapping, document);

        // Then
        assertThat(entries.stream()
                        .map(Feeds::fault)
                        .map(fault -> fault.map(Fault::name).orElse("")))
                .containsExactly("", "", "ABSENT", "", "ABSENT");
        assertThat(Feeds.draft(entries.get(0)).feature().value()).isEqualTo("North 1");
        assertThat(Feeds.content(Feeds.draft(entries.get(0)))).isEqualTo("{\"level\":\"true\"}");
        assertThat(Feeds.draft(entries.get(3)).feature().value()).isEqualTo("West 4");
        assertThat(new String(entries.get(2).original().bytes(), StandardCharsets.UTF_8))
                .startsWith("{\"name\": \"East\"")
                .endsWith("}]}");
        assertThat(Tally.of(entries)).isEqualTo(new Tally(5, 3, 0, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"/regions/*/sites|1|ABSENT", "/nothing/*|1|ABSENT", "/*/0/sites|1|ABSENT", "/list/*/x/*|2|ABSENT"})
    void setsAsideWhatThePointerDoesNotLeadThrough(String records, int count, Fault fault) {
        // When
        List<Entry> entries = Feeds.read(
                mapping("{format: json, records: \"" + records + "\"}", "x", "2024-01-01T00:00:00Z", "{/a}"),
                "{\"list\": [[1], {\"x\": 1}]}");

        // Then
        assertThat(entries)
                .hasSize(count)
                .allSatisfy(entry -> assertThat(Feeds.fault(entry)).contains(fault));
    }
}
