package org.comity.core.boundary;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Party;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.CheckpointNote;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.ledger.Merkle;
import org.comity.core.ledger.NoteCheck;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Core;

/**
 * Reads a control statement and checks every proof that it carries: heads under the ledger key of the issuer's mesh, and
 * each member's path to its head. What a statement proves is never believed unproven.
 */
public final class StatementCheck {

    private final StatementCodec codec;
    private final NoteCheck notes;

    /** A check over these ports. */
    public StatementCheck(StatementCodec codec, NoteCheck notes) {
        this.codec = Objects.requireNonNull(codec, "codec");
        this.notes = Objects.requireNonNull(notes, "notes");
    }

    /** The statement of a control core; STATEMENT_MALFORMED or PROOF_NOT_VALID otherwise. */
    Outcome<Statement> read(StatementKind kind, Core core, Agreement agreement) {
        MeshId mesh = core.origin().mesh();
        return codec.read(kind, core.result().content()).then(statement -> proven(statement, mesh, agreement));
    }

    /** The agreement that an epoch statement introduces, read from its document; nothing for other statements. */
    Outcome<Optional<Agreement>> epoch(Statement statement, Documents documents) {
        if (!(statement instanceof Statement.AgreementEpoch introduced)) {
            return Outcome.yes(Optional.empty());
        }
        return documents
                .find(introduced.agreement())
                .map(codec::agreement)
                .orElseGet(() -> Outcome.no(
                        Reason.DOCUMENT_MISSING, introduced.agreement().hex()))
                .then(read -> read.digest().equals(introduced.agreement())
                        ? Outcome.yes(Optional.of(read))
                        : Outcome.no(Reason.STATEMENT_MALFORMED, "the document is another agreement"));
    }

    /** The digest by which an epoch statement names a document: of what an agreement says, not of its octets. */
    Optional<Digest> agreementDigest(Octets document) {
        boolean xml = document.size() > 0 && document.bytes()[0] == '<';
        return xml
                ? codec.agreement(document).fold(read -> Optional.of(read.digest()), no -> Optional.empty())
                : Optional.empty();
    }

    private Outcome<Statement> proven(Statement statement, MeshId mesh, Agreement agreement) {
        if (statement instanceof Statement.Beacon beacon) {
            return head(beacon.checkpoint(), mesh, agreement).map(good -> statement);
        }
        if (statement instanceof Statement.Consignment consignment) {
            return head(consignment.head(), mesh, agreement)
                    .then(good -> members(consignment))
                    .map(good -> statement);
        }
        if (statement instanceof Statement.InclusionReceipt receipt) {
            Digest leaf = leafHash(LeafKind.CHECKPOINT_SEEN, receipt.beacon());
            return head(receipt.head(), mesh, agreement)
                    .then(good -> path(leaf, receipt.leafIndex(), receipt.path(), receipt.head()))
                    .map(good -> statement);
        }
        if (statement instanceof Statement.Equivocation split) {
            return accused(split, agreement).map(good -> statement);
        }
        return Outcome.yes(statement);
    }

    private Outcome<Long> accused(Statement.Equivocation split, Agreement agreement) {
        return agreement
                .party(split.mesh())
                .map(Party::ledgerKey)
                .map(key -> split.evidence().verify(split.mesh(), key, notes))
                .orElseGet(() -> Outcome.no(Reason.MESH_NOT_PARTY, split.mesh().urn()))
                .then(size -> size == split.size()
                        ? Outcome.yes(size)
                        : Outcome.no(Reason.PROOF_NOT_VALID, "the heads contradict each other from " + size + " on"));
    }

    private Outcome<Checkpoint> head(Checkpoint claimed, MeshId mesh, Agreement agreement) {
        return agreement
                .party(mesh)
                .map(Party::ledgerKey)
                .map(key -> CheckpointNote.read(claimed.note(), key, mesh, notes))
                .orElseGet(() -> Outcome.no(Reason.MESH_NOT_PARTY, mesh.urn()))
                .then(read -> read.equals(claimed)
                        ? Outcome.yes(read)
                        : Outcome.no(Reason.PROOF_NOT_VALID, "the head differs from its note"));
    }

    private static Outcome<Checkpoint> members(Statement.Consignment consignment) {
        Outcome<Checkpoint> soFar = Outcome.yes(consignment.head());
        for (Statement.Member member : consignment.members()) {
            Digest leaf = leafHash(LeafKind.OBSERVED, member.oid());
            soFar = soFar.then(head -> path(leaf, member.leafIndex(), member.path(), head));
        }
        return soFar;
    }

    private static Digest leafHash(LeafKind kind, Oid oid) {
        return Merkle.leafHash(LedgerLeaf.of(kind, oid.digest()).octets().bytes());
    }

    private static Outcome<Checkpoint> path(Digest leaf, long index, List<Digest> path, Checkpoint head) {
        return Merkle.verifyInclusion(leaf, index, head.size(), path, head.root())
                ? Outcome.yes(head)
                : Outcome.no(Reason.PROOF_NOT_VALID, "leaf " + index + " is not under the head of " + head.size());
    }
}
