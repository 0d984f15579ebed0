package org.comity.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointNoteTest {
    private static final MeshId MESH = new MeshId("urn:mesh:a");
    private static final LedgerSigner SEAL = new LedgerSigner() {
        @Override
        public String verifierKey() {
            return MESH.urn() + "+00000000+AAAA";
        }

        @Override
        public byte[] sign(byte[] message) {
            return Digest.sha256(message).bytes();
        }
    };
    private static final NoteCheck CHECK = (key, message, signature) -> Arrays.equals(SEAL.sign(message), signature);

    private static Reason refused(Octets note, String key) {
        return CheckpointNote.read(note, key, MESH, CHECK).fold(yes -> Reason.DUPLICATE, no -> no.reason());
    }

    private static Octets note(String earliest, String latest) {
        return CheckpointNote.sign(
                        MESH, 7, Digest.sha256(), new TimeBounds(Instant.parse(earliest), Instant.parse(latest)), SEAL)
                .note();
    }

    @ParameterizedTest
    @CsvSource({
        "1899-12-31T23:59:59Z, 1950-01-01T00:00:00Z, TIME_OUT_OF_BOUNDS",
        "1950-01-01T00:00:00Z, 2200-01-01T00:00:01Z, TIME_OUT_OF_BOUNDS",
        "-1000000000-01-01T00:00:00Z, +1000000000-12-31T23:59:59Z, TIME_OUT_OF_BOUNDS",
        "1900-01-01T00:00:00Z, 2200-01-01T00:00:00Z, DUPLICATE"
    })
    void timesOutsideAnyBoundAreRefusedByName(String earliest, String latest, Reason reason) {
        assertThat(refused(note(earliest, latest), SEAL.verifierKey())).isEqualTo(reason);
    }

    @Test
    void aNoteUnderAnUnknownKeyIsRefused() {
        Octets note = note("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z");
        assertThat(refused(note, MESH.urn() + "+00000001+AAAA")).isEqualTo(Reason.PROOF_NOT_VALID);
        assertThat(refused(note, "urn:mesh:b+00000000+AAAA")).isEqualTo(Reason.PROOF_NOT_VALID);
        assertThat(refused(note, "")).isEqualTo(Reason.PROOF_NOT_VALID);
        assertThat(refused(note, SEAL.verifierKey())).isEqualTo(Reason.DUPLICATE);
    }

    @Test
    void anIntervalThatEndsBeforeItBeginsIsRefused() {
        String good =
                new String(note("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z").bytes(), StandardCharsets.UTF_8);
        Octets spoilt = Octets.of(
                good.replace("2026-01-01T00:00:01Z", "2025-01-01T00:00:01Z").getBytes(StandardCharsets.UTF_8));
        assertThat(refused(spoilt, SEAL.verifierKey())).isEqualTo(Reason.PROOF_NOT_VALID);
    }
}
