package org.comity.core.partition;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.CheckpointNote;
import org.comity.core.ledger.MerkleProof;
import org.comity.core.ledger.NoteCheck;
import org.comity.core.ledger.SplitView;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * What a side says of its own ledger once a session is open: its newest head, and the proof that it extends the one that the
 * other side has logged last.
 *
 * @param session digest of the transcript of the session that it belongs to
 * @param from the size of that one; zero where the other side has none
 * @param head the newest head, as a note
 * @param proof RFC 9162, section 2.1.4; empty where the other side has none or this very one
 */
public record Extension(Digest session, long from, Octets head, List<Digest> proof) {
    private static final String TAG = "comity-extension-v1";

    public Extension {
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(head, "head");
        proof = List.copyOf(proof);
        if (from < 0) {
            throw new IllegalArgumentException("a size is not negative");
        }
    }

    /** "comity-extension-v1": session, from, head, proof. */
    public Octets octets() {
        return Octets.of(Encoding.of(TAG)
                .digest(session)
                .number(from)
                .octets(head.bytes())
                .list(proof, Encoding::digest)
                .bytes());
    }

    /** Reads what a side says; MALFORMED otherwise. */
    public static Outcome<Extension> read(Octets octets) {
        try {
            Fields in = new Fields(TAG, octets);
            Extension extension = new Extension(in.digest(), in.number(), Octets.of(in.octets()), in.list(in::digest));
            in.end();
            return Outcome.yes(extension);
        } catch (IllegalArgumentException e) {
            return Outcome.no(Reason.MALFORMED, "not an extension");
        }
    }

    /**
     * Whether the head extends what this side knows.
     *
     * @param known heads of that ledger that this side has logged, each signed; the largest is the last
     * @return the head; a no with PROOF_NOT_VALID, EXTENSION_UNPROVEN or, where two signed heads contradict each other,
     *     MESH_EQUIVOCATED
     */
    public Outcome<Checkpoint> verify(MeshId mesh, String verifierKey, List<Checkpoint> known, NoteCheck check) {
        return CheckpointNote.read(head, verifierKey, mesh, check).then(shown -> {
            boolean split = known.stream()
                    .anyMatch(one -> one.size() == shown.size() && !one.root().equals(shown.root()));
            if (split) {
                return Outcome.no(Reason.MESH_EQUIVOCATED, mesh + " signed two heads of size " + shown.size());
            }
            return known.stream()
                    .max((one, other) -> Long.compare(one.size(), other.size()))
                    .filter(last -> last.size() > 0)
                    .map(last -> extend(last, shown))
                    .orElseGet(() -> from == 0 && proof.isEmpty()
                            ? Outcome.yes(shown)
                            : unproven(mesh, "it proves from a head that this side has not logged"));
        });
    }

    private Outcome<Checkpoint> extend(Checkpoint last, Checkpoint shown) {
        if (shown.size() < last.size() || from != last.size()) {
            return unproven(last.mesh(), "size " + shown.size() + " from " + from + ", logged was " + last.size());
        }
        return MerkleProof.consistency(tree(last), tree(shown), hashes())
                .fold(
                        good -> Outcome.yes(shown),
                        no -> split(last, shown).isPresent()
                                ? Outcome.no(
                                        Reason.MESH_EQUIVOCATED,
                                        last.mesh() + " proves another history of " + last.size() + " leaves")
                                : unproven(last.mesh(), no.detail()));
    }

    private List<Octets> hashes() {
        return proof.stream().map(hash -> Octets.of(hash.bytes())).toList();
    }

    /** The certificate that this head and one that the mesh signed before contradict each other, where that is proven. */
    public Optional<SplitView> split(Checkpoint known, Checkpoint shown) {
        if (known.size() == shown.size()) {
            return known.root().equals(shown.root())
                    ? Optional.empty()
                    : Optional.of(SplitView.of(known.note(), shown.note()));
        }
        return MerkleProof.prefix(tree(known), tree(shown), hashes())
                .filter(root -> !root.equals(known.root()))
                .map(root -> new SplitView(
                        new SplitView.Shown(known.note(), Optional.empty()),
                        new SplitView.Shown(shown.note(), Optional.empty()),
                        Optional.of(new SplitView.Prefix(root, proof))));
    }

    private static MerkleProof.Subtree tree(Checkpoint head) {
        return MerkleProof.Subtree.whole(head.size(), Octets.of(head.root().bytes()));
    }

    private static Outcome<Checkpoint> unproven(MeshId mesh, String detail) {
        return Outcome.no(Reason.EXTENSION_UNPROVEN, "the ledger of " + mesh + ": " + detail);
    }
}
