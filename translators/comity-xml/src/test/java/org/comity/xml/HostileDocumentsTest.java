package org.comity.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.comity.core.control.StatementKind;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.SignatureAlgorithm;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Documents that were made to break other verifiers; the folder is given by the property comity.data. */
final class HostileDocumentsTest {

    private final XmlWire wire = new XmlWire();
    private List<Path> documents = List.of();

    @BeforeEach
    void findDocuments() throws IOException {
        String data = System.getProperty("comity.data");
        Assumptions.assumeTrue(data != null && !data.isBlank(), "comity.data is not set");
        Path folder = Path.of(data, "signatures");
        assertThat(folder).isDirectory();
        try (Stream<Path> walk = Files.walk(folder)) {
            documents = walk.filter(Files::isRegularFile)
                    .filter(path -> path.toString().matches(".*\\.(xml|sig|tmpl|txt)"))
                    .sorted()
                    .toList();
        }
        assertThat(documents.size()).isGreaterThan(200);
    }

    @Test
    void acceptsNoneOfThemAndAnswersEach() throws IOException {
        for (Path path : documents) {
            // Given
            Octets octets = Octets.of(Files.readAllBytes(path));
            // When, Then
            assertThat(wire.reader().read(octets)).as(path.toString()).isInstanceOf(Outcome.No.class);
            assertThat(wire.statements().read(StatementKind.RECEIPT, octets)).isInstanceOf(Outcome.No.class);
            assertThat(wire.statements().agreement(octets)).isInstanceOf(Outcome.No.class);
        }
    }

    /** The same signatures, each in the place where an honest one would stand over an honest core. */
    @Test
    void acceptsNoneOfTheirSignaturesOverACore() throws IOException {
        String good = new String(
                wire.writer()
                        .sign(Samples.plain(), KeyPairSigner.of(SignatureAlgorithm.ED25519))
                        .observation()
                        .octets()
                        .bytes(),
                StandardCharsets.UTF_8);
        int tried = 0;
        for (Path path : documents) {
            // Given
            String text = Files.readString(path, StandardCharsets.ISO_8859_1);
            String body = text.replaceFirst("(?s)^.*?(?=<([A-Za-z]+:)?Signature[ >])", "");
            if (body.equals(text)) {
                continue;
            }
            tried++;
            String moved = good.replaceFirst("(?s)<ds:Signature .*$", "") + body.replaceFirst("(?s)</[^<]*>\\s*$", "");
            // When, Then
            for (String document : List.of(
                    moved + "</o:observation>",
                    good.replaceFirst("(?s)<ds:Signature .*$", "") + body + "</o:observation>")) {
                assertThat(wire.reader().read(Octets.of(document.getBytes(StandardCharsets.UTF_8))))
                        .as(path.toString())
                        .isInstanceOf(Outcome.No.class);
            }
        }
        assertThat(tried).isGreaterThan(100);
    }

    @Test
    void answersBombsAtOnce() throws IOException {
        List<Path> bombs = documents.stream()
                .filter(path -> path.getParent().getFileName().toString().equals("bombs"))
                .toList();
        assertThat(bombs).isNotEmpty();
        for (Path path : bombs) {
            // Given
            Octets octets = Octets.of(Files.readAllBytes(path));
            long start = System.nanoTime();
            // When
            Outcome<?> read = wire.reader().read(octets);
            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as(path.toString())
                    .isLessThan(Duration.ofSeconds(2));
            assertThat(read).isInstanceOf(Outcome.No.class);
        }
    }

    /** The published verdicts are of an open profile; the closed one refuses each by the first part that it lacks. */
    @Test
    void refusesTheSignaturesOfOtherProfilesByTheirFirstForeignPart() throws IOException {
        Path folder = Path.of(System.getProperty("comity.data"), "signatures");
        Map<String, Map<String, Integer>> table = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve("manifest.tsv")).stream()
                .skip(1)
                .toList()) {
            // Given
            String[] cells = line.split("\t", -1);
            Octets octets = Octets.of(Files.readAllBytes(folder.resolve(cells[0])));
            // When
            String finding = HardenedXml.parse(octets, HardenedXml.Asides.DROPPED)
                    .fold(HostileDocumentsTest::finding, no -> no.reason().name());
            // Then
            table.computeIfAbsent(cells[cells.length - 1], any -> new TreeMap<>())
                    .merge(finding, 1, Integer::sum);
        }
        System.out.println("xml signatures of other profiles, by published verdict and first foreign part:");
        table.forEach((published, findings) -> System.out.println("  " + published + " " + findings));
        assertThat(table.values().stream().noneMatch(findings -> findings.containsKey("inside the profile")))
                .isTrue();
    }

    private static String finding(Document document) {
        NodeList signatures = document.getElementsByTagNameNS(SignatureProfile.NAMESPACE, "Signature");
        return signatures.getLength() == 0
                ? Reason.UNSIGNED.name()
                : SignatureProfile.check((Element) signatures.item(0))
                        .fold(inside -> "inside the profile", no -> no.detail());
    }
}
