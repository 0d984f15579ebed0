package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.arbitration.CustomComparators;
import org.comity.core.authority.AgentId;
import org.comity.core.boundary.AdmittedConsignment;
import org.comity.core.boundary.Intake;
import org.comity.core.boundary.Refusal;
import org.comity.core.boundary.TranslatedConsignment;
import org.comity.core.boundary.Verification;
import org.comity.core.boundary.Verified;
import org.comity.core.boundary.VerifiedConsignment;
import org.comity.core.control.Frontier;
import org.comity.core.control.Statement;
import org.comity.core.label.PolicyShelf;
import org.comity.core.ledger.MeshStore;
import org.comity.core.ledger.Row;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Observation;

/**
 * The only thing that carries across: one mesh's agent under one agreement. It releases what the own mesh observed and takes
 * in what others released, both through the same stages. Thread-safe; commits pass through the node's single writer.
 */
public final class BoundaryAgent {
    private static final int PAGE = 1_024;

    private final MeshNode node;
    private final Agreement genesis;
    private final Verification verification;
    private final Intake intake;
    private final ReleaseGate gate;
    private final Voice voice;
    private final Map<Oid, Verified> set = new LinkedHashMap<>();
    private final Answers answers;
    private final Outstanding outstanding;
    private Arbitrated current;

    /**
     * Opens the agent and brings it to where its store left off: what was admitted is verified again, what was released but not
     * yet taken in, or taken in but not yet answered, is done now. The agent of a mesh that waits for an epoch to name it
     * releases nothing until then.
     *
     * @param genesis the first epoch of the agreement, which names S
     * @param policies the security policy files at hand, by which the gate reads labels
     */
    public BoundaryAgent(
            MeshNode node, Voice voice, Agreement genesis, Verification verification, PolicyShelf policies) {
        this(node, voice, genesis, verification, policies, CustomComparators.NONE);
    }

    /** The same, where the agreement names a comparator of its own, which these ask. */
    public BoundaryAgent(
            MeshNode node,
            Voice voice,
            Agreement genesis,
            Verification verification,
            PolicyShelf policies,
            CustomComparators custom) {
        this.node = Objects.requireNonNull(node, "node");
        this.voice = Objects.requireNonNull(voice, "voice");
        this.genesis = Objects.requireNonNull(genesis, "genesis");
        this.verification = Objects.requireNonNull(verification, "verification");
        this.intake = new Intake(verification);
        this.gate = new ReleaseGate(node, voice, genesis.digest(), policies);
        this.outstanding = new Outstanding(gate.agent());
        this.answers = new Answers(node, voice, genesis.digest(), set);
        this.current = Reconciler.reconcile(genesis, List.of(), custom);
        if (genesis.party(node.mesh()).isPresent() && !isNamedBy(genesis)) {
            throw new IllegalArgumentException(
                    "the agreement does not name " + gate.agent() + " as an agent of " + node.mesh());
        }
        synchronized (node) {
            restore();
            if (set.isEmpty()) {
                node.commit(List.of(), Recorder.leavesOf(current));
            }
            takeOwn();
            reopen();
            answers.give(current, List.of());
        }
    }

    private boolean isNamedBy(Agreement epoch) {
        return epoch.meshOf(gate.agent()).filter(node.mesh()::equals).isPresent();
    }

    private MeshStore store() {
        return node.ports().store();
    }

    private void restore() {
        List<Agreement> epochs = new ArrayList<>(List.of(genesis));
        for (Row row : rows(Table.ADMISSION, 1)) {
            Octets octets = node.octets(Digest.of(row.value().bytes()))
                    .orElseThrow(() -> new IllegalStateException("the store lacks an admitted observation"));
            Verified one = again(octets, epochs);
            one.epoch().ifPresent(epochs::add);
            set.put(one.oid(), one);
        }
        current = Reconciler.reconcile(
                genesis, set.values(), current.detected().ordered().custom());
        set.values().forEach(one -> outstanding.see(one, agreement(), set));
        answers.expect(set.values());
    }

    private Verified again(Octets octets, List<Agreement> epochs) {
        String detail = "";
        for (int i = epochs.size() - 1; i >= 0; i--) {
            Outcome<Verified> outcome = verification.verify(octets, epochs.get(i), node::document);
            Optional<Verified> good = outcome.fold(Optional::of, no -> Optional.empty());
            if (good.isPresent()) {
                return good.get();
            }
            detail = outcome.fold(any -> "", no -> no.reason() + " " + no.detail());
        }
        throw new IllegalStateException("an admitted observation no longer verifies: " + detail);
    }

    private List<Row> rows(Table table, long from) {
        List<Row> rows = new ArrayList<>();
        RowKey key = RowKey.of(genesis.digest(), from);
        while (true) {
            List<Row> page = store().scan(table, key, PAGE);
            List<Row> own = page.stream()
                    .takeWhile(row -> row.key().startsWith(genesis.digest()))
                    .toList();
            rows.addAll(own);
            if (own.size() < PAGE) {
                return rows;
            }
            key = own.get(own.size() - 1).key().next();
        }
    }

    /** The mesh. */
    public MeshNode node() {
        return node;
    }

    /** The agent's name in the agreement. */
    public AgentId id() {
        return gate.agent();
    }

    /** Who signs for the agent. */
    public Voice credentials() {
        return voice;
    }

    /** The first epoch, which names S. */
    public Agreement genesis() {
        return genesis;
    }

    /** Where S stands: the picture at the furthest frontiers, and all that led to it. */
    public Arbitrated current() {
        synchronized (node) {
            return current;
        }
    }

    /** All that was admitted, in the order of admission. */
    public List<Verified> admitted() {
        synchronized (node) {
            return List.copyOf(set.values());
        }
    }

    /** The epoch of the agreement that rules now. */
    public Agreement agreement() {
        return current().detected().ordered().agreement();
    }

    /** Signs a control statement; the next release carries it. */
    public Observation state(Statement statement, Voice by) {
        return node.state(statement, agreement().digest(), by);
    }

    /**
     * Refuses an item that was admitted, for a reason that the agreement allows: once the receipt is released, it does not count for
     * any party.
     *
     * @return the receipt; a no with SOURCE_MISSING where no consignment lists the item, ISSUER_NOT_ENTITLED where the agreement
     *     does not let a party refuse for that reason
     */
    public Outcome<Observation> refuse(Oid item, Reason reason) {
        synchronized (node) {
            if (!agreement().refusals().contains(reason)) {
                return Outcome.no(Reason.ISSUER_NOT_ENTITLED, "the agreement lets no party refuse for " + reason);
            }
            return set.values().stream()
                    .filter(one -> one.statement().orElse(null) instanceof Statement.Consignment consignment
                            && consignment.members().stream()
                                    .anyMatch(member -> member.oid().equals(item)))
                    .findFirst()
                    .map(one -> new Statement.Receipt(
                            one.oid(), List.of(new Statement.Item(item.digest(), Optional.of(reason)))))
                    .map(receipt -> Outcome.yes(state(receipt, voice)))
                    .orElseGet(() -> Outcome.no(Reason.SOURCE_MISSING, "no consignment lists " + item));
        }
    }

    /**
     * Makes consignments of all that waits, and takes each into the own picture by the same stages as anyone's.
     *
     * @return the parcels, in order; they stay in the outbox
     */
    public List<Octets> release() {
        synchronized (node) {
            List<Octets> parcels = new ArrayList<>();
            Optional<Octets> parcel = releaseNext();
            while (parcel.isPresent()) {
                parcels.add(parcel.get());
                parcel = releaseNext();
            }
            return List.copyOf(parcels);
        }
    }

    /**
     * Makes one consignment of what waits and takes it, so that it can be on its way while the next is made.
     *
     * @return the parcel, which stays in the outbox; empty where nothing goes out, or nothing more ({@link MeshNode#isBehind})
     */
    public Optional<Octets> releaseNext() {
        synchronized (node) {
            boolean releases = isNamedBy(agreement()) && !node.isBehind();
            Optional<Octets> parcel = releases ? gate.release(current().detected()) : Optional.empty();
            parcel.ifPresent(this::take);
            return parcel;
        }
    }

    /**
     * What the own release gate does not let out, and why, in the order of the own ledger: for this mesh's operator alone. What stands
     * there for RELEASE_UNSIGNED waits until enough agents have signed one {@link Statement.Clearance} for it.
     */
    public List<Withheld> withheld() {
        synchronized (node) {
            return gate.withheld(current.detected());
        }
    }

    /** Own consignments of content for which others owe a receipt, in the order of release, and who owes it. */
    public Map<Oid, Set<MeshId>> outstanding() {
        synchronized (node) {
            return outstanding.owed();
        }
    }

    /** How many those are. */
    int owed() {
        synchronized (node) {
            return outstanding.count();
        }
    }

    /** The parcels that this agent released after that sequence, in order; at most the given number, none where nothing more goes out. */
    public List<Octets> outbox(long after, int limit) {
        return node.isBehind()
                ? List.of()
                : store().scan(Table.OUTBOX, RowKey.of(genesis.digest(), after + 1), limit).stream()
                        .takeWhile(row -> row.key().startsWith(genesis.digest()))
                        .map(Row::value)
                        .toList();
    }

    /** Up to which sequence of the outbox a channel has been given everything. */
    public long sent(String channel) {
        return store().get(Table.STATE, sentKey(channel))
                .map(octets -> new RowKey(octets).number())
                .orElse(0L);
    }

    /** Notes up to which sequence of the outbox a channel has been given everything. */
    public void sent(String channel, long sequence) {
        synchronized (node) {
            store().commit(List.of(new Write.Put(
                    Table.STATE, sentKey(channel), RowKey.of(sequence).octets())));
        }
    }

    private RowKey sentKey(String channel) {
        return RowKey.of("sent " + genesis.digest().hex() + " " + channel);
    }

    /** What was released before a halt and not yet taken in. */
    private void takeOwn() {
        long own = current.picture()
                .frontiers()
                .of(gate.agent())
                .map(Frontier::sequence)
                .orElse(0L);
        rows(Table.OUTBOX, own + 1).forEach(row -> take(row.value()));
    }

    /** The whole flow in one step. */
    public Recorded take(Octets parcel) {
        return record(arbitrate(detect(order(admit(translate(verify(parcel)))))));
    }

    /** Verifies each part of a parcel on its own merits. */
    public VerifiedConsignment verify(Octets parcel) {
        return intake.open(parcel, agreement(), node::document);
    }

    /** Attaches the equivalences in force. */
    public TranslatedConsignment translate(VerifiedConsignment verified) {
        return TranslatedConsignment.of(verified, current().detected().crosswalk());
    }

    /** Decides what is new, once and only once. */
    public AdmittedConsignment admit(TranslatedConsignment translated) {
        synchronized (node) {
            return AdmittedConsignment.of(translated, set::containsKey);
        }
    }

    /** Orders S with what is new. */
    public Crossing<Ordered> order(AdmittedConsignment admitted) {
        Arbitrated before = current();
        return new Crossing<>(admitted, before, before.detected().ordered().with(admitted.admitted()));
    }

    /** Judges what competes and whether it is safe. */
    public Crossing<Detected> detect(Crossing<Ordered> ordered) {
        return ordered.to(Detected.after(ordered.before().detected(), ordered.stage()));
    }

    /** Rules by the agreed policy. */
    public Crossing<Arbitrated> arbitrate(Crossing<Detected> detected) {
        return detected.to(detected.stage().arbitrateAfter(detected.before()));
    }

    /**
     * Commits effects and ledger leaves in one transaction, then answers. Where S has grown since the crossing was ordered,
     * it is ordered and arbitrated again first.
     */
    public Recorded record(Crossing<Arbitrated> crossing) {
        synchronized (node) {
            Crossing<Arbitrated> fresh = crossing.before() == current
                    ? crossing
                    : arbitrate(detect(order(admit(crossing.admitted().translated()))));
            Arbitrated before = current;
            new Recorder(node, genesis.digest(), agreement().limits()).commit(fresh, set.size());
            fresh.admitted().admitted().forEach(one -> set.put(one.oid(), one));
            answers.expect(fresh.admitted().admitted());
            current = fresh.stage();
            fresh.admitted().admitted().forEach(one -> outstanding.see(one, agreement(), set));
            VerifiedConsignment came = fresh.admitted().translated().verified();
            answers.give(current, came.refusals());
            Recorded recorded = new Recorded(
                    came.consignment(),
                    fresh.admitted().admitted().stream().map(Verified::oid).toList(),
                    fresh.admitted().duplicates(),
                    came.refusals(),
                    current.picture().since(before.picture()));
            return reopen(recorded, before);
        }
    }

    /** With what waited for a document or a consignment, which is tried again when something new has come. */
    private Recorded reopen(Recorded recorded, Arbitrated before) {
        if (recorded.admitted().isEmpty()) {
            return recorded;
        }
        List<Oid> admitted = new ArrayList<>(recorded.admitted());
        admitted.addAll(reopen());
        return new Recorded(
                recorded.consignment(),
                admitted,
                recorded.duplicates(),
                recorded.refusals(),
                current.picture().since(before.picture()));
    }

    /** What waited and is admitted now. */
    private List<Oid> reopen() {
        List<Octets> waiting = rows(Table.HELD, 0).stream()
                .map(row -> Kept.read(row.value()).octets())
                .toList();
        VerifiedConsignment again = intake.reopen(waiting, agreement(), node::document);
        return again.items().isEmpty()
                ? List.of()
                : record(arbitrate(detect(order(admit(translate(again)))))).admitted();
    }

    /** Records what a channel did not let through: evidence of it, why, and one line for an operator. */
    public void record(Refusal refusal) {
        synchronized (node) {
            Recorder.refuse(this, refusal);
        }
    }

    /** Octets that were refused, or wait, and why: for an operator. */
    public List<Kept> refused() {
        List<Kept> kept = new ArrayList<>();
        rows(Table.REFUSED, 0).forEach(row -> kept.add(Kept.read(row.value())));
        rows(Table.HELD, 0).forEach(row -> kept.add(Kept.read(row.value())));
        return List.copyOf(kept);
    }

    /** Keeps a document that an epoch statement names. */
    public void keep(Octets document) {
        node.keep(verification.index(List.of(document)));
    }
}
