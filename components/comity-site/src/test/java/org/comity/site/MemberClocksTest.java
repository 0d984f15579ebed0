package org.comity.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.net.ntp.NtpV3Impl;
import org.apache.commons.net.ntp.NtpV3Packet;
import org.apache.commons.net.ntp.TimeStamp;
import org.comity.core.ledger.TimeBounds;
import org.junit.jupiter.api.Test;

class MemberClocksTest {
    private static final Duration ERROR = Duration.ofSeconds(1);
    private static final Duration TEN_YEARS = Duration.ofDays(3_652);

    /** A machine of the mesh that answers NTP on loopback, so much away from the true time. */
    private static final class Machine implements AutoCloseable {
        private final DatagramSocket socket;
        private final Duration off;
        private final int leap;

        Machine(Duration off, int leap) throws IOException {
            this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            this.off = off;
            this.leap = leap;
            Thread thread = new Thread(this::answer);
            thread.setDaemon(true);
            thread.start();
        }

        private void answer() {
            try {
                DatagramPacket asked = new DatagramPacket(new byte[48], 48);
                while (true) {
                    socket.receive(asked);
                    NtpV3Packet question = new NtpV3Impl();
                    question.setDatagramPacket(asked);
                    NtpV3Packet answer = new NtpV3Impl();
                    answer.setOriginateTimeStamp(question.getTransmitTimeStamp());
                    answer.setMode(NtpV3Packet.MODE_SERVER);
                    answer.setVersion(NtpV3Packet.VERSION_3);
                    answer.setLeapIndicator(leap);
                    answer.setStratum(2);
                    answer.setRootDispersion(65_536 / 100);
                    answer.setTransmitTime(
                            TimeStamp.getNtpTime(Instant.now().plus(off).toEpochMilli()));
                    DatagramPacket packet = answer.getDatagramPacket();
                    packet.setSocketAddress(asked.getSocketAddress());
                    socket.send(packet);
                }
            } catch (IOException e) {
                // closed
            }
        }

        String name() {
            return "ntp://127.0.0.1:" + socket.getLocalPort();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static MemberClocks clocks(Clock own, String... sources) {
        return new MemberClocks(
                ClockSource.list(Stream.of(sources).collect(Collectors.joining(", "))), 100, own, ERROR);
    }

    private static void isTrue(TimeBounds said, Instant before, Instant after) {
        assertThat(said.earliest()).isBeforeOrEqualTo(after);
        assertThat(said.latest()).isAfterOrEqualTo(before);
        assertThat(Duration.between(said.earliest(), said.latest())).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void oneLiarOfThreeIsOutvotedAndNamed() throws IOException {
        try (Machine good = new Machine(Duration.ZERO, 0);
                Machine liar = new Machine(TEN_YEARS, 0);
                MemberClocks clocks = clocks(Clock.systemUTC(), "system", good.name(), liar.name())) {
            Instant before = Instant.now();
            isTrue(clocks.now(), before, Instant.now());
            assertThat(clocks.outside()).containsExactly(liar.name());
        }
    }

    @Test
    void thisMachineMayBeTheLiar() throws IOException {
        Clock wrong = Clock.fixed(Instant.now().minus(TEN_YEARS), ZoneOffset.UTC);
        try (Machine one = new Machine(Duration.ZERO, 0);
                Machine other = new Machine(Duration.ofMillis(3), 0);
                MemberClocks clocks = clocks(wrong, "system", one.name(), other.name())) {
            Instant before = Instant.now();
            isTrue(clocks.now(), before, Instant.now());
            assertThat(clocks.outside()).containsExactly("system");
        }
    }

    @Test
    void withoutAMajorityTheTimeLiesWhereverOneSays() throws IOException {
        try (Machine liar = new Machine(TEN_YEARS, 0);
                MemberClocks clocks = clocks(Clock.systemUTC(), "system", liar.name())) {
            TimeBounds said = clocks.now();
            assertThat(Duration.between(said.earliest(), said.latest())).isGreaterThan(TEN_YEARS);
            assertThat(clocks.outside()).containsExactlyInAnyOrder("system", liar.name());
        }
    }

    @Test
    void whatIsNotSynchronizedHasNoSay() throws IOException {
        try (Machine lost = new Machine(TEN_YEARS, 3);
                MemberClocks clocks = clocks(Clock.systemUTC(), "system", lost.name())) {
            Instant before = Instant.now();
            isTrue(clocks.now(), before, Instant.now());
            assertThat(clocks.outside()).isEmpty();
        }
    }

    @Test
    void aMeshWithoutAnyTimeSaysSo() throws IOException {
        String nobody;
        try (Machine gone = new Machine(Duration.ZERO, 0)) {
            nobody = gone.name();
        }
        try (MemberClocks clocks = clocks(Clock.systemUTC(), nobody)) {
            assertThatThrownBy(clocks::requireOne)
                    .isInstanceOf(SiteFault.class)
                    .hasMessageContaining("comity.clocks is '" + nobody + "'");
        }
    }

    @Test
    void aSourceThatIsNoneIsNamed() {
        for (String wrong : List.of("http://host", "ntp:", "", "systems", "ntp://h ost")) {
            assertThatThrownBy(() -> ClockSource.list(wrong))
                    .isInstanceOf(SiteFault.class)
                    .hasMessageContaining("comity.clocks names '" + wrong + "'");
        }
    }
}
