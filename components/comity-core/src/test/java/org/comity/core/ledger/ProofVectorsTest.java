package org.comity.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published proofs of Merkle trees, good ones and spoilt ones, each with its verdict. */
class ProofVectorsTest {

    @ParameterizedTest
    @CsvSource({"inclusion,6,92", "consistency,6,92", "subtreeinclusion,12,192", "subtreeconsistency,12,106"})
    void givesThePublishedVerdict(String kind, int good, int bad) throws IOException {
        // Given
        String data = System.getProperty("comity.data", "");
        Assumptions.assumeFalse(data.isEmpty(), "no data set is given");
        Path folder = Path.of(data, "log-proofs", "merkle-vectors", kind);
        Map<String, Integer> counts = new TreeMap<>();
        List<String> wrong = new ArrayList<>();

        // When
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Vector vector = new Vector(Files.readString(file));
                Optional<Reason> reason = vector.verdict(kind);
                counts.merge(reason.map(Reason::name).orElse("good"), 1, Integer::sum);
                if (reason.isPresent() != vector.text.contains("\"wantErr\": true")) {
                    wrong.add(folder.relativize(file).toString());
                }
            }
        }

        // Then
        System.out.println("proof vectors, " + kind + ": " + counts + ", wrong " + wrong.size());
        assertThat(wrong).isEmpty();
        assertThat(counts).containsEntry("good", good);
        assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(good + bad);
    }

    private record Vector(String text) {
        private Optional<String> field(String name, String value) {
            Matcher matcher = Pattern.compile("\"" + name + "\":\\s*" + value).matcher(text);
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        }

        private long number(String name) {
            return Long.parseUnsignedLong(field(name, "(\\d+)").orElseThrow());
        }

        private Octets hash(String name) {
            return octets(field(name, "\"([^\"]*)\"").orElse(""));
        }

        private static Octets octets(String base64) {
            return Octets.of(Base64.getDecoder().decode(base64));
        }

        private List<Octets> proof() {
            Matcher items = Pattern.compile("\"([^\"]*)\"")
                    .matcher(field("proof", "\\[([^\\]]*)\\]").orElse(""));
            return items.results().map(item -> octets(item.group(1))).toList();
        }

        Optional<Reason> verdict(String kind) {
            return outcome(kind).fold(yes -> Optional.empty(), no -> Optional.of(no.reason()));
        }

        private Outcome<?> outcome(String kind) {
            return switch (kind) {
                case "inclusion" ->
                    MerkleProof.inclusion(
                            hash("leafHash"),
                            number("leafIdx"),
                            MerkleProof.Subtree.whole(number("treeSize"), hash("root")),
                            proof());
                case "consistency" ->
                    MerkleProof.consistency(
                            MerkleProof.Subtree.whole(number("size1"), hash("root1")),
                            MerkleProof.Subtree.whole(number("size2"), hash("root2")),
                            proof());
                case "subtreeinclusion" ->
                    MerkleProof.inclusion(
                            hash("leafHash"),
                            number("leafIdx"),
                            new MerkleProof.Subtree(number("start"), number("end"), hash("root")),
                            proof());
                default ->
                    MerkleProof.subtree(
                            new MerkleProof.Subtree(number("start"), number("end"), hash("root1")),
                            MerkleProof.Subtree.whole(number("size"), hash("root2")),
                            proof());
            };
        }
    }
}
