package org.comity.core.agreement;

/**
 * A step of the arbitration chain: a total integer comparator over the candidates of one contention. The first step that
 * leaves one candidate decides; when none does, the contention escalates. No step reads a field that the originator
 * alone controls.
 */
public enum Comparison {
    /** The agreement's priority of the authority. */
    PRIORITY,
    /** The sum of the agreement's weight rows that apply. */
    AUTHORITY_WEIGHT,
    /** 1 when the agreed location lies in the authority's region. */
    JURISDICTION,
    /** Attestation tier, then proven time bracket, then mapping confidence, as one number. */
    ADMISSIBILITY,
    /** Independent leaf sources that say the same, at most one a mesh; an echo counts once. */
    CORROBORATION,
    /** Newest: by edition or hash order within one authority, by proven precedence across. */
    RECENCY,
    /** The comparator that the parties wrote, over what the others know of a candidate; not asked where there is but one. */
    CUSTOM
}
