package org.comity.artemis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.comity.core.agreement.Agreement;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.crypto.Algorithms;
import org.comity.crypto.TlsAuthority;
import org.comity.testkit.LocalMeshes;

/** Two meshes, each with a broker of its own and the keys that its clients hold. */
final class Trial {
    static final String CLASS = "routine";
    static final String CLIENT_OF = "carrier-of-";

    /** Has a key of its own and the gateway's subject. */
    static final String IMPOSTOR = "impostor";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PASSWORD = "a;secret&of=100%";

    private final Path directory;
    private final LocalMeshes meshes;
    private final Map<String, Side> sides = new TreeMap<>();

    Trial(Path directory) {
        this(directory, LocalMeshes.of("county", "state"));
        meshes.agree(meshes.sketch().agree());
    }

    /** Of meshes that agreed, or will. */
    Trial(Path directory, LocalMeshes meshes) {
        this.directory = directory;
        this.meshes = meshes;
        sides.put("county", new Side("county", "state"));
        sides.put("state", new Side("state", "county"));
    }

    Side side(String name) {
        return sides.get(name);
    }

    static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One mesh. */
    final class Side {
        private final String name;
        private final String peer;
        private final int port = freePort();
        private final Map<String, KeyPair> keys = new TreeMap<>();
        private final Map<String, X509Certificate> certificates = new TreeMap<>();

        private Side(String name, String peer) {
            this.name = name;
            this.peer = peer;
            end("broker", TlsAuthority.Use.SERVER);
            for (String client :
                    List.of(BrokerPlan.GATEWAY, BrokerPlan.CARRIER, BrokerPlan.OPERATOR, "stranger", IMPOSTOR)) {
                end(client, TlsAuthority.Use.CLIENT);
            }
        }

        private void end(String client, TlsAuthority.Use use) {
            KeyPair pair = Algorithms.generate(SignatureAlgorithm.ECDSA_P256_SHA256, RANDOM);
            Instant now = Instant.now();
            List<String> hosts = use == TlsAuthority.Use.SERVER ? List.of("127.0.0.1", "localhost") : List.of();
            TlsAuthority.End end = new TlsAuthority.End(
                    name + " " + (client.equals(IMPOSTOR) ? BrokerPlan.GATEWAY : client),
                    use,
                    hosts,
                    now.minus(Duration.ofDays(1)),
                    now.plus(Duration.ofDays(1)));
            keys.put(client, pair);
            certificates.put(client, TlsAuthority.selfSigned(end, pair, RANDOM));
        }

        Side peer() {
            return side(peer);
        }

        MeshId mesh() {
            return meshes.mesh(name).id();
        }

        BoundaryAgent agent() {
            return meshes.agent(name);
        }

        Agreement agreement() {
            return agent().agreement();
        }

        X509Certificate certificate(String client) {
            return certificates.get(client);
        }

        /** How one of this side's own logs in somewhere. */
        BrokerAddress login(String client, Side at) {
            return new BrokerAddress(
                    "127.0.0.1", at.port, tls(client, client + "-at-" + at.name, at.certificate("broker")));
        }

        private Tls tls(String client, String trust, X509Certificate... trusted) {
            Path keyStore = directory.resolve(name + "-" + client + ".p12");
            Path trustStore = directory.resolve(name + "-" + trust + "-trust.p12");
            char[] password = PASSWORD.toCharArray();
            if (!Files.exists(keyStore)) {
                TlsAuthority.writeKeyStore(keyStore, password, keys.get(client), certificate(client));
            }
            if (!Files.exists(trustStore)) {
                TlsAuthority.writeTrustStore(trustStore, password, trusted);
            }
            return new Tls(keyStore, trustStore, PASSWORD);
        }

        private Client client(String client) {
            return new Client(client, certificate(client));
        }

        /** The broker trusts also the certificates of others, but knows no client of them. */
        BrokerPlan plan(String... others) {
            Client carrier = new Client(CLIENT_OF + peer, peer().certificate(BrokerPlan.CARRIER));
            List<X509Certificate> trusted = new ArrayList<>(List.of(carrier.certificate()));
            Stream.concat(Stream.of(BrokerPlan.GATEWAY, BrokerPlan.CARRIER, BrokerPlan.OPERATOR), Stream.of(others))
                    .forEach(client -> trusted.add(certificate(client)));
            BrokerAddress listen = new BrokerAddress(
                    "127.0.0.1", port, tls("broker", "broker", trusted.toArray(X509Certificate[]::new)));
            return BrokerPlan.of(
                    agreement(),
                    mesh(),
                    listen,
                    List.of(client(BrokerPlan.GATEWAY), client(BrokerPlan.CARRIER), client(BrokerPlan.OPERATOR)),
                    List.of(new BrokerPlan.Peer(peer().mesh(), carrier)));
        }

        ArtemisBroker start() {
            return ArtemisBroker.start(directory.resolve(name), plan("stranger", IMPOSTOR));
        }

        ArtemisChannel channel() {
            return new ArtemisChannel(
                    login(BrokerPlan.GATEWAY, this), peer().mesh().urn(), CLASS, agent());
        }

        Carrier carrier() {
            return new Carrier(
                    login(BrokerPlan.CARRIER, this),
                    login(BrokerPlan.CARRIER, peer()),
                    new Carrier.Way(peer().mesh().urn(), CLASS),
                    agent());
        }

        String inQueue() {
            return QueueName.in(peer().mesh(), CLASS);
        }

        String outQueue() {
            return QueueName.out(peer().mesh(), CLASS);
        }

        /** What a session of that client would do. */
        BrokerLink link(String client, Side at) throws Exception {
            return BrokerLink.open(login(client, at));
        }
    }
}
