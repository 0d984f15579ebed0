package org.comity.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AgentId;
import org.comity.core.boundary.Parcel;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.Ledger;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.lineage.Lineage;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.BeaconRef;
import org.comity.core.observation.Control;
import org.comity.core.observation.Core;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Observation;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Origin;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.observation.TemporalReference;
import org.comity.core.reconcile.Voice;
import org.comity.store.MemoryMeshStore;

/**
 * A mesh with true keys that signs whatever a test wants and releases it by the rules or against them: what an insider could
 * do. It has a ledger of its own beside the mesh's.
 */
public final class RogueMesh {
    private final LocalMesh mesh;
    private final MemoryMeshStore store = new MemoryMeshStore();
    private final Ledger ledger;
    private final Map<String, Oid> last = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<Digest, Octets> documents = new LinkedHashMap<>();
    private Optional<Oid> consignment = Optional.empty();
    private long sequence;

    /** A rogue that holds the keys of that mesh. */
    public RogueMesh(LocalMesh mesh) {
        this.mesh = mesh;
        this.ledger = new Ledger(mesh.id(), store, mesh.ledgerSigner());
    }

    /** A data core as an honest device would make it. */
    public Core data(Voice voice, FeatureOfInterest feature, ObservedProperty property, String text) {
        return new Core(
                next(voice),
                voice.signer().credential(),
                voice.attestation().digest(),
                Optional.empty(),
                feature,
                property,
                PhenomenonTime.at(mesh.clock().now().earliest()),
                now(),
                Optional.empty(),
                new Result("text/plain", Octets.of(text.getBytes(StandardCharsets.UTF_8)), List.of()),
                Lineage.observed(voice.device()));
    }

    /** A control core that says the statement, or whatever octets are given for it. */
    public Core control(Voice voice, Agreement agreement, Statement statement) {
        return control(
                voice,
                agreement.digest(),
                statement.kind().property(),
                LocalMesh.wire().statements().write(statement));
    }

    /** A control core with any content under any agreement. */
    public Core control(Voice voice, Digest agreement, ObservedProperty property, Octets content) {
        return new Core(
                next(voice),
                voice.signer().credential(),
                voice.attestation().digest(),
                Optional.of(agreement),
                new FeatureOfInterest("urn:comity:agreement", agreement.hex()),
                property,
                PhenomenonTime.at(mesh.clock().now().earliest()),
                now(),
                Optional.empty(),
                new Result(Control.MEDIA_TYPE, content, List.of()),
                Lineage.observed(voice.device()));
    }

    private TemporalReference now() {
        return new TemporalReference(
                new TemporalReference.Global(mesh.clock().now().earliest(), Duration.ofSeconds(1)), List.of());
    }

    private Origin next(Voice voice) {
        Optional<Oid> before = Optional.ofNullable(last.get(voice.device().urn()));
        long number = numbers.getOrDefault(voice.device().urn(), 0L) + 1;
        return new Origin(mesh.id(), voice.authority(), voice.device(), number, before);
    }

    /** Signs a core and logs it; its documents travel with the next consignment. */
    public Observation sign(Core core, Voice voice) {
        Observation signed =
                LocalMesh.wire().writer().sign(core, voice.signer()).observation();
        Origin own = core.origin();
        last.put(own.device().urn(), signed.oid());
        numbers.put(own.device().urn(), own.sequence());
        documents.put(voice.credential().digest(), voice.credential());
        documents.put(voice.attestation().digest(), voice.attestation());
        log(signed.oid());
        return signed;
    }

    private void log(Oid oid) {
        log(LedgerLeaf.of(LeafKind.OBSERVED, oid.digest()));
    }

    private void log(LedgerLeaf leaf) {
        store.commit(ledger.append(List.of(leaf), mesh.clock().now()).writes());
    }

    /** A proven receipt that says of a beacon which it logged that it shows this head. */
    public Statement.InclusionReceipt receipt(BeaconRef logged, Oid beacon) {
        LedgerLeaf leaf = LedgerLeaf.of(LeafKind.CHECKPOINT_SEEN, beacon.digest());
        log(leaf);
        long index = ledger.indexOf(leaf).orElseThrow();
        return new Statement.InclusionReceipt(logged, beacon, index, head(), ledger.inclusion(index, head().size()));
    }

    /** The newest head of the rogue's ledger. */
    public Checkpoint head() {
        return ledger.latest().orElseThrow();
    }

    /** A consignment by the rules. */
    public Parcel consign(Agreement agreement, Observation... members) {
        List<Statement.Member> listed = new ArrayList<>();
        Checkpoint head = head();
        for (Observation member : members) {
            long index = ledger.indexOf(
                            LedgerLeaf.of(LeafKind.OBSERVED, member.oid().digest()))
                    .orElseThrow();
            listed.add(new Statement.Member(member.oid(), index, ledger.inclusion(index, head.size())));
        }
        return consign(agreement, listed, members);
    }

    /** A consignment that lists what it is told, with what it is told. */
    public Parcel consign(Agreement agreement, List<Statement.Member> listed, Observation... members) {
        Voice agent = mesh.agentVoice();
        sequence++;
        Statement statement =
                new Statement.Consignment(new AgentId(agent.authority().urn()), sequence, consignment, head(), listed);
        Observation signed = sign(control(agent, agreement, statement), agent);
        consignment = Optional.of(signed.oid());
        return new Parcel(
                signed.octets(),
                List.of(members).stream().map(Observation::octets).toList(),
                List.copyOf(documents.values()));
    }

    /** Continues another ledger's chain of consignments, so that two ledgers stand in one chain. */
    public Parcel after(Observation before, long number, Agreement agreement, Observation... members) {
        consignment = Optional.of(before.oid());
        sequence = number - 1;
        return consign(agreement, members);
    }
}
