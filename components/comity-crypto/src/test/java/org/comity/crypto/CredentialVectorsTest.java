package org.comity.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The test vectors of the credential page, each under the number of its rule. */
final class CredentialVectorsTest {

    static List<CredentialVectors.Vector> vectors() {
        return CredentialVectors.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void hasItsVerdict(CredentialVectors.Vector vector) {
        // When
        String verdict = vector.kind().equals("credential")
                ? CredentialVectors.credential(vector.octets())
                        .fold(any -> "accepted", no -> no.reason().name())
                : CredentialVectors.attestation(vector.octets(), CredentialVectors.good())
                        .fold(tier -> tier.name(), no -> no.reason().name());
        // Then
        assertThat(verdict).isEqualTo(vector.verdict());
    }

    @Test
    void everyRuleOfThePageHasAVector() throws IOException {
        // Given
        List<Integer> rules = Files.readAllLines(Path.of("src/main/docs/credential.md")).stream()
                .filter(line -> line.matches("[0-9]+\\. .*"))
                .map(line -> Integer.parseInt(line.substring(0, line.indexOf('.'))))
                .toList();
        // When, Then
        assertThat(vectors().stream()
                        .map(CredentialVectors.Vector::rule)
                        .distinct()
                        .sorted())
                .containsExactlyElementsOf(rules);
    }

    @Test
    void noFileHoldsAPrivateKey() throws IOException {
        for (CredentialVectors.Vector vector : vectors()) {
            assertThat(new String(vector.octets().bytes(), java.nio.charset.StandardCharsets.US_ASCII))
                    .doesNotContain("PRIVATE");
        }
    }
}
