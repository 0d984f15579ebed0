package org.comity.core.contention;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.comity.core.agreement.Location;
import org.comity.core.control.Statement;
import org.comity.core.observation.FeatureOfInterest;

/**
 * Proposes which features are one event: those seen within 16 seconds and 100 km of each other, at most one of each naming
 * scheme. Nearest first, so that of two events of one network the nearer joins. Each member of an event is near each other
 * member: a chain of near neighbours is no event.
 *
 * <p>A function of the sets of its arguments; nothing depends on their order. Given links are kept and never proposed
 * again, so it can run whenever new sightings arrive. A given member without a sighting binds by its scheme alone.
 */
public final class EventAssociator {

    /** The longest time between two sightings of one event. */
    public static final Duration TIME_MAX = Duration.ofSeconds(16);

    /** The longest distance between two sightings of one event, in metres. */
    public static final int METRES_MAX = 100_000;

    private static final long NANOS_MAX = TIME_MAX.toNanos();

    /** A feature as one observation places it; revisions of one feature are several sightings. */
    public record Sighting(FeatureOfInterest feature, Instant time, Location place) implements Comparable<Sighting> {
        public Sighting {
            Objects.requireNonNull(feature, "feature");
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(place, "place");
        }

        @Override
        public int compareTo(Sighting that) {
            return Comparator.comparing(Sighting::time)
                    .thenComparing(Sighting::feature)
                    .thenComparing(Sighting::place)
                    .compare(this, that);
        }
    }

    private record Pair(FeatureOfInterest first, FeatureOfInterest second) implements Comparable<Pair> {
        static Pair of(FeatureOfInterest one, FeatureOfInterest other) {
            return one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
        }

        @Override
        public int compareTo(Pair that) {
            int order = first.compareTo(that.first);
            return order != 0 ? order : second.compareTo(that.second);
        }
    }

    /** How near the nearest sightings of two features are: both parts in the square of their bound, in millionths. */
    private record Nearness(long millionths, Location place) implements Comparable<Nearness> {
        @Override
        public int compareTo(Nearness that) {
            int order = Long.compare(millionths, that.millionths);
            return order != 0 ? order : place.compareTo(that.place);
        }
    }

    private EventAssociator() {}

    /**
     * The links that are missing, sorted by their features. A link's location is where its first feature was seen.
     *
     * @param domain the name that the links will carry; given links of other domains are not looked at
     */
    public static List<Statement.Association> propose(
            String domain, Collection<Sighting> sightings, Collection<Statement.Association> given) {
        Map<Pair, Nearness> near =
                nearPairs(sightings.stream().distinct().sorted().toList());
        Map<FeatureOfInterest, List<FeatureOfInterest>> events = new HashMap<>();
        sightings.forEach(sighting -> events.put(sighting.feature(), List.of(sighting.feature())));
        given.stream().filter(link -> link.domain().equals(domain)).forEach(link -> {
            events.putIfAbsent(link.first(), List.of(link.first()));
            events.putIfAbsent(link.second(), List.of(link.second()));
            join(events, link.first(), link.second());
        });
        Set<FeatureOfInterest> seen = sightings.stream().map(Sighting::feature).collect(Collectors.toSet());
        List<Statement.Association> links = new ArrayList<>();
        near.entrySet().stream()
                .sorted(Map.Entry.<Pair, Nearness>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> {
                    Pair pair = entry.getKey();
                    if (joinable(event(events, pair.first()), event(events, pair.second()), near, seen)) {
                        join(events, pair.first(), pair.second());
                        links.add(new Statement.Association(
                                domain,
                                pair.first(),
                                pair.second(),
                                entry.getValue().place()));
                    }
                });
        links.sort(Comparator.comparing(link -> Pair.of(link.first(), link.second())));
        return List.copyOf(links);
    }

    private static List<FeatureOfInterest> event(
            Map<FeatureOfInterest, List<FeatureOfInterest>> events, FeatureOfInterest member) {
        return events.computeIfAbsent(member, List::of);
    }

    private static Map<Pair, Nearness> nearPairs(List<Sighting> sorted) {
        Map<Pair, Nearness> near = new HashMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            Sighting early = sorted.get(i);
            for (int j = i + 1; j < sorted.size() && !beyond(early, sorted.get(j)); j++) {
                note(near, early, sorted.get(j));
            }
        }
        return near;
    }

    private static void note(Map<Pair, Nearness> near, Sighting one, Sighting other) {
        long measure = GreatCircle.between(one.place(), other.place());
        boolean sameScheme = one.feature().scheme().equals(other.feature().scheme());
        if (sameScheme || measure > GreatCircle.HUNDRED_KILOMETRES) {
            return;
        }
        long timePart = Duration.between(one.time(), other.time()).toNanos() / (NANOS_MAX / 1_000);
        long placePart = measure / (GreatCircle.HUNDRED_KILOMETRES / 1_000_000);
        Pair pair = Pair.of(one.feature(), other.feature());
        Location place = pair.first().equals(one.feature()) ? one.place() : other.place();
        near.merge(pair, new Nearness(timePart * timePart + placePart, place), EventAssociator::nearer);
    }

    private static Nearness nearer(Nearness one, Nearness other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static boolean beyond(Sighting early, Sighting late) {
        return Duration.between(early.time(), late.time()).compareTo(TIME_MAX) > 0;
    }

    private static boolean joinable(
            List<FeatureOfInterest> one,
            List<FeatureOfInterest> other,
            Map<Pair, Nearness> near,
            Set<FeatureOfInterest> seen) {
        return one != other && one.stream().allMatch(a -> other.stream().allMatch(b -> mayShare(a, b, near, seen)));
    }

    private static boolean mayShare(
            FeatureOfInterest a, FeatureOfInterest b, Map<Pair, Nearness> near, Set<FeatureOfInterest> seen) {
        boolean placed = seen.contains(a) && seen.contains(b);
        return !a.scheme().equals(b.scheme()) && (!placed || near.containsKey(Pair.of(a, b)));
    }

    /** All members of an event share one list, so that identity says whether two features are one already. */
    private static void join(
            Map<FeatureOfInterest, List<FeatureOfInterest>> events, FeatureOfInterest first, FeatureOfInterest second) {
        if (events.get(first) == events.get(second)) {
            return;
        }
        List<FeatureOfInterest> all = new ArrayList<>(events.get(first));
        all.addAll(events.get(second));
        all.forEach(member -> events.put(member, all));
    }
}
