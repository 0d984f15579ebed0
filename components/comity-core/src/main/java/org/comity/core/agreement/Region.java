package org.comity.core.agreement;

import java.util.List;
import java.util.Objects;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Name;

/**
 * Where an authority has jurisdiction. The first region of the agreement that contains a location counts.
 *
 * @param ring the corners of one simple polygon, not crossing the 180th meridian; empty means everywhere
 */
public record Region(String name, AuthorityId authority, List<Location> ring) {

    public Region {
        Name.require(name, "name");
        Objects.requireNonNull(authority, "authority");
        ring = List.copyOf(ring);
        if (!ring.isEmpty() && ring.size() < 3) {
            throw new IllegalArgumentException("a ring has at least three corners");
        }
    }

    /** Even-odd rule in exact integers; a point on the southern or western edge is inside. */
    public boolean contains(Location place) {
        boolean inside = ring.isEmpty();
        for (int i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            if (crosses(ring.get(i), ring.get(j), place)) {
                inside = !inside;
            }
        }
        return inside;
    }

    private static boolean crosses(Location a, Location b, Location place) {
        boolean spans = (a.latitudeMicro() > place.latitudeMicro()) != (b.latitudeMicro() > place.latitudeMicro());
        if (!spans) {
            return false;
        }
        long rise = (long) b.latitudeMicro() - a.latitudeMicro();
        long run = (long) b.longitudeMicro() - a.longitudeMicro();
        long left = ((long) place.longitudeMicro() - a.longitudeMicro()) * rise;
        long right = run * ((long) place.latitudeMicro() - a.latitudeMicro());
        return rise > 0 ? left < right : left > right;
    }
}
