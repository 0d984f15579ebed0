package org.comity.core.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.comity.core.boundary.Envelope;
import org.comity.core.boundary.EnvelopeWriter;
import org.comity.core.boundary.StatementCodec;
import org.comity.core.control.Statement;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.ledger.MeshStore;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.lineage.Lineage;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Control;
import org.comity.core.observation.Core;
import org.comity.core.observation.Draft;
import org.comity.core.observation.Evidence;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.observation.TemporalReference;

/**
 * Makes observations of the own mesh: chained by device, revised by series, naming the beacons seen, signed in batches.
 * It writes nothing; the rows and leaves that it returns are the recorder's.
 */
final class Observatory {

    /** What is to be committed for new observations. */
    record Made(List<Envelope> envelopes, List<Write> writes, List<LedgerLeaf> leaves) {}

    private final MeshId mesh;
    private final MeshStore store;
    private final EnvelopeWriter writer;
    private final StatementCodec codec;

    Observatory(MeshId mesh, MeshStore store, EnvelopeWriter writer, StatementCodec codec) {
        this.mesh = mesh;
        this.store = store;
        this.writer = writer;
        this.codec = codec;
    }

    /** Signs drafts of one voice, in their order. */
    Made observe(List<Draft> drafts, Voice voice, TemporalReference now) {
        DeviceChain chain = DeviceChain.read(store, "device " + voice.device());
        Map<String, DeviceChain> series = new HashMap<>();
        List<Core> cores = new ArrayList<>();
        for (Draft draft : drafts) {
            String name = "series " + voice.authority() + " " + draft.series();
            DeviceChain before = series.computeIfAbsent(name, any -> DeviceChain.read(store, any));
            Core core = new Core(
                    chain.next(voice, mesh),
                    voice.signer().credential(),
                    voice.attestation().digest(),
                    Optional.empty(),
                    draft.feature(),
                    draft.property(),
                    draft.phenomenonTime(),
                    new TemporalReference(draft.made().orElse(now.claim()), now.seen()),
                    draft.label(),
                    draft.result(),
                    lineage(draft, voice, before));
            Oid oid = writer.oid(core);
            chain = chain.after(oid);
            long edition = draft.edition().orElse(before.sequence() + 1);
            if (before.last().isEmpty() || edition >= before.sequence()) {
                series.put(name, before.at(edition, oid));
            }
            cores.add(core);
        }
        List<Write> writes = new ArrayList<>();
        series.values().stream().filter(one -> one.last().isPresent()).forEach(one -> writes.add(one.write()));
        writes.add(chain.write());
        return made(signed(cores, voice), voice, writes);
    }

    /** A later record of a series revises; an earlier one that comes late stands beside, and its edition places it. */
    private static Lineage lineage(Draft draft, Voice voice, DeviceChain before) {
        boolean later = draft.edition().isEmpty() || draft.edition().getAsLong() >= before.sequence();
        Optional<Oid> revises = later ? before.last() : Optional.empty();
        boolean retracts = draft.standing() == Draft.Standing.RETRACTED;
        List<Oid> retracted = retracts ? before.last().stream().toList() : List.of();
        return new Lineage(voice.device(), List.of(), Lineage.OBSERVED, revises, retracted, draft.edition());
    }

    /** Signs control statements under the agreement, in their order. */
    Made state(List<Statement> statements, Digest agreement, Voice voice, TemporalReference made, Instant now) {
        DeviceChain chain = DeviceChain.read(store, "device " + voice.device());
        List<Core> cores = new ArrayList<>();
        for (Statement statement : statements) {
            Core core = new Core(
                    chain.next(voice, mesh),
                    voice.signer().credential(),
                    voice.attestation().digest(),
                    Optional.of(agreement),
                    new FeatureOfInterest("urn:comity:agreement", agreement.hex()),
                    statement.kind().property(),
                    PhenomenonTime.at(now),
                    made,
                    Optional.empty(),
                    new Result(Control.MEDIA_TYPE, codec.write(statement), List.of()),
                    Lineage.observed(voice.device()));
            chain = chain.after(writer.oid(core));
            cores.add(core);
        }
        return made(signed(cores, voice), voice, List.of(chain.write()));
    }

    private List<Envelope> signed(List<Core> cores, Voice voice) {
        List<Envelope> envelopes = new ArrayList<>();
        for (int from = 0; from < cores.size(); from += Evidence.Batched.SIZE_MAX) {
            List<Core> batch = cores.subList(from, Math.min(cores.size(), from + Evidence.Batched.SIZE_MAX));
            envelopes.addAll(
                    batch.size() == 1
                            ? List.of(writer.sign(batch.get(0), voice.signer()))
                            : writer.signBatch(batch, voice.signer()));
        }
        return envelopes;
    }

    private static Made made(List<Envelope> envelopes, Voice voice, List<Write> chains) {
        List<Write> writes = new ArrayList<>(chains);
        List<LedgerLeaf> leaves = new ArrayList<>();
        writes.add(document(voice.credential()));
        writes.add(document(voice.attestation()));
        for (Envelope envelope : envelopes) {
            Oid oid = envelope.observation().oid();
            writes.add(new Write.Put(
                    Table.OBSERVATION,
                    RowKey.of(oid.digest()),
                    envelope.observation().octets()));
            leaves.add(LedgerLeaf.of(LeafKind.OBSERVED, oid.digest()));
        }
        return new Made(envelopes, writes, leaves);
    }

    private static Write document(Octets document) {
        return new Write.Put(Table.DOCUMENT, RowKey.of(document.digest()), document);
    }
}
