package org.comity.core.ledger;

import java.util.Arrays;
import java.util.Objects;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/** One entry of a ledger: a kind and a digest, never a payload. Whoever knows both can recompute the leaf. */
public record LedgerLeaf(LeafKind kind, Digest subject) {
    public LedgerLeaf {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
    }

    /** The leaf of that kind about that subject. */
    public static LedgerLeaf of(LeafKind kind, Digest subject) {
        return new LedgerLeaf(kind, subject);
    }

    /** "comity-leaf-v1": kind, subject. */
    public Octets octets() {
        return Octets.of(
                Encoding.of("comity-leaf-v1").text(kind.name()).digest(subject).bytes());
    }

    /** Reads what {@link #octets} wrote; MALFORMED otherwise. */
    public static Outcome<LedgerLeaf> read(Octets octets) {
        byte[] bytes = octets.bytes();
        if (bytes.length > Digest.SIZE) {
            Digest subject = Digest.of(Arrays.copyOfRange(bytes, bytes.length - Digest.SIZE, bytes.length));
            for (LeafKind kind : LeafKind.values()) {
                LedgerLeaf leaf = of(kind, subject);
                if (leaf.octets().equals(octets)) {
                    return Outcome.yes(leaf);
                }
            }
        }
        return Outcome.no(Reason.MALFORMED, "not a leaf of a ledger");
    }

    /** The RFC 9162 leaf hash. */
    public Digest hash() {
        return Merkle.leafHash(octets().bytes());
    }
}
