package org.comity.core.temporal;

import java.time.Instant;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.observation.BeaconRef;
import org.comity.core.temporal.TimeGraph.Spot;
import org.jspecify.annotations.Nullable;

/**
 * A beacon and its place.
 *
 * @param chain negative while it is only named, or where it is not believed
 * @param shown the head as a verified statement shows it, of two notes the earlier; null while it is only named
 */
record Head(
        BeaconRef ref,
        int mesh,
        int chain,
        int place,
        @Nullable Checkpoint shown) {
    Instant earliest() {
        return known().earliest();
    }

    Instant latest() {
        return known().latest();
    }

    private Checkpoint known() {
        if (shown == null) {
            throw new IllegalStateException("a beacon that is only named proves nothing");
        }
        return shown;
    }

    Head show(Checkpoint checkpoint) {
        return new Head(ref, mesh, chain, place, checkpoint);
    }

    Head at(Spot spot) {
        return new Head(ref, mesh, spot.chain(), spot.place(), shown);
    }
}
