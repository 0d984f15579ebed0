package org.comity.feeds.mapped;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.comity.feeds.Entry;
import org.comity.feeds.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What senders do that no format allows, or that readers forget. */
class RoughInputTest {
    private static final String RULES = """
            rules:
              - authority: urn:a
                feature: {scheme: "urn:f", value: "{id}"}
                property: {scheme: "urn:p", value: level}
                time: {value: "{when}", zone: UTC, uncertainty: "{off}"}
                result: {fields: {level: "{level}"}}
                identity: {series: "{id}", record: "{@line}"}
            """;
    private static final String CSV = "mapping: 1\nsource: {format: csv, separator: \";\", columns: {level:"
            + " {kind: decimal, decimal-char: \",\", min: 0, max: 2000}}}\n" + RULES;
    private static final String JSON = "mapping: 1\nsource: {format: json, records: lines}\n"
            + RULES.replace("{id}", "{/id}")
                    .replace("{when}", "{/when}")
                    .replace("{off}", "{/off}")
                    .replace("{level}", "{/level}");
    private static final String HEADING = "id;when;off;level\n";

    private static Optional<Fault> only(List<Entry> entries) {
        assertThat(entries).hasSize(1);
        return Feeds.fault(entries.get(0));
    }

    @Test
    void aQuoteThatClosesInTheMiddleOfALaterCellSpoilsItsOwnLineAlone() {
        // When
        List<Entry> entries = Feeds.read(
                CSV,
                "\n\n" + HEADING
                        + "\"a;2020-01-01;;1\nb;2020-01-01;;2\nc;2020-01-01;\"x\"y;3\n\"d\nd\";2020-01-01;;4\n");

        // Then
        assertThat(entries)
                .extracting(Feeds::fault)
                .containsExactly(
                        Optional.of(Fault.SHAPE),
                        Optional.empty(),
                        Optional.of(Fault.SHAPE),
                        Optional.of(Fault.NOT_A_NAME));
        assertThat(entries).extracting(entry -> entry.place().line()).containsExactly(4, 5, 6, 7);
    }

    @Test
    void aCommaForThePointBecomesOneAndAPointBesideItIsNoNumber() {
        // When
        List<Entry> entries = Feeds.read(
                CSV, HEADING + "a;2020-01-01;;5,5\nb;2020-01-01;;1.234,5\nc;2020-01-01;;7.5\nd;2020-01-01;;9000,1\n");

        // Then
        assertThat(Feeds.content(Feeds.draft(entries.get(0)))).isEqualTo("{\"level\":\"5.5\"}");
        assertThat(entries.subList(1, 4))
                .extracting(Feeds::fault)
                .containsExactly(
                        Optional.of(Fault.NOT_A_NUMBER),
                        Optional.of(Fault.NOT_A_NUMBER),
                        Optional.of(Fault.OUT_OF_RANGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e500000000", "1e-500000000", "1e-2147483647"})
    void anUncertaintyWhoseExponentWouldTakeHoursIsRefusedAtOnce(String seconds) {
        assertThat(only(Feeds.read(CSV, HEADING + "a;2020-01-01;" + seconds + ";1\n")))
                .contains(Fault.NOT_A_TIME);
    }

    @Test
    void aCharacterBeyondTheFirstPlaneTakesOnePlaceOfAFixedWidth() {
        // Given
        String mapping =
                "mapping: 1\nsource: {format: fixed-width, columns: {id: {from: 1, to: 4}, when: {from: 5, to: 14},"
                        + " off: {from: 15, to: 16}, level: {from: 17, to: 19, kind: integer}}}\n" + RULES;

        // When
        List<Entry> entries = Feeds.read(mapping, "\uD83D\uDE00   2020-01-01  12\n\uD83D\uDE00   2020-01-01  123\n");

        // Then
        assertThat(Feeds.fault(entries.get(0))).contains(Fault.SHAPE);
        assertThat(Feeds.draft(entries.get(1)).feature().name()).isEqualTo("urn:f#\uD83D\uDE00");
        assertThat(Feeds.content(Feeds.draft(entries.get(1)))).isEqualTo("{\"level\":\"123\"}");
    }

    @Test
    void readsLinesOfJsonEachForItself() {
        // Given
        String good = "{\"id\":\"a\",\"when\":\"2020-01-01\",\"level\":1}";

        // When
        List<Entry> entries = Feeds.read(
                JSON,
                good + "\r\n\n\u001e" + good + "\n  {\"id\":\"a\",\"id\":\"b\"}\n"
                        + good.replace("\"a\"", "\"\\ud800\"") + "\n{\"id\":\n" + good);

        // Then
        assertThat(entries)
                .extracting(Feeds::fault)
                .containsExactly(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Fault.SHAPE),
                        Optional.of(Fault.CHARSET),
                        Optional.of(Fault.SHAPE),
                        Optional.empty());
        assertThat(entries).extracting(entry -> entry.place().line()).containsExactly(1, 3, 4, 5, 6, 7);
        entries.get(2)
                .fold(fits -> "", misfit -> assertThat(misfit.detail()).isEqualTo("a key stands twice in one object"));
        entries.get(3).fold(fits -> "", misfit -> assertThat(misfit.field()).isEqualTo("/id"));
        entries.get(4).fold(fits -> "", misfit -> assertThat(misfit.at().line()).isEqualTo(6));
    }

    @Test
    void takesMessagesOutOfTheFramesThatCarriedThem() {
        // Given
        String mapping = "mapping: 1\nsource: {format: hl7}\n"
                + RULES.replace("{id}", "{MSH-10}")
                        .replace("{when}", "{MSH-7}")
                        .replace("uncertainty: \"{off}\"", "pattern: hl7")
                        .replace("{level}", "{PID-3}");
        String message = "MSH|^~\\&|a|b|c|d|20200101||ADT^A01|M1|P|2.3\rPID|1||7";

        // When
        List<Entry> entries =
                Feeds.read(mapping, "\u000b" + message + "\r\u001c\r\u000b" + message.replace("M1", "M2") + "\u001c\r");

        // Then
        assertThat(entries).extracting(entry -> Feeds.draft(entry).series()).containsExactly("M1", "M2");
        assertThat(Feeds.content(Feeds.draft(entries.get(1)))).isEqualTo("{\"level\":\"7\"}");
    }
}
