package org.comity.faults;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.comity.artemis.ArtemisBroker;
import org.comity.artemis.BrokerAddress;
import org.comity.artemis.BrokerPlan;
import org.comity.artemis.Client;
import org.comity.artemis.Grant;
import org.comity.artemis.QueueName;
import org.comity.artemis.Tls;
import org.comity.core.mesh.MeshId;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.crypto.Algorithms;
import org.comity.crypto.TlsAuthority;

/** A broker in a process of its own, which is both sides' broker: each side's carrier leads from its one end to its other. */
final class BrokerProcess {
    /** The class of traffic between the sides. */
    static final String CLASS = "routine";

    private static final String PASSWORD = "secret";

    private BrokerProcess() {}

    /** Makes the transport keys of the broker and of both sides, in their folders. */
    static void keys(Path broker, List<Path> sides) {
        SecureRandom random = new SecureRandom();
        Instant now = Instant.now();
        TlsAuthority authority =
                TlsAuthority.create("ca", random, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(2)));
        write(authority, broker, "broker", TlsAuthority.Use.SERVER, random);
        sides.forEach(
                side -> write(authority, side, String.valueOf(side.getFileName()), TlsAuthority.Use.CLIENT, random));
    }

    private static void write(
            TlsAuthority authority, Path folder, String name, TlsAuthority.Use use, SecureRandom random) {
        KeyPair keys = Algorithms.generate(SignatureAlgorithm.ECDSA_P256_SHA256, random);
        Tls tls = tls(folder);
        char[] password = PASSWORD.toCharArray();
        TlsAuthority.writeKeyStore(tls.keyStore(), password, keys, authority.certify(name, keys.getPublic(), use));
        TlsAuthority.writeTrustStore(tls.trustStore(), password, authority.certificate());
    }

    private static Tls tls(Path folder) {
        return new Tls(folder.resolve("transport.p12"), folder.resolve("trust.p12"), PASSWORD);
    }

    /** A login to the broker, or to what stands before it, with the keys of that folder. */
    static BrokerAddress login(Path folder, int port) {
        return new BrokerAddress("127.0.0.1", port, tls(folder));
    }

    /** Arguments: the broker's folder, beside which those of both sides lie, and its port. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        List<Client> clients = new ArrayList<>();
        List<Grant> grants = new ArrayList<>();
        for (String side : List.of("county", "state")) {
            clients.add(new Client(side, certificate(folder.resolveSibling(side))));
            MeshId own = mesh(side);
            MeshId peer = mesh(AgentProcess.peer(side));
            grants.add(new Grant(side, Grant.Use.SEND, QueueName.QUARANTINE));
            for (String beside : List.of("", ".session")) {
                grants.add(new Grant(side, Grant.Use.SEND, QueueName.out(peer, CLASS) + beside));
                grants.add(new Grant(side, Grant.Use.CONSUME, QueueName.out(peer, CLASS) + beside));
                grants.add(new Grant(side, Grant.Use.SEND, QueueName.in(own, CLASS) + beside));
                grants.add(new Grant(side, Grant.Use.CONSUME, QueueName.in(peer, CLASS) + beside));
            }
        }
        BrokerAddress listen = login(folder, Integer.parseInt(arguments[1]));
        ArtemisBroker.start(
                folder.resolve("journal"), new BrokerPlan(listen, clients, grants, BrokerPlan.Room.STANDARD));
        System.out.println("ready");
        System.out.flush();
        System.in.read();
        Runtime.getRuntime().halt(0);
    }

    static MeshId mesh(String side) {
        return new MeshId("urn:mesh:" + side);
    }

    private static X509Certificate certificate(Path side) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(tls(side).keyStore())) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return (X509Certificate) keys.getCertificate("key");
    }
}
