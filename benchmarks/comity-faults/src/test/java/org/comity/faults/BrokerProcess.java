package org.comity.faults;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.comity.artemis.ArtemisBroker;
import org.comity.artemis.Grant;
import org.comity.artemis.Tls;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.crypto.Algorithms;
import org.comity.crypto.TlsAuthority;

/** A broker in a process of its own, with a queue for each side. */
final class BrokerProcess {
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

    static Tls tls(Path folder) {
        return new Tls(folder.resolve("transport.p12"), folder.resolve("trust.p12"), PASSWORD);
    }

    /** Arguments: the broker's folder, its port. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        List<Grant> grants = List.of(
                new Grant("county", Grant.Use.SEND, "to.state"),
                new Grant("county", Grant.Use.CONSUME, "to.county"),
                new Grant("state", Grant.Use.SEND, "to.county"),
                new Grant("state", Grant.Use.CONSUME, "to.state"));
        ArtemisBroker.start(folder.resolve("journal"), Integer.parseInt(arguments[1]), tls(folder), grants);
        System.out.println("ready");
        System.out.flush();
        System.in.read();
        Runtime.getRuntime().halt(0);
    }
}
