package org.comity.feeds;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.comity.core.agreement.Location;
import org.comity.core.contention.EventAssociator.Sighting;
import org.comity.core.observation.Draft;

/**
 * The national centre's published rule for the preferred solution, applied to drafts without any code of arbitration: an
 * oracle that shares nothing with the engine but the drafts. Keep the newest of each series, drop deletions, take the
 * largest weight, then the newest.
 */
final class PublishedRule {
    private static final Set<String> CONTRIBUTORS = Set.of("nc", "nn");

    private PublishedRule() {}

    static Optional<Draft> preferred(Collection<Draft> drafts) {
        Map<String, Draft> newest = new HashMap<>();
        drafts.forEach(draft -> newest.merge(draft.series(), draft, PublishedRule::newer));
        return newest.values().stream()
                .filter(draft -> draft.standing() == Draft.Standing.STANDS)
                .max(Comparator.comparingInt(PublishedRule::weight).thenComparing(PublishedRule::edition));
    }

    static int weight(Draft draft) {
        String source = last(draft.authority().urn());
        String owner = last(draft.feature().scheme());
        String here = authoritative(Networks.yes(Hypocentre.of(draft)));
        int weight = 1;
        weight += source.equals(owner) ? 5 : 0;
        weight += source.equals(here) ? 100 : 0;
        weight += owner.equals(here) ? 50 : 0;
        weight += CONTRIBUTORS.contains(source) ? 1 : 0;
        weight += source.equals("us") ? 2 : 0;
        return weight;
    }

    private static String authoritative(Sighting sighting) {
        Location place = sighting.place();
        return Networks.REGIONS.stream()
                .filter(region -> region.contains(place))
                .findFirst()
                .orElseThrow()
                .name();
    }

    private static Draft newer(Draft one, Draft other) {
        return edition(one) >= edition(other) ? one : other;
    }

    private static long edition(Draft draft) {
        return draft.edition().orElseThrow();
    }

    private static String last(String urn) {
        return urn.substring(urn.lastIndexOf(':') + 1);
    }
}
