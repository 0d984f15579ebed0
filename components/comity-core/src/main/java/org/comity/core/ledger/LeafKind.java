package org.comity.core.ledger;

/** What a leaf of the ledger records. Names are part of the leaf: append, never rename. */
public enum LeafKind {
    /** An observation was made in this mesh; the subject is its oid. */
    OBSERVED,
    /** A consignment left the release gate; the subject is its oid. */
    RELEASED,
    /** An observation was admitted; the subject is its oid. */
    ADMITTED,
    /** Octets were refused; the subject binds reason and octets. */
    REFUSED,
    /** Octets wait for something that is missing; the subject binds reason and octets. */
    HELD,
    /** An oid came again; the subject is that oid. */
    DUPLICATE,
    /** Equivalences were attached; the subject binds oid and equivalences. */
    TRANSLATED,
    /** S was ordered; the subject binds frontiers and the set. */
    ORDERED,
    /** An observation is not counted; the subject binds oid, reason and frontiers. */
    NOT_COUNTED,
    /** A divergence certificate; the subject is its digest. */
    DIVERGENCE,
    /** A ruling; the subject binds frontiers and ruling. */
    RULING,
    /** A picture; the subject is its digest. */
    PICTURE,
    /** The mode of a partition changed; the subject binds agreement and mode. */
    MODE,
    /** Another mesh's checkpoint was logged; the subject is the oid of the beacon that carried it. */
    CHECKPOINT_SEEN,
    /** Refusals beyond a peer's budget; the subject binds reason, count and root. */
    BUDGET,
    /** A session with a peer was opened; the subject is the digest of its transcript, or of the waybill of its medium. */
    ENROLLED,
    /** Another mesh's head was proven to extend the one logged before; the subject is the digest of its note. */
    HEAD_EXTENDED,
    /** A witness cosigned a head of this ledger; the subject binds note and cosignature. */
    COSIGNED,
    /** An own observation was not let out; the subject binds oid and reason. */
    WITHHELD,
    /** A medium was packed; the subject is the digest of its waybill. */
    PACKED
}
