package org.comity.testkit;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Party;
import org.comity.core.arbitration.CustomComparators;
import org.comity.core.authority.AgentId;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.DeviceId;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;
import org.comity.core.boundary.StatementCheck;
import org.comity.core.boundary.Verification;
import org.comity.core.label.PolicyShelf;
import org.comity.core.ledger.LedgerSigner;
import org.comity.core.ledger.MeshStore;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.core.observation.Observation;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.core.reconcile.Audit;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.MeshNode;
import org.comity.core.reconcile.Voice;
import org.comity.crypto.Algorithms;
import org.comity.crypto.MeshRoot;
import org.comity.crypto.NoteKeys;
import org.comity.crypto.PathCredentialCheck;
import org.comity.crypto.ProviderSignatureCheck;
import org.comity.store.MemoryMeshStore;
import org.comity.xml.XmlWire;

/** One mesh of a simulation: its own root, keys, clock, store and ledger. */
public final class LocalMesh {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final PathCredentialCheck CREDENTIALS = new PathCredentialCheck();
    private static final ProviderSignatureCheck SIGNATURES = new ProviderSignatureCheck();
    private static final XmlWire WIRE = new XmlWire();
    private static final Remembered SHARED = new Remembered(WIRE.reader(), SIGNATURES, WIRE.statements());

    private final String name;
    private final MeshRoot root;
    private final LedgerSigner ledger;
    private final ManualClock clock;
    private final Instant from;
    private final Voice agent;
    private final Map<String, Voice> voices = new HashMap<>();
    private final Map<String, Voice> fellows = new TreeMap<>();
    private MeshStore store = new MemoryMeshStore();
    private MeshNode node;

    /** A mesh whose clock starts at that instant. */
    public LocalMesh(String name, Instant from) {
        this.name = Objects.requireNonNull(name, "name");
        this.from = from;
        MeshId id = new MeshId("urn:mesh:" + name);
        this.root = MeshRoot.create(id, RANDOM, from.minus(Duration.ofDays(1)), from.plus(Duration.ofDays(3_650)));
        KeyPair keys = Algorithms.generate(SignatureAlgorithm.ED25519, RANDOM);
        this.ledger = NoteKeys.signer(id.urn(), keys);
        this.clock = new ManualClock(from, Duration.ofMillis(1));
        this.agent = voice(Role.AGENT, "urn:agent:" + name);
        this.node = newNode();
    }

    private MeshNode newNode() {
        return new MeshNode(
                root.mesh(), new MeshNode.Ports(store, ledger, clock, WIRE.reader(), WIRE.writer(), WIRE.statements()));
    }

    private Voice voice(Role role, String urn) {
        return root.voice(
                new MeshRoot.Subject(
                        role, urn, Scope.all(9), from.minus(Duration.ofDays(1)), from.plus(Duration.ofDays(3_650))),
                new DeviceId("urn:device:" + urn),
                SignatureAlgorithm.ED25519);
    }

    /** The name. */
    public String name() {
        return name;
    }

    /** The id, {@code urn:mesh:<name>}. */
    public MeshId id() {
        return root.mesh();
    }

    /** The root, for a test that certifies keys of its own. */
    public MeshRoot root() {
        return root;
    }

    /** The mesh's own time. */
    public ManualClock clock() {
        return clock;
    }

    /** What an agreement pins for this mesh. */
    public Party party() {
        return new Party(
                id(),
                List.of(root.anchor()),
                Stream.concat(Stream.of(agent), fellows.values().stream())
                        .map(one -> new AgentId(one.authority().urn()))
                        .toList(),
                ledger.verifierKey());
    }

    /** The voice of that authority of this mesh; certified at first use. */
    public Voice voice(AuthorityId authority) {
        return voices.computeIfAbsent(authority.urn(), urn -> voice(Role.AUTHORITY, urn));
    }

    /** The ledger's key. */
    public LedgerSigner ledgerSigner() {
        return ledger;
    }

    /** A voice of the mesh with that scope and end, beside those that {@link #voice(AuthorityId)} certifies. */
    public Voice voice(AuthorityId authority, Scope scope, Instant notAfter) {
        return root.voice(
                new MeshRoot.Subject(Role.AUTHORITY, authority.urn(), scope, from.minus(Duration.ofDays(1)), notAfter),
                new DeviceId("urn:device:" + authority.urn() + ":" + notAfter),
                SignatureAlgorithm.ED25519);
    }

    /** The agent's voice. */
    public Voice agentVoice() {
        return agent;
    }

    /** Another agent of the mesh, certified at first use; agreements made afterwards name it. */
    public Voice fellow(String suffix) {
        return fellows.computeIfAbsent(suffix, any -> voice(Role.AGENT, "urn:agent:" + name + ":" + suffix));
    }

    /** The credential that this mesh issues for the key of another's agent. */
    public Octets certify(LocalMesh other) {
        MeshRoot.Subject subject = new MeshRoot.Subject(
                Role.AGENT, other.agent.authority().urn(), Scope.all(0), from, from.plus(Duration.ofDays(3_000)));
        return root.certify(subject, PublicKeys.of(other));
    }

    /** The node. */
    public MeshNode node() {
        return node;
    }

    /** Observes as one authority. */
    public List<Observation> observe(AuthorityId authority, Draft... drafts) {
        return node.observe(List.of(drafts), voice(authority));
    }

    /** Opens a boundary agent on this mesh's store. */
    public BoundaryAgent agent(Agreement agreement) {
        return agent(agreement, PolicyShelf.EMPTY);
    }

    /** Opens a boundary agent that reads labels by these policies. */
    public BoundaryAgent agent(Agreement agreement, PolicyShelf policies) {
        return new BoundaryAgent(node, agent, agreement, shared(), policies);
    }

    /** Opens a boundary agent that asks these for the comparator that the agreement names. */
    public BoundaryAgent agent(Agreement agreement, CustomComparators custom) {
        return new BoundaryAgent(node, agent, agreement, shared(), PolicyShelf.EMPTY, custom);
    }

    /** A halt: all that was not committed is gone; the store stays. */
    public void restart() {
        node = newNode();
    }

    /** Puts another store under the mesh, before anything is observed. */
    public void storeIn(MeshStore other) {
        store = other;
        node = newNode();
    }

    /** The same verdicts as {@link #verification()}; what one mesh worked out is not worked out again by the others. */
    private static Verification shared() {
        return new Verification(SHARED, CREDENTIALS, SHARED, new StatementCheck(SHARED, new NoteKeys()));
    }

    /** The verification that every party shares. */
    public static Verification verification() {
        return new Verification(
                WIRE.reader(), CREDENTIALS, SIGNATURES, new StatementCheck(WIRE.statements(), new NoteKeys()));
    }

    /** An audit as a third party would do it. */
    public static Audit audit() {
        return new Audit(verification(), WIRE.statements(), new NoteKeys());
    }

    /** The wire that every party shares. */
    public static XmlWire wire() {
        return WIRE;
    }
}
