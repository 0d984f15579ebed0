package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.comity.artemis.BrokerFolder;
import org.comity.artemis.BrokerPlan;
import org.comity.artemis.Client;
import org.comity.core.agreement.Agreement;
import org.comity.core.mesh.MeshId;
import org.comity.crypto.TlsAuthority;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what a stand-alone broker needs, from the agreement. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the folder broker of a site: what Apache Artemis needs to run it, from the agreement and the keys of both sides.",
            "A queue for each peer, direction and class; a role for each client and use; what is not granted is denied. The script"
                    + " broker/run starts it, with ARTEMIS_HOME naming the unpacked distribution."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class BrokerConfigCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--peer",
            required = true,
            paramLabel = "<mesh>=<folder>",
            description = "A peer's mesh, and the folder tls/public that it handed over.")
    private Map<String, Path> peers = new LinkedHashMap<>();

    @Parameters(paramLabel = "<comity.properties>", description = "The settings of the site, or its folder.")
    private Path settings;

    @Override
    public Integer call() throws IOException {
        BrokerSite site = BrokerSite.of(settings);
        Agreement agreement = site.agreement();
        MeshId mesh = site.mesh(agreement);
        List<Client> own = new ArrayList<>();
        for (String name : List.of(BrokerPlan.GATEWAY, BrokerPlan.CARRIER, BrokerPlan.OPERATOR)) {
            own.add(new Client(name, BrokerSite.certificate(site.tls().resolve(name + ".pem"))));
        }
        List<BrokerPlan.Peer> known = new ArrayList<>();
        Map<String, String> changed = new TreeMap<>();
        for (Map.Entry<String, Path> peer : peers.entrySet()) {
            String number = known.isEmpty() ? "peer" : "peer" + (known.size() + 1);
            known.add(peer(party(agreement, mesh, peer.getKey()), peer.getValue()));
            trust(
                    site,
                    number + "-trust",
                    BrokerSite.certificate(peer.getValue().resolve("broker.pem")));
            changed.put("broker." + number, peer.getKey());
            changed.put(
                    "broker." + number + ".at",
                    Files.readString(peer.getValue().resolve("address")).strip());
        }
        X509Certificate[] clients = java.util.stream.Stream.concat(
                        own.stream(), known.stream().map(BrokerPlan.Peer::carrier))
                .map(Client::certificate)
                .toArray(X509Certificate[]::new);
        trust(site, "broker-trust", clients);
        Path folder = site.folder().resolve("broker");
        try {
            BrokerPlan plan = BrokerPlan.of(
                    agreement, mesh, site.address(site.setting(BrokerSite.AT), "broker", "broker-trust"), own, known);
            BrokerFolder.write(folder, plan);
        } catch (IllegalArgumentException e) {
            throw new Refusal(String.valueOf(e.getMessage()), e);
        }
        site.write(changed);
        PrintWriter out = spec.commandLine().getOut();
        out.println("OK " + folder.resolve("run"));
        out.flush();
        return 0;
    }

    private static MeshId party(Agreement agreement, MeshId own, String urn) {
        return agreement.parties().stream()
                .map(party -> party.mesh())
                .filter(mesh -> mesh.urn().equals(urn) && !mesh.equals(own))
                .findFirst()
                .orElseThrow(() -> new Refusal("--peer: " + urn + " is no other party of agreement.xml"));
    }

    private static BrokerPlan.Peer peer(MeshId mesh, Path folder) throws IOException {
        String name = "peer-" + mesh.urn().replaceAll("[^A-Za-z0-9]", "-");
        return new BrokerPlan.Peer(mesh, new Client(name, BrokerSite.certificate(folder.resolve("carrier.pem"))));
    }

    private static void trust(BrokerSite site, String name, X509Certificate... certificates) {
        TlsAuthority.writeTrustStore(
                site.tls().resolve(name + ".p12"),
                site.setting(BrokerSite.PASSWORD).toCharArray(),
                certificates);
    }
}
