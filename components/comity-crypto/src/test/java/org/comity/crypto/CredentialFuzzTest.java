package org.comity.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.comity.core.authority.Credential;
import org.comity.core.mesh.Octets;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any octets as a credential document, or as one part of an honest one: a value or a named no, and never another key, subject or
 * scope than the anchor signed.
 */
final class CredentialFuzzTest {
    private static final Credential GOOD = CredentialVectors.good();
    private static final String DOCUMENT = text(CredentialVectors.file("01-plain.pem"));
    private static final String LISTED = text(CredentialVectors.file("05-list.pem"));

    /** Each document whole, then its parts, DER: the first octet says which part it is. */
    static Stream<byte[]> seeds() {
        Stream<byte[]> whole = CredentialVectors.all().stream()
                .filter(vector -> vector.kind().equals("credential"))
                .map(vector -> tagged(0, vector.octets().bytes()));
        Stream<byte[]> parts = Stream.of(1, 2, 3).map(part -> tagged(part, der(LISTED, part)));
        return Stream.concat(whole, parts);
    }

    private static byte[] tagged(int part, byte[] octets) {
        byte[] tagged = new byte[octets.length + 1];
        tagged[0] = (byte) part;
        System.arraycopy(octets, 0, tagged, 1, octets.length);
        return tagged;
    }

    private static String text(Octets octets) {
        return new String(octets.bytes(), StandardCharsets.US_ASCII);
    }

    /** The octets of the part of that number, from 1. */
    private static byte[] der(String document, int number) {
        String part = document.split("-----END [A-Z0-9 ]+-----")[number - 1];
        return Base64.getMimeDecoder().decode(part.replaceAll("-----[A-Z0-9 ]+-----", ""));
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + type
                + "-----\n";
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "")
    void saysWhatTheAnchorSigned(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        String leaf = pem("CERTIFICATE", der(DOCUMENT, 1));
        String scope = pem("ATTRIBUTE CERTIFICATE", der(DOCUMENT, 2));
        Octets document = switch (input[0] & 3) {
            case 1 -> octets(pem("CERTIFICATE", rest) + scope);
            case 2 -> octets(leaf + pem("ATTRIBUTE CERTIFICATE", rest));
            case 3 -> octets(leaf + scope + pem("X509 CRL", rest));
            default -> Octets.of(rest);
        };
        CredentialVectors.credential(document).map(read -> {
            assertThat(read.publicKey()).isEqualTo(GOOD.publicKey());
            assertThat(read.subject()).isEqualTo(GOOD.subject());
            assertThat(read.scope()).isEqualTo(GOOD.scope());
            return assertThat(read.role()).isEqualTo(GOOD.role());
        });
    }

    private static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
