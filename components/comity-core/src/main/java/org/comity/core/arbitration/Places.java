package org.comity.core.arbitration;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Location;
import org.comity.core.agreement.Region;

/** Looks for a place that lies in a region and in none before it, on a grid over the region's bounds. */
final class Places {
    /** Steps of the grid in each direction. */
    static final int STEPS = 40;

    private Places() {}

    /** The first such place of the grid; empty where none of its points is one. */
    static Optional<Location> first(Agreement agreement, int region) {
        Region wanted = agreement.regions().get(region);
        int south = bound(wanted, true, true, -90_000_000);
        int north = bound(wanted, true, false, 90_000_000);
        int west = bound(wanted, false, true, -180_000_000);
        int east = bound(wanted, false, false, 180_000_000);
        List<Region> before = agreement.regions().subList(0, region);
        return IntStream.range(0, (STEPS + 1) * (STEPS + 1))
                .mapToObj(at ->
                        new Location(between(south, north, at / (STEPS + 1)), between(west, east, at % (STEPS + 1))))
                .filter(wanted::contains)
                .filter(place -> before.stream().noneMatch(one -> one.contains(place)))
                .findFirst();
    }

    private static int between(int low, int high, int step) {
        return (int) (low + ((long) high - low) * step / STEPS);
    }

    private static int bound(Region region, boolean latitude, boolean least, int everywhere) {
        IntStream values =
                region.ring().stream().mapToInt(corner -> latitude ? corner.latitudeMicro() : corner.longitudeMicro());
        return (least ? values.min() : values.max()).orElse(everywhere);
    }
}
