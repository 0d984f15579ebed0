package org.comity.examples.earthquakes;

import java.time.Instant;
import org.comity.core.ledger.MeshClock;
import org.comity.core.ledger.TimeBounds;

/** A mesh's clock that runs on the records' own time: it stands at the last record and is good to half a second. */
final class RecordClock implements MeshClock {
    private static final long ERROR_MILLIS = 500;

    private Instant now = Site.START;

    synchronized void to(Instant instant) {
        now = instant.isAfter(now) ? instant : now;
    }

    @Override
    public synchronized TimeBounds now() {
        return new TimeBounds(now.minusMillis(ERROR_MILLIS), now.plusMillis(ERROR_MILLIS));
    }
}
