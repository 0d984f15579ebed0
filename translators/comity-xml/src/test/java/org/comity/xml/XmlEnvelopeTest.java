package org.comity.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.comity.core.boundary.Envelope;
import org.comity.core.boundary.SigningBatch;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.observation.Core;
import org.comity.core.observation.Evidence;
import org.comity.core.observation.Result;
import org.comity.core.observation.SignatureAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

final class XmlEnvelopeTest {

    private final XmlWire wire = new XmlWire();

    @ParameterizedTest
    @EnumSource
    void readsBackWhatItSigned(SignatureAlgorithm algorithm) {
        Samples samples = new Samples(Samples.SEED);
        KeyPairSigner signer = KeyPairSigner.of(algorithm);
        for (int i = 0; i < 200; i++) {
            // Given
            Core core = samples.core();
            // When
            Envelope written = wire.writer().sign(core, signer);
            // Then
            assertThat(wire.reader().read(written.observation().octets()))
                    .as("seed %d, core %d", Samples.SEED, i)
                    .isEqualTo(Outcome.yes(written));
            assertThat(written.observation().oid()).isEqualTo(wire.writer().oid(core));
        }
    }

    @Test
    void readsBackEveryMemberOfABatch() {
        // Given
        Samples samples = new Samples(Samples.SEED);
        KeyPairSigner signer = KeyPairSigner.of(SignatureAlgorithm.ECDSA_P256_SHA256);
        List<Core> cores = IntStream.range(0, 37).mapToObj(i -> samples.core()).toList();
        // When
        List<Envelope> batch = wire.writer().signBatch(cores, signer);
        // Then
        assertThat(batch).hasSize(37).allSatisfy(member -> {
            assertThat(wire.reader().read(member.observation().octets())).isEqualTo(Outcome.yes(member));
            Evidence.Batched place = (Evidence.Batched) member.evidence();
            byte[] head = SigningBatch.headFor(place, member.observation().oid(), signer.credential())
                    .orElseThrow();
            assertThat(signer.verifies(head, place.signature().bytes())).isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource
    void handsOnTheOctetsThatTheSignatureIsOver(SignatureAlgorithm algorithm) {
        // Given
        KeyPairSigner signer = KeyPairSigner.of(algorithm);
        Octets octets =
                wire.writer().sign(Samples.plain(), signer).observation().octets();
        // When
        Evidence.Single single = (Evidence.Single) read(octets).evidence();
        // Then
        assertThat(signer.verifies(
                        single.signedInfo().bytes(), single.signature().bytes()))
                .isTrue();
    }

    @Test
    void writesCanonicalFormAndNamesTheOidByIt() {
        Samples samples = new Samples(Samples.SEED);
        KeyPairSigner signer = KeyPairSigner.of(SignatureAlgorithm.ECDSA_P256_SHA256);
        for (int i = 0; i < 200; i++) {
            // Given
            Envelope written = wire.writer().sign(samples.core(), signer);
            Octets octets = written.observation().octets();
            // When
            Element root = HardenedXml.parse(octets, HardenedXml.Asides.FORBIDDEN)
                    .fold(document -> document.getDocumentElement(), no -> {
                        throw new AssertionError(no);
                    });
            // Then
            assertThat(Octets.of(ExclusiveCanonicalForm.of(root).orElseThrow())).isEqualTo(octets);
            byte[] core =
                    ExclusiveCanonicalForm.of((Element) root.getFirstChild()).orElseThrow();
            assertThat(Oid.ofCanonicalCore(core))
                    .isEqualTo(written.observation().oid());
        }
    }

    @Test
    void namesTheOidOfTheTestVector() {
        assertThat(wire.writer().oid(Samples.plain()).hex())
                .isEqualTo("8dbe662cb473eb6b43856e1117c0b202a7972990d29cb20740e300f1493b4199");
    }

    @Test
    void carriesTextAsTextAndTheRestAsBase64() {
        assertThat(form("text/plain", "a<b\n")).contains("<o:content encoding=\"text\">a&lt;b\n</o:content>");
        assertThat(form("application/geo+json", "{}")).contains("<o:content encoding=\"text\">{}</o:content>");
        assertThat(form("text/plain", "a\r\n")).contains("<o:content encoding=\"base64\">YQ0K</o:content>");
        assertThat(form("text/plain", "\u0001")).contains("<o:content encoding=\"base64\">AQ==</o:content>");
        assertThat(form("image/png", "a")).contains("<o:content encoding=\"base64\">YQ==</o:content>");
        assertThat(CoreXml.inside(Samples.withContent("text/plain", new byte[] {(byte) 0xFF})))
                .contains("<o:content encoding=\"base64\">/w==</o:content>");
    }

    private static String form(String mediaType, String content) {
        return CoreXml.inside(Samples.withContent(mediaType, content.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void carriesTheLargestResultWhateverItHolds() {
        // Given
        byte[] ampersands = new byte[Result.SIZE_MAX];
        Arrays.fill(ampersands, (byte) '&');
        Core core = Samples.withContent("text/plain", ampersands);
        // When
        Envelope written = wire.writer().sign(core, KeyPairSigner.of(SignatureAlgorithm.ED25519));
        // Then
        assertThat(read(written.observation().octets()).observation().core()).isEqualTo(core);
    }

    @Test
    void readsWhatAnotherSignerLaidOutDifferentlyOutsideTheCore() {
        // Given
        Envelope written = wire.writer().sign(Samples.plain(), KeyPairSigner.of(SignatureAlgorithm.ED25519));
        String text = new String(written.observation().octets().bytes(), StandardCharsets.UTF_8);
        Octets other = Octets.of(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        + text.replace("</ds:SignedInfo>", "</ds:SignedInfo>\n  ")
                                .replace("'", "&#39;"))
                .getBytes(StandardCharsets.UTF_8));
        // When
        Envelope read = read(other);
        // Then
        assertThat(read.observation().oid()).isEqualTo(written.observation().oid());
        assertThat(read.observation().octets()).isEqualTo(other);
        assertThat(read.evidence()).isEqualTo(written.evidence());
    }

    @Test
    void signsNoCoreThatNamesAnotherCredential() {
        // Given
        KeyPairSigner other = new KeyPairSigner(
                Digest.sha256(new byte[] {1}),
                SignatureAlgorithm.ED25519,
                KeyPairSigner.of(SignatureAlgorithm.ED25519).keys());
        // When, Then
        assertThatThrownBy(() -> wire.writer().sign(Samples.plain(), other))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesNoInstantOutsideFourDigitYears() {
        assertThat(WireInstant.text(Instant.parse("9999-12-31T23:59:59.999999999Z")))
                .startsWith("9999");
        assertThatThrownBy(() -> WireInstant.text(Instant.parse("+10000-01-01T00:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WireInstant.text(Instant.EPOCH.minusSeconds(100_000_000_000L)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Envelope read(Octets octets) {
        return wire.reader().read(octets).fold(envelope -> envelope, no -> {
            throw new AssertionError(no);
        });
    }
}
