package org.comity.core.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.comity.core.agreement.Party;
import org.comity.core.authority.Credential;
import org.comity.core.boundary.Refusal;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.CheckpointNote;
import org.comity.core.ledger.Cosignature;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.Ledger;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.ledger.LedgerSigner;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.partition.Cosigned;
import org.comity.core.partition.Descriptor;
import org.comity.core.partition.Extension;
import org.comity.core.partition.Session;

/**
 * What the two sides of one open session say to each other's ledgers, before any content: each proves that its newest head
 * extends the one that the other has logged, and the other logs and cosigns it. Whatever is not proven is recorded as refused.
 */
final class Witness {
    private static final String EXTENDED = "extended ";

    private final BoundaryAgent agent;
    private final Session.Checks checks;
    private final Digest session;
    private final Descriptor peer;
    private final List<Checkpoint> known;
    private final Checkpoint own;
    private boolean proven;

    /**
     * @param session one in which the other side has greeted
     * @param shown the heads that this side has shown in it
     */
    Witness(BoundaryAgent agent, Session.Checks checks, Session session, List<Checkpoint> shown) {
        this.agent = agent;
        this.checks = checks;
        this.session = session.begun().orElseThrow();
        this.peer = session.greeted().orElseThrow();
        this.known =
                shown.stream().filter(head -> head.mesh().equals(peer.mesh())).toList();
        this.own = ledger().latest().orElseThrow();
    }

    private Ledger ledger() {
        return agent.node().ledger();
    }

    /** Whether it is about that session. */
    boolean isOf(Session other) {
        return other.begun().filter(session::equals).isPresent();
    }

    /** Whether the other side's newest head is proven, logged and may be followed by content. */
    boolean isProven() {
        return proven;
    }

    /** The proof that the own newest head extends what the other side has shown that it knows. */
    Octets extension() {
        MeshId mesh = agent.node().mesh();
        long from = peer.checkpoints().stream()
                .flatMap(note -> CheckpointNote.read(note, key(mesh), mesh, checks.notes())
                        .fold(Optional::of, no -> Optional.<Checkpoint>empty())
                        .stream())
                .mapToLong(Checkpoint::size)
                .max()
                .orElse(0);
        return new Extension(session, from, own.note(), ledger().consistency(from, own.size())).octets();
    }

    private String key(MeshId mesh) {
        return agent.agreement().party(mesh).map(Party::ledgerKey).orElse("");
    }

    /** Takes the other side's proof: what to answer, or why it is not believed. */
    Outcome<List<Octets>> hear(Extension extension) {
        if (!extension.session().equals(session)) {
            return Outcome.no(Reason.DUPLICATE, "an extension of another encounter");
        }
        return extension
                .verify(peer.mesh(), key(peer.mesh()), contradictable(), checks.notes())
                .fold(this::extended, no -> {
                    refuse(extension, no);
                    return Outcome.no(no.reason(), no.detail());
                });
    }

    /** The heads that were shown, and any that S has come to hold since which is no larger. */
    private List<Checkpoint> contradictable() {
        long last = known.stream().mapToLong(Checkpoint::size).max().orElse(0);
        List<Checkpoint> heads = new ArrayList<>(known);
        agent.admitted().stream()
                .flatMap(one -> MeshTimes.heads(one).stream())
                .filter(head -> head.mesh().equals(peer.mesh()) && head.size() <= last)
                .forEach(heads::add);
        return heads;
    }

    private Outcome<List<Octets>> extended(Checkpoint head) {
        Optional<Cosignature> cosignature = signer().map(key -> Cosignature.sign(head, now(), key));
        agent.node()
                .commit(
                        List.of(remembered(head)),
                        List.of(LedgerLeaf.of(
                                LeafKind.HEAD_EXTENDED, head.note().digest())));
        proven = true;
        return Outcome.yes(cosignature.stream()
                .map(one -> new Cosigned(head.note().digest(), one.line()).octets())
                .toList());
    }

    private Instant now() {
        return agent.node().ports().clock().now().earliest();
    }

    /** The agent's key as a witness's; empty where it is no Ed25519 key. */
    private Optional<LedgerSigner> signer() {
        Voice voice = agent.credentials();
        return credential(voice.credential(), agent.node().mesh())
                .flatMap(good -> Cosignature.verifierKey(good.subject(), good.publicKey()))
                .map(key -> new AgentKey(key, voice));
    }

    private record AgentKey(String verifierKey, Voice voice) implements LedgerSigner {
        @Override
        public byte[] sign(byte[] message) {
            return voice.signer().sign(message);
        }
    }

    private Optional<Credential> credential(Octets document, MeshId mesh) {
        return agent.agreement()
                .party(mesh)
                .flatMap(party -> checks.credentials()
                        .credential(document, mesh, party.anchors())
                        .fold(Optional::of, no -> Optional.empty()));
    }

    /** Keeps what shows the fault: two heads that contradict each other, else the proof that proves nothing. */
    private void refuse(Extension extension, Outcome.No<?> no) {
        Optional<Statement.Equivocation> split =
                no.reason() == Reason.MESH_EQUIVOCATED ? split(extension) : Optional.empty();
        Octets evidence = split.map(found -> found.evidence().octets()).orElseGet(extension::octets);
        Recorder.refuse(agent, new Refusal(evidence, no.reason(), no.detail()));
        split.ifPresent(found -> agent.state(found, agent.credentials()));
    }

    /** What the next release tells all sides, for each to judge alike. */
    private Optional<Statement.Equivocation> split(Extension extension) {
        return CheckpointNote.read(extension.head(), key(peer.mesh()), peer.mesh(), checks.notes())
                .fold(Optional::of, no -> Optional.<Checkpoint>empty())
                .flatMap(shown -> contradictable().stream()
                        .flatMap(known -> extension.split(known, shown).stream())
                        .flatMap(view -> view.verify(peer.mesh(), key(peer.mesh()), checks.notes())
                                .fold(
                                        size -> Stream.of(new Statement.Equivocation(peer.mesh(), size, view)),
                                        no -> Stream.of()))
                        .findFirst());
    }

    /** Takes the other side's cosignature of the head that this side has shown. */
    Outcome<List<Octets>> hear(Cosigned cosigned) {
        List<String> keys = credential(peer.home(), peer.mesh())
                .flatMap(good -> Cosignature.verifierKey(good.subject(), good.publicKey()))
                .stream()
                .toList();
        return ledger().cosigned(own, cosigned.line(), keys, checks.notes()).map(writes -> {
            LedgerLeaf leaf = LedgerLeaf.of(LeafKind.COSIGNED, cosigned.digest());
            agent.node().commit(writes, List.of(leaf));
            return List.<Octets>of();
        });
    }

    /** Remembers a head that was proven to extend what was known. */
    static Write remembered(Checkpoint head) {
        return new Write.Put(Table.STATE, RowKey.of(EXTENDED + head.mesh()), head.note());
    }

    /** The newest heads of others that were proven at encounters with this mesh. */
    static List<Checkpoint> extended(BoundaryAgent agent, Session.Checks checks) {
        return agent.agreement().parties().stream()
                .flatMap(party -> agent
                        .node()
                        .ports()
                        .store()
                        .get(Table.STATE, RowKey.of(EXTENDED + party.mesh()))
                        .flatMap(note -> CheckpointNote.read(note, party.ledgerKey(), party.mesh(), checks.notes())
                                .fold(Optional::of, no -> Optional.<Checkpoint>empty()))
                        .stream())
                .toList();
    }
}
