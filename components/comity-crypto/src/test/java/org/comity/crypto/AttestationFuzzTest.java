package org.comity.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.comity.core.authority.Credential;
import org.comity.core.mesh.Octets;
import org.junit.jupiter.params.provider.MethodSource;

/** Any octets as an attestation: a tier or a named no, and a tier for the very tokens that were signed alone. */
final class AttestationFuzzTest {
    private static final Credential GOOD = CredentialVectors.good();
    private static final Set<Octets> SIGNED = CredentialVectors.all().stream()
            .filter(vector -> !vector.verdict().endsWith("NOT_VALID"))
            .map(CredentialVectors.Vector::octets)
            .collect(Collectors.toSet());

    static Stream<byte[]> seeds() {
        return CredentialVectors.all().stream()
                .filter(vector -> vector.kind().equals("attestation"))
                .map(vector -> vector.octets().bytes());
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "")
    void believesWhatWasSigned(byte[] octets) {
        Octets token = Octets.of(octets);
        CredentialVectors.attestation(token, GOOD)
                .map(tier -> assertThat(SIGNED).contains(token));
    }
}
