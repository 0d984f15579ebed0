package org.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MediaCommandTest {
    @TempDir
    Path folder;

    private String said = "";

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
    void whatIsPackedIsTakenAndReceiptsComeBack() {
        String county = folder.resolve("trial/county").toString();
        String state = folder.resolve("trial/state").toString();
        assertThat(run("init", folder.resolve("trial").toString())).isZero();
        assertThat(run("pack", county)).isZero();
        assertThat(said).contains("county-to-state-000001-");
        assertThat(run("receipts", county)).isZero();
        assertThat(said).contains("OUTSTANDING consignment 1 of urn:agent:county by urn:mesh:state", "1 outstanding");
        assertThat(run("unpack", state)).isZero();
        assertThat(said).contains("TAKEN ");
        assertThat(run("pack", state)).isZero();
        assertThat(run("unpack", "--json", county)).isZero();
        assertThat(said).contains("\"good\":true");
        assertThat(run("receipts", county)).isZero();
        assertThat(said).contains("ADMITTED consignment 1 of urn:agent:county by urn:mesh:state");
    }

    @Test
    void aSpoiltBagIsRefusedByNameAndEndsWithOne() throws Exception {
        assertThat(run("init", folder.resolve("trial").toString())).isZero();
        assertThat(run("pack", folder.resolve("trial/county").toString())).isZero();
        try (var bags = Files.list(folder.resolve("trial/media"))) {
            Files.writeString(bags.findFirst().orElseThrow().resolve("data/000001.parcel"), "spoilt");
        }
        assertThat(run("unpack", folder.resolve("trial/state").toString())).isEqualTo(1);
        assertThat(said).contains("REFUSED BAG_NOT_VALID");
    }
}
