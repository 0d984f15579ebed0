package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.comity.core.agreement.Party;
import org.comity.core.boundary.Refusal;
import org.comity.core.control.Frontier;
import org.comity.core.divergence.sketch.Difference;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.core.partition.Cosigned;
import org.comity.core.partition.Descriptor;
import org.comity.core.partition.Extension;
import org.comity.core.partition.Mode;
import org.comity.core.partition.Partition;
import org.comity.core.partition.Session;
import org.comity.core.partition.Turn;

/**
 * How an agent stands to one peer over one channel: the mode that the operator chose, and the session that both proved. The
 * mode outlives a halt; a session does not. Every change is a leaf of the ledger. Thread-safe.
 */
public final class Encounter {
    private final BoundaryAgent agent;
    private final String channel;
    private final Octets abroad;
    private final Session.Checks checks;
    private final Supplier<Octets> nonces;
    private Optional<Session> session = Optional.empty();
    private Optional<Witness> witness = Optional.empty();
    private boolean reachable;
    private Optional<Octets> early = Optional.empty();
    private Optional<Comparing> comparing = Optional.empty();
    private List<Checkpoint> shown = List.of();

    /**
     * @param channel the name under which the agent counts what it has sent
     * @param abroad the credential that the peer's mesh issued for the agent's key
     * @param nonces fresh unpredictable 32 octets each time
     */
    public Encounter(
            BoundaryAgent agent, String channel, Octets abroad, Session.Checks checks, Supplier<Octets> nonces) {
        this.agent = Objects.requireNonNull(agent, "agent");
        this.channel = Objects.requireNonNull(channel, "channel");
        this.abroad = Objects.requireNonNull(abroad, "abroad");
        this.checks = Objects.requireNonNull(checks, "checks");
        this.nonces = Objects.requireNonNull(nonces, "nonces");
        this.reachable = !(partition() instanceof Partition.Degraded);
    }

    /** How this side stands to the peer; connected where nothing was ordered. */
    public Partition partition() {
        return agent.node()
                .ports()
                .store()
                .get(Table.STATE, modeKey())
                .map(Partition::read)
                .orElseGet(Partition::begun);
    }

    /** The name of that. */
    public Mode mode() {
        return partition().mode();
    }

    private RowKey modeKey() {
        return RowKey.of("mode " + agent.genesis().digest().hex() + " " + channel);
    }

    /**
     * Makes a move that a person ordered. The session ends with it: an encounter begins with a greeting.
     *
     * @return where this side stands then; a no with MODE_NOT_LEGAL where the state does not offer the move, MESH_EQUIVOCATED where the
     *     peer was proven to show two ledgers under the key that the agreement still pins
     */
    public synchronized Outcome<Partition> move(Partition.Move move, Turn turn) {
        return partition().move(move, turn, pinned()).map(this::enter);
    }

    private Set<String> pinned() {
        return agent.agreement().parties().stream().map(Party::ledgerKey).collect(Collectors.toSet());
    }

    /** The moves that a person may order now; never empty but where the peer is proven to show two ledgers. */
    public synchronized Set<Partition.Move> offers() {
        Partition now = partition();
        Set<Partition.Move> offers = EnumSet.noneOf(Partition.Move.class);
        for (Partition.Move move : Partition.Move.values()) {
            now.move(move, now.turn(), pinned()).map(next -> offers.add(move));
        }
        return offers;
    }

    private Partition enter(Partition next) {
        boolean goesOn = mode().takes() && next.mode().takes();
        if (!goesOn) {
            end();
        }
        RowKey history = RowKey.of(historyKey(), agent.node().ledger().size());
        LedgerLeaf leaf = LedgerLeaf.of(
                LeafKind.MODE,
                Encoding.of("comity-mode-v2")
                        .digest(agent.genesis().digest())
                        .text(channel)
                        .text(mode().name())
                        .octets(next.octets().bytes())
                        .number(history.number())
                        .digest());
        agent.node()
                .commit(
                        List.of(
                                new Write.Put(Table.STATE, modeKey(), next.octets()),
                                new Write.Put(Table.MOVE, history, next.octets())),
                        List.of(leaf));
        return next;
    }

    private Digest historyKey() {
        return Encoding.of("comity-moves-v1")
                .digest(agent.genesis().digest())
                .text(channel)
                .digest();
    }

    /** Where every move led, who made it and why, from the first on; at most 1,024. */
    public List<Partition> moves() {
        return agent.node().ports().store().scan(Table.MOVE, RowKey.of(historyKey(), 0), 1_024).stream()
                .takeWhile(row -> row.key().startsWith(historyKey()))
                .map(row -> Partition.read(row.value()))
                .toList();
    }

    /** What this side observed: the peer cannot be reached. */
    public synchronized void unreachable(String why) {
        reachable = false;
        degrade(why);
    }

    /** What this side observed: the peer was heard. */
    public synchronized void heard() {
        reachable = true;
        assess();
    }

    /** Degrades where more receipts are outstanding than was agreed, and recovers where neither that nor silence holds. */
    public synchronized void assess() {
        int owed = agent.owed();
        boolean beyond =
                agent.agreement().release().receiptsOutstandingMax().stream().anyMatch(max -> owed > max);
        if (beyond) {
            degrade(owed + " consignments without receipt");
        } else if (reachable && partition() instanceof Partition.Degraded degraded) {
            enter(degraded.recover(
                    Turn.ordered(agent.id().urn(), "heard again, and its receipts are within the bound")));
        }
    }

    private void degrade(String why) {
        if (partition() instanceof Partition.Connected connected) {
            enter(connected.degrade(Turn.observed(agent.id().urn(), why)));
        }
    }

    private void end() {
        session = Optional.empty();
        witness = Optional.empty();
        early = Optional.empty();
        comparing = Optional.empty();
    }

    /**
     * Begins a session: what to send. A session that waits for the peer's proof is not begun anew but greets again, so that two sides
     * who both greet over a slow way do not undo one another's session for ever.
     */
    public synchronized Octets greet() {
        Session begun = session.filter(one -> !one.isOpen() && !isOutdated(one)).orElseGet(this::begin);
        session = Optional.of(begun);
        return begun.greeting();
    }

    private Session begin() {
        end();
        shown = newestHeads();
        return session(descriptor(shown));
    }

    /** Fresh unpredictable octets. */
    Octets nonce() {
        return nonces.get();
    }

    /** The same peer, met by carried media, which are counted under a name of their own. */
    public Medium medium(String name) {
        return new Medium(this, agent, name, checks);
    }

    /** A session that is not open, in which this side shows that. */
    Session session(Descriptor own) {
        return new Session(agent.agreement(), own, agent.credentials().signer(), checks, this::isOurs);
    }

    /** What this side shows of itself now, and of ledgers those heads. */
    Descriptor descriptor(List<Checkpoint> heads) {
        Voice voice = agent.credentials();
        SignatureAlgorithm suite = voice.signer().algorithm();
        Ordered ordered = agent.current().detected().ordered();
        return new Descriptor(
                agent.node().mesh(),
                agent.id(),
                ordered.agreement().digest(),
                ordered.epochDigests().stream()
                        .filter(epoch -> !epoch.equals(ordered.agreement().digest()))
                        .sorted()
                        .toList(),
                nonces.get(),
                voice.credential(),
                abroad,
                suite,
                agent.current().picture().frontiers(),
                heads.stream().map(Checkpoint::note).toList());
    }

    private boolean isOurs(Checkpoint shown) {
        return agent.node()
                .ledger()
                .checkpoint(shown.size())
                .filter(head -> head.root().equals(shown.root()))
                .isPresent();
    }

    /** Of each party the newest head that S shows, or that was proven at an encounter. */
    List<Checkpoint> newestHeads() {
        List<Checkpoint> newest = new ArrayList<>(Witness.extended(agent, checks));
        agent.admitted().stream().flatMap(one -> MeshTimes.heads(one).stream()).forEach(head -> {
            boolean newer =
                    newest.stream().noneMatch(known -> known.mesh().equals(head.mesh()) && known.size() >= head.size());
            if (newer) {
                newest.removeIf(known -> known.mesh().equals(head.mesh()));
                newest.add(head);
            }
        });
        return newest;
    }

    /** Takes a session message: what to answer, in order, or why it is not believed. */
    public synchronized Outcome<List<Octets>> receive(Octets message) {
        return heard(message).map(this::withQuestion);
    }

    /** Where frontiers do not tell what this side lacks, it asks, once the peer and its ledger are proven. */
    private List<Octets> withQuestion(List<Octets> answer) {
        compared();
        Optional<Octets> question =
                takes() ? comparison().filter(Comparing::lacks).flatMap(Comparing::ask) : Optional.empty();
        List<Octets> messages = new ArrayList<>(answer);
        question.ifPresent(messages::add);
        return List.copyOf(messages);
    }

    private Optional<Comparing> comparison() {
        comparing = session.filter(Session::isOpen)
                .map(open -> comparing.filter(known -> known.isOf(open)).orElseGet(() -> new Comparing(agent, open)));
        return comparing;
    }

    /** What the peer says to a comparison; parcels are given as far as those of the outbox would be. */
    private Outcome<List<Octets>> compare(Octets body) {
        return comparison()
                .map(open -> open.hear(body)
                        .map(out -> out.stream()
                                .flatMap(one -> Session.isMessage(one) ? Stream.of(one) : given(one).stream())
                                .toList()))
                .orElseGet(() -> Outcome.no(Reason.EXTENSION_UNPROVEN, "a comparison before the session is open"));
    }

    /**
     * Whether a comparison with the peer has come out: the two sets differed in this, and what came made up for it.
     *
     * @return empty where none was needed, or something is still on its way; a no with SET_DIFFERS where the peer's set is not the one
     *     whose digest it claimed
     */
    public synchronized Optional<Outcome<Difference>> compared() {
        return comparing.flatMap(Comparing::confirm);
    }

    private Outcome<List<Octets>> heard(Octets message) {
        if (agent.node().isBehind()) {
            return Outcome.no(Reason.LEDGER_BEHIND, "a peer has shown a newer ledger of this mesh");
        }
        if (Session.isMessage(message) && Comparing.isMessage(Session.body(message))) {
            return compare(Session.body(message));
        }
        Session current = session.orElseGet(this::begin);
        session = Optional.of(current);
        boolean before = current.isOpen();
        Optional<Outcome<List<Octets>>> said =
                Session.isMessage(message) ? witnessed(current, Session.body(message)) : Optional.empty();
        if (said.isPresent()) {
            return said.get();
        }
        return current.receive(message).fold(answer -> Outcome.yes(answered(current, answer, before)), no -> {
            if (no.reason() == Reason.LEDGER_BEHIND) {
                agent.node().stop();
                Recorder.refuse(agent, new Refusal(message, no.reason(), no.detail()));
            }
            return Outcome.no(no.reason(), no.detail());
        });
    }

    /**
     * Ledgers come before content: with the proof of the key goes the proof that the own newest head extends the one that the peer
     * knows, so that both are on the way before anything else is given.
     */
    private List<Octets> answered(Session current, List<Octets> answer, boolean wasOpen) {
        List<Octets> messages = new ArrayList<>(answer);
        if (!answer.isEmpty()) {
            Witness begun = witness.filter(known -> known.isOf(current))
                    .orElseGet(() -> new Witness(agent, checks, current, shown));
            witness = Optional.of(begun);
            messages.add(Session.message(begun.extension()));
        }
        if (!wasOpen && current.isOpen()) {
            opened(current);
            early.flatMap(said -> witnessed(current, said))
                    .ifPresent(said -> messages.addAll(said.fold(more -> more, no -> List.of())));
            early = Optional.empty();
        }
        return List.copyOf(messages);
    }

    /** What the peer says of the ledgers; empty where the message is another. What comes before the session is open waits. */
    private Optional<Outcome<List<Octets>>> witnessed(Session current, Octets body) {
        Optional<Extension> extension = Extension.read(body).fold(Optional::of, no -> Optional.empty());
        if (extension.isPresent() && !current.isOpen()) {
            early = Optional.of(body);
            return Optional.of(Outcome.yes(List.of()));
        }
        return witness.flatMap(other -> extension
                .map(said -> believed(other.hear(said)))
                .or(() -> Cosigned.read(body).fold(said -> Optional.of(other.hear(said)), no -> Optional.empty())));
    }

    /** Sets the peer aside for what was proven against it. */
    void disprove(MeshId peer, String why) {
        Optional<String> key = agent.agreement().party(peer).map(Party::ledgerKey);
        Turn turn = Turn.observed(agent.id().urn(), "it showed two ledgers: " + why);
        enter(new Partition.Quarantined(turn, key));
    }

    /** Where the peer's ledger is not proven, the session ends; where it is proven false, this side sets the peer aside. */
    private Outcome<List<Octets>> believed(Outcome<List<Octets>> answer) {
        return answer.fold(
                messages -> Outcome.yes(messages.stream().map(Session::message).toList()), no -> {
                    if (no.reason() == Reason.MESH_EQUIVOCATED) {
                        session.flatMap(Session::greeted).ifPresent(peer -> disprove(peer.mesh(), no.detail()));
                    }
                    if (no.reason() != Reason.DUPLICATE) {
                        end();
                    }
                    return Outcome.no(no.reason(), no.detail());
                });
    }

    /** Records the encounter, and goes back to where the peer really is: what it lost is sent again. */
    private void opened(Session current) {
        LedgerLeaf leaf = LedgerLeaf.of(LeafKind.ENROLLED, current.transcript().orElseThrow());
        agent.node().commit(List.of(), List.of(leaf));
        long held = current.peer()
                .flatMap(peer -> peer.frontiers().of(agent.id()))
                .map(Frontier::sequence)
                .orElse(0L);
        agent.sent(channel, Math.min(held, agent.sent(channel)));
    }

    /** Whether consignments go out now. */
    public synchronized boolean gives() {
        Mode mode = mode();
        return mode == Mode.ONE_WAY
                || mode.gives()
                        && session.flatMap(Session::peer).filter(this::leadsTo).isPresent();
    }

    private boolean leadsTo(Descriptor peer) {
        return agent.agreement().leads(agent.node().mesh(), peer.mesh());
    }

    /**
     * What of a parcel goes out now; empty where nothing does. While the peer stands under another epoch, or the own has changed since
     * the session began, that is control alone: it is what makes both level. The whole follows then.
     */
    public synchronized Optional<Octets> given(Octets parcel) {
        if (!gives()) {
            return Optional.empty();
        }
        boolean level = mode() == Mode.ONE_WAY
                || session.filter(one -> one.isLevel() && !isOutdated(one)).isPresent();
        return Optional.of(level ? parcel : EpochGap.control(agent, parcel));
    }

    private boolean isOutdated(Session one) {
        return !one.epoch().equals(agent.agreement().digest());
    }

    /** A greeting where the own epoch has changed since the open session began; both sides become level by meeting anew. */
    public synchronized Optional<Octets> greetAnew() {
        return session.filter(one -> one.isOpen() && isOutdated(one) && mode().takes())
                .map(any -> greet());
    }

    /** Whether consignments are taken in now: once the peer has proven its key and that its ledger only grew. */
    public synchronized boolean takes() {
        return mode().takes()
                && session.filter(Session::isOpen).isPresent()
                && witness.filter(Witness::isProven).isPresent();
    }

    /** Whether session messages are heard: in every mode that takes. */
    public boolean hears() {
        return mode().takes();
    }
}
