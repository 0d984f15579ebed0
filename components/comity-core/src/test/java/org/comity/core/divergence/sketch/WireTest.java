package org.comity.core.divergence.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
    private static final Digest SET = Digest.sha256(new byte[] {1});

    private static Octets hex(String hex) {
        return Octets.of(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static String reason(Outcome<?> outcome) {
        return outcome.fold(Object::toString, no -> no.reason().name());
    }

    private static String head(String rest) {
        return "01" + SET.hex() + rest;
    }

    @Test
    void writesAMessageOctetByOctet() {
        // Given: of 300 ids all are in symbol 5 + 2 * 85 = 85.7 expected at index 5
        SymbolMessage message = new SymbolMessage(
                SET, 300, 5, List.of(new CodedSymbol(0x0102030405060708L, -1, 86), new CodedSymbol(0, 9, 0)));

        // When
        Octets octets = message.write();

        // Then
        assertThat(octets)
                .isEqualTo(hex(head(
                        "ac02 05 02 0102030405060708 ffffffffffffffff 02" + "0000000000000000 0000000000000009 9501")));
        assertThat(Sessions.yes(SymbolMessage.read(octets))).isEqualTo(message);
        assertThat(message.upTo()).isEqualTo(7);
    }

    @Test
    void expectsAsManyIdsAsTheIndexLets() {
        assertThat(SymbolMessage.expected(300, 0)).isEqualTo(300);
        assertThat(SymbolMessage.expected(300, 1)).isEqualTo(200);
        assertThat(SymbolMessage.expected(300, 5)).isEqualTo(85);
        assertThat(SymbolMessage.expected(SetSketch.SIZE_MAX, 0)).isEqualTo(SetSketch.SIZE_MAX);
    }

    @Test
    void refusesEveryMessageThatEndsEarlyOrLate() {
        // Given
        byte[] whole = new SymbolMessage(SET, 300, 0, List.of(new CodedSymbol(1, 2, 300), new CodedSymbol(3, 4, 200)))
                .write()
                .bytes();

        // Then
        for (int length = 0; length < whole.length; length++) {
            assertThat(reason(SymbolMessage.read(Octets.of(Arrays.copyOf(whole, length)))))
                    .as("%d octets", length)
                    .isEqualTo("MALFORMED");
        }
        assertThat(reason(SymbolMessage.read(Octets.of(Arrays.copyOf(whole, whole.length + 1)))))
                .isEqualTo("MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01 00 01 0000000000000000 0000000000000000 02",
                "01 00 01 0000000000000000 0000000000000000 01",
                "01 01 01 0000000000000000 0000000000000000 04",
                "01 01 01 0000000000000000 0000000000000000 01",
                "8100 00 00",
                "ffffffffffffffffff01 00 00",
                "01 00 ffffffffffffffffff00"
            })
    void refusesCountsAndNumbersThatCannotBe(String rest) {
        assertThat(reason(SymbolMessage.read(hex(head(rest))))).isEqualTo("MALFORMED");
    }

    @Test
    void countsRunFromNoneToAll() {
        assertThat(Sessions.yes(SymbolMessage.read(hex(head("02 02 01 0000000000000000 0000000000000000 01"))))
                        .symbols())
                .containsExactly(new CodedSymbol(0, 0, 0));
        assertThat(Sessions.yes(SymbolMessage.read(hex(head("02 02 01 0000000000000000 0000000000000000 02"))))
                        .symbols())
                .containsExactly(new CodedSymbol(0, 0, 2));
        assertThat(reason(SymbolMessage.read(hex(head("02 02 01 0000000000000000 0000000000000000 03")))))
                .isEqualTo("MALFORMED");
        assertThat(reason(SymbolMessage.read(hex(head("02 02 01 0000000000000000 0000000000000000 04")))))
                .isEqualTo("MALFORMED");
    }

    @Test
    void refusesAnotherVersion() {
        assertThat(reason(SymbolMessage.read(hex("02" + SET.hex() + "000000")))).isEqualTo("MALFORMED");
        assertThat(reason(SymbolMessage.read(hex(head("000000"))))).contains("size=0");
    }

    @Test
    void refusesWhatIsTooLargeBeforeItTakesMemory() {
        assertThat(reason(SymbolMessage.read(hex(head("81808080 01 00 00"))))).isEqualTo("LIMIT_EXCEEDED");
        assertThat(reason(SymbolMessage.read(hex(head("80808080 01 00 00"))))).contains("size=268435456");
        assertThat(reason(SymbolMessage.read(hex(head("01 00 81808001"))))).isEqualTo("LIMIT_EXCEEDED");
        assertThat(reason(SymbolMessage.read(hex(head("01 01 80808001"))))).isEqualTo("LIMIT_EXCEEDED");
        assertThat(reason(SymbolMessage.read(hex(head("01 81808001 00"))))).isEqualTo("LIMIT_EXCEEDED");
        assertThat(reason(SymbolMessage.read(hex(head("01 80808001 00"))))).contains("from=2097152");
        assertThat(reason(SymbolMessage.read(hex(head("01 00 80808001"))))).isEqualTo("MALFORMED");
        assertThat(reason(Reply.read(hex("01 81808001")))).isEqualTo("LIMIT_EXCEEDED");
        assertThat(reason(Reply.read(hex("02 80808001")))).isEqualTo("MALFORMED");
    }

    @Test
    void repliesOctetByOctet() {
        // Given
        Reply wanted = new Reply.Wanted(List.of(-1L, 5L));

        // Then
        assertThat(new Reply.Same().write()).isEqualTo(hex("00"));
        assertThat(new Reply.More(300).write()).isEqualTo(hex("01 ac02"));
        assertThat(wanted.write()).isEqualTo(hex("02 02 0000000000000005 ffffffffffffffff"));
        assertThat(Sessions.yes(Reply.read(hex("00")))).isEqualTo(new Reply.Same());
        assertThat(Sessions.yes(Reply.read(hex("01 ac02")))).isEqualTo(new Reply.More(300));
        assertThat(Sessions.yes(Reply.read(hex("01 80808001")))).isEqualTo(new Reply.More(SetSketch.SYMBOLS_MAX));
        assertThat(Sessions.yes(Reply.read(wanted.write()))).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00 00",
                "01",
                "01 05 00",
                "02 01 00000000000005",
                "02 02 0000000000000005 0000000000000005",
                "02 02 ffffffffffffffff 0000000000000005",
                "03",
                "03 00"
            })
    void refusesAReplyOfAnotherForm(String octets) {
        assertThat(reason(Reply.read(hex(octets)))).isEqualTo(Reason.MALFORMED.name());
    }

    @Test
    void numbersComeBackAsTheyWent() {
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            // Given
            long number = random.nextLong() >> random.nextInt(1, 64);
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            // When
            Varint.writeSigned(out, number >> 1);
            Varint.write(out, number & Long.MAX_VALUE);
            ByteBuffer in = ByteBuffer.wrap(out.toByteArray());

            // Then
            assertThat(Varint.readSigned(in)).isEqualTo(number >> 1);
            assertThat(Varint.read(in)).isEqualTo(number & Long.MAX_VALUE);
            assertThat(in.hasRemaining()).isFalse();
        }
    }

    @Test
    void anyOctetsAreReadOrRefused() {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            // Given
            byte[] octets = new byte[random.nextInt(120)];
            random.nextBytes(octets);
            if (octets.length > 0) {
                octets[0] = (byte) random.nextInt(4);
            }

            // Then
            assertThat(SymbolMessage.read(Octets.of(octets))).isNotNull();
            assertThat(Reply.read(Octets.of(octets))).isNotNull();
        }
    }
}
