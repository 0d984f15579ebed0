package org.comity.core.temporal;

/** What proves an order, strongest first. */
public enum Layer {
    /** One names the other by digest: lineage, the device's chain, a consignment's members, a receipt. */
    HASH_ORDER,
    /** The beacons of one mesh: seen by the later, including the earlier. */
    BEACON,
    /** A mesh logged another mesh's beacon. */
    ENTANGLEMENT,
    /** The intervals that encounters and the agreed drift leave do not overlap. */
    ENVELOPE
}
