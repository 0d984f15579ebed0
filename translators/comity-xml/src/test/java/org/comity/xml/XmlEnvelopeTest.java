package org.comity.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.comity.core.boundary.Envelope;
import org.comity.core.boundary.SigningBatch;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Core;
import org.comity.core.observation.Evidence;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XmlEnvelopeTest {
    private final Samples.PlatformSigner signer = Samples.PlatformSigner.create();
    private final XmlWire wire = new XmlWire();

    @TempDir
    Path directory;

    private static Envelope good(Outcome<Envelope> outcome) {
        return outcome.fold(envelope -> envelope, no -> {
            throw new AssertionError(no.reason() + ": " + no.detail());
        });
    }

    private Reason refusal(String text) {
        return wire.reader()
                .read(Octets.of(text.getBytes(StandardCharsets.UTF_8)))
                .fold(any -> Reason.DUPLICATE, Outcome.No::reason);
    }

    private String signedText() {
        return text(wire.writer().sign(new Samples(7).core(), signer));
    }

    private static String text(Envelope envelope) {
        return new String(envelope.observation().octets().bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void readsBackWhatItWrites() {
        for (long seed = 0; seed < 300; seed++) {
            // Given
            Core core = new Samples(seed).core();

            // When
            Envelope written = wire.writer().sign(core, signer);
            Envelope read = good(wire.reader().read(written.observation().octets()));

            // Then
            assertThat(read).as("seed %d", seed).isEqualTo(written);
            assertThat(read.observation().oid()).isEqualTo(wire.writer().oid(core));
            Evidence.Single evidence = (Evidence.Single) read.evidence();
            assertThat(signer.verifies(
                            evidence.signedInfo().bytes(), evidence.signature().bytes()))
                    .isTrue();
        }
    }

    @Test
    void readsBackTheBatchThatItWrites() {
        // Given
        List<Core> cores =
                IntStream.range(0, 13).mapToObj(i -> new Samples(i).core()).toList();

        // When
        List<Envelope> written = wire.writer().signBatch(cores, signer);

        // Then
        for (Envelope one : written) {
            Envelope read = good(wire.reader().read(one.observation().octets()));
            assertThat(read).isEqualTo(one);
            Evidence.Batched evidence = (Evidence.Batched) read.evidence();
            byte[] head = SigningBatch.headFor(evidence, read.observation().oid(), signer.credential())
                    .orElseThrow();
            assertThat(signer.verifies(head, evidence.signature().bytes())).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            </o:core>| |UNSIGNED|cut
            <o:core>|<!DOCTYPE x><o:core>|MALFORMED|
            <o:core>|<?php x?><o:core>|DOCTYPE_FORBIDDEN|
            <o:core>|<!-- c --><o:core>|MALFORMED|
            sequence="|sequence="0|MALFORMED|
            sequence="|sequenz="|MALFORMED|
            scheme="urn:f:s"|scheme="urn:f:other"|SIGNATURE_NOT_VALID|
            ecdsa-sha256|ecdsa-sha1|PROFILE_NOT_ALLOWED|
            ecdsa-sha256|hmac-sha256|PROFILE_NOT_ALLOWED|
            URI=""|URI="#x"|PROFILE_NOT_ALLOWED|
            enveloped-signature|base64|PROFILE_NOT_ALLOWED|
            <ds:SignedInfo>|<ds:SignedInfo Id="x">|PROFILE_NOT_ALLOWED|
            <ds:SignedInfo>|<ds:SignedInfo>x|PROFILE_NOT_ALLOWED|
            </ds:SignatureValue>|</ds:SignatureValue><ds:KeyInfo/>|PROFILE_NOT_ALLOWED|
            </ds:SignatureValue>|</ds:SignatureValue><ds:Object/>|PROFILE_NOT_ALLOWED|
            </ds:Signature>|</ds:Signature><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>|PROFILE_NOT_ALLOWED|
            </ds:SignatureValue>|*</ds:SignatureValue>|MALFORMED|
            """)
    void refusesWhatIsNotTheOneFormByName(String target, String replacement, Reason reason, String cut) {
        // Given
        String text = signedText();
        String spoilt = cut == null
                ? text.replaceFirst(java.util.regex.Pattern.quote(target), java.util.regex.Matcher.quoteReplacement(replacement))
                : text.substring(0, text.indexOf(target) + target.length()) + "</o:observation>";
        assertThat(spoilt).isNotEqualTo(text);

        // When
        Reason found = refusal(spoilt);

        // Then
        assertThat(found).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"DOCTYPE_FORBIDDEN,doctype", "LIMIT_EXCEEDED,depth", "LIMIT_EXCEEDED,size", "MALFORMED,utf16"})
    void refusesHostileDocumentsByName(Reason reason, String kind) {
        // Given
        UnaryOperator<String> nest = tag -> Stream.generate(() -> tag).limit(70).reduce("", String::concat);
        String text =
                switch (kind) {
                    case "doctype" -> "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>";
                    case "depth" -> nest.apply("<a>") + nest.apply("</a>");
                    case "size" -> "<a>" + "x".repeat(HardenedXml.OCTETS_MAX) + "</a>";
                    default -> "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>";
                };

        // When
        Reason found = refusal(text);

        // Then
        assertThat(found).isEqualTo(reason);
    }

    @Test
    void neverTakesAnotherOidForOneFlippedOctet() {
        // Given
        Envelope written = wire.writer().sign(new Samples(3).core(), signer);
        byte[] octets = written.observation().octets().bytes();

        for (int i = 0; i < octets.length; i++) {
            // When
            byte[] spoilt = octets.clone();
            spoilt[i] ^= 1;
            boolean taken = wire.reader().read(Octets.of(spoilt)).fold(this::verifies, no -> false);

            // Then
            assertThat(taken).as("octet %d", i).isFalse();
        }
    }

    private boolean verifies(Envelope envelope) {
        Evidence.Single evidence = (Evidence.Single) envelope.evidence();
        return signer.verifies(
                evidence.signedInfo().bytes(), evidence.signature().bytes());
    }

    @Test
    void isAcceptedByXmlsec1AndItsAlteredCopyIsNot() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Stream.of("/usr/bin/xmlsec1", "/usr/local/bin/xmlsec1").map(Path::of).anyMatch(Files::exists),
                "xmlsec1 is not installed");
        // Given
        Path key = Files.writeString(
                directory.resolve("key.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(signer.keys().getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        Path good = Files.writeString(directory.resolve("good.xml"), signedText());
        Path bad = Files.writeString(directory.resolve("bad.xml"), signedText().replace("urn:f:s", "urn:f:t"));

        // Then
        assertThat(xmlsec1(key, good)).isZero();
        assertThat(xmlsec1(key, bad)).isNotZero();
    }

    private int xmlsec1(Path key, Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("xmlsec1", "--verify", "--pubkey-pem", key.toString(), file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("xmlsec1.log").toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
