package org.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.comity.site.Trial;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What a stranger does wrong: each mistake is one sentence that names what is wrong, and no trace. */
class MistakesTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aTrial() {
        Trial.write(
                folder.resolve("trial"), new SecureRandom(), Clock.systemUTC().instant());
    }

    private Path county(String name) {
        return folder.resolve("trial/county").resolve(name);
    }

    private int run(String... arguments) {
        CommandLine line = Comity.commandLine(Clock.systemUTC());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    /** What starts in spite of the mistake ends by itself. */
    private int start(String property, Path routes) {
        return run("run", "--seconds", "2", "--property", property, routes.toString());
    }

    private void saysInOneLine(String sentence) {
        assertThat(err.toString()).contains(sentence).doesNotContain("\tat ");
        assertThat(err.toString().strip().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "comity.password=wrong          | comity.password",
                "comity.password=               | comity.password is missing: give it a value",
                "comity.folder=elsewhere        | which is no folder: 'comity init' makes one",
                "comity.store=disk              | comity.store is 'disk': say rocksdb or memory",
                "comity.clock-error=1s          | comity.clock-error is '1s': say a duration such as PT1S",
                "comity.clock-error=-PT1S       | comity.clock-error is '-PT1S': say a duration such as PT1S",
                "comity.media-form=tar          | comity.media-form is 'tar': say folder or zip",
                "comity.pasword=x               | there is no setting comity.pasword",
                "comity.agreement=rivers        | needs a BoundaryAgent named 'roads' in the registry"
            })
    void aWrongSettingIsNamed(String property, String sentence) {
        // When
        int code = start(property, county("routes.yaml"));

        // Then
        assertThat(code).isEqualTo(1);
        saysInOneLine(sentence);
        assertThat(err.toString()).doesNotContain("wrong'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "agreement.xml        | agreement.xml",
                "keys/agent.p12       | agent.p12",
                "keys/agent.pem       | agent.pem",
                "keys/ledger.p12      | ledger.p12"
            })
    void aMissingFileIsNamed(String file, String sentence) throws IOException {
        // Given
        Files.delete(county(file));

        // When
        int code = start("comity.store=memory", county("routes.yaml"));

        // Then
        assertThat(code).isEqualTo(1);
        saysInOneLine(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "agreement.xml             | agreement.xml",
                "keys/agent.p12            | agent",
                "keys/agent.pem            | agent",
                "abroad.pem                | abroad.pem",
                "crosswalk.sssom.tsv       | crosswalk.sssom.tsv"
            })
    void aSpoiltFileIsNamed(String file, String sentence) throws IOException {
        // Given
        Files.writeString(county(file), "spoilt");

        // When
        int code = start("comity.store=memory", county("routes.yaml"));

        // Then
        assertThat(code).isEqualTo(1);
        saysInOneLine(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "encounter=peer | encounter=per  | needs an Encounter named 'per' in the registry",
                "agreement=roads&| agrement=roads& | agrement",
                "comity-enroll:peer | comity-enrol:peer | comity-enrol",
                "channel=routine | channel=rutine | needs a Channel named 'rutine' in the registry"
            })
    void aWrongRouteIsNamed(String right, String wrong, String sentence) throws IOException {
        // Given
        Path routes = county("routes.yaml");
        Files.writeString(routes, Files.readString(routes).replace(right, wrong));

        // When
        int code = start("comity.store=memory", routes);

        // Then
        assertThat(code).isEqualTo(1);
        saysInOneLine(sentence);
    }

    @Test
    void whatIsNoBundleOrNoFileIsNamed() throws IOException {
        // Given
        List<List<String>> mistakes = new ArrayList<>();
        Path text = Files.writeString(folder.resolve("text"), "no bundle");
        mistakes.add(List.of("audit", folder.resolve("none").toString()));
        mistakes.add(List.of("explain", text.toString()));
        mistakes.add(List.of("reconcile", text.toString()));
        mistakes.add(List.of("agreement", "show", text.toString()));
        mistakes.add(List.of("bundle", folder.resolve("none").toString(), text.toString()));
        mistakes.add(List.of("export", text.toString(), folder.resolve("x").toString()));

        for (List<String> mistake : mistakes) {
            // When
            err.getBuffer().setLength(0);
            int code = run(mistake.toArray(String[]::new));

            // Then
            assertThat(code).as(mistake.toString()).isEqualTo(1);
            saysInOneLine(folder.toString());
        }
    }

    @Test
    void aFolderInPlaceOfAFileIsNamedAndStandsForItsSettings() {
        // Given
        String site = folder.resolve("trial/county").toString();
        String bundle = folder.resolve("county.bundle").toString();
        String sample = folder.toString();
        String mapping = county("routes.yaml").toString();

        for (List<String> mistake : List.of(
                List.of("audit", site), List.of("feed", "try", mapping, sample), List.of("agreement", "show", site))) {
            // When
            err.getBuffer().setLength(0);
            int code = run(mistake.toArray(String[]::new));

            // Then
            assertThat(code).as(mistake.toString()).isEqualTo(1);
            saysInOneLine(mistake.contains("feed") ? mapping : "cannot read " + site + ": it is a folder");
        }
        assertThat(run("bundle", site, bundle)).isZero();
        assertThat(run("audit", bundle)).isZero();
        assertThat(run("merge", "list", site)).isZero();
    }

    @Test
    void theTraceIsShownWhereItIsAskedFor() {
        // When
        int code = run("audit", "--verbose", folder.resolve("none").toString());

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("\tat ");
    }

    @Test
    void completionNamesEveryCommandAndJsonIsAnObject() {
        // When
        int code = run("completion");
        String script = out.toString();

        // Then
        assertThat(code).isZero();
        Comity.commandLine(Clock.systemUTC())
                .getSubcommands()
                .keySet()
                .forEach(name -> assertThat(script).contains(name));
    }
}
