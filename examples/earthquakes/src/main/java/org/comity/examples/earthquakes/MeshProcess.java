package org.comity.examples.earthquakes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.comity.artemis.ArtemisBroker;
import org.comity.artemis.ArtemisChannel;
import org.comity.artemis.Carrier;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.AuthorityEntry;
import org.comity.core.arbitration.Ruling;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.Role;
import org.comity.core.boundary.StatementCheck;
import org.comity.core.boundary.Verification;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Statement;
import org.comity.core.label.PolicyShelf;
import org.comity.core.ledger.MeshStore;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.observation.Draft;
import org.comity.core.partition.Session;
import org.comity.core.picture.JointPicture;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Bundle;
import org.comity.core.reconcile.Encounter;
import org.comity.core.reconcile.MeshNode;
import org.comity.core.reconcile.PictureJson;
import org.comity.core.reconcile.Voice;
import org.comity.core.taxonomy.Equivalence;
import org.comity.crosswalk.SssomTsv;
import org.comity.crypto.NoteKeys;
import org.comity.crypto.PathCredentialCheck;
import org.comity.crypto.ProviderSignatureCheck;
import org.comity.feeds.ComcatFeed;
import org.comity.feeds.NetworkNames;
import org.comity.feeds.QuakeAssociator;
import org.comity.store.RocksDbMeshStore;
import org.comity.xml.AgreementDocument;
import org.comity.xml.XmlWire;

/** One mesh in a process of its own: broker, store, ledger, keys and routes. Commands come as lines on standard input. */
final class MeshProcess implements AutoCloseable {
    private static final List<String> EVENTS =
            List.of("nc72852151", "us1000778i", "us10008e3k", "usp0006dzc", "usp0006kdp");
    private static final String CLASS = "routine";
    private static final List<String> DOMAINS = List.of("origin", "magnitude");

    private final Site site;
    private final Octets agreementDocument;
    private final RecordClock clock = new RecordClock();
    private final Map<AuthorityId, Voice> voices = new HashMap<>();
    private final MeshStore store;
    private final BoundaryAgent agent;
    private final ArtemisBroker broker;
    private final Main camel = new Main(MeshProcess.class);
    private final List<Draft> waiting;
    private Optional<Carrier> carrier = Optional.empty();

    MeshProcess(Site site, Path agreementFile) throws Exception {
        this.site = site;
        this.agreementDocument = Octets.of(Files.readAllBytes(agreementFile));
        Agreement agreement = good(AgreementDocument.read(agreementDocument));
        XmlWire wire = new XmlWire();
        store = RocksDbMeshStore.open(site.folder().resolve("store"));
        MeshNode node = new MeshNode(
                site.mesh(),
                new MeshNode.Ports(store, site.ledger(), clock, wire.reader(), wire.writer(), wire.statements()));
        Verification verification = new Verification(
                wire.reader(),
                new PathCredentialCheck(),
                new ProviderSignatureCheck(),
                new StatementCheck(wire.statements(), new NoteKeys()));
        agent = new BoundaryAgent(node, site.agent(), agreement, verification, PolicyShelf.EMPTY);
        for (AuthorityEntry entry : agreement.authorities()) {
            if (entry.mesh().equals(site.mesh())) {
                voices.put(
                        entry.authority(),
                        site.voice(Role.AUTHORITY, entry.authority().urn()));
            }
        }
        waiting = catalogue();
        broker = ArtemisBroker.start(site.folder().resolve("broker"), site.broker(agreement));
        startRoutes(node, agreement);
        attest(agreement);
    }

    static <T> T good(Outcome<T> outcome) {
        return outcome.fold(value -> value, no -> {
            throw new IllegalStateException(no.reason() + " " + no.detail());
        });
    }

    private void startRoutes(MeshNode node, Agreement agreement) throws Exception {
        camel.configure().withRoutesIncludePattern("classpath:comity/routes/*.yaml,classpath:earthquakes.yaml");
        camel.configure().withShutdownTimeout(10);
        camel.bind("mesh", node);
        camel.bind("catalogue", agent);
        Session.Checks checks =
                new Session.Checks(new PathCredentialCheck(), new ProviderSignatureCheck(), new NoteKeys());
        camel.bind("peer", new Encounter(agent, "routine", site.abroad(), checks, Site::nonce));
        camel.bind("routine", new ArtemisChannel(site.gateway(), site.peerMesh().urn(), CLASS, agent));
        voices.forEach((authority, voice) -> camel.bind(authority.urn(), voice));
        AuthorityId associator = agreement.domains().get(0).associator().orElseThrow();
        List<String> here = voices.containsKey(associator) ? DOMAINS : List.of();
        camel.bind("associator", new QuakeAssociator(agent, voices.getOrDefault(associator, site.agent()), here));
        camel.start();
    }

    private ProducerTemplate template() {
        return camel.getCamelContext().createProducerTemplate();
    }

    /** What this side's networks reported, in the order of their updates. */
    private List<Draft> catalogue() throws IOException {
        NetworkNames names = new NetworkNames(
                "urn:quake",
                network -> Optional.of(new AuthorityId("urn:quake:network:" + network))
                        .filter(voices::containsKey));
        ComcatFeed feed = new ComcatFeed(names);
        List<Draft> drafts = new ArrayList<>();
        for (String event : EVENTS) {
            byte[] file = resource("/catalogue/event_" + event + ".json");
            feed.read(file).forEach(outcome -> outcome.fold(drafts::add, no -> false));
            feed.magnitudes(file).forEach(outcome -> outcome.fold(drafts::add, no -> false));
        }
        drafts.sort(Comparator.comparingLong((Draft draft) -> draft.edition().orElseThrow())
                .thenComparing(Draft::recordId));
        return drafts;
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = MeshProcess.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return in.readAllBytes();
        }
    }

    /** The owners of names on this side sign the crosswalk. */
    private void attest(Agreement agreement) throws IOException {
        String table = new String(resource("/networks.sssom.tsv"), StandardCharsets.UTF_8);
        for (SssomTsv.Mapping row : good(SssomTsv.read(table, Equivalence.Kind.PROPERTY))) {
            Equivalence one = good(row.outcome());
            for (String scheme : List.of(one.subject().scheme(), one.object().scheme())) {
                agreement
                        .ownerOf(scheme)
                        .map(owner -> voices.get(owner.authority()))
                        .ifPresent(voice -> agent.state(new Statement.Equivalent(one), voice));
            }
        }
    }

    /** Carries out one command; the answer is one line. */
    String command(String line) throws Exception {
        String[] words = line.split(" ", 2);
        return switch (words[0]) {
            case "observe" -> observe(Instant.parse(words[1]));
            case "release" -> "released " + template().requestBody("direct:release", "", Integer.class);
            case "connect" -> connect();
            case "disconnect" -> disconnect();
            case "status" -> status();
            case "decide" -> decide();
            case "cosign" -> cosign();
            case "export" -> export(Path.of(words[1]));
            default -> throw new IllegalArgumentException("no such command: " + words[0]);
        };
    }

    private String observe(Instant until) {
        List<Draft> due = waiting.stream()
                .filter(draft ->
                        !Instant.ofEpochMilli(draft.edition().orElseThrow()).isAfter(until))
                .toList();
        waiting.removeAll(due);
        for (Draft draft : due) {
            clock.to(Instant.ofEpochMilli(draft.edition().orElseThrow()));
            template().requestBody("direct:catalogue", List.of(draft));
        }
        clock.to(until);
        return "observed " + due.size();
    }

    private String connect() throws Exception {
        if (carrier.isEmpty()) {
            Carrier.Way way = new Carrier.Way(site.peerMesh().urn(), CLASS);
            carrier = Optional.of(new Carrier(site.carrier(), site.carrierAbroad(), way, agent));
        }
        template().requestBody("direct:connect", "");
        return "connected";
    }

    private String disconnect() {
        template().requestBody("direct:disconnect", "");
        stopCarrying();
        return "disconnected";
    }

    private void stopCarrying() {
        carrier.ifPresent(Carrier::close);
        carrier = Optional.empty();
    }

    private String status() {
        Arbitrated current = agent.current();
        return current.picture().frontiers().digest() + " " + current.picture().digest() + " "
                + current.detected().ordered().missing().size() + " "
                + agent.refused().size();
    }

    private Voice duty() {
        return voices.entrySet().stream()
                .filter(entry -> entry.getKey().urn().startsWith("urn:quake:duty:"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    // tag::decide[]
    /** The duty officer decides every governed contention as the policy alone would have. */
    private String decide() {
        Arbitrated current = agent.current();
        List<Statement.Choice> choices = new ArrayList<>();
        for (JointPicture.Entry entry : current.picture().entries()) {
            Ruling advice = current.detected().byPolicy(entry.contention());
            if (entry.ruling().resolution() == Ruling.Resolution.GOVERNED) {
                advice.winner()
                        .ifPresent(winner ->
                                choices.add(new Statement.Choice(entry.ruling().contention(), winner)));
            }
        }
        agent.state(new Statement.MergeDecision("magnitude", current.picture().frontiers(), choices), duty());
        return "decided " + choices.size();
    }

    /** The other duty officer signs the same statement. */
    private String cosign() {
        List<Statement> open = agent.admitted().stream()
                .map(Verified::statement)
                .flatMap(Optional::stream)
                .filter(Statement.MergeDecision.class::isInstance)
                .distinct()
                .toList();
        open.forEach(statement -> agent.state(statement, duty()));
        return "signed " + open.size();
    }
    // end::decide[]

    private String export(Path folder) throws IOException {
        Files.createDirectories(folder);
        Arbitrated current = agent.current();
        Files.writeString(folder.resolve("picture.json"), PictureJson.of(current));
        Files.writeString(folder.resolve("certificate.json"), PictureJson.certificate(current));
        Files.write(
                folder.resolve("audit.bundle"),
                Bundle.of(agent, agreementDocument).octets().bytes());
        return "exported";
    }

    @Override
    public void close() {
        stopCarrying();
        camel.stop();
        broker.close();
        store.close();
    }
}
