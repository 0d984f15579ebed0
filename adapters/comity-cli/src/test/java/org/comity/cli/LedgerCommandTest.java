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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AuthorityId;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.Ledger;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.ledger.SplitView;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.reconcile.Bundle;
import org.comity.store.MemoryMeshStore;
import org.comity.testkit.LocalMesh;
import org.comity.testkit.LocalMeshes;
import org.comity.xml.AgreementDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LedgerCommandTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final ObservedProperty STATE = new ObservedProperty("urn:properties", "road-state");

    @TempDir
    Path folder;

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");
    private final LocalMesh county = meshes.mesh("county");
    private Path bundle;
    private Checkpoint head;
    private String oid = "";
    private StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void exportABundle() throws IOException {
        Agreement agreement = meshes.sketch()
                .authority(SHERIFF, county, 0, "urn:sheriff")
                .authority(new AuthorityId("urn:authority:patrol"), meshes.mesh("state"), 0, "urn:patrol")
                .domain("road-state", "urn:roads", STATE)
                .agree();
        meshes.agree(agreement);
        oid = county.observe(SHERIFF, road()).get(0).oid().hex();
        meshes.exchange();
        head = county.node().ledger().latest().orElseThrow();
        Bundle exported = Bundle.of(meshes.agent("county"), AgreementDocument.write(agreement));
        bundle = Files.write(folder.resolve("county.bundle"), exported.octets().bytes());
    }

    private static Draft road() {
        return road(SHERIFF);
    }

    private Octets agreement() {
        return AgreementDocument.write(meshes.agent("county").genesis());
    }

    private static Draft road(AuthorityId authority) {
        return new Draft(
                authority,
                new FeatureOfInterest("urn:roads", "1"),
                STATE,
                PhenomenonTime.at(Instant.EPOCH),
                Optional.empty(),
                Optional.empty(),
                new Result("text/plain", Octets.of("open".getBytes(StandardCharsets.UTF_8)), List.of()),
                "1",
                OptionalLong.empty(),
                Draft.Standing.STANDS,
                "1");
    }

    private int run(Object... arguments) {
        out = new StringWriter();
        CommandLine line = Comity.commandLine(Clock.systemUTC());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    private String key() {
        return county.ledgerSigner().verifierKey();
    }

    @Test
    void showsTheSignedHeadAndWhatIsLogged() {
        // When
        int text = run("ledger", "show", "--leaves", bundle);
        String said = out.toString();
        int code = run("ledger", "show", "--json", bundle);

        // Then
        assertThat(text + code).isZero();
        assertThat(said)
                .startsWith("OK urn:mesh:county " + head.size() + " " + head.root())
                .contains("1 RELEASED", "OBSERVED " + oid);
        assertThat(out.toString())
                .startsWith("{\"good\":true,\"mesh\":\"urn:mesh:county\",\"size\":" + head.size())
                .contains("\"RELEASED\":1")
                .doesNotContain("\"leaves\"");
    }

    @Test
    void exportsAFolderThatChecksAndNamesTheFileThatWasAltered() throws IOException {
        // Given
        Path tiles = folder.resolve("tiles");
        assertThat(run("ledger", "export", bundle, tiles)).isZero();
        Path tile = tiles.resolve("tile/0/000.p/" + head.size());

        // When
        int good = run("ledger", "check", "--key", key(), tiles);
        String said = out.toString();
        byte[] octets = Files.readAllBytes(tile);
        octets[40] ^= 1;
        Files.write(tile, octets);
        int bad = run("ledger", "check", "--key", key(), "--json", tiles);

        // Then
        assertThat(good).isZero();
        assertThat(said).startsWith("OK urn:mesh:county " + head.size() + " " + head.root());
        assertThat(bad).isEqualTo(1);
        assertThat(out.toString())
                .contains("\"good\":false", "\"reason\":\"PROOF_NOT_VALID\"", "tile/0/000.p/" + head.size());
    }

    @Test
    void refusesABundleWhoseLeavesDoNotMakeTheHead() throws IOException {
        // Given
        Bundle good = Bundle.read(Octets.of(Files.readAllBytes(bundle))).fold(read -> read, no -> {
            throw new AssertionError(no.detail());
        });
        Bundle shorter = new Bundle(
                good.mesh(),
                good.agreement(),
                good.observations(),
                good.documents(),
                good.kept(),
                good.leaves().subList(0, good.leaves().size() - 1),
                good.head(),
                good.picture());
        Path file =
                Files.write(folder.resolve("shorter.bundle"), shorter.octets().bytes());

        // Then
        assertThat(run("ledger", "check", bundle)).isZero();
        assertThat(run("ledger", "check", file)).isEqualTo(1);
        assertThat(out.toString()).startsWith("REFUSED PROOF_NOT_VALID");
        assertThat(run(
                        "ledger",
                        "check",
                        "--key",
                        meshes.mesh("state").ledgerSigner().verifierKey(),
                        bundle))
                .isEqualTo(1);
    }

    @Test
    void provesALeafInAFileThatVerifiesOnItsOwn() {
        // Given
        Path proof = folder.resolve("leaf.tlog-proof");

        // When
        int made = run("ledger", "prove", bundle, proof, "--kind", "OBSERVED", "--subject", oid);
        Object[] check = {"ledger", "check", "--proof", proof, "--key", key(), "--subject", oid, "--kind"};
        int good = run(Stream.concat(Stream.of(check), Stream.of("OBSERVED")).toArray());
        String said = out.toString();
        int bad = run(Stream.concat(Stream.of(check), Stream.of("RULING")).toArray());
        String refused = out.toString();
        int alone = run(Stream.concat(Stream.of(check), Stream.of("OBSERVED", "--witness", "urn:agent:x+00000000+AA"))
                .toArray());

        // Then
        assertThat(made + good).isZero();
        assertThat(said).startsWith("OK urn:mesh:county");
        assertThat(bad).isEqualTo(1);
        assertThat(refused).startsWith("REFUSED PROOF_NOT_VALID");
        assertThat(alone).isEqualTo(1);
        assertThat(out.toString()).startsWith("REFUSED SIGNERS_TOO_FEW");
    }

    @Test
    void writesLineageInBothFormsOfProv() throws Exception {
        // Given
        Path xml = folder.resolve("lineage.provx");
        Path json = folder.resolve("lineage.json");

        // When
        int code = run("ledger", "prov", bundle, xml) + run("ledger", "prov", "--json", bundle, json);

        // Then
        assertThat(code).isZero();
        assertThat(out.toString().strip()).isEqualTo("{\"good\":true,\"bundles\":2}");
        String made = "comity:observation-" + oid;
        assertThat(Files.readString(json)).contains("{\"prov:entity\":\"" + made + "\",\"prov:activity\":");
        assertThat(Files.readString(xml)).contains("<prov:generatedEntity prov:ref=\"comity:admission-result-" + oid);
        assertThat(run("ledger", "prov", bundle, folder.resolve("lineage.txt"))).isEqualTo(2);
        byte[] spoilt = Files.readAllBytes(bundle);
        spoilt[spoilt.length / 2] ^= 1;
        Files.write(bundle, spoilt);
        assertThat(run("ledger", "prov", bundle, xml)).isEqualTo(1);
    }

    @Test
    void saysWhereALeafIsMissing() {
        // When
        int code =
                run("ledger", "prove", bundle, folder.resolve("none"), "--kind", "RULING", "--subject", "0".repeat(64));

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).startsWith("REFUSED SOURCE_MISSING");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ledger",
                "ledger check",
                "ledger show",
                "ledger check --proof x",
                "ledger check .",
                "ledger prove a b --kind OBSERVED --subject zz",
                "ledger prove a b --kind NONSENSE --subject 00",
                "ledger check --proof x --kind RULING --subject 00 --key +"
            })
    void saysHowItIsUsedWhereItIsUsedWrongly(String arguments) {
        // When
        int code = run((Object[]) arguments.split(" "));

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).isNotBlank().doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ledger", "ledger show", "ledger prove", "ledger check", "ledger export", "ledger prov"})
    void everyPartHelps(String command) {
        // When
        int code = run((Object[]) (command + " --help").split(" "));

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).contains("Usage:");
    }

    @Test
    void provesWhichOfTwoCameFirstInAFileThatStandsAlone() throws IOException {
        // Given an observation of the county, logged by the state before the state's own
        AuthorityId patrol = new AuthorityId("urn:authority:patrol");
        Oid later = meshes.mesh("state").observe(patrol, road(patrol)).get(0).oid();
        meshes.exchange();
        Bundle whole = Bundle.of(meshes.agent("county"), agreement());
        bundle = Files.write(folder.resolve("whole.bundle"), whole.octets().bytes());
        Path proof = folder.resolve("pair.proof");

        // When
        int found = run("ledger", "precedence", bundle, oid, later, "--proof", proof);
        String said = out.toString();
        int checked = run("ledger", "precedence", proof, oid, later);
        String again = out.toString();
        int reversed = run("ledger", "precedence", "--json", proof, later, oid);

        // Then
        assertThat(found + checked + reversed).isZero();
        assertThat(said)
                .startsWith("BEFORE by ")
                .contains("observation " + oid, "beacon urn:mesh:", "under agreement ");
        assertThat(again).isEqualTo(said);
        assertThat(out.toString()).contains("\"relation\":\"AFTER\"");
        assertThat(Files.size(proof)).isLessThan(Files.size(bundle));

        // And one altered octet of an observation is seen
        byte[] spoilt = Files.readAllBytes(proof);
        spoilt[new String(spoilt, StandardCharsets.ISO_8859_1).indexOf("road-state") + 2] ^= 1;
        Files.write(proof, spoilt);
        assertThat(run("ledger", "precedence", proof, oid, later)).isEqualTo(1);
        assertThat(out.toString()).startsWith("REFUSED ");
        assertThat(run("ledger", "precedence", bundle, oid, "00".repeat(32))).isEqualTo(1);
        assertThat(out.toString()).startsWith("REFUSED SOURCE_MISSING");
    }

    @Test
    void checksACertificateOfTwoHistories() throws IOException {
        // Given
        MemoryMeshStore store = new MemoryMeshStore();
        Ledger forged = new Ledger(county.id(), store, county.ledgerSigner());
        List<LedgerLeaf> leaves = new ArrayList<>();
        for (long i = 0; i < head.size(); i++) {
            leaves.add(LedgerLeaf.of(
                    LeafKind.OBSERVED, Encoding.of("forged").number(i).digest()));
        }
        store.commit(forged.append(leaves, county.clock().now()).writes());
        Path file = folder.resolve("county.split");
        Files.write(
                file,
                SplitView.of(head.note(), forged.latest().orElseThrow().note())
                        .octets()
                        .bytes());
        Path harmless = folder.resolve("harmless.split");
        Files.write(harmless, SplitView.of(head.note(), head.note()).octets().bytes());

        // Then
        assertThat(run("ledger", "split", file, "--key", key())).isZero();
        assertThat(out.toString())
                .startsWith("PROVEN urn:mesh:county has two histories from size " + head.size() + " on");
        assertThat(run("ledger", "split", harmless, "--key", key())).isEqualTo(1);
        assertThat(out.toString()).startsWith("REFUSED PROOF_NOT_VALID");
        assertThat(run("ledger", "split", bundle, "--key", key())).isEqualTo(1);
        assertThat(out.toString()).startsWith("REFUSED MALFORMED");
    }
}
