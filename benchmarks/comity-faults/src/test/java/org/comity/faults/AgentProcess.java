package org.comity.faults;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.comity.artemis.ArtemisChannel;
import org.comity.artemis.BrokerAddress;
import org.comity.artemis.Carrier;
import org.comity.core.contention.Fact;
import org.comity.core.mesh.Oid;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.site.Site;
import org.comity.site.SiteSettings;

/**
 * One mesh's agent in a process of its own: a site with its store and routes, the broker elsewhere. Facts come as lines; each is
 * answered when it is committed.
 */
final class AgentProcess {
    private final Site site;
    private final Main camel = new Main(AgentProcess.class);

    private AgentProcess(Path folder, int port) throws Exception {
        Map<String, String> settings = settings(folder);
        site = Site.open(SiteSettings.of(settings, folder), Clock.systemUTC());
        camel.configure().withRoutesIncludePattern("classpath:comity/routes/*.yaml,classpath:agent.yaml");
        settings.forEach((name, value) -> {
            if (!name.startsWith(SiteSettings.PREFIX)) {
                camel.addInitialProperty(name, value);
            }
        });
        // Of two beans of one name Camel's registry answers the first.
        Map<String, Object> beans = new HashMap<>(site.beans());
        if (port > 0) {
            String peer = BrokerProcess.mesh(peer(String.valueOf(folder.getFileName())))
                    .urn();
            BrokerAddress broker = BrokerProcess.login(folder, port);
            beans.put(Site.CHANNEL, new ArtemisChannel(broker, peer, BrokerProcess.CLASS, site.agent()));
            beans.put("carrier", new Carrier(broker, broker, new Carrier.Way(peer, BrokerProcess.CLASS), site.agent()));
        }
        beans.forEach(camel::bind);
        camel.start();
    }

    static String peer(String side) {
        return side.equals("county") ? "state" : "county";
    }

    private static Map<String, String> settings(Path folder) throws Exception {
        Properties read = new Properties();
        try (Reader in = Files.newBufferedReader(folder.resolve("comity.properties"))) {
            read.load(in);
        }
        Map<String, String> settings = new HashMap<>();
        read.forEach((name, value) -> settings.put(String.valueOf(name), String.valueOf(value)));
        return settings;
    }

    /** Arguments: the site's folder, the broker's port, or 0 where the site's own folders are the channel. */
    public static void main(String[] arguments) throws Exception {
        AgentProcess process = new AgentProcess(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        ProducerTemplate template = process.camel.getCamelContext().createProducerTemplate();
        say("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
            if (line.equals("status")) {
                say(process.status());
            } else {
                template.requestBody("direct:observe", line);
                say("observed " + line);
            }
            line = in.readLine();
        }
        Runtime.getRuntime().halt(0);
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Picture, frontiers, how many were refused or held, how many receipts are owed, whether the ledger is sound, what stands, what S holds. */
    private String status() {
        synchronized (site.agent().node()) {
            return status(site.agent());
        }
    }

    private static String status(BoundaryAgent agent) {
        Arbitrated now = agent.current();
        Map<Oid, String> said = new HashMap<>();
        agent.admitted().stream()
                .filter(one -> !one.core().isControl())
                .forEach(one -> said.put(
                        one.oid(), new String(one.core().result().content().bytes(), StandardCharsets.UTF_8)));
        List<String> stands = new ArrayList<>();
        now.picture()
                .entries()
                .forEach(entry -> entry.contention().candidates().stream()
                        .map(Fact::oid)
                        .forEach(oid -> stands.add(Objects.requireNonNull(said.get(oid)))));
        return "status " + now.picture().digest().hex() + " "
                + now.picture().frontiers().digest().hex() + " "
                + agent.refused().size() + " "
                + agent.outstanding().size() + " " + agent.node().ledger().isSound() + " "
                + stands.stream().sorted().collect(Collectors.joining(","))
                + " " + said.values().stream().sorted().collect(Collectors.joining(","));
    }
}
