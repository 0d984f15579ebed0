package org.comity.examples.gauges;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Party;
import org.comity.core.authority.AgentId;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.DeviceId;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;
import org.comity.core.boundary.StatementCheck;
import org.comity.core.boundary.Verification;
import org.comity.core.control.Statement;
import org.comity.core.label.PolicyShelf;
import org.comity.core.ledger.LedgerSigner;
import org.comity.core.ledger.TimeBounds;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.core.partition.Descriptor;
import org.comity.core.partition.Session;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Encounter;
import org.comity.core.reconcile.MeshNode;
import org.comity.core.reconcile.Voice;
import org.comity.core.taxonomy.Equivalence;
import org.comity.crosswalk.SssomTsv;
import org.comity.crypto.Algorithms;
import org.comity.crypto.MeshRoot;
import org.comity.crypto.NoteKeys;
import org.comity.crypto.PathCredentialCheck;
import org.comity.crypto.ProviderSignatureCheck;
import org.comity.site.FolderChannel;
import org.comity.store.MemoryMeshStore;
import org.comity.xml.XmlWire;

/** One mesh: its own root, keys, store, ledger and Camel context. Its peers are reached by folders. */
final class Mesh implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration ERROR = Duration.ofSeconds(1);

    private final String name;
    private final Path folder;
    private final Instant from;
    private final MeshRoot root;
    private final LedgerSigner ledger;
    private final KeyPair agentKeys = Algorithms.generate(SignatureAlgorithm.ED25519, RANDOM);
    private final Voice agentVoice;
    private final Voice authority;
    private final MeshNode node;
    private final DefaultCamelContext camel = new DefaultCamelContext();

    /** A mesh of that name, whose folders lie under the shared one. */
    Mesh(String name, Path shared) {
        Clock clock = Clock.systemUTC();
        this.name = name;
        this.folder = shared.resolve(name);
        this.from = clock.instant().truncatedTo(ChronoUnit.DAYS);
        this.root = MeshRoot.create(
                new MeshId("urn:mesh:" + name), RANDOM, from.minus(Duration.ofDays(2)), from.plus(Duration.ofDays(30)));
        this.ledger = NoteKeys.signer(root.mesh().urn(), Algorithms.generate(SignatureAlgorithm.ED25519, RANDOM));
        this.agentVoice = root.voice(agentSubject(), device("agent"), SignatureAlgorithm.ED25519, agentKeys);
        this.authority = root.voice(
                subject(Role.AUTHORITY, "urn:authority:" + name), device("authority"), SignatureAlgorithm.ED25519);
        XmlWire wire = new XmlWire();
        this.node = new MeshNode(
                root.mesh(),
                new MeshNode.Ports(
                        new MemoryMeshStore(),
                        ledger,
                        () -> {
                            Instant now = clock.instant();
                            return new TimeBounds(now.minus(ERROR), now.plus(ERROR));
                        },
                        wire.reader(),
                        wire.writer(),
                        wire.statements()));
    }

    private DeviceId device(String what) {
        return new DeviceId("urn:device:" + name + ":" + what);
    }

    private MeshRoot.Subject agentSubject() {
        return subject(Role.AGENT, "urn:agent:" + name);
    }

    private MeshRoot.Subject subject(Role role, String urn) {
        return new MeshRoot.Subject(
                role, urn, Scope.all(0), from.minus(Duration.ofDays(1)), from.plus(Duration.ofDays(29)));
    }

    String name() {
        return name;
    }

    /** What the agreement pins for it. */
    Party party() {
        return new Party(
                root.mesh(), List.of(root.anchor()), List.of(new AgentId("urn:agent:" + name)), ledger.verifierKey());
    }

    /** Where its feed's documents come in. */
    Path inbox() {
        return folder.resolve("inbox");
    }

    /** Where the joint picture goes out. */
    Path outbox() {
        return folder.resolve("alerts");
    }

    MeshNode node() {
        return node;
    }

    /** Opens its agent, meets its two peers and starts its routes. */
    BoundaryAgent start(Agreement agreement, List<Mesh> peers) throws Exception {
        XmlWire wire = new XmlWire();
        Verification verification = new Verification(
                wire.reader(),
                new PathCredentialCheck(),
                new ProviderSignatureCheck(),
                new StatementCheck(wire.statements(), new NoteKeys()));
        BoundaryAgent agent = new BoundaryAgent(node, agentVoice, agreement, verification, PolicyShelf.EMPTY);
        camel.getRegistry().bind("mesh", node);
        camel.getRegistry().bind("gauges", agent);
        camel.getRegistry().bind(authority.authority().urn(), authority);
        for (Mesh peer : peers) {
            camel.getRegistry().bind(peer.name, new FolderChannel(way(peer), peer.way(this), PAUSE));
            camel.getRegistry().bind("meeting-" + peer.name, encounter(agent, peer));
        }
        attest(agent);
        camel.getPropertiesComponent().addInitialProperty("one", peers.get(0).name);
        camel.getPropertiesComponent().addInitialProperty("other", peers.get(1).name);
        camel.getPropertiesComponent().addInitialProperty("inbox", inbox().toString());
        camel.getPropertiesComponent().addInitialProperty("outbox", outbox().toString());
        camel.getPropertiesComponent().addInitialProperty("sender", "picture@" + name + ".example");
        camel.start();
        for (String routes : List.of(
                "comity/routes/comity-boundary.yaml", "gauges/mesh-routes.yaml", "gauges/" + name + "-routes.yaml")) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveResource(camel, "classpath:" + routes));
        }
        return agent;
    }

    private Path way(Mesh to) {
        return to.folder.resolve("from-" + name);
    }

    /** The peer's mesh certifies this mesh's agent, which then is believed there. */
    private Encounter encounter(BoundaryAgent agent, Mesh peer) {
        Octets abroad = peer.root.certify(agentSubject(), agentKeys.getPublic());
        Session.Checks checks =
                new Session.Checks(new PathCredentialCheck(), new ProviderSignatureCheck(), new NoteKeys());
        return new Encounter(agent, peer.name, abroad, checks, Mesh::nonce);
    }

    private static Octets nonce() {
        byte[] nonce = new byte[Descriptor.NONCE_SIZE];
        RANDOM.nextBytes(nonce);
        return Octets.of(nonce);
    }

    /** Signs the rows of the crosswalk that speak of the own authority's names. */
    private void attest(BoundaryAgent agent) {
        String table = new String(resource("crosswalk.sssom.tsv"), StandardCharsets.UTF_8);
        AuthorityId own = authority.authority();
        for (SssomTsv.Mapping row : good(SssomTsv.read(table, Equivalence.Kind.PROPERTY))) {
            Equivalence one = good(row.outcome());
            for (String scheme : List.of(one.subject().scheme(), one.object().scheme())) {
                if (agent.agreement()
                        .ownerOf(scheme)
                        .filter(entry -> entry.authority().equals(own))
                        .isPresent()) {
                    agent.state(new Statement.Equivalent(one), authority);
                }
            }
        }
    }

    static byte[] resource(String name) {
        try (InputStream in = Mesh.class.getResourceAsStream("/gauges/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T good(Outcome<T> outcome) {
        return outcome.fold(value -> value, no -> {
            throw new IllegalStateException(no.reason() + " " + no.detail());
        });
    }

    @Override
    public void close() {
        camel.stop();
    }
}
