package org.comity.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.comity.artemis.ArtemisBroker;
import org.comity.artemis.ArtemisChannel;
import org.comity.artemis.BrokerAddress;
import org.comity.artemis.BrokerPlan;
import org.comity.artemis.Carrier;
import org.comity.artemis.Client;
import org.comity.artemis.Grant;
import org.comity.artemis.Tls;
import org.comity.core.agreement.Agreement;
import org.comity.core.boundary.StatementCheck;
import org.comity.core.boundary.Verification;
import org.comity.core.label.PolicyShelf;
import org.comity.core.mesh.MeshId;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.core.picture.JointPicture;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.crypto.Algorithms;
import org.comity.crypto.NoteKeys;
import org.comity.crypto.PathCredentialCheck;
import org.comity.crypto.ProviderSignatureCheck;
import org.comity.crypto.TlsAuthority;
import org.comity.testkit.LocalMesh;

/** One mesh as it is deployed: broker, durable store, agent, and the routes of a site in Camel. */
final class BenchSide implements AutoCloseable {
    static final String CLASS = "routine";

    /** The queue and the client of the route of today, on the same broker. */
    static final String TODAY = "today";

    private static final SecureRandom RANDOM = new SecureRandom();
    static final String PASSWORD = "secret";

    private final Path folder;
    private final int port = freePort();
    private final Map<String, KeyPair> keys = new TreeMap<>();
    private final Map<String, X509Certificate> certificates = new TreeMap<>();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final AtomicLong shown = new AtomicLong();
    final LocalMesh mesh;
    final RecordingStore store;
    private ArtemisBroker broker;
    private ArtemisChannel channel;
    BoundaryAgent agent;

    BenchSide(LocalMesh mesh, Path base) throws IOException {
        this.mesh = mesh;
        this.folder = Files.createDirectories(base.resolve(mesh.name()));
        this.store = new RecordingStore(folder.resolve("store"));
        mesh.storeIn(store);
        end("broker", TlsAuthority.Use.SERVER);
        List.of(BrokerPlan.GATEWAY, BrokerPlan.CARRIER, BrokerPlan.OPERATOR, TODAY)
                .forEach(client -> end(client, TlsAuthority.Use.CLIENT));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void end(String client, TlsAuthority.Use use) {
        KeyPair pair = Algorithms.generate(SignatureAlgorithm.ECDSA_P256_SHA256, RANDOM);
        Instant now = Instant.now();
        TlsAuthority.End end = new TlsAuthority.End(
                mesh.name() + " " + client,
                use,
                use == TlsAuthority.Use.SERVER ? List.of("127.0.0.1") : List.of(),
                now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofDays(1)));
        keys.put(client, pair);
        certificates.put(client, TlsAuthority.selfSigned(end, pair, RANDOM));
    }

    /** How one of this side's own logs in to a broker, or the broker itself listens. */
    BrokerAddress address(String client, BenchSide at, X509Certificate... trusted) {
        Path keyStore = folder.resolve(client + ".p12");
        Path trustStore = folder.resolve(client + "-at-" + at.mesh.name() + ".p12");
        char[] password = PASSWORD.toCharArray();
        TlsAuthority.writeKeyStore(keyStore, password, keys.get(client), certificates.get(client));
        TlsAuthority.writeTrustStore(trustStore, password, trusted);
        return new BrokerAddress("127.0.0.1", at.port, new Tls(keyStore, trustStore, PASSWORD));
    }

    BrokerAddress login(String client, BenchSide at) {
        return address(client, at, at.certificates.get("broker"));
    }

    private Client client(String name) {
        return new Client(name, certificates.get(name));
    }

    /** Opens agent and broker. */
    void open(Agreement agreement, Providers provider, BenchSide peer) {
        agent = new BoundaryAgent(mesh.node(), mesh.agentVoice(), agreement, verification(provider), PolicyShelf.EMPTY);
        Client carrier = new Client("carrier-of-" + peer.mesh.name(), peer.certificates.get(BrokerPlan.CARRIER));
        List<Client> own = List.of(client(BrokerPlan.GATEWAY), client(BrokerPlan.CARRIER), client(BrokerPlan.OPERATOR));
        X509Certificate[] trusted = java.util.stream.Stream.concat(
                        own.stream(), java.util.stream.Stream.of(carrier, client(TODAY)))
                .map(Client::certificate)
                .toArray(X509Certificate[]::new);
        BrokerPlan agreed = BrokerPlan.of(
                agreement,
                mesh.id(),
                address("broker", this, trusted),
                own,
                List.of(new BrokerPlan.Peer(peer.mesh.id(), carrier)));
        List<Client> clients = java.util.stream.Stream.concat(
                        agreed.clients().stream(), java.util.stream.Stream.of(client(TODAY)))
                .toList();
        List<Grant> grants = java.util.stream.Stream.concat(
                        agreed.grants().stream(),
                        java.util.stream.Stream.of(
                                new Grant(TODAY, Grant.Use.SEND, TODAY), new Grant(TODAY, Grant.Use.CONSUME, TODAY)))
                .toList();
        broker = ArtemisBroker.start(
                folder.resolve("broker"), new BrokerPlan(agreed.listen(), clients, grants, agreed.room()));
    }

    static Verification verification(Providers provider) {
        return new Verification(
                LocalMesh.wire().reader(),
                new PathCredentialCheck(),
                new ProviderSignatureCheck(provider.own),
                new StatementCheck(LocalMesh.wire().statements(), new NoteKeys()));
    }

    ArtemisChannel channel(BenchSide peer) {
        return new ArtemisChannel(
                login(BrokerPlan.GATEWAY, this), peer.mesh.id().urn(), CLASS, agent);
    }

    Carrier carrier(BenchSide peer) {
        MeshId to = peer.mesh.id();
        return new Carrier(
                login(BrokerPlan.CARRIER, this),
                login(BrokerPlan.CARRIER, peer),
                new Carrier.Way(to.urn(), CLASS),
                agent);
    }

    /** Starts the routes: all stages from the channel to the picture, and the gateway that {@link #release} calls. */
    void start(BenchSide peer) throws Exception {
        channel = channel(peer);
        camel.getRegistry().bind("roads", agent);
        camel.getRegistry().bind("routine", channel);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("comity-gateway:routine?agreement=roads")
                        .to("comity-verify:roads")
                        .to("comity-translate:roads")
                        .to("comity-admit:roads")
                        .to("comity-order:roads")
                        .to("comity-detect:roads")
                        .to("comity-arbitrate:roads")
                        .to("comity-record:roads")
                        .to("comity-project:roads")
                        .process(exchange -> shown.addAndGet(exchange.getMessage()
                                .getMandatoryBody(JointPicture.Delta.class)
                                .changed()
                                .size()));
            }
        });
        camel.start();
    }

    /** The release gate: all that waits goes onto the channel. */
    void release() {
        camel.createProducerTemplate().requestBody("comity-gateway:routine?agreement=roads", "");
    }

    /** Waits until the deltas that came out of the routes told of so many contentions. */
    void awaitShown(long count) throws InterruptedException {
        long until = System.nanoTime() + 120_000_000_000L;
        while (shown.get() < count) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("only " + shown + " of " + count + " in the picture");
            }
            Thread.sleep(1);
        }
    }

    /** Stops the routes; broker and agent stay. */
    void halt() {
        camel.stop();
        channel.close();
    }

    @Override
    public void close() {
        broker.close();
        store.close();
    }
}
