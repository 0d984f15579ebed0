package org.comity.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.comity.core.mesh.Digest;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleTest {
    private static final NodeReader NODES = MerkleTest::node;

    private static Digest node(int level, long index) {
        return level == 0
                ? Merkle.leafHash(new byte[] {(byte) index, (byte) (index >> 8)})
                : Merkle.nodeHash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
    }

    @Test
    void everyLeafOfEveryTreeIsProvenAndNoOther() {
        for (long size = 1; size <= 40; size++) {
            Digest root = Merkle.root(NODES, size);
            for (long index = 0; index < size; index++) {
                // When
                List<Digest> path = Merkle.inclusionPath(NODES, index, size);

                // Then
                assertThat(Merkle.verifyInclusion(node(0, index), index, size, path, root))
                        .isTrue();
                assertThat(Merkle.verifyInclusion(node(0, index + 1), index, size, path, root))
                        .isFalse();
                assertThat(Merkle.verifyInclusion(node(0, index), index, size, path, node(0, 0)))
                        .isEqualTo(size == 1);
            }
        }
    }

    @Test
    void everyTreeIsProvenToExtendEverySmallerOne() {
        for (long second = 1; second <= 40; second++) {
            for (long first = 1; first <= second; first++) {
                // When
                List<Digest> proof = Merkle.consistencyPath(NODES, first, second);
                Digest one = Merkle.root(NODES, first);
                Digest two = Merkle.root(NODES, second);

                // Then
                assertThat(Merkle.verifyConsistency(first, one, second, two, proof))
                        .isTrue();
                assertThat(Merkle.verifyConsistency(first, two, second, one, proof))
                        .isEqualTo(first == second);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"inclusion", "consistency"})
    void agreesWithThePublishedVectors(String kind) throws IOException {
        // Given
        String data = System.getProperty("comity.data", "");
        Assumptions.assumeFalse(data.isEmpty(), "no data set is given");
        Path folder = Path.of(data, "log-proofs", "merkle-vectors", kind);
        assertThat(folder).isDirectory();
        List<String> wrong = new ArrayList<>();
        int count = 0;

        // When
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Vector vector = Vector.read(file);
                count++;
                if (vector.verifies(kind) == vector.text.contains("\"wantErr\": true")) {
                    wrong.add(folder.relativize(file).toString());
                }
            }
        }

        // Then all agree but one good proof between hashes of 12 octets, which no digest here has
        assertThat(count).isEqualTo(98);
        assertThat(wrong)
                .isEqualTo(
                        kind.equals("inclusion")
                                ? List.of()
                                : List.of("additional/sizes-are-equal-one-and-proof-is-empty.json"));
    }

    private record Vector(String text) {
        static Vector read(Path file) {
            try {
                return new Vector(Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Optional<String> field(String name, String value) {
            Matcher matcher = Pattern.compile("\"" + name + "\":\\s*" + value).matcher(text);
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        }

        long number(String name) {
            return Long.parseUnsignedLong(field(name, "(\\d+)").orElseThrow());
        }

        Digest digest(String name) {
            return Digest.of(
                    Base64.getDecoder().decode(field(name, "\"([^\"]*)\"").orElse("")));
        }

        List<Digest> proof() {
            String list = field("proof", "\\[([^\\]]*)\\]").orElse("");
            List<Digest> proof = new ArrayList<>();
            Matcher items = Pattern.compile("\"([^\"]*)\"").matcher(list);
            while (items.find()) {
                proof.add(Digest.of(Base64.getDecoder().decode(items.group(1))));
            }
            return proof;
        }

        /** A hash that is not 32 octets long cannot even be a digest: refused. */
        boolean verifies(String kind) {
            try {
                return kind.equals("inclusion")
                        ? Merkle.verifyInclusion(
                                digest("leafHash"), number("leafIdx"), number("treeSize"), proof(), digest("root"))
                        : Merkle.verifyConsistency(
                                number("size1"), digest("root1"), number("size2"), digest("root2"), proof());
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }
}
