package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.comity.core.agreement.Party;
import org.comity.core.authority.AgentId;
import org.comity.core.boundary.Refusal;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.partition.Descriptor;
import org.comity.core.partition.Mode;
import org.comity.core.partition.Session;
import org.comity.core.partition.Waybill;

/**
 * How an agent meets one peer by carried media: each medium is an encounter one way. What goes out is signed with its place in
 * a chain; what comes in is believed once its waybill is, ledgers before content. A medium may be lost, late or given twice:
 * what it brought is admitted by oid, and what is missing is told. Thread-safe.
 */
public final class Medium {
    /** A waybill as it travels. */
    public record Signed(Waybill waybill, Octets signature) {
        public Signed {
            Objects.requireNonNull(waybill, "waybill");
            Objects.requireNonNull(signature, "signature");
        }
    }

    /** Something that was sent and has not come. */
    public record Loss(Reason reason, String detail) {
        public Loss {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }
    }

    private final Encounter encounter;
    private final BoundaryAgent agent;
    private final String name;
    private final Session.Checks checks;

    /**
     * @param name under which the agent counts what it has sent by media
     */
    Medium(Encounter encounter, BoundaryAgent agent, String name, Session.Checks checks) {
        this.encounter = Objects.requireNonNull(encounter, "encounter");
        this.agent = Objects.requireNonNull(agent, "agent");
        this.name = Objects.requireNonNull(name, "name");
        this.checks = Objects.requireNonNull(checks, "checks");
    }

    /** The agent. */
    public BoundaryAgent agent() {
        return agent;
    }

    /** The name under which the agent counts what it has sent by media. */
    public String name() {
        return name;
    }

    private MeshId own() {
        return agent.node().mesh();
    }

    private MediumChain chain(String direction) {
        return new MediumChain(
                agent.node().ports().store(), agent.genesis().digest().hex() + " " + name + " " + direction);
    }

    private MediumChain out() {
        return chain("out");
    }

    /** The media that came from that sender. */
    MediumChain in(AgentId sender) {
        return chain("in " + sender.urn());
    }

    /** The party that certified this side's agent abroad: whom the media are for. */
    MeshId peer(Descriptor shown) {
        return agent.agreement().parties().stream()
                .filter(party -> !party.mesh().equals(own()))
                .filter(party -> checks.credentials()
                        .credential(shown.abroad(), party.mesh(), party.anchors())
                        .fold(good -> true, no -> false))
                .map(Party::mesh)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no other party certified the key of " + agent.id()));
    }

    /** Whether the agreement lets media go out: a channel leads from here to the peer. */
    public boolean leads() {
        return agent.agreement().leads(own(), peer(encounter.descriptor(List.of())));
    }

    /** Whether media go out and are taken in: unless this side has set the peer aside. */
    public boolean isOpen() {
        return encounter.mode() != Mode.QUARANTINED;
    }

    /**
     * Makes the next waybill; nothing is committed.
     *
     * @param manifest SHA-256 of the list of the content
     * @param content the parcels, in their order
     */
    public Signed write(Digest manifest, List<Octets> content) {
        Optional<Waybill> before = out().newest();
        Descriptor sender = encounter.descriptor(encounter.newestHeads());
        Checkpoint head = agent.node().ledger().latest().orElseThrow();
        Waybill waybill = new Waybill(
                sender,
                peer(sender),
                before.map(Waybill::sequence).orElse(0L) + 1,
                before.map(Waybill::digest),
                manifest,
                head.note(),
                new Growths(agent, out()).proofs(head, content, shownBack()));
        return new Signed(
                waybill,
                Octets.of(agent.credentials().signer().sign(waybill.octets().bytes())));
    }

    /** The sizes of the own ledger that peers have shown on their newest media. */
    private List<Long> shownBack() {
        return agents().flatMap(peer -> in(peer).newest().stream())
                .flatMap(waybill -> waybill.sender().checkpoints().stream())
                .flatMap(note -> WaybillCheck.head(agent, checks, note, own())
                        .fold(Stream::of, no -> Stream.<Checkpoint>empty()))
                .map(Checkpoint::size)
                .toList();
    }

    /** The agents of the other parties. */
    Stream<AgentId> agents() {
        return agent.agreement().parties().stream()
                .filter(party -> !party.mesh().equals(own()))
                .flatMap(party -> party.agents().stream());
    }

    /** Notes that a medium is whole and about to leave: its place is used up, whether or not anyone sees it again. */
    public void leaves(Waybill waybill) {
        Checkpoint head = WaybillCheck.head(agent, checks, waybill.head(), own())
                .fold(good -> good, no -> {
                    throw new IllegalStateException("not a waybill of this side: " + no.detail());
                });
        synchronized (agent.node()) {
            agent.node()
                    .commit(
                            out().put(waybill, head.size(), head.root()),
                            List.of(LedgerLeaf.of(LeafKind.PACKED, waybill.digest())));
        }
    }

    /** The last medium that was whole. */
    public Optional<Waybill> lastLeft() {
        return out().newest();
    }

    /** Whether all of that medium's content was given on before. */
    public boolean isTaken(Waybill waybill) {
        return in(waybill.sender().agent()).isTaken(waybill.digest());
    }

    /** Notes that all of a medium's content was given on. */
    public void taken(Waybill waybill) {
        synchronized (agent.node()) {
            agent.node().commit(List.of(in(waybill.sender().agent()).taken(waybill.digest())), List.of());
        }
    }

    /**
     * Judges a medium before any of its content is given on, and logs the sender's head.
     *
     * @param manifest SHA-256 of the list by which the content was checked
     * @param content the parcels, each as that list says; none of it is believed
     * @return the waybill; a no is recorded
     */
    public Outcome<Waybill> meet(Signed signed, Digest manifest, Iterable<Octets> content) {
        synchronized (agent.node()) {
            Waybill waybill = signed.waybill();
            MediumChain chain = in(waybill.sender().agent());
            WaybillCheck check = new WaybillCheck(encounter, agent, checks, chain);
            Outcome<Checkpoint> head = isOpen()
                    ? check.head(signed, manifest, content)
                    : Outcome.no(Reason.CHANNEL_NOT_AUTHORIZED, "this side has set the peer aside");
            return head.fold(good -> Outcome.yes(met(waybill, good, chain)), no -> {
                if (no.reason() == Reason.LEDGER_BEHIND) {
                    agent.node().stop();
                }
                if (no.reason() == Reason.MESH_EQUIVOCATED) {
                    encounter.disprove(waybill.sender().mesh(), no.detail());
                }
                return refuse(check.evidence(waybill, no.reason()), no.reason(), no.detail());
            });
        }
    }

    /** Records what is not taken: evidence, why, and one line for an operator. */
    public <T> Outcome<T> refuse(Octets evidence, Reason reason, String detail) {
        synchronized (agent.node()) {
            Recorder.refuse(agent, new Refusal(evidence, reason, detail));
        }
        return Outcome.no(reason, detail);
    }

    private Waybill met(Waybill waybill, Checkpoint head, MediumChain chain) {
        if (chain.at(waybill.sequence()).isPresent()) {
            return waybill;
        }
        boolean newest = chain.newest().map(Waybill::sequence).orElse(0L) < waybill.sequence();
        List<Write> writes = new ArrayList<>(chain.put(waybill, head.size(), head.root()));
        List<LedgerLeaf> leaves = new ArrayList<>(List.of(LedgerLeaf.of(LeafKind.ENROLLED, waybill.digest())));
        boolean grew =
                WaybillCheck.known(agent, checks, head.mesh()).stream().noneMatch(one -> one.size() > head.size());
        if (grew) {
            writes.add(Witness.remembered(head));
            leaves.add(LedgerLeaf.of(LeafKind.HEAD_EXTENDED, head.note().digest()));
        }
        if (waybill.previous().isPresent() && chain.at(waybill.sequence() - 1).isEmpty()) {
            leaves.add(Recorder.leaf(new Refusal(waybill.octets(), Reason.MEDIUM_GAP, WaybillCheck.title(waybill))));
        }
        agent.node().commit(writes, leaves);
        if (newest) {
            long back = WaybillCheck.sequence(waybill.sender().frontiers(), agent.id());
            agent.sent(name, Math.min(back, agent.sent(name)));
        }
        return waybill;
    }

    /** What differs from the peer where frontiers do not tell, asked and answered by media. */
    public MediumComparison comparison() {
        return new MediumComparison(this, encounter, agent);
    }

    /** What peers sent and has not come: whole media, and consignments that their newest media say were released. */
    public List<Loss> losses() {
        List<Loss> losses = new ArrayList<>();
        agents().forEach(peer -> {
            MediumChain chain = in(peer);
            chain.missing().forEach(range -> losses.add(loss(Reason.MEDIUM_GAP, "medium", range, peer)));
            chain.newest()
                    .map(newest -> new long[] {
                        WaybillCheck.sequence(agent.current().picture().frontiers(), peer) + 1,
                        WaybillCheck.sequence(newest.sender().frontiers(), peer)
                    })
                    .filter(range -> range[0] <= range[1])
                    .ifPresent(range -> losses.add(loss(Reason.CONSIGNMENT_GAP, "consignment", range, peer)));
        });
        return List.copyOf(losses);
    }

    private static Loss loss(Reason reason, String what, long[] range, AgentId peer) {
        String places = range[0] == range[1] ? Long.toString(range[0]) : range[0] + " to " + range[1];
        return new Loss(reason, what + " " + places + " of " + peer + " has not come");
    }
}
