package org.comity.core.divergence.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipHashTest {
    /** The vectors of the paper's authors: key and message count up from zero, the hash as little-endian octets. */
    @ParameterizedTest
    @CsvSource({"0,310E0EDD47DB6F72", "8,6224939A79F5F593", "15,E545BE4961CA29A1", "32,CE7CF2722F512771"})
    void givesThePublishedValues(int length, String expected) {
        // Given
        byte[] message = new byte[length];
        for (int i = 0; i < length; i++) {
            message[i] = (byte) i;
        }

        // When
        long hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L).of(message);

        // Then
        assertThat(hash).isEqualTo(Long.reverseBytes(Long.parseUnsignedLong(expected, 16)));
    }

    @Test
    void hashesANumberAsItsEightOctets() {
        Random random = new Random(11);
        for (int i = 0; i < 100; i++) {
            // Given
            SipHash hash = new SipHash(random.nextLong(), random.nextLong());
            long number = random.nextLong();
            byte[] octets = ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(number)
                    .array();

            // Then
            assertThat(hash.of(number)).isEqualTo(hash.of(octets));
        }
    }
}
