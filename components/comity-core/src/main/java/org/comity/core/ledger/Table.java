package org.comity.core.ledger;

/** The tables of a mesh's store. Names are on disk: append, never rename. */
public enum Table {
    /** Envelopes by oid. */
    OBSERVATION,
    /** Documents by digest. */
    DOCUMENT,
    /** The order of admission by oid: a number, from 1. */
    ADMITTED,
    /** Oids by the order of admission. */
    ADMISSION,
    /** Refused octets by reason and digest of the octets. */
    REFUSED,
    /** Octets that wait, by digest of the octets. */
    HELD,
    /** Own oids that no consignment has released, by place in the ledger. */
    PENDING,
    /** Parcels that were released, by sequence. */
    OUTBOX,
    /** Device chains and series. */
    DEVICE,
    /** Leaves by place in the ledger. */
    LEAF,
    /** Places in the ledger by leaf. */
    PLACE,
    /** Hashes of complete subtrees, by level and index. */
    NODE,
    /** Signed checkpoints by size. */
    CHECKPOINT,
    /** What is remembered under a name of its own. */
    STATE
}
