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
import java.util.function.Predicate;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Limits;
import org.comity.core.authority.AgentId;
import org.comity.core.boundary.Envelope;
import org.comity.core.boundary.Parcel;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Core;

/**
 * The way out: turns what the own mesh observed since the last consignment into the next one. What the gate withholds is
 * never listed. The consignment's head is a beacon: the other side logs it, and proves that to this side.
 */
final class ReleaseGate {
    private static final Set<StatementKind> ANSWERS = Set.of(
            StatementKind.CHECKPOINT,
            StatementKind.CONSIGNMENT,
            StatementKind.RECEIPT,
            StatementKind.INCLUSION_RECEIPT,
            StatementKind.CERTIFICATE);
    private static final int SCAN = 1_024;

    /** What is pending, by place in the ledger, and up to where the ledger was read. */
    private record Pending(Map<Long, Envelope> items, long next) {}

    private final MeshNode node;
    private final Voice voice;
    private final AgentId agent;
    private final Digest genesis;
    private final Predicate<Core> releasable;

    ReleaseGate(MeshNode node, Voice voice, Digest genesis, Predicate<Core> releasable) {
        this.node = Objects.requireNonNull(node, "node");
        this.voice = Objects.requireNonNull(voice, "voice");
        this.agent = new AgentId(voice.authority().urn());
        this.genesis = Objects.requireNonNull(genesis, "genesis");
        this.releasable = Objects.requireNonNull(releasable, "releasable");
    }

    AgentId agent() {
        return agent;
    }

    /** Commits the next consignment; empty where nothing waits. */
    Optional<Octets> release(Detected current) {
        Agreement agreement = current.ordered().agreement();
        Pending pending = pending(current);
        if (pending.items().isEmpty()) {
            return Optional.empty();
        }
        Map<Long, Envelope> items = pending.items();
        Checkpoint head = node.ledger().latest().orElseThrow();
        DeviceChain chain = DeviceChain.read(node.ports().store(), chainName());
        List<Statement.Member> members = new ArrayList<>();
        items.forEach((place, item) -> members.add(new Statement.Member(
                item.observation().oid(), place, node.ledger().inclusion(place, head.size()))));
        Statement consignment = new Statement.Consignment(agent, chain.sequence() + 1, chain.last(), head, members);
        Observatory.Made made = node.prepare(consignment, agreement.digest(), voice);
        return Optional.of(commit(made, chain, items, pending.next(), head));
    }

    private Octets commit(
            Observatory.Made made, DeviceChain chain, Map<Long, Envelope> items, long next, Checkpoint head) {
        Envelope consignment = made.envelopes().get(0);
        Oid oid = consignment.observation().oid();
        Octets parcel = parcel(consignment, List.copyOf(items.values())).octets();
        List<Write> writes = new ArrayList<>(made.writes());
        writes.add(chain.after(oid).write());
        writes.add(new Write.Put(Table.OUTBOX, RowKey.of(genesis, chain.sequence() + 1), parcel));
        writes.add(new Write.Put(Table.STATE, cursorKey(), RowKey.of(next).octets()));
        writes.addAll(node.see(head.ref()));
        List<LedgerLeaf> leaves = new ArrayList<>(made.leaves());
        leaves.add(LedgerLeaf.of(LeafKind.RELEASED, oid.digest()));
        node.commit(writes, leaves);
        return parcel;
    }

    private String chainName() {
        return "consignments " + genesis.hex() + " " + agent;
    }

    private RowKey cursorKey() {
        return RowKey.of("released " + genesis.hex() + " " + agent);
    }

    /** What was withheld and has been cleared since, then what the ledger holds beyond the last consignment. */
    private Pending pending(Detected current) {
        Agreement agreement = current.ordered().agreement();
        TrafficClasses classes = TrafficClasses.of(current);
        Map<Long, Envelope> items = new LinkedHashMap<>();
        long next = node.ports()
                .store()
                .get(Table.STATE, cursorKey())
                .map(octets -> ByteBuffer.wrap(octets.bytes()).getLong())
                .orElse(0L);
        long octets = 0;
        for (Oid oid : classes.cleared(node.mesh())) {
            Optional<Envelope> item = node.octets(oid.digest())
                    .map(this::read)
                    .filter(one -> releasable.test(one.observation().core()));
            OptionalLong place = node.ledger().indexOf(LedgerLeaf.of(LeafKind.OBSERVED, oid.digest()));
            if (item.isPresent() && place.isPresent() && classes.isCleared(item.get(), node.mesh())) {
                octets += room(item.get());
                if (isFull(items.size(), octets, agreement.limits())) {
                    return new Pending(items, next);
                }
                items.put(place.getAsLong(), item.get());
            }
        }
        List<LedgerLeaf> leaves = node.ledger().leaves(next, SCAN);
        while (!leaves.isEmpty()) {
            for (LedgerLeaf leaf : leaves) {
                Optional<Envelope> item =
                        releasable(leaf, classes, current.ordered().epochDigests());
                octets += item.map(ReleaseGate::room).orElse(0L);
                if (isFull(items.size(), octets, agreement.limits())) {
                    return new Pending(items, next);
                }
                long place = next++;
                item.ifPresent(one -> items.put(place, one));
            }
            leaves = node.ledger().leaves(next, SCAN);
        }
        return new Pending(items, next);
    }

    private static long room(Envelope item) {
        return item.observation().octets().size() + 4_096L;
    }

    private static boolean isFull(int items, long octets, Limits limits) {
        return items >= Math.max(1, limits.consignmentItemsMax() - 1)
                || items > 0 && octets > limits.consignmentOctetsMax() / 2;
    }

    private Optional<Envelope> releasable(LedgerLeaf leaf, TrafficClasses classes, Set<Digest> epochs) {
        return leaf.kind() == LeafKind.OBSERVED
                ? node.octets(leaf.subject())
                        .map(this::read)
                        .filter(item -> passes(item.observation().core(), epochs))
                        .filter(item -> !classes.withholds(item.observation().core()))
                : Optional.empty();
    }

    /** Data as the gate says; control of this agreement, but consignments, which are the release itself. */
    private boolean passes(Core core, Set<Digest> epochs) {
        return core.isControl()
                ? core.agreement().filter(epochs::contains).isPresent()
                        && !core.property().equals(StatementKind.CONSIGNMENT.property())
                        && !core.property().equals(StatementKind.CHECKPOINT.property())
                : releasable.test(core);
    }

    /** Whether it is more than an answer to another's content. */
    static boolean isContent(Core core) {
        return !core.isControl()
                || StatementKind.ofWireName(core.property().value())
                        .filter(ANSWERS::contains)
                        .isEmpty();
    }

    /** What the own mesh observed, the gate would let out, and a class withholds until enough agents have cleared it. */
    List<Oid> withheld(Detected current) {
        TrafficClasses classes = TrafficClasses.of(current);
        List<Oid> withheld = new ArrayList<>();
        long next = 0;
        List<LedgerLeaf> leaves = node.ledger().leaves(next, SCAN);
        while (!leaves.isEmpty()) {
            leaves.stream()
                    .filter(leaf -> leaf.kind() == LeafKind.OBSERVED && !classes.isReleased(new Oid(leaf.subject())))
                    .flatMap(leaf -> node.octets(leaf.subject()).stream())
                    .map(octets -> read(octets).observation())
                    .filter(one -> classes.withholds(one.core()) && releasable.test(one.core()))
                    .forEach(one -> withheld.add(one.oid()));
            next += leaves.size();
            leaves = node.ledger().leaves(next, SCAN);
        }
        return List.copyOf(withheld);
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
