package org.comity.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.apache.xml.security.signature.XMLSignature;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

/** What is signed here is an ordinary XML signature: verifiers that know nothing of this project accept it. */
final class ForeignVerifierTest {

    @TempDir
    Path folder;

    private final XmlWire wire = new XmlWire();

    @ParameterizedTest
    @EnumSource(names = {"ECDSA_P256_SHA256", "ECDSA_P384_SHA384"})
    void xmlsec1AcceptsWhatIsSignedHereAndNothingElse(SignatureAlgorithm algorithm) throws Exception {
        Assumptions.assumeTrue(hasXmlsec1(), "the xmlsec1 binary is missing");
        // Given
        KeyPairSigner signer = KeyPairSigner.of(algorithm);
        Octets octets =
                wire.writer().sign(Samples.plain(), signer).observation().octets();
        Path key = Files.writeString(folder.resolve("key.pem"), pem(signer));
        Path good = Files.write(folder.resolve("good.xml"), octets.bytes());
        Path bad = Files.writeString(
                folder.resolve("bad.xml"),
                new String(octets.bytes(), StandardCharsets.UTF_8).replace("hello", "hullo"));
        // When, Then
        assertThat(xmlsec1("--verify", "--pubkey-pem", key.toString(), good.toString()))
                .isZero();
        assertThat(xmlsec1("--verify", "--pubkey-pem", key.toString(), bad.toString()))
                .isNotZero();
    }

    @Test
    void readsWhatXmlsec1Signed() throws Exception {
        Assumptions.assumeTrue(hasXmlsec1(), "the xmlsec1 binary is missing");
        // Given
        KeyPairSigner signer = KeyPairSigner.of(SignatureAlgorithm.ECDSA_P256_SHA256);
        String signed = new String(
                wire.writer()
                        .sign(Samples.plain(), signer)
                        .observation()
                        .octets()
                        .bytes(),
                StandardCharsets.UTF_8);
        Path template = Files.writeString(
                folder.resolve("template.xml"),
                signed.replaceFirst("(<ds:DigestValue>)[^<]*", "$1").replaceFirst("(<ds:SignatureValue>)[^<]*", "$1"));
        Path key = Files.writeString(folder.resolve("private.pem"), privatePem(signer));
        Path out = folder.resolve("signed.xml");
        // When
        int exit = xmlsec1("--sign", "--privkey-pem", key.toString(), "--output", out.toString(), template.toString());
        // Then
        assertThat(exit).isZero();
        assertThat(wire.reader()
                        .read(Octets.of(Files.readAllBytes(out)))
                        .<Object>fold(envelope -> envelope.observation().core(), no -> no))
                .isEqualTo(Samples.plain());
    }

    @ParameterizedTest
    @EnumSource
    void santuarioAcceptsWhatIsSignedHere(SignatureAlgorithm algorithm) throws Exception {
        // Given
        KeyPairSigner signer = KeyPairSigner.of(algorithm);
        Octets octets =
                wire.writer().sign(Samples.plain(), signer).observation().octets();
        Element signature = HardenedXml.parse(octets, HardenedXml.Asides.FORBIDDEN)
                .fold(document -> (Element) document.getDocumentElement().getLastChild(), no -> {
                    throw new AssertionError(no);
                });
        ExclusiveCanonicalForm.of(signature);
        // When
        boolean good = new XMLSignature(signature, "", true).checkSignatureValue(signer.publicKey());
        // Then
        assertThat(good).isTrue();
    }

    private static String pem(KeyPairSigner signer) {
        return armoured("PUBLIC KEY", signer.publicKey().getEncoded());
    }

    private static String privatePem(KeyPairSigner signer) {
        return armoured("PRIVATE KEY", signer.keys().getPrivate().getEncoded());
    }

    private static String armoured(String label, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
    }

    private static boolean hasXmlsec1() {
        try {
            return xmlsec1("--version") == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int xmlsec1(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = "xmlsec1";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }
}
