package org.comity.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.comity.artemis.BrokerAddress;
import org.comity.artemis.BrokerPlan;
import org.comity.core.mesh.MeshId;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.crypto.Algorithms;
import org.comity.crypto.TlsAuthority;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the transport keys of a site: of its broker and of those who log in to one. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the keys of a site's broker, gateway, carrier and operator in its folder tls.",
            "Each certificate is signed by its own key: the other end pins it. Hand tls/public to each peer; run it again before the"
                    + " certificates end."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class BrokerKeysCommand implements Callable<Integer> {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_SIZE = 16;

    private final Clock clock;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--listen",
            required = true,
            paramLabel = "<host:port>",
            description = "Where the broker listens; the certificate names this host.")
    private String listen;

    @Option(names = "--days", defaultValue = "365", description = "For how long; ${DEFAULT-VALUE} by default.")
    private int days;

    @Parameters(paramLabel = "<comity.properties>", description = "The settings of the site, or its folder.")
    private Path settings;

    BrokerKeysCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        BrokerSite site = BrokerSite.of(settings);
        byte[] secret = new byte[SECRET_SIZE];
        RANDOM.nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        String host = host();
        MeshId mesh = site.mesh(site.agreement());
        Path open = Files.createDirectories(site.tls().resolve("public"));
        X509Certificate broker = make(site, new Named("broker", mesh + " broker", host), password);
        for (String name : List.of(BrokerPlan.GATEWAY, BrokerPlan.CARRIER, BrokerPlan.OPERATOR)) {
            make(site, new Named(name, mesh + " " + name, host), password);
        }
        TlsAuthority.writeTrustStore(owned(site.tls().resolve("own-trust.p12")), password.toCharArray(), broker);
        for (String name : List.of("broker", BrokerPlan.CARRIER)) {
            Files.copy(
                    site.tls().resolve(name + ".pem"),
                    open.resolve(name + ".pem"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(open.resolve("address"), listen + "\n");
        site.write(Map.of(
                BrokerSite.AT, listen,
                BrokerSite.TLS, site.tls().toString(),
                BrokerSite.PASSWORD, password));
        spec.commandLine().getOut().println("OK hand to each peer: " + open);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private String host() {
        try {
            return BrokerAddress.of(listen, "-", "-", "-").host();
        } catch (IllegalArgumentException e) {
            throw new Refusal("--listen: " + e.getMessage() + ": say for example broker.example:61617", e);
        }
    }

    private record Named(String file, String commonName, String host) {}

    private X509Certificate make(BrokerSite site, Named named, String password) throws IOException {
        boolean broker = named.file().equals("broker");
        Instant now = clock.instant();
        TlsAuthority.End end = new TlsAuthority.End(
                named.commonName(),
                broker ? TlsAuthority.Use.SERVER : TlsAuthority.Use.CLIENT,
                broker ? List.of(named.host()) : List.of(),
                now.minus(Duration.ofHours(1)),
                now.plus(Duration.ofDays(days)));
        KeyPair keys = Algorithms.generate(SignatureAlgorithm.ECDSA_P256_SHA256, RANDOM);
        X509Certificate certificate = TlsAuthority.selfSigned(end, keys, RANDOM);
        Path store = owned(site.tls().resolve(named.file() + ".p12"));
        TlsAuthority.writeKeyStore(store, password.toCharArray(), keys, certificate);
        Files.writeString(site.tls().resolve(named.file() + ".pem"), pem(certificate));
        return certificate;
    }

    /** A file that its owner alone may read. */
    private static Path owned(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return file;
    }

    private static String pem(X509Certificate certificate) {
        try {
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate cannot be encoded", e);
        }
    }
}
