package org.comity.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.Credential;
import org.comity.core.authority.DeviceId;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.crypto.path.PathCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Octets that nobody honest sends are answered with a no, never with an exception. */
class HostileOctetsTest {
    private static final MeshId MESH = new MeshId("urn:mesh:county");
    private static final DeviceId DEVICE = new DeviceId("urn:device:1");
    private static final Instant START = Instant.parse("2014-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2015-01-01T00:00:00Z");
    private static final int MUTATIONS = 1_500;

    private final MeshRoot root = MeshRoot.create(MESH, new SecureRandom(), START, END);
    private final KeyPair keys = Algorithms.generate(SignatureAlgorithm.ED25519, new SecureRandom());
    private final Octets document = root.certify(
            new MeshRoot.Subject(Role.AUTHORITY, "urn:authority:1", Scope.all(1), START, END), keys.getPublic());
    private final PathCredentialCheck check = new PathCredentialCheck();
    private final Random random = seeded();

    private static Random seeded() {
        String given = System.getProperty("comity.seed", "");
        long seed = given.isEmpty() ? new SecureRandom().nextLong() : Long.parseLong(given);
        System.out.println("HostileOctetsTest, comity.seed=" + seed);
        return new Random(seed);
    }

    private Outcome<Credential> judge(Octets octets) {
        return check.credential(octets, MESH, List.of(root.anchor()));
    }

    private static String text(Octets octets) {
        return new String(octets.bytes(), StandardCharsets.US_ASCII);
    }

    private static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }

    @Test
    void acceptsNoSpoiltOctetOfACredential() {
        // Given
        String whole = text(document);
        int border = whole.indexOf("-----BEGIN ATTRIBUTE");
        byte[] leaf = der(whole.substring(0, border));
        byte[] scope = der(whole.substring(border));
        assertThat(judge(octets(pem("CERTIFICATE", leaf) + pem("ATTRIBUTE CERTIFICATE", scope))))
                .isInstanceOf(Outcome.Yes.class);

        // Then first the lowest bit of each octet of both, and then any
        int octets = leaf.length + scope.length;
        for (int i = 0; i < octets + MUTATIONS; i++) {
            byte[] one = leaf.clone();
            byte[] other = scope.clone();
            int any = i < octets ? i : random.nextInt(octets);
            byte[] spoilt = any < leaf.length ? one : other;
            int place = any < leaf.length ? any : any - leaf.length;
            spoilt[place] ^= (byte) (1 << (i < octets ? 0 : random.nextInt(8)));
            assertThat(judge(octets(pem("CERTIFICATE", one) + pem("ATTRIBUTE CERTIFICATE", other))))
                    .as("octet %d of the %s", place, spoilt == one ? "leaf" : "scope")
                    .isInstanceOf(Outcome.No.class);
        }
    }

    @Test
    void acceptsNoSpoiltOctetOfAnAnchor() {
        // Given
        byte[] anchor = root.anchor().bytes();

        // Then a root without its issuer's key identifier must be signed by itself, as it stands
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] spoilt = anchor.clone();
            spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(check.credential(document, MESH, List.of(Octets.of(spoilt))))
                    .isInstanceOf(Outcome.No.class);
        }
    }

    @Test
    void acceptsNoSpoiltOctetOfAnAttestation() {
        // Given
        Credential credential = judge(document).fold(one -> one, no -> {
            throw new AssertionError(no.detail());
        });
        byte[] good = root.attest(DEVICE, keys.getPublic(), AttestationTier.SOFTWARE, START)
                .bytes();

        // Then
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] spoilt = good.clone();
            spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(check.attestation(Octets.of(spoilt), credential, DEVICE, List.of(root.anchor())))
                    .isInstanceOf(Outcome.No.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3080", "a080", "3180", "2480"})
    void answersNestingWithoutEnd(String opening) {
        // Given
        byte[] pair = java.util.HexFormat.of().parseHex(opening);
        byte[] nested = new byte[32_000];
        for (int i = 0; i < nested.length; i++) {
            nested[i] = pair[i % 2];
        }

        // Then
        assertThat(PathCertificate.read(nested, Algorithms.PROVIDER)).isInstanceOf(Outcome.No.class);
        assertThat(judge(octets(pem("CERTIFICATE", nested)))).isInstanceOf(Outcome.No.class);
        assertThat(judge(octets(pem("ATTRIBUTE CERTIFICATE", nested)))).isInstanceOf(Outcome.No.class);
        assertThat(check.credential(document, MESH, List.of(Octets.of(nested)))).isInstanceOf(Outcome.No.class);
    }

    @Test
    void answersNestedSequencesInsideAnExtension() {
        // Given definite lengths, which are read one level at a time
        byte[] nested = {5, 0};
        for (int i = 0; i < 6_000; i++) {
            nested = wrapped(nested);
        }

        // Then
        assertThat(PathCertificate.read(nested, Algorithms.PROVIDER)).isInstanceOf(Outcome.No.class);
    }

    private static byte[] wrapped(byte[] content) {
        byte[] header = content.length < 128
                ? new byte[] {48, (byte) content.length}
                : new byte[] {48, (byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
        byte[] whole = Arrays.copyOf(header, header.length + content.length);
        System.arraycopy(content, 0, whole, header.length, content.length);
        return whole;
    }

    @Test
    void answersDeepJson() {
        // Given
        Credential credential = judge(document).fold(one -> one, no -> {
            throw new AssertionError(no.detail());
        });
        String deep = CompactToken.encode("[".repeat(30_000).getBytes(StandardCharsets.US_ASCII));

        // Then
        assertThat(check.attestation(octets(deep + "." + deep + ".AA"), credential, DEVICE, List.of(root.anchor())))
                .isInstanceOf(Outcome.No.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-----BEGIN CERTIFICATE-----", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
            })
    void answersTextThatIsNoCredential(String text) {
        assertThat(judge(octets(text))).isInstanceOf(Outcome.No.class);
    }
}
