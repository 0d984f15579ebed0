package org.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FeedCommandTest {
    private static final String MAPPING = """
            mapping: 1
            source: {format: csv}
            rules:
              - authority: urn:county
                feature: {scheme: "urn:well", value: "{well}"}
                property: {scheme: "urn:p", value: level}
                time: "{day}T00:00:00Z"
                result: {media-type: text/csv}
                identity: {series: "{well}", edition: {value: "{@at}"}, record: "{@line}"}
            """;

    @TempDir
    Path folder;

    private Path mapping;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeTheMapping() throws IOException {
        mapping = Files.writeString(folder.resolve("mapping.yaml"), MAPPING);
    }

    private Path sample(String rows) throws IOException {
        return Files.writeString(folder.resolve("sample.csv"), "well,day\n" + rows);
    }

    private int run(Object... arguments) {
        CommandLine line = Comity.commandLine(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    @Test
    void showsWhatEachRecordBecomesAndWhatDoesNotFit() throws IOException {
        // When
        int code = run("feed", "try", mapping, sample("W1,2020-01-01\nW\u001b[31m2,2020-01-01\nW1,2020\n"));

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(out.toString())
                .contains("urn:well#W1", "urn:p#level", "2020-01-01T00:00:00Z")
                .containsPattern("3:1 +NOT_A_NAME +feature")
                .containsPattern("4:4 +NOT_A_TIME +time +the text is no time of the pattern iso")
                .contains("read 3 = observed 1 + superseded 0 + quarantined 2")
                .doesNotContain("\u001b");
    }

    @Test
    void exitsWithZeroWhereAllFits() throws IOException {
        assertThat(run("feed", "try", mapping, sample("W1,2020-01-01\n"))).isZero();
        assertThat(out.toString()).contains("quarantined 0").doesNotContain("FAULT");
    }

    @Test
    void printsTheSameForPrograms() throws IOException {
        // When
        int code = run("feed", "try", "--json", "--at", "2020-02-01T00:00:00Z", mapping, sample("W1,2020-01-01\nW1\n"));

        // Then
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(code).isEqualTo(1);
        assertThat(report.at("/entries/0/feature").textValue()).isEqualTo("urn:well#W1");
        assertThat(report.at("/entries/0/edition").longValue()).isEqualTo(1_580_515_200_000L);
        assertThat(report.at("/entries/1/fault").textValue()).isEqualTo("SHAPE");
        assertThat(report.at("/entries/1/atLine").intValue()).isEqualTo(3);
        assertThat(report.at("/tally/read").intValue()).isEqualTo(2);
    }

    @Test
    void showsWhichRecordALaterOneReplacesAndWhatEachSays() throws IOException {
        // Given
        Files.writeString(mapping, MAPPING.replace(" edition: {value: \"{@at}\"},", ""));

        // When
        int code = run("feed", "try", mapping, sample("W1,2020-01-01\nW2,2020-01-01\nW1,2020-01-02\n"));

        // Then
        assertThat(code).isZero();
        assertThat(out.toString())
                .containsPattern("(?m)^2 .* W1 +SUPERSEDED +W1,2020-01-01$")
                .containsPattern("(?m)^3 .* W2 +STANDS +W2,2020-01-01$")
                .containsPattern("(?m)^4 .* W1 +STANDS +W1,2020-01-02$")
                .contains("read 3 = observed 2 + superseded 1 + quarantined 0");
    }

    @Test
    void saysInOneSentenceWhatIsWrongWithTheMapping() throws IOException {
        // Given
        Files.writeString(mapping, MAPPING.replace("format: csv", "format: xls"));

        // Then
        assertThat(run("feed", "try", mapping, sample(""))).isEqualTo(1);
        assertThat(err.toString())
                .contains("line 2: source.format must be csv, fixed-width, json, xml, hl7 or rows")
                .doesNotContain("\tat ");
        assertThat(run("feed", "try", mapping)).isEqualTo(2);
        assertThat(run("feed")).isEqualTo(2);
        assertThat(run("feed", "try", mapping, folder.resolve("missing"))).isEqualTo(1);
    }

    @Test
    void triesAFeedThatNeedsNoMappingAndOneThatTheKitBrings() throws IOException {
        // Given
        Path alert = Files.writeString(
                folder.resolve("alert.xml"),
                "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>1</identifier><sender>a@b</sender>"
                        + "<sent>2020-01-01T12:00:00-00:00</sent><status>Actual</status><msgType>Alert</msgType>"
                        + "<scope>Public</scope></alert>");
        String kit = "classpath:org/comity/feeds/mappings/hl7.yaml";

        // Then
        assertThat(run("feed", "try", "cap", alert, "--set", "base=urn:cap", "--set", "authorities=a@b=urn:a"))
                .isZero();
        assertThat(out.toString()).contains("urn:cap:alert#a@b,1", "read 1 = observed 1");
        assertThat(run("feed", "try", "cap", alert)).isEqualTo(1);
        assertThat(run("feed", "try", "cap", alert, "--set", "bas=urn:cap")).isEqualTo(1);
        assertThat(run("feed", "try", kit, alert, "--set", "authority=urn:a", "--set", "nope=1"))
                .isEqualTo(1);
        assertThat(run("feed", "try", "classpath:none.yaml", alert)).isEqualTo(1);
        assertThat(err.toString().lines())
                .satisfiesExactly(
                        one -> assertThat(one).contains("REFUSED cap: a feed needs the property base"),
                        one -> assertThat(one).contains("it has no setting bas; it has [base, authorities]"),
                        one -> assertThat(one).contains("has no setting nope"),
                        one -> assertThat(one).contains("there is no mapping classpath:none.yaml"));
    }
}
