package org.comity.core.ledger;

import java.util.Objects;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Octets;

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

    /** The RFC 9162 leaf hash. */
    public Digest hash() {
        return Merkle.leafHash(octets().bytes());
    }
}
