package org.comity.core.reconcile;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.comity.core.authority.AuthorityId;
import org.comity.core.boundary.Envelope;
import org.comity.core.boundary.EnvelopeReader;
import org.comity.core.boundary.EnvelopeWriter;
import org.comity.core.boundary.Refusal;
import org.comity.core.boundary.StatementCodec;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.Ledger;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.ledger.LedgerSigner;
import org.comity.core.ledger.MeshClock;
import org.comity.core.ledger.MeshStore;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.TimeBounds;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.BeaconRef;
import org.comity.core.observation.Draft;
import org.comity.core.observation.Observation;
import org.comity.core.observation.TemporalReference;

/**
 * One mesh on its own: it makes and signs observations, before and without any agreement, and keeps store and ledger. The
 * single writer: every commit of the mesh passes through it, effects and ledger leaves in one transaction.
 */
public final class MeshNode {
    /** What a node is made of. */
    public record Ports(
            MeshStore store,
            LedgerSigner ledger,
            MeshClock clock,
            EnvelopeReader reader,
            EnvelopeWriter writer,
            StatementCodec codec) {
        public Ports {
            Objects.requireNonNull(store, "store");
            Objects.requireNonNull(ledger, "ledger");
            Objects.requireNonNull(clock, "clock");
            Objects.requireNonNull(reader, "reader");
            Objects.requireNonNull(writer, "writer");
            Objects.requireNonNull(codec, "codec");
        }
    }

    private static final String SEEN = "seen ";

    private static final RowKey BEHIND = RowKey.of("ledger-behind");

    private final MeshId mesh;
    private final Ports ports;
    private final Ledger ledger;
    private final Observatory observatory;
    private final Map<Digest, Long> kept = new HashMap<>();

    /** The node of that mesh over its own store. */
    public MeshNode(MeshId mesh, Ports ports) {
        this.mesh = Objects.requireNonNull(mesh, "mesh");
        this.ports = Objects.requireNonNull(ports, "ports");
        this.ledger = new Ledger(mesh, ports.store(), ports.ledger());
        this.observatory = new Observatory(mesh, ports.store(), ports.writer(), ports.codec());
    }

    /** The mesh. */
    public MeshId mesh() {
        return mesh;
    }

    /** The mesh's log. */
    public Ledger ledger() {
        return ledger;
    }

    Ports ports() {
        return ports;
    }

    /** Makes, signs and commits observations, in the order given; they are leaves of the ledger when this returns. */
    public synchronized List<Observation> observe(List<Draft> drafts, Voice voice) {
        if (drafts.isEmpty()) {
            return List.of();
        }
        Observatory.Made made = observatory.observe(drafts, voice, now());
        commit(made.writes(), made.leaves());
        return made.envelopes().stream().map(Envelope::observation).toList();
    }

    /**
     * Makes observations of what a document was read as, each signed by its own authority's voice, and keeps what does not fit.
     * A draft of an authority without a voice is set aside as {@link Reason#BEYOND_SCOPE}: nobody signs for another. One commit
     * an authority, so that a halt between them leaves whole batches.
     */
    public synchronized Observed observe(Reading reading, Function<AuthorityId, Optional<Voice>> voices) {
        List<Refusal> aside = new ArrayList<>(reading.setAside());
        Map<AuthorityId, List<Draft>> drafts = new LinkedHashMap<>();
        for (Draft draft : reading.drafts()) {
            drafts.computeIfAbsent(draft.authority(), any -> new ArrayList<>()).add(draft);
        }
        List<Observation> observations = new ArrayList<>();
        drafts.forEach((authority, own) -> voices.apply(authority)
                .filter(voice -> voice.authority().equals(authority))
                .ifPresentOrElse(
                        voice -> observations.addAll(observe(own, voice)),
                        () -> own.forEach(draft -> aside.add(new Refusal(
                                draft.result().content(),
                                Reason.BEYOND_SCOPE,
                                draft.recordId() + ": this mesh holds no voice of " + authority)))));
        if (!aside.isEmpty()) {
            List<Write> writes = new ArrayList<>();
            List<LedgerLeaf> leaves = new ArrayList<>();
            new SetAside(mesh, ports.store()).keep(aside, writes, leaves);
            commit(writes, leaves);
        }
        return new Observed(observations, aside);
    }

    /** The records of legacy feeds that did not fit, and why: for an operator. */
    public List<Kept> setAside() {
        return new SetAside(mesh, ports.store()).list();
    }

    /** Makes, signs and commits one control statement under an agreement. */
    public synchronized Observation state(Statement statement, Digest agreement, Voice voice) {
        Observatory.Made made = prepare(List.of(statement), agreement, voice);
        commit(made.writes(), made.leaves());
        return made.envelopes().get(0).observation();
    }

    /** Makes statements without committing them. */
    Observatory.Made prepare(List<Statement> statements, Digest agreement, Voice voice) {
        Instant now = ports.clock().now().earliest();
        return observatory.state(statements, agreement, voice, now(), now);
    }

    /** Commits effects and their leaves in one transaction; the head that then holds. */
    synchronized Checkpoint commit(List<Write> writes, List<LedgerLeaf> leaves) {
        Ledger.Appended appended = ledger.append(leaves, ports.clock().now());
        List<Write> all = new ArrayList<>(writes);
        all.addAll(appended.writes());
        ports.store().commit(all);
        return appended.checkpoint();
    }

    /**
     * Whether a peer has shown a head that this mesh signed and this ledger lacks. Then it signs nothing more for others: it would be a
     * second history, for which peers set a mesh aside.
     */
    public boolean isBehind() {
        return ports.store().get(Table.STATE, BEHIND).isPresent();
    }

    /** Notes that, for good. */
    synchronized void stop() {
        ports.store().commit(List.of(new Write.Put(Table.STATE, BEHIND, Octets.of(new byte[0]))));
    }

    /** How many refused and held items of an agreement the store keeps, at most twice that many: counted once, then kept up. */
    synchronized long kept(Digest genesis, int max) {
        return kept.computeIfAbsent(
                genesis, any -> count(Table.REFUSED, genesis, max) + count(Table.HELD, genesis, max));
    }

    private long count(Table table, Digest genesis, int max) {
        return ports.store().scan(table, RowKey.of(genesis, 0), max).stream()
                .filter(row -> row.key().startsWith(genesis))
                .count();
    }

    /** Notes that so many were committed; a negative number: that so many were removed. */
    synchronized void keptMore(Digest genesis, int more) {
        kept.computeIfPresent(genesis, (any, before) -> before + more);
    }

    /** Keeps documents under the digests by which others name them. */
    public synchronized void keep(Map<Digest, Octets> documents) {
        List<Write> writes = new ArrayList<>();
        documents.forEach((digest, document) -> writes.add(new Write.Put(Table.DOCUMENT, RowKey.of(digest), document)));
        ports.store().commit(writes);
    }

    /** The document of that digest. */
    public Optional<Octets> document(Digest digest) {
        return ports.store().get(Table.DOCUMENT, RowKey.of(digest));
    }

    /** The mesh's time and the latest beacons it has seen, as a claim for what is made now. */
    private TemporalReference now() {
        TimeBounds now = ports.clock().now();
        Duration half = Duration.between(now.earliest(), now.latest()).dividedBy(2);
        Instant middle = now.earliest().plus(half);
        Duration uncertainty = Duration.between(middle, now.latest());
        return new TemporalReference(new TemporalReference.Global(middle, uncertainty), seen());
    }

    private List<BeaconRef> seen() {
        return ports.store().scan(Table.STATE, RowKey.of(SEEN), 1_024).stream()
                .takeWhile(row -> row.key().text().startsWith(SEEN))
                .map(row -> readBeacon(row.key().text().substring(SEEN.length()), row.value()))
                .sorted((one, other) -> one.mesh().compareTo(other.mesh()))
                .toList();
    }

    /** Remembers a published beacon, of this mesh or another, where it is larger than the one remembered. */
    List<Write> see(BeaconRef beacon) {
        RowKey key = RowKey.of(SEEN + beacon.mesh().urn());
        boolean newer = ports.store()
                .get(Table.STATE, key)
                .map(octets -> readBeacon(beacon.mesh().urn(), octets).size() < beacon.size())
                .orElse(true);
        byte[] value = ByteBuffer.allocate(Long.BYTES + Digest.SIZE)
                .putLong(beacon.size())
                .put(beacon.root().bytes())
                .array();
        return newer ? List.of(new Write.Put(Table.STATE, key, Octets.of(value))) : List.of();
    }

    private static BeaconRef readBeacon(String mesh, Octets octets) {
        ByteBuffer in = ByteBuffer.wrap(octets.bytes());
        long size = in.getLong();
        byte[] root = new byte[Digest.SIZE];
        in.get(root);
        return new BeaconRef(new MeshId(mesh), size, Digest.of(root));
    }

    /** The octets of an observation of any mesh that this one holds. */
    public Optional<Octets> octets(Digest oid) {
        return ports.store().get(Table.OBSERVATION, RowKey.of(oid));
    }
}
