package org.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PartitionCommandTest {
    @TempDir
    Path folder;

    private String county = "";
    private String said = "";

    @BeforeEach
    void init() {
        county = folder.resolve("trial/county").toString();
        assertThat(run("init", folder.resolve("trial").toString())).isZero();
    }

    private int run(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = Comity.commandLine(Clock.systemUTC());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(out));
        int code = line.execute(arguments);
        said = out.toString();
        return code;
    }

    @Test
    void movesAreKeptWithWhoAndWhyAndOnlyLegalOnesAreMade() {
        assertThat(run("partition", county)).isZero();
        assertThat(said).contains("now CONNECTED", "may one-way, disconnect, quarantine");

        assertThat(run("partition", county, "disconnect", "--who", "duty officer", "--why", "drill"))
                .isZero();
        assertThat(said).contains("now DISCONNECTED ORDERED by duty officer: drill", "may rejoin, one-way, quarantine");

        assertThat(run("partition", county, "disconnect", "--who", "duty officer", "--why", "again"))
                .isEqualTo(1);
        assertThat(said).contains("REFUSED MODE_NOT_LEGAL", "now DISCONNECTED");

        assertThat(run("partition", county, "quarantine", "--who", "duty officer", "--why", "stolen key"))
                .isZero();
        assertThat(run("partition", county, "rejoin", "--why", "too soon")).isEqualTo(1);
        assertThat(run("partition", county, "disconnect", "--why", "new key")).isZero();
        assertThat(run("partition", county, "rejoin", "--why", "drill over")).isZero();
        assertThat(said)
                .contains(
                        "was made DISCONNECTED ORDERED by duty officer: drill",
                        "was made QUARANTINED ORDERED by duty officer: stolen key",
                        "now CONNECTED");

        assertThat(run("partition", "--json", county)).isZero();
        assertThat(said).contains("\"mode\":\"CONNECTED\"", "\"why\":\"drill over\"");
    }

    @Test
    void aMoveWithoutAReasonOrOfNoNameIsAMistake() {
        assertThat(run("partition", county, "disconnect")).isEqualTo(2);
        assertThat(said).contains("say why with --why");
        assertThat(run("partition", county, "leave", "--why", "x")).isEqualTo(2);
        assertThat(said).contains("there is no move leave");
    }
}
