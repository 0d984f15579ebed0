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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.WeightRule;
import org.comity.core.authority.AuthorityId;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.reconcile.Bundle;
import org.comity.testkit.LocalMeshes;
import org.comity.xml.AgreementDocument;
import org.comity.xml.XmlWire;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ComityTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final AuthorityId PATROL = new AuthorityId("urn:authority:patrol");
    private static final ObservedProperty STATE = new ObservedProperty("urn:properties", "road-state");

    @TempDir
    Path folder;

    private Path bundle;
    private String digest = "";
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void exportABundle() throws IOException {
        LocalMeshes meshes = LocalMeshes.of("county", "state");
        Agreement agreement = meshes.sketch()
                .authority(SHERIFF, meshes.mesh("county"), 0, "urn:sheriff")
                .authority(PATROL, meshes.mesh("state"), 0, "urn:patrol")
                .weight(new WeightRule(Optional.of(PATROL), WeightRule.When.ALWAYS, 10))
                .domain("road-state", "urn:roads", STATE)
                .agree();
        meshes.agree(agreement);
        meshes.mesh("county").observe(SHERIFF, road(SHERIFF, "<script>alert('open')</script> & \"more\""));
        meshes.mesh("state").observe(PATROL, road(PATROL, "closed"));
        meshes.exchange();
        meshes.agent("county").take(Octets.of("nonsense".getBytes(StandardCharsets.UTF_8)));
        digest = meshes.agent("county").current().picture().digest().hex();
        bundle = folder.resolve("audit.bundle");
        Files.write(
                bundle,
                Bundle.of(meshes.agent("county"), AgreementDocument.write(agreement))
                        .octets()
                        .bytes());
    }

    private static Draft road(AuthorityId authority, String state) {
        return new Draft(
                authority,
                new FeatureOfInterest("urn:roads", "1"),
                STATE,
                PhenomenonTime.at(Instant.EPOCH),
                Optional.empty(),
                Optional.empty(),
                new Result("text/plain", Octets.of(state.getBytes(StandardCharsets.UTF_8)), List.of()),
                "1",
                OptionalLong.empty(),
                Draft.Standing.STANDS,
                "1");
    }

    private int run(Object... arguments) {
        CommandLine line = Comity.commandLine(Clock.fixed(Instant.parse("2020-01-01T00:00:00Z"), ZoneOffset.UTC));
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    @Test
    void auditSaysOkWithTheMeshsOwnDigestAndNamesTheCheckThatAFlippedOctetFails() throws IOException {
        // Given
        byte[] spoilt = Files.readAllBytes(bundle);
        spoilt[spoilt.length / 2] ^= 1;
        Path copy = Files.write(folder.resolve("spoilt.bundle"), spoilt);

        // When
        int good = run("audit", bundle);
        String said = out.toString();
        int bad = run("audit", copy);

        // Then
        assertThat(good).isZero();
        assertThat(said.strip()).isEqualTo("OK " + digest);
        assertThat(bad).isEqualTo(1);
        assertThat(out.toString()).contains("FAILED BUNDLE_DIGEST");
    }

    @Test
    void verifyAcceptsWhatWasExportedAndRefusesAnAlteredCopyByName() throws IOException {
        // Given
        assertThat(run("export", bundle, folder.resolve("files"))).isZero();
        Path observation;
        try (Stream<Path> files = Files.list(folder.resolve("files/observations"))) {
            observation =
                    files.filter(file -> contains(file, "closed")).findFirst().orElseThrow();
        }
        Path altered = folder.resolve("altered.xml");
        Files.writeString(altered, Files.readString(observation).replace("closed", "opened"));

        // When
        int good = run(
                "verify",
                "--agreement",
                folder.resolve("files/agreement.xml"),
                "--documents",
                folder.resolve("files/documents"),
                observation);
        int bad = run(
                "verify",
                "--agreement",
                folder.resolve("files/agreement.xml"),
                "--documents",
                folder.resolve("files/documents"),
                altered);

        // Then
        assertThat(good).isZero();
        assertThat(bad).isEqualTo(1);
        assertThat(out.toString())
                .contains("OK " + observation.getFileName().toString().replace(".xml", ""));
        assertThat(out.toString()).contains("REFUSED SIGNATURE_NOT_VALID");
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void reconcilePrintsThePictureAndItsCertificate() {
        // When
        int picture = run("reconcile", bundle);
        int certificate = run("reconcile", "--certificate", bundle);

        // Then
        assertThat(picture + certificate).isZero();
        assertThat(out.toString()).contains("\"picture\":\"" + digest + "\"", "\"verdict\":\"AUTO\"", "\"winner\":");
    }

    @Test
    void quarantineListsWhatCameThroughOneAgentAloneAndPreparesTheStatement() throws IOException {
        // Given
        Path file = folder.resolve("quarantine.xml");

        // When
        int patrols = run("quarantine", bundle, "--agent", "urn:agent:state", "--statement", file);
        String said = out.toString();
        int nobodys = run("quarantine", bundle, "--agent", "urn:agent:nobody");

        // Then
        assertThat(patrols).isZero();
        assertThat(said)
                .contains(PATROL.urn() + " urn:roads#1 urn:properties#road-state")
                .doesNotContain(SHERIFF.urn())
                .contains("rests on it: road-state")
                .contains("OK " + file);
        Statement written = new XmlWire()
                .statements()
                .read(StatementKind.QUARANTINE, Octets.of(Files.readAllBytes(file)))
                .fold(one -> one, no -> {
                    throw new AssertionError(no.detail());
                });
        assertThat(((Statement.Quarantine) written).oids()).isNotEmpty().allMatch(oid -> said.contains(oid.hex()));
        assertThat(nobodys).isZero();
        assertThat(out.toString()).endsWith("0 came through urn:agent:nobody alone\n");
    }

    @Test
    void affectedListsWhatRestsOnAnObservationOrAnAgent() {
        // Given
        run("explain", bundle);
        String won = out.toString()
                .lines()
                .filter(line -> line.startsWith("winner"))
                .map(line -> line.replaceAll("^winner +([0-9a-f]{64}).*$", "$1"))
                .findFirst()
                .orElseThrow();

        // When
        int one = run("affected", bundle, "--by", won);
        String said = out.toString();
        int agent = run("affected", bundle, "--by", "urn:agent:state");
        int nothing = run("affected", bundle, "--by", "0f".repeat(32));

        // Then
        assertThat(one).isZero();
        assertThat(said)
                .contains(
                        "road-state urn:roads#1: CANDIDATE OUTCOME",
                        "as it stands: PREVAILS, decided by AUTHORITY_WEIGHT, winner " + won,
                        "without it: PREVAILS, decided by ONLY_CANDIDATE",
                        "1 rulings, 1 of which would be others");
        assertThat(agent).isZero();
        assertThat(nothing).isEqualTo(1);
        assertThat(err.toString()).contains("holds nothing of 0f0f");
        assertThat(run("affected", bundle, "--by", "nobody")).isEqualTo(1);
    }

    @Test
    void explainWritesAPageInWhichNothingSaidIsMarkup() throws Exception {
        // When
        int code = run("explain", bundle, "--html", folder.resolve("lineage.html"));

        // Then
        assertThat(code).isZero();
        String page = Files.readString(folder.resolve("lineage.html"));
        assertThat(page)
                .contains("&lt;script&gt;", "urn:authority:patrol", "AUTHORITY_WEIGHT")
                .doesNotContain("<script");
        String body = page.substring(page.indexOf("<html"));
        assertThat(DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(new java.io.ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("html");
    }

    @Test
    void explainSaysWhoSaidWhatAndWhyItPrevailed() {
        // When
        int code = run("explain", bundle);

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).contains("PREVAILS, decided by AUTHORITY_WEIGHT", "winner", "candidate", "order");
        assertThat(out.toString()).containsPattern("to prevail +[0-9a-f]{64}: AUTHORITY_WEIGHT 11 instead of 0");
        assertThat(out.toString()).containsPattern("refused +MALFORMED, the parcel ends early");
    }

    @Test
    void showsAndDigestsAnAgreement() {
        // Given
        run("export", bundle, folder.resolve("files"));

        // When
        int shown = run("agreement", "show", folder.resolve("files/agreement.xml"));
        int digested = run("agreement", "digest", folder.resolve("files/agreement.xml"));

        // Then
        assertThat(shown + digested).isZero();
        assertThat(out.toString())
                .contains("party urn:mesh:county, agents urn:agent:county, ledger ", "domain road-state, event of ")
                .containsPattern("[0-9a-f]{64}")
                .doesNotContainPattern("Optional|\\w+\\[|[\\[\\]]");
    }

    @Test
    void checksAPolicyAndNamesTheStepThatNeverDecides() throws IOException {
        // Given: the weight table decides between the two authorities, and a priority that all share
        run("export", bundle, folder.resolve("files"));
        Path file = folder.resolve("files/agreement.xml");
        String text = Files.readString(file);
        Path flawed = folder.resolve("flawed.xml");
        int chain = text.lastIndexOf("</compare>") + "</compare>".length();
        Files.writeString(flawed, text.substring(0, chain) + "<compare>priority</compare>" + text.substring(chain));

        // When
        int good = run("agreement", "check", file);
        int bad = run("agreement", "check", flawed);

        // Then
        assertThat(good).isZero();
        assertThat(bad).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("OK policy: [1-9][0-9]* candidate sets, up to [2-5] candidates each, 0 flaws")
                .contains("FLAW UNREACHABLE step 3 of the chain, PRIORITY, never drops a candidate");
    }

    @Test
    void checkStillNamesThePartyThatDidNotSign() throws IOException {
        // Given
        run("export", bundle, folder.resolve("files"));
        Path forged = Files.writeString(folder.resolve("forged.signature"), "AAAA\nnothing");

        // When
        int code = run("agreement", "check", folder.resolve("files/agreement.xml"), forged);

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(out.toString())
                .contains("REFUSED SIGNATURE_NOT_VALID", "MISSING urn:mesh:county", "MISSING urn:mesh:state");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "audit", "verify x", "nonsense", "explain --oid x y z"})
    void saysHowItIsUsedWhereItIsUsedWrongly(String arguments) {
        // When
        int code = run((Object[]) (arguments.isEmpty() ? new String[0] : arguments.split(" ")));

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).isNotBlank().doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"verify", "reconcile", "audit", "explain", "export", "keygen", "agreement", "agreement sign"})
    void everyCommandHelps(String command) {
        // When
        int code = run((Object[]) (command + " --help").split(" "));

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).contains("Usage:");
    }

    @Test
    void refusesAFileThatIsNoBundleInOneSentence() throws IOException {
        // Given
        Path other = Files.writeString(folder.resolve("other"), "no bundle");

        // Then
        assertThat(run("reconcile", other)).isEqualTo(1);
        assertThat(run("reconcile", folder.resolve("missing"))).isEqualTo(1);
        assertThat(err.toString()).contains("REFUSED").doesNotContain("\tat ");
    }

    @Test
    void readingCommandsAnswerInJsonThatAProgramCanRead() throws IOException {
        // Given
        assertThat(run("export", bundle, folder.resolve("files"))).isZero();
        Path agreement = folder.resolve("files/agreement.xml");
        List<List<Object>> commands = List.of(
                List.of("audit", "--json", bundle),
                List.of("explain", "--json", bundle),
                List.of("reconcile", bundle),
                List.of("quarantine", "--json", "--agent", "urn:agent:state", bundle),
                List.of("agreement", "show", "--json", agreement),
                List.of(
                        "verify",
                        "--json",
                        "--agreement",
                        agreement,
                        "--documents",
                        folder.resolve("files/documents"),
                        agreement));

        for (List<Object> command : commands) {
            // When
            out.getBuffer().setLength(0);
            run(command.toArray());

            // Then
            assertThat(new com.fasterxml.jackson.databind.ObjectMapper().readTree(out.toString()))
                    .as(command + " " + out)
                    .isNotEmpty();
        }
    }

    @Test
    void onlyTheCommandThatIsAskedForIsReadAndAllWhereAllAreSpokenOf() {
        // Given
        Clock clock = Clock.systemUTC();
        Set<String> all = Comity.commandLine(clock).getSubcommands().keySet();

        // Then
        assertThat(all).contains("verify", "broker", "withheld", "completion").hasSizeGreaterThan(20);
        assertThat(Comity.commandLine(clock, "verify").getSubcommands().keySet())
                .containsExactly("verify");
        for (String asked : List.of("", "--help", "verfy", "completion")) {
            assertThat(Comity.commandLine(clock, asked).getSubcommands().keySet())
                    .as(asked)
                    .isEqualTo(all);
        }
    }
}
