package org.comity.core.ledger;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * Two signed heads of one ledger that cannot both be true: proof for any third party that the mesh equivocated.
 *
 * @param one a note
 * @param other a note of the same size and another root
 */
public record SplitView(Octets one, Octets other) {
    public SplitView {
        Objects.requireNonNull(one, "one");
        Objects.requireNonNull(other, "other");
    }

    /** The length of the first note in four octets, then both notes. */
    public Octets octets() {
        return Octets.of(ByteBuffer.allocate(Integer.BYTES + one.size() + other.size())
                .putInt(one.size())
                .put(one.bytes())
                .put(other.bytes())
                .array());
    }

    /** Reads two notes; MALFORMED otherwise. Nothing is verified yet. */
    public static Outcome<SplitView> read(Octets octets) {
        ByteBuffer in = ByteBuffer.wrap(octets.bytes());
        int size = in.remaining() < Integer.BYTES ? -1 : in.getInt();
        if (size < 0 || size > in.remaining()) {
            return Outcome.no(Reason.MALFORMED, "not two notes");
        }
        byte[] one = new byte[size];
        in.get(one);
        byte[] other = new byte[in.remaining()];
        in.get(other);
        return Outcome.yes(new SplitView(Octets.of(one), Octets.of(other)));
    }

    /**
     * Whether it proves what it says.
     *
     * @param verifierKey of the accused
     * @return the size from which on nothing of that ledger can be believed, or a no with PROOF_NOT_VALID
     */
    public Outcome<Long> verify(MeshId mesh, String verifierKey, NoteCheck check) {
        return CheckpointNote.read(one, verifierKey, mesh, check)
                .then(first -> CheckpointNote.read(other, verifierKey, mesh, check)
                        .then(second -> first.size() == second.size()
                                        && !first.root().equals(second.root())
                                ? Outcome.yes(first.size())
                                : Outcome.no(Reason.PROOF_NOT_VALID, "the two heads do not contradict each other")));
    }
}
