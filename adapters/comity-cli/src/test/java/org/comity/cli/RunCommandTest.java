package org.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.comity.site.TrialPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Comity.commandLine(Clock.systemUTC());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    @Test
    void whatInitWroteRunsAtOnceAndComesToThePeersPicture() throws Exception {
        try (TrialPeer peer = new TrialPeer(folder)) {
            // Given
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Comity.class.getName(),
                            "run",
                            "--check",
                            peer.county().resolve("routes.yaml").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("county.log").toFile())
                    .start();

            // When
            try {
                peer.settle();
            } finally {
                process.destroy();
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }

            // Then
            assertThat(peer.countyDigest()).isEqualTo(peer.digest());
        }
    }

    @Test
    void initWritesWhatCheckFindsNothingIn() {
        // When
        int code = run("init", folder.resolve("trial").toString());
        int again = run("init", folder.resolve("trial").toString());
        int check = run("check", folder.resolve("trial/county/routes.yaml").toString());

        // Then
        assertThat(code).isZero();
        assertThat(again).isEqualTo(1);
        assertThat(err.toString()).contains("is there already: choose another folder");
        assertThat(check).isZero();
    }

    @Test
    void whatCannotStartIsOneSentence() throws IOException {
        // Given
        String begin = "- from:\n    uri: \"direct:a\"\n    steps:\n      - to: ";
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), begin + "\"comity-verify:a\"\n");
        Path missing = Files.writeString(folder.resolve("missing.yaml"), begin + "\"comity-partition:nobody\"\n");
        Path none = folder.resolve("none.yaml");

        // When
        int checked = run("run", "--check", wrong.toString());
        int started = run("run", missing.toString());
        int setting = run("run", "--property", "comity.fold=x", missing.toString());
        int absent = run("run", none.toString());

        // Then
        assertThat(checked).isEqualTo(1);
        assertThat(started).isEqualTo(1);
        assertThat(setting).isEqualTo(1);
        assertThat(absent).isEqualTo(2);
        assertThat(err.toString().lines())
                .contains("not started: " + wrong
                        + ":2: this route cannot work: it ends before comity-record, so nothing of it would be kept")
                .contains("not started: comity-enroll:nobody needs an Encounter named 'nobody' in the registry")
                .anyMatch(line -> line.startsWith("not started: there is no setting comity.fold"));
    }
}
