package org.comity.artemis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandshakesTest {
    @TempDir
    Path directory;

    private Trial.Side county;
    private Trial.Side state;

    @BeforeEach
    void meshes() {
        Trial trial = new Trial(directory);
        county = trial.side("county");
        state = trial.side("state");
    }

    @Test
    void recordsEachHandshakeThatFailsAndNoMereConnection() throws Exception {
        // Given
        int port = county.login(BrokerPlan.GATEWAY, county).port();
        try (ArtemisBroker broker = ArtemisBroker.start(directory.resolve("county"), county.plan());
                DeniedAttempts watch = new DeniedAttempts(county.login(BrokerPlan.GATEWAY, county), county.agent())) {
            // When
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            assertThatThrownBy(() -> state.link(BrokerPlan.GATEWAY, county)).isInstanceOf(Exception.class);
            assertThatThrownBy(() -> county.link(Trial.IMPOSTOR, county)).isInstanceOf(Exception.class);
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
                plain.getOutputStream()
                        .write(Trial.octets("GET / HTTP/1.1\r\n\r\n").bytes());
                plain.getInputStream().readAllBytes();
            }

            // Then
            await().atMost(Duration.ofSeconds(30)).until(() -> handshakes().size() == 3);
            assertThat(handshakes())
                    .allMatch(line ->
                            line.startsWith("CREDENTIAL_NOT_VALID denied to nobody: handshake from 127.0.0.1: "))
                    .anyMatch(line -> line.contains("Empty client certificate chain"))
                    .anyMatch(line -> line.contains("PKIX") || line.contains("Path does not chain"))
                    .anyMatch(line -> line.contains("not an SSL/TLS record"));
            assertThat(List.of(broker, watch)).isNotEmpty();
        }
    }

    private List<String> handshakes() {
        return county.agent().refused().stream()
                .map(kept -> kept.reason() + " " + kept.detail())
                .filter(line -> line.contains("handshake"))
                .toList();
    }

    @Test
    void readsEachHandshakeOfALogOnceWholeLinesAlone() throws Exception {
        // Given
        String line = "2026-01-01T00:00:00.000Z AMQ222208: SSL handshake failed for client from /127.0.0.1:4711: ";
        Path log = directory.resolve(HandshakeLog.FILE);
        Files.writeString(log, line + "bad certificate\n" + line + "no cer");
        HandshakeLog first = new HandshakeLog(directory);

        // When
        HandshakeLog.News before = first.next();
        first.read(before.upTo());
        Files.writeString(log, line + "bad certificate\n" + line + "no certificate\n");
        HandshakeLog.News after = new HandshakeLog(directory).next();
        first.read(after.upTo());
        Files.writeString(log, line + "after the file began anew\n");

        // Then
        assertThat(before.attempts()).containsExactly("127.0.0.1: bad certificate");
        assertThat(after.attempts()).containsExactly("127.0.0.1: no certificate");
        assertThat(first.next().attempts()).containsExactly("127.0.0.1: after the file began anew");
    }

    @Test
    void readsWhatTheBrokerMovedAwayBeforeItWasRead() throws Exception {
        // Given
        String line = "2026-01-01T00:00:00.000Z AMQ222208: SSL handshake failed for client from /127.0.0.1:4711: ";
        Path log = directory.resolve(HandshakeLog.FILE);
        HandshakeLog reader = new HandshakeLog(directory);
        Files.writeString(log, line + "read\n");
        reader.read(reader.next().upTo());

        // When
        Files.writeString(log, line + "not read\n", StandardOpenOption.APPEND);
        Files.move(log, directory.resolve(HandshakeLog.FILE + ".1"));
        Files.writeString(log, line + "longer than all that was there before it was moved away\n" + line + "last\n");
        HandshakeLog.News moved = reader.next();
        reader.read(moved.upTo());
        HandshakeLog.News anew = reader.next();
        reader.read(anew.upTo());

        // Then
        assertThat(moved.attempts()).containsExactly("127.0.0.1: not read");
        assertThat(anew.attempts()).hasSize(2);
        assertThat(reader.next().attempts()).isEmpty();
        Files.writeString(directory.resolve(HandshakeLog.FILE + ".read"), "");
        assertThat(reader.next().attempts()).as("where the place is lost").hasSize(2);
    }
}
