package org.comity.examples.earthquakes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.comity.artemis.BrokerAddress;
import org.comity.artemis.BrokerPlan;
import org.comity.artemis.Client;
import org.comity.artemis.Tls;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Party;
import org.comity.core.authority.AgentId;
import org.comity.core.authority.DeviceId;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;
import org.comity.core.ledger.LedgerSigner;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.core.partition.Descriptor;
import org.comity.core.reconcile.Voice;
import org.comity.crypto.Algorithms;
import org.comity.crypto.MeshRoot;
import org.comity.crypto.NoteKeys;
import org.comity.crypto.TlsAuthority;

/**
 * What one mesh owns, and what it hands to the other before they first meet: its public folder. Private keys live in this
 * process and in its own private folder alone; credentials run on the records' own time.
 */
final class Site {
    static final Instant START = Instant.parse("2010-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2030-01-01T00:00:00Z");
    private static final String LOOPBACK = "127.0.0.1";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String name;
    private final String peer;
    private final Path shared;
    private final Path own;
    private final int port;
    private final MeshRoot root;
    private final LedgerSigner ledger;
    private final Voice agent;
    private final String password;
    private final TlsAuthority transport;
    private final Login gateway;
    private final Login carrier;
    private final KeyPair agentKeys = Algorithms.generate(SignatureAlgorithm.ED25519, RANDOM);
    private final KeyPair carrierKeys = Algorithms.generate(SignatureAlgorithm.ECDSA_P256_SHA256, RANDOM);

    Site(String name, String peer, Path shared, int port) throws IOException {
        this.name = name;
        this.peer = peer;
        this.shared = shared;
        this.port = port;
        this.own = Files.createDirectories(shared.resolve(name).resolve("private"));
        Files.createDirectories(shared.resolve(name).resolve("public"));
        this.root = MeshRoot.create(mesh(), RANDOM, START, END);
        this.ledger = NoteKeys.signer(mesh().urn(), Algorithms.generate(SignatureAlgorithm.ED25519, RANDOM));
        this.agent = root.voice(
                new MeshRoot.Subject(Role.AGENT, "urn:agent:" + name, Scope.all(0), START, END),
                new DeviceId("urn:device:" + name + ":agent"),
                SignatureAlgorithm.ED25519,
                agentKeys);
        byte[] secret = new byte[16];
        RANDOM.nextBytes(secret);
        this.password = HexFormat.of().formatHex(secret);
        Instant now = Instant.ofEpochMilli(java.time.Clock.systemUTC().millis());
        this.transport = TlsAuthority.create(
                "broker of " + name, RANDOM, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(2)));
        this.gateway = local(BrokerPlan.GATEWAY, TlsAuthority.Use.CLIENT);
        this.carrier = local(BrokerPlan.CARRIER, TlsAuthority.Use.CLIENT);
    }

    MeshId mesh() {
        return new MeshId("urn:mesh:" + name);
    }

    LedgerSigner ledger() {
        return ledger;
    }

    Voice agent() {
        return agent;
    }

    Path folder() {
        return own;
    }

    Voice voice(Role role, String urn) {
        return root.voice(
                new MeshRoot.Subject(role, urn, Scope.all(0), START, END),
                new DeviceId("urn:device:" + name + ":" + urn.substring(urn.lastIndexOf(':') + 1)),
                SignatureAlgorithm.ED25519);
    }

    /** Hands out what the other side needs: a party for the agreement, the broker's certificate, the carrier's key. */
    void publish() throws IOException {
        write("anchor", root.anchor().bytes());
        write("ledger-key", ledger.verifierKey().getBytes(StandardCharsets.UTF_8));
        write("broker-port", Integer.toString(port).getBytes(StandardCharsets.UTF_8));
        write("agent-key", agentKeys.getPublic().getEncoded());
        write("carrier-key", carrierKeys.getPublic().getEncoded());
        try {
            write("broker-certificate", transport.certificate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        write("ready", new byte[0]);
    }

    private void write(String file, byte[] content) throws IOException {
        Files.write(shared.resolve(name).resolve("public").resolve(file), content);
    }

    private static byte[] read(Path shared, String whose, String file) throws IOException {
        return Files.readAllBytes(shared.resolve(whose).resolve("public").resolve(file));
    }

    /** What an agreement pins for a mesh that has published. */
    static Party party(Path shared, String whose) throws IOException {
        return new Party(
                new MeshId("urn:mesh:" + whose),
                List.of(Octets.of(read(shared, whose, "anchor"))),
                List.of(new AgentId("urn:agent:" + whose)),
                new String(read(shared, whose, "ledger-key"), StandardCharsets.UTF_8));
    }

    /** Certifies the peer's agent, and issues the certificate with which its carrier may put into this broker. */
    void certifyPeer() throws IOException, GeneralSecurityException {
        PublicKey agentKey = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(read(shared, peer, "agent-key")));
        MeshRoot.Subject subject = new MeshRoot.Subject(Role.AGENT, "urn:agent:" + peer, Scope.all(0), START, END);
        write("credential-of-" + peer, root.certify(subject, agentKey).bytes());
        PublicKey key =
                KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(read(shared, peer, "carrier-key")));
        write(
                "certificate-of-" + peer,
                transport
                        .certify("carrier of " + peer, key, TlsAuthority.Use.CLIENT)
                        .getEncoded());
    }

    /** The broker that the agreement asks for: it knows the own clients, and the peer's carrier by the certificate issued to it. */
    BrokerPlan broker(Agreement agreement) throws IOException, GeneralSecurityException {
        List<Client> clients = List.of(
                new Client(BrokerPlan.GATEWAY, gateway.certificate()),
                new Client(BrokerPlan.CARRIER, carrier.certificate()));
        Client theirs = new Client("carrier-of-" + peer, certificate(read(shared, name, "certificate-of-" + peer)));
        return BrokerPlan.of(
                agreement,
                mesh(),
                new BrokerAddress(
                        LOOPBACK, port, local("broker", TlsAuthority.Use.SERVER).tls()),
                clients,
                List.of(new BrokerPlan.Peer(peerMesh(), theirs)));
    }

    MeshId peerMesh() {
        return new MeshId("urn:mesh:" + peer);
    }

    /** The gateway's login to the own broker. */
    BrokerAddress gateway() {
        return new BrokerAddress(LOOPBACK, port, gateway.tls());
    }

    /** The carrier's login to the own broker. */
    BrokerAddress carrier() {
        return new BrokerAddress(LOOPBACK, port, carrier.tls());
    }

    /** The carrier's login to the peer's broker, with the certificate that the peer issued. */
    BrokerAddress carrierAbroad() throws IOException, GeneralSecurityException {
        Tls tls = stores(
                "carrier-abroad",
                carrierKeys,
                certificate(read(shared, peer, "certificate-of-" + name)),
                certificate(read(shared, peer, "broker-certificate")));
        return new BrokerAddress(LOOPBACK, peerPort(), tls);
    }

    /** Keys, and the certificate by which the own broker knows them. */
    private record Login(Tls tls, X509Certificate certificate) {}

    private Login local(String client, TlsAuthority.Use use) {
        KeyPair keys = Algorithms.generate(SignatureAlgorithm.ECDSA_P256_SHA256, RANDOM);
        X509Certificate certificate = transport.certify(client, keys.getPublic(), use);
        return new Login(stores(client, keys, certificate, transport.certificate()), certificate);
    }

    /** The credential that the peer's mesh issued for the own agent. */
    Octets abroad() throws IOException {
        return Octets.of(read(shared, peer, "credential-of-" + name));
    }

    /** Fresh unpredictable octets. */
    static Octets nonce() {
        byte[] nonce = new byte[Descriptor.NONCE_SIZE];
        RANDOM.nextBytes(nonce);
        return Octets.of(nonce);
    }

    private int peerPort() throws IOException {
        return Integer.parseInt(new String(read(shared, peer, "broker-port"), StandardCharsets.UTF_8));
    }

    private Tls stores(String client, KeyPair keys, X509Certificate certificate, X509Certificate trusted) {
        Tls tls = new Tls(own.resolve(client + ".p12"), own.resolve(client + "-trust.p12"), password);
        TlsAuthority.writeKeyStore(tls.keyStore(), password.toCharArray(), keys, certificate);
        TlsAuthority.writeTrustStore(tls.trustStore(), password.toCharArray(), trusted);
        return tls;
    }

    private static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
