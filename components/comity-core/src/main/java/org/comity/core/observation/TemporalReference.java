package org.comity.core.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.comity.core.mesh.Name;

/**
 * When the observation was made, as its maker claims, and the latest beacons that the maker had seen (not before).
 *
 * @param seen at most one beacon a mesh, sorted by mesh
 */
public record TemporalReference(Claim claim, List<BeaconRef> seen) {

    public TemporalReference {
        Objects.requireNonNull(claim, "claim");
        seen = List.copyOf(seen);
        for (int i = 1; i < seen.size(); i++) {
            if (seen.get(i - 1).mesh().compareTo(seen.get(i).mesh()) >= 0) {
                throw new IllegalArgumentException("seen beacons are sorted, one a mesh");
            }
        }
    }

    /** The maker's own reading of a clock. It decides no winner. */
    public sealed interface Claim {
        /** Half the width of the interval that the maker vouches for; not negative. */
        Duration uncertainty();
    }

    /** Global time (UTC) with its uncertainty. */
    public record Global(Instant time, Duration uncertainty) implements Claim {
        public Global {
            Objects.requireNonNull(time, "time");
            requireUncertainty(uncertainty);
        }
    }

    /** Time since a beacon of the own mesh. */
    public record SinceBeacon(BeaconRef beacon, Duration elapsed, Duration uncertainty) implements Claim {
        public SinceBeacon {
            Objects.requireNonNull(beacon, "beacon");
            requireUncertainty(elapsed);
            requireUncertainty(uncertainty);
        }
    }

    /** A local clock that only knows its own epoch (a boot, a counter reset). */
    public record LocalClock(String epoch, long nanoseconds, Duration uncertainty) implements Claim {
        public LocalClock {
            Name.require(epoch, "epoch");
            requireUncertainty(uncertainty);
        }
    }

    private static void requireUncertainty(Duration duration) {
        if (duration.isNegative() || duration.compareTo(Duration.ofDays(36_525)) > 0) {
            throw new IllegalArgumentException("a duration on the wire lies between zero and 100 years");
        }
    }
}
