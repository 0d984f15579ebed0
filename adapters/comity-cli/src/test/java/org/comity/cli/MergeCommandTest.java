package org.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.reconcile.Voice;
import org.comity.site.Site;
import org.comity.site.Trial;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Two sites with a governed domain, decided and sealed by command alone. */
class MergeCommandTest {
    private final Clock clock = Clock.systemUTC();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @BeforeEach
    void twoSitesThatDisagree() throws IOException {
        Trial.write(folder, new SecureRandom(), clock.instant());
        for (String side : List.of("county", "state")) {
            Path agreement = folder.resolve(side).resolve("agreement.xml");
            Files.writeString(
                    agreement, Files.readString(agreement).replace("contestedMax=\"1000\"", "contestedMax=\"0\""));
        }
        try (Site county = site("county");
                Site state = site("state")) {
            say(county, "sheriff", "urn:county:property", "road-state", "closed");
            say(state, "patrol", "urn:state:property", "status", "open");
            exchange(county, state);
        }
    }

    private Path settings(String side) {
        return folder.resolve(side).resolve("comity.properties");
    }

    private Site site(String side) throws IOException {
        return Holding.site(settings(side), clock);
    }

    private static void say(Site site, String voice, String scheme, String property, String words) {
        Voice by = site.voice(voice).orElseThrow();
        site.agent()
                .node()
                .observe(
                        List.of(new Draft(
                                by.authority(),
                                new FeatureOfInterest("urn:roads", "1"),
                                new ObservedProperty(scheme, property),
                                PhenomenonTime.at(Instant.parse("2026-01-01T00:00:00Z")),
                                Optional.empty(),
                                Optional.empty(),
                                new Result("text/plain", Octets.of(words.getBytes(StandardCharsets.UTF_8)), List.of()),
                                words,
                                OptionalLong.empty(),
                                Draft.Standing.STANDS,
                                words)),
                        by);
    }

    private void exchange() throws IOException {
        try (Site county = site("county");
                Site state = site("state")) {
            exchange(county, state);
        }
    }

    private static void exchange(Site county, Site state) {
        for (int round = 0; round < 4; round++) {
            county.agent().release();
            state.agent().release();
            county.agent().outbox(0, 1_000).forEach(state.agent()::take);
            state.agent().outbox(0, 1_000).forEach(county.agent()::take);
        }
    }

    private int run(Object... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Comity.commandLine(clock);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    private String found(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(out.toString());
        assertThat(matcher.find()).as(pattern + " in " + out + err).isTrue();
        return matcher.group(1);
    }

    @Test
    void oneBeginsTheOtherCosignsAndTheDomainGoesOn() throws IOException {
        // Given
        assertThat(run("merge", "list", settings("county"))).isZero();
        assertThat(out.toString())
                .contains(
                        "road-state GOVERNED: 1 contested, allowed 0", "its domain is governed", "1 contentions wait");
        String contention = found("  ([0-9a-f]{64}) urn:roads#1");
        assertThat(run("merge", "show", settings("county"), contention.substring(0, 8)))
                .isZero();
        assertThat(out.toString())
                .contains("closed", "urn:authority:patrol", "AUTHORITY_WEIGHT 11", "AUTHORITY_WEIGHT 1", "waits");
        String closed = found("([0-9a-f]{64}) by AUTHORITY_WEIGHT");

        // When
        int begun = run(
                "merge",
                "decide",
                "--settings",
                settings("county"),
                "--as",
                "sheriff",
                "--domain",
                "road-state",
                "--choose",
                contention.substring(0, 8) + "=" + closed.substring(0, 8));
        String id = found("merge-decision ([0-9a-f]{64}): WAITS");
        assertThat(out.toString()).contains("1 more of urn:authority:patrol");
        exchange();
        int cosigned = run(
                "merge", "decide", "--settings", settings("state"), "--as", "patrol", "--cosign", id.substring(0, 8));
        exchange();

        // Then
        assertThat(begun + cosigned).as(err.toString()).isZero();
        assertThat(run("bundle", settings("county"), folder.resolve("county.bundle")))
                .isZero();
        for (Object store : List.of(settings("county"), folder.resolve("county.bundle"))) {
            assertThat(run("merge", "status", store)).as(err.toString()).isZero();
            assertThat(out.toString())
                    .contains(id + ": IN_FORCE, since consignment", "signed by urn:authority:sheriff")
                    .contains("domain road-state stopped with consignment", "; went on with consignment");
        }
        assertThat(run("merge", "status", "--json", folder.resolve("county.bundle")))
                .isZero();
        assertThat(out.toString()).contains("\"effect\":\"IN_FORCE\"", "\"missing\":[],", "\"domain\":\"road-state\"");
        assertThat(run("merge", "list", "--json", settings("state"))).isZero();
        assertThat(out.toString()).contains("\"domains\":[]");
        assertThat(run("audit", folder.resolve("county.bundle"))).isZero();
    }

    @Test
    void aFileTravelsBetweenDecidersWhoHaveNoChannel() throws IOException {
        // When
        Path file = folder.resolve("decision.xml");
        int begun = run(
                "merge",
                "decide",
                "--settings",
                settings("county"),
                "--as",
                "sheriff",
                "--domain",
                "road-state",
                "--policy",
                "newest",
                "--file",
                file);
        int cosigned = run("merge", "decide", "--settings", settings("state"), "--as", "patrol", "--cosign", file);
        exchange();

        // Then
        assertThat(begun + cosigned).as(err.toString()).isZero();
        assertThat(run("merge", "status", settings("county"))).isZero();
        assertThat(out.toString()).contains("anew under newest", "IN_FORCE");
    }

    @Test
    void whatCannotBeSignedIsNamedAndExitsWithOne() {
        assertThat(run(
                        "merge",
                        "decide",
                        "--settings",
                        settings("county"),
                        "--as",
                        "nobody",
                        "--domain",
                        "road-state",
                        "--policy",
                        "newest"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("the site has no voice 'nobody'");
        assertThat(run(
                        "merge",
                        "decide",
                        "--settings",
                        settings("county"),
                        "--as",
                        "sheriff",
                        "--domain",
                        "road-state",
                        "--policy",
                        "oldest"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("REFUSED POLICY_NOT_AGREED");
        assertThat(run(
                        "merge",
                        "decide",
                        "--settings",
                        settings("county"),
                        "--as",
                        "sheriff",
                        "--domain",
                        "rivers",
                        "--accept",
                        "urn:mesh:county"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("REFUSED DECISION_STALE");
        assertThat(run("merge", "decide", "--settings", settings("county"), "--as", "sheriff", "--cosign", "ffff"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("there is no decision or cut ffff");
        assertThat(run("merge", "show", settings("county"), "")).isEqualTo(0);
        assertThat(run("merge")).isEqualTo(2);
    }

    @Test
    void aCutIsProposedSignedAndPartOfTheBundle() throws IOException {
        // When
        int proposed = run("cut", "propose", settings("county"));
        String id = found("cut ([0-9a-f]{64}): WAITS");
        exchange();
        int signed = run("cut", "sign", settings("state"), id.substring(0, 8));
        exchange();
        try (Site state = site("state")) {
            say(state, "patrol", "urn:state:property", "status", "flooded");
            state.agent().release();
        }
        exchange();

        // Then
        assertThat(proposed + signed).as(err.toString()).isZero();
        assertThat(run("bundle", settings("county"), folder.resolve("county.bundle")))
                .isZero();
        assertThat(run("cut", "status", folder.resolve("county.bundle"))).isZero();
        assertThat(out.toString()).contains(id + ": IN_FORCE, since consignment");
        assertThat(run("cut", "status", "--json", settings("state"))).isZero();
        assertThat(out.toString()).contains("\"kind\":\"cut\"", "\"rulings\":");
        assertThat(run("merge", "list", settings("county"))).isZero();
        assertThat(out.toString()).contains("a cut sealed it, and something touched it since");
        assertThat(run("audit", folder.resolve("county.bundle"))).isZero();
    }
}
