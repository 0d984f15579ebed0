package org.comity.core.partition;

/** How a side stands to a peer, by name. What leads from one to another is {@link Partition}'s to say. */
public enum Mode {
    /** Gives and takes, once the session is open. */
    CONNECTED,
    /** Gives without an answer: over a diode or a medium. */
    ONE_WAY,
    /** Neither gives nor takes, and goes on observing. */
    DISCONNECTED,
    /** Neither gives nor takes: this side sets the peer aside. */
    QUARANTINED,
    /** Gives and takes where it can; the peer is out of reach, or its receipts are outstanding beyond the agreed bound. */
    DEGRADED;

    /** Whether consignments go out. */
    public boolean gives() {
        return takes() || this == ONE_WAY;
    }

    /** Whether consignments are taken in. */
    public boolean takes() {
        return this == CONNECTED || this == DEGRADED;
    }
}
