package org.comity.core.ledger;

/** The one place where a mesh's own clocks enter: an interval in which they agree that now lies. Thread-safe. */
@FunctionalInterface
public interface MeshClock {
    /** Now. */
    TimeBounds now();
}
