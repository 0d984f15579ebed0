package org.comity.core.reconcile;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AgentId;
import org.comity.core.boundary.Envelope;
import org.comity.core.boundary.Parcel;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.label.LabelPolicies;
import org.comity.core.label.PolicyShelf;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Core;
import org.comity.core.taxonomy.Crosswalk;

/**
 * The way out: turns what the own mesh observed since the last consignment into the next one. What the gate withholds is
 * never listed to another; it is a leaf with its reason, and is judged again when what it is judged by has changed. The consignment's head is a beacon: the other side logs it, and proves that to this side.
 */
final class ReleaseGate {
    private static final Set<StatementKind> ANSWERS = Set.of(
            StatementKind.CHECKPOINT,
            StatementKind.CONSIGNMENT,
            StatementKind.RECEIPT,
            StatementKind.INCLUSION_RECEIPT,
            StatementKind.CERTIFICATE);
    private static final int SCAN = 1_024;

    private final MeshNode node;
    private final Voice voice;
    private final AgentId agent;
    private final Digest genesis;
    private final PolicyShelf shelf;
    private final Digest id;
    private final WithheldItems withheld;
    private Optional<Digest> judgedBy = Optional.empty();

    ReleaseGate(MeshNode node, Voice voice, Digest genesis, PolicyShelf shelf) {
        this.node = Objects.requireNonNull(node, "node");
        this.voice = Objects.requireNonNull(voice, "voice");
        this.agent = new AgentId(voice.authority().urn());
        this.genesis = Objects.requireNonNull(genesis, "genesis");
        this.shelf = Objects.requireNonNull(shelf, "shelf");
        this.id =
                Encoding.of("comity-gate-v1").digest(genesis).text(agent.urn()).digest();
        this.withheld = new WithheldItems(node.ports().store(), id);
    }

    AgentId agent() {
        return agent;
    }

    /** What is not let out, and why, in the order of the ledger; another agent of the mesh may have let it out. */
    List<Withheld> withheld(Detected current) {
        TrafficClasses classes = TrafficClasses.of(current);
        return withheld.all().stream()
                .filter(one -> !classes.isReleased(one.oid()))
                .toList();
    }

    /** Commits the next consignment, and what is withheld on the way; empty where nothing goes out. */
    Optional<Octets> release(Detected current) {
        Agreement agreement = current.ordered().agreement();
        LabelPolicies policies = policies(agreement, current.crosswalk());
        GatePass.Terms terms =
                new GatePass.Terms(agreement, current.ordered().epochDigests(), policies, TrafficClasses.of(current));
        BudgetMeter meter = new BudgetMeter(
                node.ports().store(), id, node.ports().clock().now().earliest().getEpochSecond());
        GatePass pass = new GatePass(node.mesh(), terms, meter);
        Digest judge = Encoding.of("comity-gate-basis-v1")
                .digest(agreement.digest())
                .digest(policies.digest())
                .digest();
        boolean room = cleared(pass, terms.classes())
                && again(pass, judgedBy.filter(judge::equals).isPresent());
        if (room) {
            judgedBy = Optional.of(judge);
        }
        long next = room ? scan(pass) : cursor();
        if (!pass.items().isEmpty()) {
            return Optional.of(consign(agreement, pass, next));
        }
        if (!pass.withheld().isEmpty() || !pass.freed().isEmpty()) {
            commit(pass, next, List.of(), List.of());
        }
        return Optional.empty();
    }

    /** Policies whose file is at hand and defines the policy that was agreed. */
    private LabelPolicies policies(Agreement agreement, Crosswalk attested) {
        return new LabelPolicies(
                agreement.release().policies().stream()
                        .flatMap(
                                ref -> shelf
                                        .policy(ref.file())
                                        .filter(policy -> policy.id().equals(ref.id()))
                                        .stream())
                        .toList(),
                attested);
    }

    private Octets consign(Agreement agreement, GatePass pass, long next) {
        Map<Long, Envelope> items = pass.items();
        Checkpoint head = node.ledger().latest().orElseThrow();
        DeviceChain chain = DeviceChain.read(node.ports().store(), chainName());
        List<Statement.Member> members = new ArrayList<>();
        items.forEach((place, item) -> members.add(new Statement.Member(
                item.observation().oid(), place, node.ledger().inclusion(place, head.size()))));
        Statement statement = new Statement.Consignment(agent, chain.sequence() + 1, chain.last(), head, members);
        Observatory.Made made = node.prepare(List.of(statement), agreement.digest(), voice);
        Envelope consignment = made.envelopes().get(0);
        Oid oid = consignment.observation().oid();
        Octets parcel = parcel(consignment, List.copyOf(items.values())).octets();
        List<Write> writes = new ArrayList<>(made.writes());
        writes.add(chain.after(oid).write());
        writes.add(new Write.Put(Table.OUTBOX, RowKey.of(genesis, chain.sequence() + 1), parcel));
        writes.addAll(node.see(head.ref()));
        List<LedgerLeaf> leaves = new ArrayList<>(made.leaves());
        leaves.add(LedgerLeaf.of(LeafKind.RELEASED, oid.digest()));
        commit(pass, next, writes, leaves);
        return parcel;
    }

    private void commit(GatePass pass, long next, List<Write> writes, List<LedgerLeaf> leaves) {
        List<Write> all = new ArrayList<>(writes);
        all.add(new Write.Put(Table.STATE, cursorKey(), RowKey.of(next).octets()));
        pass.freed().forEach(place -> all.add(withheld.remove(place)));
        pass.withheld().forEach(one -> all.add(withheld.put(one)));
        all.addAll(pass.meter().writes());
        List<LedgerLeaf> recorded = new ArrayList<>(leaves);
        pass.withheld().forEach(one -> recorded.add(one.leaf()));
        node.commit(all, recorded);
        withheld.committed(pass.withheld(), pass.freed());
    }

    private String chainName() {
        return "consignments " + genesis.hex() + " " + agent;
    }

    private RowKey cursorKey() {
        return RowKey.of("released " + genesis.hex() + " " + agent);
    }

    private long cursor() {
        return node.ports()
                .store()
                .get(Table.STATE, cursorKey())
                .map(octets -> ByteBuffer.wrap(octets.bytes()).getLong())
                .orElse(0L);
    }

    /** Judges again what agents have cleared since; whether there is room for more. */
    private boolean cleared(GatePass pass, TrafficClasses classes) {
        for (Oid oid : classes.cleared(node.mesh())) {
            OptionalLong place = node.ledger().indexOf(LedgerLeaf.of(LeafKind.OBSERVED, oid.digest()));
            Optional<Withheld> before = place.isPresent() ? withheld.at(place.getAsLong()) : Optional.empty();
            if (before.isPresent() && judge(pass, before.get()) == GatePass.Room.FULL) {
                return false;
            }
        }
        return true;
    }

    private GatePass.Room judge(GatePass pass, Withheld one) {
        Envelope item = node.octets(one.oid().digest()).map(this::read).orElseThrow();
        return pass.offer(one.place(), item, Optional.of(one));
    }

    /**
     * Judges again what is withheld: what waits for a budget, and where what it is judged by has changed, all.
     *
     * @return whether there is room for more
     */
    private boolean again(GatePass pass, boolean sameJudge) {
        for (Iterable<Withheld> line : sameJudge ? withheld.waiting() : List.<Iterable<Withheld>>of(withheld.all())) {
            for (Withheld one : line) {
                if (judge(pass, one) == GatePass.Room.FULL) {
                    return false;
                }
                if (sameJudge && !pass.items().containsKey(one.place())) {
                    break;
                }
            }
        }
        return true;
    }

    /** Judges what the ledger holds since the last time, while there is room; up to where it was read. */
    private long scan(GatePass pass) {
        long next = cursor();
        List<LedgerLeaf> leaves = node.ledger().leaves(next, SCAN);
        while (!leaves.isEmpty()) {
            for (LedgerLeaf leaf : leaves) {
                Optional<Envelope> item = leaf.kind() == LeafKind.OBSERVED
                        ? node.octets(leaf.subject()).map(this::read)
                        : Optional.empty();
                if (item.isPresent() && pass.offer(next, item.get(), Optional.empty()) == GatePass.Room.FULL) {
                    return next;
                }
                next++;
            }
            leaves = node.ledger().leaves(next, SCAN);
        }
        return next;
    }

    /** Whether it is more than an answer to another's content. */
    static boolean isContent(Core core) {
        return !core.isControl()
                || StatementKind.ofWireName(core.property().value())
                        .filter(ANSWERS::contains)
                        .isEmpty();
    }

    private Envelope read(Octets octets) {
        return node.ports().reader().read(octets).fold(envelope -> envelope, no -> {
            throw new IllegalStateException("the store holds an envelope that cannot be read: " + no.detail());
        });
    }

    /** The consignment with its members and every document that they name. */
    private Parcel parcel(Envelope consignment, List<Envelope> items) {
        Map<Digest, Octets> documents = new LinkedHashMap<>();
        List<Envelope> all = new ArrayList<>(items);
        all.add(consignment);
        for (Envelope item : all) {
            Core core = item.observation().core();
            add(documents, core.credential());
            add(documents, core.attestation());
            if (core.property().equals(StatementKind.AGREEMENT_EPOCH.property())) {
                epoch(core).ifPresent(digest -> add(documents, digest));
            }
        }
        return new Parcel(
                consignment.observation().octets(),
                items.stream().map(item -> item.observation().octets()).toList(),
                List.copyOf(documents.values()));
    }

    private Optional<Digest> epoch(Core core) {
        return node.ports()
                .codec()
                .read(StatementKind.AGREEMENT_EPOCH, core.result().content())
                .fold(
                        statement -> Optional.of(((Statement.AgreementEpoch) statement).agreement()),
                        no -> Optional.empty());
    }

    private void add(Map<Digest, Octets> documents, Digest digest) {
        voiceDocument(digest).or(() -> node.document(digest)).ifPresent(octets -> documents.put(digest, octets));
    }

    private Optional<Octets> voiceDocument(Digest digest) {
        return List.of(voice.credential(), voice.attestation()).stream()
                .filter(octets -> octets.digest().equals(digest))
                .findFirst();
    }
}
