package org.comity.core.divergence;

/** Whether a domain merges by itself. */
public enum Verdict {
    /** Nothing is contested. */
    IN_SYNC,
    /** What is contested lies within the agreed thresholds: arbitration settles it. */
    AUTO,
    /** Above a threshold: the domain stops and waits for a merge decision. */
    GOVERNED,
    /** A mesh showed two histories: nothing of it merges by itself. */
    QUARANTINE
}
