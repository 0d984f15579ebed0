package org.comity.artemis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.comity.camel.Channel;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.crypto.Algorithms;
import org.comity.crypto.TlsAuthority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtemisChannelTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path directory;

    /** A broker's site: its own authority, port and keys. */
    private final class Site {
        private final String name;
        private final int port = freePort();
        private final TlsAuthority authority = TlsAuthority.create(
                "ca",
                RANDOM,
                Instant.now().minus(Duration.ofDays(1)),
                Instant.now().plus(Duration.ofDays(1)));

        Site(String name) {
            this.name = name;
        }

        Tls tls(String client, TlsAuthority.Use use) {
            KeyPair keys = Algorithms.generate(SignatureAlgorithm.ECDSA_P256_SHA256, RANDOM);
            Path keyStore = directory.resolve(name + "-" + client + ".p12");
            Path trustStore = directory.resolve(name + "-trust.p12");
            TlsAuthority.writeKeyStore(
                    keyStore, "secret".toCharArray(), keys, authority.certify(client, keys.getPublic(), use));
            TlsAuthority.writeTrustStore(trustStore, "secret".toCharArray(), authority.certificate());
            return new Tls(keyStore, trustStore, "secret");
        }

        ArtemisBroker start(List<Grant> grants) {
            return ArtemisBroker.start(directory.resolve(name), port, tls("broker", TlsAuthority.Use.SERVER), grants);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private final Site county = new Site("county");
    private final Site state = new Site("state");

    private List<Grant> grants(String peer) {
        return List.of(
                new Grant("gateway", Grant.Use.SEND, "out." + peer),
                new Grant("gateway", Grant.Use.CONSUME, "in." + peer),
                new Grant("agent", Grant.Use.CONSUME, "out." + peer),
                new Grant(peer, Grant.Use.SEND, "in." + peer));
    }

    @Test
    void carriesEachParcelToThePeerEvenWhenItIsAwayAtFirst() throws Exception {
        // Given
        BlockingQueue<Octets> arrived = new LinkedBlockingQueue<>();
        AtomicInteger refused = new AtomicInteger();
        try (ArtemisBroker own = county.start(grants("state"));
                Carrier carrier = new Carrier(
                        new Carrier.End(county.port, county.tls("agent", TlsAuthority.Use.CLIENT), "out.state"),
                        new Carrier.End(state.port, state.tls("county", TlsAuthority.Use.CLIENT), "in.county"))) {
            Channel out = new ArtemisChannel(
                    county.port, county.tls("gateway", TlsAuthority.Use.CLIENT), "out.state", "in.state");
            Octets large = Octets.of(new byte[500_000]);

            // When
            out.put(List.of(octets("one"), large, octets("three")));
            try (ArtemisBroker peer = state.start(grants("county"))) {
                Channel in = new ArtemisChannel(
                        state.port, state.tls("gateway", TlsAuthority.Use.CLIENT), "out.county", "in.county");
                try (Channel.Subscription taking =
                        in.take(octets -> refused.getAndIncrement() > 0 && arrived.add(octets))) {
                    // Then
                    List<Octets> three = new ArrayList<>();
                    for (int i = 0; i < 3; i++) {
                        three.add(Objects.requireNonNull(arrived.poll(30, TimeUnit.SECONDS), "a parcel"));
                    }
                    assertThat(three).containsExactlyInAnyOrder(octets("one"), large, octets("three"));
                    assertThat(taking).isNotNull();
                }
                assertThat(peer).isNotNull();
            }
            assertThat(own).isNotNull();
            assertThat(carrier).isNotNull();
        }
    }

    @Test
    void keepsParcelsOverARestartOfTheBroker() throws Exception {
        // Given
        Tls tls = county.tls("gateway", TlsAuthority.Use.CLIENT);
        List<Grant> grants =
                List.of(new Grant("gateway", Grant.Use.SEND, "q"), new Grant("gateway", Grant.Use.CONSUME, "q"));
        try (ArtemisBroker broker = county.start(grants)) {
            new ArtemisChannel(county.port, tls, "q", "q").put(List.of(octets("kept")));
            assertThat(broker).isNotNull();
        }

        // When
        BlockingQueue<Octets> arrived = new LinkedBlockingQueue<>();
        try (ArtemisBroker again = county.start(grants);
                Channel.Subscription taking = new ArtemisChannel(county.port, tls, "q", "q").take(arrived::add)) {
            // Then
            assertThat(arrived.poll(30, TimeUnit.SECONDS)).isEqualTo(octets("kept"));
            assertThat(again).isNotNull();
            assertThat(taking).isNotNull();
        }
    }

    @Test
    void refusesClientsWithoutAGrantAndCertificatesOfAnotherAuthority() {
        // Given
        try (ArtemisBroker broker = county.start(grants("state"))) {
            Tls stranger = county.tls("stranger", TlsAuthority.Use.CLIENT);
            Tls foreign = new Tls(
                    state.tls("gateway", TlsAuthority.Use.CLIENT).keyStore(),
                    county.tls("other", TlsAuthority.Use.CLIENT).trustStore(),
                    "secret");

            // Then
            assertThatThrownBy(() -> new ArtemisChannel(county.port, stranger, "out.state", "in.state")
                            .put(List.of(octets("x"))))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() ->
                            new ArtemisChannel(county.port, foreign, "out.state", "in.state").put(List.of(octets("x"))))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(broker).isNotNull();
        }
    }
}
