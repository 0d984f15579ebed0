package org.comity.examples.merger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.comity.artemis.ArtemisBroker;
import org.comity.artemis.BrokerAddress;
import org.comity.artemis.BrokerPlan;
import org.comity.artemis.Client;
import org.comity.core.mesh.MeshId;
import org.comity.site.Site;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * The application of one company. The starter opens its site and binds what routes name; this adds its broker, embedded. Started
 * alone it takes its settings from {@code comity.properties} where it is started.
 */
@SpringBootApplication
public class Company {
    /** For Spring. */
    public Company() {}

    /** {@code Company --spring.config.import=file:comity.properties --camel.main.routes-include-pattern=...}. */
    public static void main(String[] args) {
        SpringApplication.run(Company.class, args);
    }

    /** The company's broker, as the agreement asks for it: it knows the own clients, and the peer's carrier by its certificate. */
    @Bean(destroyMethod = "close")
    public ArtemisBroker broker(Site site, Environment environment) throws IOException, CertificateException {
        Path tls = Path.of(environment.getRequiredProperty("broker.tls"));
        List<Client> own = new ArrayList<>();
        for (String name : List.of(BrokerPlan.GATEWAY, BrokerPlan.CARRIER, BrokerPlan.OPERATOR)) {
            own.add(new Client(name, certificate(tls.resolve(name + ".pem"))));
        }
        MeshId peer = new MeshId(environment.getRequiredProperty("broker.peer"));
        Path handedOver = Path.of(environment.getRequiredProperty("broker.peer.folder"));
        Client carrier = new Client("peer", certificate(handedOver.resolve("carrier.pem")));
        BrokerAddress listen = BrokerAddress.of(
                environment.getRequiredProperty("broker.at"),
                tls.resolve("broker.p12").toString(),
                tls.resolve("broker-trust.p12").toString(),
                environment.getRequiredProperty("broker.password"));
        BrokerPlan plan = BrokerPlan.of(
                site.agent().agreement(),
                site.agent().node().mesh(),
                listen,
                own,
                List.of(new BrokerPlan.Peer(peer, carrier)));
        return ArtemisBroker.start(tls.resolveSibling("embedded-broker"), plan);
    }

    private static X509Certificate certificate(Path pem) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(pem)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
