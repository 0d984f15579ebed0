package org.comity.core.reconcile;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Party;
import org.comity.core.authority.AgentId;
import org.comity.core.boundary.Parcel;
import org.comity.core.control.Frontier;
import org.comity.core.control.Frontiers;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.CheckpointNote;
import org.comity.core.ledger.SplitView;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.partition.Descriptor;
import org.comity.core.partition.Extension;
import org.comity.core.partition.Session;
import org.comity.core.partition.Waybill;

/** Judges the waybill of one medium against what this side knows of its sender. It changes nothing. */
final class WaybillCheck {
    private final Encounter encounter;
    private final BoundaryAgent agent;
    private final Session.Checks checks;
    private final MediumChain chain;

    /**
     * @param chain the media that came from that sender
     */
    WaybillCheck(Encounter encounter, BoundaryAgent agent, Session.Checks checks, MediumChain chain) {
        this.encounter = encounter;
        this.agent = agent;
        this.checks = checks;
        this.chain = chain;
    }

    /** The head of the sender's ledger, once nothing speaks against the waybill; a no names what does. */
    Outcome<Checkpoint> head(Medium.Signed signed, Digest manifest, Iterable<Octets> content) {
        Waybill waybill = signed.waybill();
        return addressed(waybill, manifest)
                .then(one -> agreed(one, content))
                .then(one -> believed(one, signed.signature()))
                .then(this::placed)
                .then(one -> head(agent, checks, one.head(), one.sender().mesh()))
                .then(head -> proven(waybill, head));
    }

    /** What shows the fault: two signed heads where the sender signed two, else the waybill. */
    Octets evidence(Waybill waybill, Reason reason) {
        MeshId mesh = waybill.sender().mesh();
        return Optional.of(reason).filter(Reason.MESH_EQUIVOCATED::equals).stream()
                .flatMap(any ->
                        head(agent, checks, waybill.head(), mesh).fold(Stream::of, no -> Stream.<Checkpoint>empty()))
                .flatMap(head -> known(agent, checks, mesh).stream().filter(one -> contradict(one, head)))
                .findFirst()
                .map(one -> SplitView.of(one.note(), waybill.head()).octets())
                .orElseGet(waybill::octets);
    }

    private static boolean contradict(Checkpoint one, Checkpoint other) {
        return one.size() == other.size() && !one.root().equals(other.root());
    }

    /** What an operator calls a medium. */
    static String title(Waybill waybill) {
        return "medium " + waybill.sequence() + " of " + waybill.sender().agent();
    }

    /** A head as its mesh signed it. */
    static Outcome<Checkpoint> head(BoundaryAgent agent, Session.Checks checks, Octets note, MeshId mesh) {
        String key = agent.agreement().party(mesh).map(Party::ledgerKey).orElse("");
        return CheckpointNote.read(note, key, mesh, checks.notes());
    }

    /** All heads of a mesh that S shows, or that were proven at an encounter. */
    static List<Checkpoint> known(BoundaryAgent agent, Session.Checks checks, MeshId mesh) {
        return Stream.concat(
                        Witness.extended(agent, checks).stream(),
                        agent.admitted().stream().flatMap(one -> MeshTimes.heads(one).stream()))
                .filter(head -> head.mesh().equals(mesh))
                .toList();
    }

    /** How far an agent's chain is held; zero where nothing is. */
    static long sequence(Frontiers frontiers, AgentId of) {
        return frontiers.of(of).map(Frontier::sequence).orElse(0L);
    }

    private Outcome<Waybill> addressed(Waybill waybill, Digest manifest) {
        if (!waybill.to().equals(agent.node().mesh())) {
            return Outcome.no(Reason.CHANNEL_NOT_AUTHORIZED, "the medium is for " + waybill.to());
        }
        MeshId from = waybill.sender().mesh();
        if (!agent.agreement().leads(from, waybill.to())) {
            return Outcome.no(
                    Reason.CHANNEL_NOT_AUTHORIZED,
                    "no channel of the agreement leads from " + from + " to " + waybill.to());
        }
        return waybill.manifest().equals(manifest)
                ? Outcome.yes(waybill)
                : Outcome.no(Reason.BAG_NOT_VALID, "the waybill is of another manifest");
    }

    /** Under an epoch that this side knows, or one to which the documents that came lead from the one that rules here. */
    private Outcome<Waybill> agreed(Waybill waybill, Iterable<Octets> content) {
        Digest shown = waybill.sender().agreement();
        if (agent.current().detected().ordered().epochDigests().contains(shown)) {
            return Outcome.yes(waybill);
        }
        Digest rules = agent.agreement().digest();
        Optional<Agreement> epoch = epoch(shown, content);
        while (epoch.isPresent()) {
            Optional<Digest> previous = epoch.get().previous();
            if (previous.filter(rules::equals).isPresent()) {
                return Outcome.yes(waybill);
            }
            epoch = previous.flatMap(digest -> epoch(digest, content));
        }
        return Outcome.no(Reason.CHANNEL_NOT_AUTHORIZED, "it stands under agreement " + shown);
    }

    private Optional<Agreement> epoch(Digest digest, Iterable<Octets> content) {
        return StreamSupport.stream(content.spliterator(), false)
                .flatMap(parcel -> Parcel.read(parcel, agent.agreement().limits())
                        .fold(read -> read.documents().stream(), no -> Stream.<Octets>empty()))
                .flatMap(document -> agent.node()
                        .ports()
                        .codec()
                        .agreement(document)
                        .fold(Stream::of, no -> Stream.<Agreement>empty()))
                .filter(found -> found.digest().equals(digest))
                .findFirst();
    }

    private Outcome<Waybill> believed(Waybill waybill, Octets signature) {
        Descriptor shown = waybill.sender();
        Descriptor here = encounter.descriptor(List.of()).under(shown.agreement());
        return encounter.session(here).credential(shown).then(credential -> {
            boolean good = checks.signatures()
                    .verify(
                            credential.publicKey(),
                            shown.suite(),
                            waybill.octets().bytes(),
                            signature.bytes());
            return good
                    ? Outcome.yes(waybill)
                    : Outcome.no(Reason.SIGNATURE_NOT_VALID, "the waybill is not signed by " + shown.agent());
        });
    }

    private Outcome<Waybill> placed(Waybill waybill) {
        return chain.forks(waybill)
                ? Outcome.no(Reason.MEDIUM_FORKED, title(waybill) + " is another than the one that is known")
                : Outcome.yes(waybill);
    }

    /** Whether the sender's ledger only grew, as this waybill says or, where it comes late, a later one. */
    private Outcome<Checkpoint> proven(Waybill waybill, Checkpoint head) {
        if (chain.at(waybill.sequence()).isPresent()) {
            return Outcome.yes(head);
        }
        MeshId mesh = waybill.sender().mesh();
        String key = agent.agreement().party(mesh).map(Party::ledgerKey).orElse("");
        List<Checkpoint> known = known(agent, checks, mesh);
        if (known.stream().anyMatch(one -> contradict(one, head))) {
            return Outcome.no(Reason.MESH_EQUIVOCATED, mesh + " signed two heads of size " + head.size());
        }
        long last = known.stream().mapToLong(Checkpoint::size).max().orElse(0);
        Optional<Waybill> newest = chain.newest();
        if (newest.filter(one -> one.sequence() > waybill.sequence()).isPresent()) {
            Waybill later = newest.get();
            return later.extension(head.size())
                    .map(grown -> grown.verify(mesh, key, List.of(head), checks.notes()))
                    .orElseGet(() -> Outcome.no(
                            Reason.EXTENSION_UNPROVEN, "medium " + later.sequence() + " does not prove its head"))
                    .map(good -> head);
        }
        if (head.size() <= last && holds(waybill)) {
            return Outcome.yes(head);
        }
        return waybill.extension(last)
                .orElseGet(() -> new Extension(waybill.digest(), 0, waybill.head(), List.of()))
                .verify(mesh, key, known, checks.notes());
    }

    /** Whether this side holds all that the sender had released when it packed. */
    private boolean holds(Waybill waybill) {
        AgentId sender = waybill.sender().agent();
        return sequence(agent.current().picture().frontiers(), sender)
                >= sequence(waybill.sender().frontiers(), sender);
    }
}
