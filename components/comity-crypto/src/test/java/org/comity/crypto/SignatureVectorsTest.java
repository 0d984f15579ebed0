package org.comity.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Published edge cases of signatures: one verdict under every provider. */
final class SignatureVectorsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HexFormat HEX = HexFormat.of();

    private final List<ProviderSignatureCheck> checks = SignatureProvider.present().stream()
            .map(ProviderSignatureCheck::new)
            .toList();

    private static Path folder() {
        String data = System.getProperty("comity.data", "");
        Assumptions.assumeFalse(data.isBlank(), "comity.data is not set");
        Path folder = Path.of(data, "signatures");
        assertThat(folder).isDirectory();
        return folder;
    }

    @Test
    void threeProvidersArePresentWhereTheNativeOneRuns() {
        assertThat(checks).hasSize(SignatureProvider.corretto().isPresent() ? 3 : 2);
        assertThat(SignatureProvider.bouncyCastle()).hasToString("BC");
        assertThat(SignatureProvider.platform()).hasToString("SunEC");
    }

    /** The verdict of all providers, which must be one. */
    private boolean verdict(String name, Octets key, SignatureAlgorithm algorithm, byte[] message, byte[] signature) {
        List<Boolean> verdicts = checks.stream()
                .map(check -> check.verify(key, algorithm, message, signature))
                .distinct()
                .toList();
        assertThat(verdicts).as(name).hasSize(1);
        return verdicts.get(0);
    }

    @Test
    void oneVerdictOverTheEdgeCasesOfEd25519() throws IOException {
        // Given
        JsonNode vectors = JSON.readTree(
                folder().resolve("cctv-ed25519/ed25519vectors.json").toFile());
        int accepted = 0;
        for (JsonNode vector : vectors) {
            // When
            boolean good = verdict(
                    "number " + vector.path("number"),
                    edwards(HEX.parseHex(vector.path("key").asText())),
                    SignatureAlgorithm.ED25519,
                    vector.path("msg").asText().getBytes(StandardCharsets.UTF_8),
                    HEX.parseHex(vector.path("sig").asText()));
            // Then the strict rule: nothing but an honest signature passes
            assertThat(good)
                    .as("number %s", vector.path("number"))
                    .isEqualTo(vector.path("flags").isEmpty());
            accepted += good ? 1 : 0;
        }
        System.out.println("cctv-ed25519: " + vectors.size() + " cases, " + accepted + " accepted, under each of "
                + checks.size() + " providers");
        assertThat(vectors).hasSizeGreaterThan(900);
    }

    /** r = 3 is the x coordinate n + 3 reduced: a provider that compares without reducing refuses it. */
    @Test
    void oneVerdictWhereTheCoordinateIsReducedByTheOrder() {
        // Given
        Octets key = Octets.of(HEX.parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004"
                + "ce24c99032d52ac6ead23c0ae3ec68ef41e51a281fd457808c83136d7dcce90e"
                + "8f7a154b551e9f39c59279357aa491b2a62bdebc2bb78613883fc72936c057e0"));
        byte[] signature = HEX.parseHex("0000000000000000000000000000000000000000000000000000000000000003"
                + "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc63254e");
        byte[] message = "hello, world".getBytes(StandardCharsets.US_ASCII);
        // When, Then
        assertThat(verdict("r = 3", key, SignatureAlgorithm.ECDSA_P256_SHA256, message, signature))
                .isTrue();
        signature[31] = 4;
        assertThat(verdict("r = 4", key, SignatureAlgorithm.ECDSA_P256_SHA256, message, signature))
                .isFalse();
    }

    private static Octets edwards(byte[] raw) throws IOException {
        return Octets.of(new SubjectPublicKeyInfo(new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519), raw)
                .getEncoded("DER"));
    }

    private static Optional<SignatureAlgorithm> algorithm(String file) {
        return switch (file.replaceAll("(_p1363)?_test.json", "")) {
            case "ecdsa_secp256r1_sha256" -> Optional.of(SignatureAlgorithm.ECDSA_P256_SHA256);
            case "ecdsa_secp384r1_sha384" -> Optional.of(SignatureAlgorithm.ECDSA_P384_SHA384);
            case "ed25519" -> Optional.of(SignatureAlgorithm.ED25519);
            default -> Optional.empty();
        };
    }

    @Test
    void wycheproofGetsThePublishedVerdictInsideTheProfileAndARefusalOutsideIt() throws IOException {
        Map<String, int[]> table = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder().resolve("wycheproof"))) {
            for (Path file : files.filter(path -> path.toString().endsWith("_test.json"))
                    .sorted()
                    .toList()) {
                JsonNode groups = JSON.readTree(file.toFile()).path("testGroups");
                for (JsonNode group : groups) {
                    for (JsonNode test : group.path("tests")) {
                        judge(file.getFileName().toString(), group, test, table);
                    }
                }
            }
        }
        System.out.println("wycheproof: file, cases, accepted, refused");
        table.forEach((file, row) -> System.out.println("  " + file + " " + Arrays.toString(row)));
        assertThat(table.values().stream().mapToInt(row -> row[0]).sum()).isGreaterThan(4_000);
    }

    private void judge(String file, JsonNode group, JsonNode test, Map<String, int[]> table) throws IOException {
        String name = file + " " + test.path("tcId");
        byte[] message = HEX.parseHex(test.path("msg").asText());
        byte[] signature = HEX.parseHex(test.path("sig").asText());
        Optional<SignatureAlgorithm> algorithm = algorithm(file);
        Octets key = Octets.of(HEX.parseHex(group.path("publicKeyDer").asText()));
        boolean accepted;
        if (algorithm.isEmpty()) {
            accepted = false;
            for (SignatureAlgorithm any : SignatureAlgorithm.values()) {
                accepted |= verdict(name, key, any, message, signature);
            }
            assertThat(accepted).as(name).isFalse();
        } else if (file.contains("p1363") || algorithm.get() == SignatureAlgorithm.ED25519) {
            accepted = verdict(name, key, algorithm.get(), message, signature);
            assertThat(accepted).as(name).isEqualTo(test.path("result").asText().equals("valid"));
        } else {
            // The profile has no DER signatures: as they are, they are refused; the valid ones in fixed length are
            // good.
            assertThat(verdict(name, key, algorithm.get(), message, signature))
                    .as(name)
                    .isFalse();
            Optional<byte[]> fixed = fixed(signature, algorithm.get().size());
            accepted = fixed.isPresent() && verdict(name, key, algorithm.get(), message, fixed.get());
            assertThat(accepted).as(name).isEqualTo(test.path("result").asText().equals("valid"));
        }
        int[] row = table.computeIfAbsent(file, any -> new int[3]);
        row[0]++;
        row[accepted ? 1 : 2]++;
    }

    /** A strict DER signature in fixed length. */
    private static Optional<byte[]> fixed(byte[] der, int size) {
        try {
            if (der.length == 0) {
                return Optional.empty();
            }
            ASN1Sequence sequence = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der));
            if (sequence.size() != 2 || !Arrays.equals(sequence.getEncoded("DER"), der)) {
                return Optional.empty();
            }
            List<byte[]> halves = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                BigInteger number =
                        ASN1Integer.getInstance(sequence.getObjectAt(i)).getValue();
                if (number.signum() < 0 || number.bitLength() > size * 4) {
                    return Optional.empty();
                }
                halves.add(HEX.parseHex(String.format("%0" + size + "x", number)));
            }
            byte[] fixed = Arrays.copyOf(halves.get(0), size);
            System.arraycopy(halves.get(1), 0, fixed, size / 2, size / 2);
            return Optional.of(fixed);
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            return Optional.empty();
        }
    }
}
