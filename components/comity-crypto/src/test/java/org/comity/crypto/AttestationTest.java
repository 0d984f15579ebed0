package org.comity.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.Credential;
import org.comity.core.authority.DeviceId;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.SignatureAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three tiers of device attestation: each is backed by what it takes, or refused. */
class AttestationTest {
    private static final MeshId MESH = new MeshId("urn:mesh:county");
    private static final DeviceId DEVICE = new DeviceId("urn:device:1");
    private static final DeviceId OTHER_DEVICE = new DeviceId("urn:device:2");
    private static final Instant START = Instant.parse("2014-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2015-01-01T00:00:00Z");
    private static final byte[] NONCE = "12345678".getBytes(StandardCharsets.US_ASCII);
    private static final Octets UEID = Octets.of(new byte[] {1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
    private static final SignatureAlgorithm P256 = SignatureAlgorithm.ECDSA_P256_SHA256;

    private final SecureRandom random = new SecureRandom();
    private final MeshRoot root = MeshRoot.create(MESH, random, START, END);
    private final MeshRoot stranger = MeshRoot.create(MESH, random, START, END);
    private final KeyPair keys = Algorithms.generate(P256, random);
    private final KeyPair hardware = Algorithms.generate(P256, random);
    private final DeviceAttester device =
            new DeviceAttester(DEVICE, hardware, root.certifyHardware(DEVICE, hardware.getPublic(), START, END));
    private final KeyPair attester = Algorithms.generate(P256, random);
    private final PathCredentialCheck check = new PathCredentialCheck();

    private static DeviceAttester.State state(String debug, Octets... measurements) {
        return new DeviceAttester.State(UEID, 35_000, debug, List.of(measurements));
    }

    private static final DeviceAttester.State GOOD = state("disabled-since-boot", UEID);

    private Credential credential(KeyPair pair) {
        return new Credential(
                Digest.sha256(new byte[0]),
                MESH,
                Role.AUTHORITY,
                "urn:authority:1",
                Scope.all(0),
                Octets.of(pair.getPublic().getEncoded()),
                START,
                END,
                Optional.empty());
    }

    private String verdict(Octets document) {
        return verdict(document, DEVICE, keys);
    }

    private String verdict(Octets document, DeviceId where, KeyPair pair) {
        return check.attestation(document, credential(pair), where, List.of(root.anchor()))
                .fold(tier -> tier.name(), no -> no.reason() + " " + no.detail());
    }

    private static String text(Octets octets) {
        return new String(octets.bytes(), StandardCharsets.US_ASCII);
    }

    private static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Octets evidence(DeviceAttester.State state) {
        return device.prove(keys.getPublic(), state, NONCE, START);
    }

    private Outcome<Octets> appraised(MeshRoot by, Octets evidence) {
        return by.appraise(evidence, DEVICE, keys.getPublic(), NONCE, START);
    }

    private static Octets yes(Outcome<Octets> outcome) {
        return outcome.fold(one -> one, no -> {
            throw new AssertionError(no.detail());
        });
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void takesADeclarationUnderTheKeyItselfForTheLowestTier(SignatureAlgorithm algorithm) {
        // Given
        KeyPair own = Algorithms.generate(algorithm, random);
        KeySigner signer = new KeySigner(own.getPrivate(), algorithm, Digest.sha256(new byte[0]));
        KeySigner another = new KeySigner(
                Algorithms.generate(algorithm, random).getPrivate(), algorithm, Digest.sha256(new byte[0]));

        // When
        Octets declared = DeviceAttester.declare(DEVICE, own.getPublic(), signer, START);
        Octets byAnother = DeviceAttester.declare(DEVICE, own.getPublic(), another, START);

        // Then
        assertThat(verdict(declared, DEVICE, own)).isEqualTo("DECLARED");
        assertThat(verdict(byAnother, DEVICE, own)).contains("nothing backs the tier DECLARED");
        assertThat(verdict(declared, OTHER_DEVICE, own)).contains("not an attestation of the key");
        assertThat(verdict(declared, DEVICE, keys)).contains("not an attestation of the key");
    }

    @Test
    void takesAnAttesterOfTheMeshForTheSoftwareTierAndNoOther() {
        // Given
        Octets attested = root.attest(DEVICE, keys.getPublic(), AttestationTier.SOFTWARE, START);
        Octets byStranger = stranger.attest(DEVICE, keys.getPublic(), AttestationTier.SOFTWARE, START);
        Octets afterItsEnd = root.attest(DEVICE, keys.getPublic(), AttestationTier.SOFTWARE, END.plusSeconds(1));

        // Then
        assertThat(verdict(attested)).isEqualTo("SOFTWARE");
        assertThat(verdict(byStranger)).contains("nothing backs the tier SOFTWARE");
        assertThat(verdict(afterItsEnd)).contains("nothing backs the tier SOFTWARE");
        assertThat(verdict(attested, OTHER_DEVICE, keys)).contains("not an attestation of the key");
        assertThat(verdict(attested, DEVICE, hardware)).contains("not an attestation of the key");
        assertThatThrownBy(() -> root.attest(DEVICE, keys.getPublic(), AttestationTier.HARDWARE, START))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesEvidenceOfCertifiedHardwareForTheHighestTier() {
        // When
        Octets attested = yes(appraised(root, evidence(GOOD)));

        // Then
        assertThat(verdict(attested)).isEqualTo("HARDWARE");
        assertThat(verdict(attested, DEVICE, hardware)).contains("not an attestation of the key");
        assertThat(verdict(evidence(GOOD))).contains("not an attestation of the key");
    }

    @Test
    void appraisesNoEvidenceOfAnotherKeyNonceDeviceOrRoot() {
        // Given
        KeyPair another = Algorithms.generate(P256, random);
        DeviceAttester uncertified =
                new DeviceAttester(DEVICE, another, root.certifyHardware(DEVICE, hardware.getPublic(), START, END));
        DeviceAttester ofOtherDevice = new DeviceAttester(
                DEVICE, hardware, root.certifyHardware(OTHER_DEVICE, hardware.getPublic(), START, END));
        DeviceAttester ofStranger = new DeviceAttester(
                DEVICE, hardware, stranger.certifyHardware(DEVICE, hardware.getPublic(), START, END));
        byte[] otherNonce = "87654321".getBytes(StandardCharsets.US_ASCII);

        // Then
        for (Octets evidence : List.of(
                uncertified.prove(keys.getPublic(), GOOD, NONCE, START),
                ofOtherDevice.prove(keys.getPublic(), GOOD, NONCE, START),
                ofStranger.prove(keys.getPublic(), GOOD, NONCE, START),
                device.prove(another.getPublic(), GOOD, NONCE, START),
                device.prove(keys.getPublic(), GOOD, otherNonce, START),
                root.attest(DEVICE, keys.getPublic(), AttestationTier.SOFTWARE, START),
                octets("no evidence"))) {
            assertThat(appraised(root, evidence).<Object>fold(any -> any, Outcome.No::reason))
                    .isEqualTo(Reason.ATTESTATION_NOT_VALID);
        }
    }

    @Test
    void appraisesNoEvidenceOfAnotherForm() {
        // Given
        Octets iban = Octets.of(new byte[] {9, 9, 9, 9, 9, 9, 9});
        byte[] brief = new byte[7];

        // Then
        for (Octets evidence : List.of(
                evidence(state("enabled", UEID)),
                evidence(state("", UEID)),
                evidence(state("disabled")),
                evidence(new DeviceAttester.State(iban, 35_000, "disabled", List.of(UEID))),
                evidence(new DeviceAttester.State(UEID, 0, "disabled", List.of(UEID))),
                evidence(state("disabled", Octets.of(new byte[0]))))) {
            assertThat(appraised(root, evidence)).isInstanceOf(Outcome.No.class);
        }
        Octets shortNonce = device.prove(keys.getPublic(), GOOD, brief, START);
        assertThat(root.appraise(shortNonce, DEVICE, keys.getPublic(), brief, START))
                .isInstanceOf(Outcome.No.class);
        assertThat(appraised(root, evidence(state("disabled", UEID, UEID)))).isInstanceOf(Outcome.Yes.class);
    }

    /** An attester that the root certified and that signs whatever it is given: receivers must find out by themselves. */
    private Octets signed(ObjectNode claims) {
        ObjectNode header = CompactToken.object();
        header.putArray("x5c")
                .add(java.util.Base64.getEncoder().encodeToString(certificate(Profile.ATTESTER, START, END)));
        return CompactToken.sign(header, claims, P256, CompactToken.Signing.with(attester.getPrivate(), P256));
    }

    private byte[] certificate(org.bouncycastle.asn1.ASN1ObjectIdentifier purpose, Instant from, Instant to) {
        Certificates.Request request = new Certificates.Request("attester", Certificates.uri("urn:attester"), from, to);
        try {
            return Certificates.issue(
                            root.certificate(), root.privateKey(), attester.getPublic(), request, purpose, random)
                    .getEncoded();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private Octets forged(UnaryOperator<ObjectNode> change, Octets evidence, Instant issuedAt) {
        CompactToken token = CompactToken.read(text(evidence)).orElseThrow();
        return signed(change.apply(AttestationClaims.appraised(DEVICE, spki(), issuedAt, token, evidence)));
    }

    private Octets spki() {
        return Octets.of(keys.getPublic().getEncoded());
    }

    private Octets software() {
        return signed(AttestationClaims.attestation(AttestationTier.SOFTWARE, DEVICE, spki(), START));
    }

    private Octets resigned(String signed) {
        byte[] signature = Algorithms.sign(P256, attester.getPrivate(), signed.getBytes(StandardCharsets.US_ASCII));
        return octets(signed + "." + CompactToken.encode(signature));
    }

    @Test
    void refusesAttestersCertifiedForAnotherPurposeOrTime() {
        // Given
        String[] parts = text(software()).split("\\.");
        List<byte[]> wrong = List.of(
                certificate(Profile.EVIDENCE, START, END),
                certificate(Profile.usage(Role.AUTHORITY), START, END),
                certificate(org.bouncycastle.asn1.x509.KeyPurposeId.anyExtendedKeyUsage.toOID(), START, END),
                certificate(Profile.ATTESTER, START.plusSeconds(1), END),
                certificate(Profile.ATTESTER, START.minusSeconds(9), START.minusSeconds(1)));

        // Then
        assertThat(verdict(software())).isEqualTo("SOFTWARE");
        for (byte[] certificate : wrong) {
            String header = "{\"x5c\":[\"" + java.util.Base64.getEncoder().encodeToString(certificate)
                    + "\"],\"alg\":\"ES256\",\"typ\":\"eat+jwt\"}";
            assertThat(verdict(resigned(part(header) + "." + parts[1]))).contains("nothing backs the tier SOFTWARE");
        }
    }

    @Test
    void refusesAHardwareTierThatItsAttesterAloneClaims() {
        // Given
        Octets good = evidence(GOOD);
        Octets late = device.prove(keys.getPublic(), GOOD, NONCE, START.plusSeconds(1));
        Octets ofAnotherKey = device.prove(hardware.getPublic(), GOOD, NONCE, START);
        Octets software = root.attest(DEVICE, keys.getPublic(), AttestationTier.SOFTWARE, START);

        // Then
        assertThat(verdict(forged(claims -> claims, good, START))).isEqualTo("HARDWARE");
        assertThat(verdict(forged(claims -> claims, late, START))).contains("nothing backs the tier HARDWARE");
        assertThat(verdict(forged(claims -> claims, ofAnotherKey, START))).contains("nothing backs");
        assertThat(verdict(forged(claims -> claims.put("eat_nonce", "AAAAAAAAAAA"), good, START)))
                .contains("nothing backs");
        assertThat(verdict(forged(
                        claims -> {
                            claims.putObject("submods")
                                    .putArray("hardware")
                                    .add("JWT")
                                    .add(text(software));
                            return claims;
                        },
                        good,
                        START)))
                .contains("nothing backs");
        assertThat(verdict(forged(claims -> claims.without(Set.of("submods", "eat_nonce")), good, START)))
                .contains("not an attestation");
        assertThat(verdict(forged(claims -> claims.put("more", 1), good, START)))
                .contains("not an attestation");
        assertThat(verdict(forged(claims -> claims.put("urn:comity:tier", "SOFTWARE"), good, START)))
                .contains("not an attestation");
        assertThat(verdict(forged(claims -> claims.put("urn:comity:tier", "BEST"), good, START)))
                .contains("not an attestation");
        assertThat(verdict(forged(claims -> claims.put("iat", "1388534400"), good, START)))
                .contains("not an attestation");
        assertThat(verdict(forged(claims -> claims.put("eat_profile", "urn:other"), good, START)))
                .contains("not an attestation");
    }

    private static String part(String json) {
        return CompactToken.encode(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(String part) {
        return new String(CompactToken.decode(part), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"alg\":\"ES256\"|\"alg\":\"none\"",
                "\"alg\":\"ES256\"|\"alg\":\"HS256\"",
                "\"alg\":\"ES256\"|\"alg\":\"ES384\"",
                "\"alg\":\"ES256\"|\"alg\":\"Ed25519\"",
                "\"alg\":\"ES256\"|\"alg\":\"es256\"",
                "\"alg\":\"ES256\"|\"alg\":[\"ES256\"]",
                "\"alg\":\"ES256\"|\"alg\":\"ES256\",\"alg\":\"ES256\"",
                "\"alg\":\"ES256\"|\"alg\":\"ES256\",\"kid\":\"1\"",
                "\"alg\":\"ES256\"|\"alg\":\"ES256\",\"crit\":[]",
                "\"typ\":\"eat+jwt\"|\"typ\":\"JWT\"",
                "\"typ\":\"eat+jwt\"|\"typ\":\"EAT+JWT\"",
                "\"typ\":\"eat+jwt\"|\"typ\":\"application/eat+jwt\"",
                "\"typ\":\"eat+jwt\"|\"TYP\":\"eat+jwt\"",
                "\"x5c\":[\"|\"x5c\":[\"AAAA\",\"",
                "\"x5c\":[\"|\"x5c\":[7,\""
            })
    void refusesHeadersOfAnotherForm(String one, String other) {
        // Given
        String[] parts = text(software()).split("\\.");
        String header = json(parts[0]);

        // When the changed header is signed as it stands, with the very key of the attester
        String changed = header.replace(one, other);

        // Then
        assertThat(changed).isNotEqualTo(header);
        assertThat(verdict(resigned(parts[0] + "." + parts[1]))).isEqualTo("SOFTWARE");
        assertThat(verdict(resigned(part(changed) + "." + parts[1]))).startsWith("ATTESTATION_NOT_VALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", " ", "\n", ".", "é"})
    void refusesTextBesideTheOneEncoding(String more) {
        // Given
        String good = text(root.attest(DEVICE, keys.getPublic(), AttestationTier.SOFTWARE, START));

        // Then
        assertThat(verdict(octets(good + more))).contains("not an attestation");
        assertThat(verdict(octets(more + good))).contains("not an attestation");
        assertThat(verdict(octets(good.replaceFirst("\\.", more + ".")))).contains("not an attestation");
    }

    @Test
    void refusesBase64WhoseUnusedBitsAreNotZero() {
        // Given a signature of 64 octets, the last character of which carries two bits
        String good = text(root.attest(DEVICE, keys.getPublic(), AttestationTier.SOFTWARE, START));
        char last = good.charAt(good.length() - 1);

        // When
        String other = good.substring(0, good.length() - 1) + (char) (last + 1);

        // Then
        assertThat(java.util.Base64.getUrlDecoder().decode(other.substring(other.lastIndexOf('.') + 1)))
                .isEqualTo(java.util.Base64.getUrlDecoder().decode(good.substring(good.lastIndexOf('.') + 1)));
        assertThat(verdict(octets(other))).contains("not an attestation");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"sub\":|\"sub\":\"urn:device:2\",\"sub\":",
                "{\"eat_profile\"|[{\"eat_profile\"",
                "{\"eat_profile\"|{\"exp\":1,\"eat_profile\"",
                "\"SOFTWARE\"}|\"SOFTWARE\"} {}"
            })
    void refusesClaimsOfAnotherForm(String one, String other) {
        // Given
        String[] parts = text(software()).split("\\.");

        // When
        String changed = json(parts[1]).replace(one, other);

        // Then
        assertThat(changed).isNotEqualTo(json(parts[1]));
        assertThat(verdict(resigned(parts[0] + "." + part(changed)))).contains("not an attestation");
    }

    @Test
    void refusesAttestationsThatAreTooLarge() {
        // Given
        String good = text(root.attest(DEVICE, keys.getPublic(), AttestationTier.SOFTWARE, START));

        // Then
        assertThat(verdict(octets(good + "A".repeat(CompactToken.OCTETS_MAX)))).contains("not an attestation");
    }
}
