package org.comity.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.Credential;
import org.comity.core.authority.DeviceId;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;
import org.comity.core.ledger.LedgerSigner;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.SignatureAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CryptoTest {
    private static final MeshId MESH = new MeshId("urn:mesh:county");
    private static final DeviceId DEVICE = new DeviceId("urn:device:1");
    private static final Instant START = Instant.parse("2014-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2015-01-01T00:00:00Z");
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);
    private static final Scope SCOPE = new Scope(Set.of("urn:f:1", "urn:f:2"), Set.of(Scope.ALL), 2);

    private final SecureRandom random = new SecureRandom();
    private final ProviderSignatureCheck signatures = new ProviderSignatureCheck();
    private final PathCredentialCheck credentials = new PathCredentialCheck();
    private final MeshRoot root = MeshRoot.create(MESH, random, START, END);
    private final MeshRoot other = MeshRoot.create(new MeshId("urn:mesh:state"), random, START, END);

    private static MeshRoot.Subject subject(Role role) {
        return new MeshRoot.Subject(role, "urn:authority:1", SCOPE, START, END);
    }

    private static Reason reason(Outcome<?> outcome) {
        return outcome.fold(any -> Reason.DUPLICATE, Outcome.No::reason);
    }

    private Octets spki(KeyPair keys) {
        return Octets.of(keys.getPublic().getEncoded());
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void acceptsItsOwnSignaturesAndNoOther(SignatureAlgorithm algorithm) {
        // Given
        KeyPair keys = Algorithms.generate(algorithm, random);
        byte[] signature = Algorithms.sign(algorithm, keys.getPrivate(), MESSAGE);

        // Then
        assertThat(signature).hasSize(algorithm.size());
        assertThat(signatures.verify(spki(keys), algorithm, MESSAGE, signature)).isTrue();
        for (int i = 0; i < signature.length; i++) {
            byte[] spoilt = signature.clone();
            spoilt[i] ^= 1;
            assertThat(signatures.verify(spki(keys), algorithm, MESSAGE, spoilt))
                    .isFalse();
        }
        for (SignatureAlgorithm wrong : SignatureAlgorithm.values()) {
            assertThat(wrong == algorithm || !signatures.verify(spki(keys), wrong, MESSAGE, signature))
                    .isTrue();
        }
        assertThat(signatures.verify(Octets.of(new byte[0]), algorithm, MESSAGE, signature))
                .isFalse();
    }

    @Test
    void refusesEcdsaValuesOutOfRange() {
        // Given
        KeyPair keys = Algorithms.generate(SignatureAlgorithm.ECDSA_P256_SHA256, random);
        byte[] good = Algorithms.sign(SignatureAlgorithm.ECDSA_P256_SHA256, keys.getPrivate(), MESSAGE);
        byte[] zeroS = good.clone();
        Arrays.fill(zeroS, 32, 64, (byte) 0);
        byte[] longer = Arrays.copyOf(good, 65);

        // Then
        assertThat(signatures.verify(spki(keys), SignatureAlgorithm.ECDSA_P256_SHA256, MESSAGE, new byte[64]))
                .isFalse();
        assertThat(signatures.verify(spki(keys), SignatureAlgorithm.ECDSA_P256_SHA256, MESSAGE, zeroS))
                .isFalse();
        assertThat(signatures.verify(spki(keys), SignatureAlgorithm.ECDSA_P256_SHA256, MESSAGE, longer))
                .isFalse();
    }

    @Test
    void refusesEd25519WithAScalarThatIsNotReduced() {
        // Given
        KeyPair keys = Algorithms.generate(SignatureAlgorithm.ED25519, random);
        byte[] signature = Algorithms.sign(SignatureAlgorithm.ED25519, keys.getPrivate(), MESSAGE);
        byte[] reversed = new byte[32];
        for (int i = 0; i < 32; i++) {
            reversed[i] = signature[63 - i];
        }
        BigInteger order = BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));
        byte[] more = new BigInteger(1, reversed).add(order).toByteArray();
        byte[] malleable = signature.clone();
        for (int i = 0; i < 32; i++) {
            malleable[32 + i] = i < more.length ? more[more.length - 1 - i] : 0;
        }

        // Then
        assertThat(malleable).isNotEqualTo(signature);
        assertThat(signatures.verify(spki(keys), SignatureAlgorithm.ED25519, MESSAGE, malleable))
                .isFalse();
    }

    @Test
    void refusesEd25519PointsOfSmallOrder() {
        // Given a key of order one, under which R = A and S = 0 verifies for every message by the bare equation
        byte[] identity = new byte[32];
        identity[0] = 1;
        byte[] forged = Arrays.copyOf(identity, 64);
        byte[] info =
                spki(Algorithms.generate(SignatureAlgorithm.ED25519, random)).bytes();
        System.arraycopy(identity, 0, info, info.length - 32, 32);

        // Then
        assertThat(signatures.verify(Octets.of(info), SignatureAlgorithm.ED25519, MESSAGE, forged))
                .isFalse();
    }

    @Test
    void certifiesWhatItThenAccepts() {
        // Given
        KeyPair keys = Algorithms.generate(SignatureAlgorithm.ED25519, random);
        Octets document = root.certify(subject(Role.AUTHORITY), keys.getPublic());

        // When
        Credential credential = credentials
                .credential(document, MESH, List.of(other.anchor(), root.anchor()))
                .fold(one -> one, no -> {
                    throw new AssertionError(no.detail());
                });

        // Then
        assertThat(credential)
                .isEqualTo(new Credential(
                        document.digest(),
                        MESH,
                        Role.AUTHORITY,
                        "urn:authority:1",
                        SCOPE,
                        spki(keys),
                        START,
                        END,
                        Optional.empty()));
        assertThat(credentials.attestation(
                        root.attest(DEVICE, keys.getPublic(), AttestationTier.SOFTWARE, START),
                        credential,
                        DEVICE,
                        List.of(root.anchor())))
                .isEqualTo(Outcome.yes(AttestationTier.SOFTWARE));
    }

    @Test
    void refusesCredentialsOfAnotherRootMeshOrHolder() {
        // Given
        KeyPair keys = Algorithms.generate(SignatureAlgorithm.ED25519, random);
        String good = text(root.certify(subject(Role.AGENT), keys.getPublic()));
        String second = text(root.certify(subject(Role.AUTHORITY), keys.getPublic()));
        String scopeOfSecond = second.substring(second.indexOf("-----BEGIN ATTRIBUTE"));
        String leaf = good.substring(0, good.indexOf("-----BEGIN ATTRIBUTE"));
        List<Octets> anchors = List.of(root.anchor());

        // Then
        assertThat(reason(credentials.credential(octets(good), MESH, List.of(other.anchor()))))
                .isEqualTo(Reason.CREDENTIAL_NOT_VALID);
        assertThat(reason(credentials.credential(octets(good), other.mesh(), anchors)))
                .isEqualTo(Reason.CREDENTIAL_NOT_VALID);
        assertThat(reason(credentials.credential(octets(leaf), MESH, anchors))).isEqualTo(Reason.CREDENTIAL_NOT_VALID);
        assertThat(reason(credentials.credential(octets(leaf + scopeOfSecond), MESH, anchors)))
                .isEqualTo(Reason.CREDENTIAL_NOT_VALID);
        assertThat(reason(credentials.credential(octets("x"), MESH, anchors))).isEqualTo(Reason.CREDENTIAL_NOT_VALID);
        assertThat(reason(credentials.credential(octets(good + "x".repeat(70_000)), MESH, anchors)))
                .isEqualTo(Reason.CREDENTIAL_NOT_VALID);
        assertThat(reason(credentials.credential(octets(good), MESH, anchors))).isEqualTo(Reason.DUPLICATE);
    }

    @Test
    void refusesAttestationsOfAnotherDeviceKeyOrRoot() {
        // Given
        KeyPair keys = Algorithms.generate(SignatureAlgorithm.ED25519, random);
        KeyPair stranger = Algorithms.generate(SignatureAlgorithm.ED25519, random);
        Credential credential = credentials
                .credential(root.certify(subject(Role.AUTHORITY), keys.getPublic()), MESH, List.of(root.anchor()))
                .fold(one -> one, no -> {
                    throw new AssertionError(no.detail());
                });
        Octets good = root.attest(DEVICE, keys.getPublic(), AttestationTier.SOFTWARE, START);
        Octets ofStranger = root.attest(DEVICE, stranger.getPublic(), AttestationTier.SOFTWARE, START);
        String[] parts = text(good).split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String raised = parts[0] + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(claims.replace("SOFTWARE", "HARDWARE").getBytes(StandardCharsets.UTF_8))
                + "." + parts[2];
        List<Octets> anchors = List.of(root.anchor());

        // Then
        assertThat(reason(credentials.attestation(good, credential, new DeviceId("urn:device:2"), anchors)))
                .isEqualTo(Reason.ATTESTATION_NOT_VALID);
        assertThat(reason(credentials.attestation(ofStranger, credential, DEVICE, anchors)))
                .isEqualTo(Reason.ATTESTATION_NOT_VALID);
        assertThat(reason(credentials.attestation(good, credential, DEVICE, List.of(other.anchor()))))
                .isEqualTo(Reason.ATTESTATION_NOT_VALID);
        assertThat(reason(credentials.attestation(octets(raised), credential, DEVICE, anchors)))
                .isEqualTo(Reason.ATTESTATION_NOT_VALID);
        assertThat(reason(credentials.attestation(octets("a.b.c"), credential, DEVICE, anchors)))
                .isEqualTo(Reason.ATTESTATION_NOT_VALID);
    }

    @Test
    void verifiesNotesUnderTheKeyThatTheVerifierKeyNames() {
        // Given
        LedgerSigner signer = NoteKeys.signer(MESH.urn(), Algorithms.generate(SignatureAlgorithm.ED25519, random));
        LedgerSigner stranger = NoteKeys.signer(MESH.urn(), Algorithms.generate(SignatureAlgorithm.ED25519, random));
        NoteKeys check = new NoteKeys();

        // Then
        assertThat(check.verify(signer.verifierKey(), MESSAGE, signer.sign(MESSAGE)))
                .isTrue();
        assertThat(check.verify(signer.verifierKey(), MESSAGE, stranger.sign(MESSAGE)))
                .isFalse();
        assertThat(check.verify(signer.verifierKey().replaceFirst("\\+[0-9a-f]", "+g"), MESSAGE, signer.sign(MESSAGE)))
                .isFalse();
        assertThat(check.verify("nonsense", MESSAGE, signer.sign(MESSAGE))).isFalse();
    }

    @Test
    void readsBackKeysAndRootFromTheirFolder(@TempDir java.nio.file.Path folder) {
        // Given
        KeyFolder keys = new KeyFolder(folder, "secret".toCharArray());
        KeyPair pair = Algorithms.generate(SignatureAlgorithm.ED25519, random);
        Octets document = root.certify(subject(Role.AUTHORITY), pair.getPublic());

        // When
        keys.saveRoot(root);
        keys.save("one", pair, document, root.attest(DEVICE, pair.getPublic(), AttestationTier.SOFTWARE, START));
        MeshRoot again = new KeyFolder(folder, "secret".toCharArray()).root(MESH, random);

        // Then
        assertThat(again.anchor()).isEqualTo(root.anchor());
        assertThat(spki(keys.keys("one"))).isEqualTo(spki(pair));
        assertThat(signatures.verify(
                        spki(pair),
                        SignatureAlgorithm.ED25519,
                        MESSAGE,
                        Algorithms.sign(
                                SignatureAlgorithm.ED25519, keys.keys("one").getPrivate(), MESSAGE)))
                .isTrue();
    }

    private static String text(Octets octets) {
        return new String(octets.bytes(), StandardCharsets.US_ASCII);
    }

    private static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
