package org.comity.core.partition;

/** How a side stands to a peer. Every mode is intended and healthy. */
public enum Mode {
    /** Gives and takes, once the session is open. */
    CONNECTED,
    /** Gives without an answer: over a diode or a medium. */
    ONE_WAY,
    /** Neither gives nor takes, and goes on observing. */
    DISCONNECTED,
    /** Neither gives nor takes: this side sets the peer aside. */
    QUARANTINED;

    /** Whether consignments go out. */
    public boolean gives() {
        return this == CONNECTED || this == ONE_WAY;
    }

    /** Whether consignments are taken in. */
    public boolean takes() {
        return this == CONNECTED;
    }
}
