package org.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The example of an air gap, step by step as its script makes them, in this process. */
class AirGapTest {
    static final Path EXAMPLE = Path.of("..", "..", "examples", "air-gap");
    private static final List<String> SIDES = List.of("county", "state");

    @TempDir
    Path folder;

    private String comity(String... arguments) {
        StringWriter said = new StringWriter();
        CommandLine line = Comity.commandLine(Clock.systemUTC());
        line.setOut(new PrintWriter(said));
        line.setErr(new PrintWriter(said));
        assertThat(line.execute(arguments)).as(said.toString()).isZero();
        return said.toString();
    }

    private String side(String name) {
        return folder.resolve("trial").resolve(name).toString();
    }

    @Test
    void itsRoutesAndACarriedFolderBringBothSidesToOnePicture() throws Exception {
        // Given
        comity("init", folder.resolve("trial").toString());
        for (String side : SIDES) {
            Path routes = Path.of(side(side), "air-gap.yaml");
            Files.copy(EXAMPLE.resolve("air-gap.yaml"), routes);
            assertThat(Files.readAllLines(routes)).hasSizeLessThanOrEqualTo(60);

            // When
            comity("run", "--check", routes.toString(), "--seconds", "1");
        }
        String packed = "";
        for (int trip = 0; trip < 20 && !packed.contains("nothing waits"); trip++) {
            packed = "";
            for (String side : SIDES) {
                comity("unpack", side(side));
                packed += comity("pack", side(side));
            }
        }

        // Then
        List<String> county = comity("receipts", side("county")).lines().toList();
        List<String> state = comity("receipts", side("state")).lines().toList();
        assertThat(county.get(county.size() - 1)).startsWith("picture ").isEqualTo(state.get(state.size() - 1));
        assertThat(county).noneMatch(line -> line.contains("OUTSTANDING"));
    }
}
