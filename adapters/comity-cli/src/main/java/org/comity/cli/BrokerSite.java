package org.comity.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.comity.artemis.BrokerAddress;
import org.comity.core.agreement.Agreement;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.crypto.PathCredentialCheck;
import org.comity.site.SiteFault;
import org.comity.site.SiteSettings;
import org.comity.xml.AgreementDocument;

/**
 * A site as far as its broker is concerned: keys lie in its folder {@code tls}, and in {@code tls/public} what its peers need.
 *
 * @param file the settings of the site
 */
record BrokerSite(Path file, Map<String, String> settings, Path folder) {
    static final String AT = "broker.at";
    static final String TLS = "broker.tls";
    static final String PASSWORD = "broker.password";

    static BrokerSite of(Path given) throws IOException {
        Path file = Inputs.settings(given);
        Path base = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
        Map<String, String> settings = BundleCommand.settings(file);
        try {
            return new BrokerSite(
                    file, settings, SiteSettings.of(settings, base).folder());
        } catch (SiteFault e) {
            throw new Refusal(String.valueOf(e.getMessage()), e);
        }
    }

    Path tls() {
        return folder.resolve("tls");
    }

    String setting(String name) {
        String value = settings.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new Refusal(name + " is missing in " + file + ": 'comity broker keys' writes it");
        }
        return value;
    }

    /** How one of the site's own logs in to the own broker. */
    BrokerAddress login(String client) {
        return address(setting(AT), client, "own-trust");
    }

    BrokerAddress address(String at, String client, String trust) {
        try {
            return BrokerAddress.of(
                    at,
                    tls().resolve(client + ".p12").toString(),
                    tls().resolve(trust + ".p12").toString(),
                    setting(PASSWORD));
        } catch (IllegalArgumentException e) {
            throw new Refusal(e.getMessage() + ": say for example 127.0.0.1:61617", e);
        }
    }

    Agreement agreement() throws IOException {
        Path document = folder.resolve("agreement.xml");
        return AgreementDocument.read(Inputs.octets(document)).fold(good -> good, no -> {
            throw new Refusal(document + " is refused: " + no.reason() + " " + no.detail());
        });
    }

    /** The party whose anchor certifies the site's agent. */
    MeshId mesh(Agreement agreement) throws IOException {
        Octets credential = Inputs.octets(folder.resolve("keys").resolve("agent.pem"));
        return agreement.parties().stream()
                .filter(party -> new PathCredentialCheck()
                        .credential(credential, party.mesh(), party.anchors())
                        .fold(good -> true, no -> false))
                .map(party -> party.mesh())
                .findFirst()
                .orElseThrow(
                        () -> new Refusal("no party of the agreement pins the root that certified keys/agent.pem"));
    }

    static X509Certificate certificate(Path pem) throws IOException {
        try (var in = Files.newInputStream(pem)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (GeneralSecurityException e) {
            throw new Refusal(pem + " is no certificate in PEM: ask the peer for its folder tls/public again", e);
        }
    }

    /** Writes settings into the file, in place of those of the same name; all else in it stays as it is. */
    void write(Map<String, String> changed) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String name = line.split("=", 2)[0].strip();
            if (!changed.containsKey(name)) {
                lines.add(line);
            }
        }
        changed.forEach((name, value) -> lines.add(name + " = " + value.replace("\\", "\\\\")));
        Files.write(file, lines);
    }

    @Override
    public String toString() {
        return "BrokerSite[" + folder + "]";
    }
}
