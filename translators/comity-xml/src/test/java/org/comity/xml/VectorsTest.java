package org.comity.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.comity.core.boundary.SigningBatch;
import org.comity.core.control.StatementKind;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.observation.SignatureAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The test vectors of the wire's page, each under the number of its rule. */
final class VectorsTest {

    private static final XmlWire WIRE = new XmlWire();

    /** One row of the table: rule, file, kind of document, verdict and, where accepted, the digest that names it. */
    record Vector(int rule, String file, String kind, String verdict, String digest) {}

    private static Path folder() {
        try {
            return Path.of(VectorsTest.class.getResource("/vectors/vectors.tsv").toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Vector> vectors() throws IOException {
        return Files.readAllLines(folder().resolve("vectors.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .map(cells -> new Vector(Integer.parseInt(cells[0]), cells[1], cells[2], cells[3], cells[4]));
    }

    /** The octets of all vectors of a kind. */
    static Stream<byte[]> octets(String kind) throws IOException {
        List<byte[]> octets = new ArrayList<>();
        for (Vector vector : vectors().filter(one -> one.kind().equals(kind)).toList()) {
            octets.add(Files.readAllBytes(folder().resolve(vector.file())));
        }
        return octets.stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void hasItsVerdict(Vector vector) throws IOException {
        // Given
        Octets octets = Octets.of(Files.readAllBytes(folder().resolve(vector.file())));
        // When
        Outcome<String> digest = read(vector.kind(), octets);
        // Then
        assertThat(digest.<String>fold(any -> "accepted", no -> no.reason().name()))
                .isEqualTo(vector.verdict());
        assertThat(digest.<String>fold(any -> any, no -> "")).isEqualTo(vector.digest());
    }

    private static Outcome<String> read(String kind, Octets octets) {
        return switch (kind) {
            case "observation" ->
                WIRE.reader().read(octets).map(envelope -> {
                    assertThat(isSigned(envelope)).isTrue();
                    return envelope.observation().oid().hex();
                });
            case "agreement" ->
                AgreementDocument.read(octets)
                        .map(agreement -> agreement.digest().hex());
            default ->
                WIRE.statements()
                        .read(StatementKind.ofWireName(kind).orElseThrow(), octets)
                        .map(statement -> octets.digest().hex());
        };
    }

    private static boolean isSigned(org.comity.core.boundary.Envelope envelope) {
        KeyPairSigner key = new KeyPairSigner(
                envelope.observation().core().credential(),
                SignatureAlgorithm.ECDSA_P256_SHA256,
                new KeyPair(publicKey(), null));
        return envelope.evidence()
                .fold(
                        single -> key.verifies(
                                single.signedInfo().bytes(), single.signature().bytes()),
                        batched -> SigningBatch.headFor(
                                        batched,
                                        envelope.observation().oid(),
                                        envelope.observation().core().credential())
                                .filter(head ->
                                        key.verifies(head, batched.signature().bytes()))
                                .isPresent());
    }

    private static PublicKey publicKey() {
        try {
            String pem = Files.readString(folder().resolve("key.pem"), StandardCharsets.US_ASCII);
            byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyRuleOfThePageHasAVector() throws IOException {
        // Given
        List<Integer> rules = Files.readAllLines(Path.of("src/main/docs/observation.md")).stream()
                .filter(line -> line.matches("[0-9]+\\. .*"))
                .map(line -> Integer.parseInt(line.substring(0, line.indexOf('.'))))
                .toList();
        // When, Then
        assertThat(vectors().map(Vector::rule).distinct().sorted()).containsExactlyElementsOf(rules);
    }
}
