package org.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Label;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.reconcile.MeshNode;
import org.comity.core.reconcile.Voice;
import org.comity.site.Site;
import org.comity.site.SiteSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WithheldCommandTest {
    @TempDir
    Path folder;

    private Path county = Path.of("");
    private String said = "";

    private int run(Object... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = Comity.commandLine(Clock.systemUTC());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(out));
        int code =
                line.execute(List.of(arguments).stream().map(Object::toString).toArray(String[]::new));
        said = out.toString();
        return code;
    }

    @BeforeEach
    void foundFromTerms() {
        assertThat(run("init", folder.resolve("trial"))).isZero();
        Path terms = folder.resolve("trial/state/agreement.xml");
        assertThat(run("init", "--terms", terms, "--agent", "ways", folder.resolve("own")))
                .as(said)
                .isZero();
        county = folder.resolve("own/county");
    }

    private void observe(Label label) throws IOException {
        try (Site site = Site.open(
                SiteSettings.of(BundleCommand.settings(county.resolve("comity.properties")), county),
                Clock.systemUTC())) {
            Voice sheriff = site.voice("sheriff").orElseThrow();
            assertThat(site.beans()).containsKey("ways");
            Draft draft = new Draft(
                    sheriff.authority(),
                    new FeatureOfInterest("urn:roads", "7"),
                    new ObservedProperty("urn:county:property", "road-state"),
                    PhenomenonTime.at(Instant.parse("2026-01-01T00:00:00Z")),
                    Optional.empty(),
                    Optional.of(label),
                    new Result("text/plain", Octets.of("mined".getBytes(StandardCharsets.UTF_8)), List.of()),
                    "7",
                    OptionalLong.empty(),
                    Draft.Standing.STANDS,
                    "7");
            ((MeshNode) site.beans().get(Site.NODE)).observe(List.of(draft), sheriff);
            site.agent().release();
        }
    }

    @Test
    void listsWhatTheGateHoldsWithItsNameAndWhy() throws IOException {
        // Given
        assertThat(run("withheld", county)).isZero();
        assertThat(said).startsWith("nothing is withheld");
        observe(new Label("TLP", "RED"));

        // When
        int code = run("withheld", county);

        // Then
        assertThat(code).isZero();
        assertThat(said)
                .startsWith("WITHHELD LABEL_UNKNOWN urn:roads#7 urn:county:property#road-state ")
                .contains("0 policies that were agreed and are at hand are named TLP");
        assertThat(run("withheld", county, "--json")).isZero();
        assertThat(said).contains("\"reason\":\"LABEL_UNKNOWN\"", "\"feature\":\"urn:roads#7\"");
    }

    @Test
    void theFoldersOfOwnTermsHaveKeysOfTheirOwn() throws IOException {
        assertThat(Files.readString(county.resolve("keys/agent.pem")))
                .isNotEqualTo(Files.readString(folder.resolve("trial/county/keys/agent.pem")));
        assertThat(run("agreement", "show", county.resolve("agreement.xml")))
                .as(said)
                .isZero();
        assertThat(run("init", "--terms", folder.resolve("trial/state/agreement.xml"), folder.resolve("own")))
                .isEqualTo(1);
        assertThat(said).contains("is there already: choose another folder");
    }
}
