package org.comity.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.comity.core.agreement.Agreement;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.junit.jupiter.api.Test;

final class AgreementDocumentTest {

    private static final String DOCUMENT = text(AgreementDocument.write(sample()));

    private static Agreement sample() {
        return new StatementSamples(new Samples(Samples.SEED)).agreement();
    }

    @Test
    void readsBackWhatItWroteWithTheTrueDigest() {
        StatementSamples samples = new StatementSamples(new Samples(Samples.SEED));
        for (int i = 0; i < 100; i++) {
            // Given
            Agreement agreement = samples.agreement();
            // When
            Agreement read = read(text(AgreementDocument.write(agreement)));
            // Then
            assertThat(read).as("seed %d, agreement %d", Samples.SEED, i).isEqualTo(with(read.digest(), agreement));
            assertThat(read.digest()).isNotEqualTo(agreement.digest());
            assertThat(AgreementDocument.write(read)).isEqualTo(AgreementDocument.write(agreement));
        }
    }

    @Test
    void digestsTheDocumentWithoutLayoutAndComments() {
        // Given
        String bare = DOCUMENT.replaceAll(">\\s+<", "><")
                .replaceFirst("^<\\?xml[^>]*>", "")
                .strip();
        String commented = DOCUMENT.replace("<party", "<!-- a party -->\n\n  <party");
        // When
        Digest digest = read(DOCUMENT).digest();
        // Then
        assertThat(read(bare).digest()).isEqualTo(digest);
        assertThat(read(commented).digest()).isEqualTo(digest);
        byte[] tagged = ("comity-agreement-v1\0" + canonical(bare)).getBytes(StandardCharsets.UTF_8);
        assertThat(digest).isEqualTo(Digest.sha256(tagged));
    }

    private static String canonical(String bare) {
        return HardenedXml.parse(octets(bare), HardenedXml.Asides.DROPPED)
                .fold(
                        document -> new String(
                                ExclusiveCanonicalForm.of(document.getDocumentElement())
                                        .orElseThrow(),
                                StandardCharsets.UTF_8),
                        no -> "");
    }

    @Test
    void digestsEveryValue() {
        String changed = DOCUMENT.replaceFirst("driftPpm=\"\\d+\"", "driftPpm=\"7\"");
        assertThat(changed).isNotEqualTo(DOCUMENT);
        assertThat(read(changed).digest()).isNotEqualTo(read(DOCUMENT).digest());
    }

    @Test
    void readsACommentInsideTextAsNothing() {
        // Given
        String agent = read(DOCUMENT).parties().get(0).agents().get(0).urn();
        // When
        Agreement read = read(DOCUMENT.replaceFirst("<agent>urn:ex", "<agent>urn:<!-- x -->ex"));
        // Then
        assertThat(read.parties().get(0).agents().get(0).urn()).isEqualTo(agent);
        assertThat(read.digest()).isEqualTo(read(DOCUMENT).digest());
    }

    @Test
    void isLaidOutForPeople() {
        assertThat(DOCUMENT.lines().count()).isGreaterThan(20);
        assertThat(DOCUMENT)
                .contains("<agreement xmlns=\"urn:comity:agreement:1\"")
                .contains("<limits ");
    }

    @Test
    void refusesWhatIsNoAgreement() {
        assertThat(reason("<agreement/>")).isEqualTo(Reason.STATEMENT_MALFORMED);
        assertThat(reason("<!DOCTYPE agreement>" + DOCUMENT.substring(DOCUMENT.indexOf("<agreement"))))
                .isEqualTo(Reason.DOCTYPE_FORBIDDEN);
        assertThat(reason(DOCUMENT.replace("urn:comity:agreement:1", "urn:comity:agreement:2")))
                .isEqualTo(Reason.STATEMENT_MALFORMED);
        assertThat(reason(DOCUMENT.replaceFirst("driftPpm=\"\\d+\"", "driftPpm=\"1000000\"")))
                .isEqualTo(Reason.STATEMENT_MALFORMED);
        assertThat(reason(DOCUMENT.replaceFirst("<agent>", "<agent>no urn "))).isEqualTo(Reason.STATEMENT_MALFORMED);
        assertThat(reason(DOCUMENT.replaceFirst("<limits", "<refusal>NO_SUCH_REASON</refusal><limits")))
                .isEqualTo(Reason.STATEMENT_MALFORMED);
        assertThat(reason(DOCUMENT.replaceFirst("<limits", "<surprise/><limits")))
                .isEqualTo(Reason.STATEMENT_MALFORMED);
    }

    private static Agreement with(Digest digest, Agreement a) {
        return new Agreement(
                digest,
                a.id(),
                a.epoch(),
                a.previous(),
                a.parties(),
                a.authorities(),
                a.regions(),
                a.weights(),
                a.domains(),
                a.filter(),
                a.chain(),
                a.policies(),
                a.custom(),
                a.channels(),
                a.release(),
                a.classes(),
                a.driftPpm(),
                a.refusals(),
                a.suite(),
                a.limits());
    }

    private static Agreement read(String document) {
        return AgreementDocument.read(octets(document)).fold(agreement -> agreement, no -> {
            throw new AssertionError(no);
        });
    }

    private static Object reason(String document) {
        return AgreementDocument.read(octets(document)).<Object>fold(agreement -> agreement, no -> no.reason());
    }

    private static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Octets octets) {
        return new String(octets.bytes(), StandardCharsets.UTF_8);
    }
}
