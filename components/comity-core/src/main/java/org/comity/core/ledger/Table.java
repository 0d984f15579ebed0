package org.comity.core.ledger;

/** The tables of a mesh's store. Names are on disk: append, never rename. */
public enum Table {
    /** Envelopes by oid. */
    OBSERVATION,
    /** Documents by digest. */
    DOCUMENT,
    /** Admitted oids by agreement and number of admission, from 1. */
    ADMISSION,
    /** What was refused and why, by agreement and digest of the octets. */
    REFUSED,
    /** What waits and why, by agreement and digest of the octets. */
    HELD,
    /** Parcels that were released, by agreement and sequence. */
    OUTBOX,
    /** Consignments of others that were answered, by agreement and oid. */
    ANSWERED,
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
    STATE,
    /** Signed checkpoints with the cosignatures of witnesses, by size. */
    COSIGNED,
    /** What a release gate withholds and why, by gate and place in the ledger. */
    WITHHELD,
    /** Moves of a partition, by agreement with channel and size of the ledger before. */
    MOVE
}
