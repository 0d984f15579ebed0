package org.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckCommandTest {
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

    private String file(String name, String step) throws IOException {
        return Files.writeString(
                        folder.resolve(name), "- from:\n    uri: \"direct:a\"\n    steps:\n      - " + step + "\n")
                .toString();
    }

    @Test
    void exitsZeroWhereAllIsWell() throws IOException {
        assertThat(run("check", file("good.yaml", "to: \"log:a\""))).isZero();
        assertThat(out.toString().strip()).isEqualTo("OK 1 file");
    }

    @Test
    void exitsOneWithFileAndLine() throws IOException {
        // Given
        String file = file("bad.yaml", "too: \"log:a\"");

        // When
        int code = run("check", file);
        int json = run("check", "--json", file);

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(json).isEqualTo(1);
        assertThat(out.toString().lines().toList().get(0)).isEqualTo(file + ":4: UNKNOWN_STEP there is no step 'too'");
        assertThat(out.toString().lines().toList().get(1))
                .contains("\"line\":4", "\"rule\":\"UNKNOWN_STEP\"", "\"sentence\":\"there is no step 'too'\"");
    }

    @Test
    void exitsTwoWhereAFileIsMissing() {
        assertThat(run("check", folder.resolve("missing.yaml").toString())).isEqualTo(2);
        assertThat(err.toString()).startsWith("Cannot read ");
    }
}
