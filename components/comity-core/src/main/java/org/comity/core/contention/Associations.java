package org.comity.core.contention;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.Location;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.FeatureOfInterest;

/** The closure of the associators' signed links, domain by domain; the same whatever the order of arrival. */
public final class Associations {

    /**
     * A link that counts, with its place in its device's chain: the earliest gives the group its location.
     *
     * @param first under the first of its names, as {@link Fact.Identity} has it
     * @param second the same
     */
    public record Link(
            Statement.Association association,
            long sequence,
            Oid oid,
            FeatureOfInterest first,
            FeatureOfInterest second) {

        /** A link between features that have no other name. */
        public Link(Statement.Association association, long sequence, Oid oid) {
            this(association, sequence, oid, association.first(), association.second());
        }
    }

    private final Map<String, Map<FeatureOfInterest, Group>> groups = new HashMap<>();

    private Associations() {}

    /** Closes the links under the constraints of the domains. */
    public static Associations of(Collection<Domain> domains, Collection<Link> links) {
        Associations result = new Associations();
        for (Domain domain : domains) {
            List<Link> own = links.stream()
                    .filter(link -> link.association().domain().equals(domain.name()))
                    .sorted(Comparator.comparingLong(Link::sequence).thenComparing(Link::oid))
                    .toList();
            result.groups.put(domain.name(), close(domain, own));
        }
        return result;
    }

    /** The group of a feature in a domain: of itself alone where nothing links it. */
    public Group group(Domain domain, FeatureOfInterest feature) {
        return Optional.ofNullable(groups.getOrDefault(domain.name(), Map.of()).get(feature))
                .orElseGet(() -> new Group(List.of(feature), Optional.empty(), Group.Consistency.CONSISTENT));
    }

    /** The group of facts whose features, under the first of their names, are linked or the same: with all their names. */
    Group group(Domain domain, Collection<Fact> facts) {
        Set<FeatureOfInterest> names = new TreeSet<>();
        boolean consistent = true;
        Group linked = group(domain, facts.iterator().next().identity().first());
        for (Fact fact : facts) {
            names.addAll(fact.identity().features());
            consistent &= fact.identity().consistency() == Group.Consistency.CONSISTENT;
        }
        names.addAll(linked.features());
        if (names.size() == linked.features().size() && consistent) {
            return linked;
        }
        List<FeatureOfInterest> all = List.copyOf(names);
        boolean good = consistent
                && linked.consistency() == Group.Consistency.CONSISTENT
                && judge(domain, all) == Group.Consistency.CONSISTENT;
        return new Group(all, linked.location(), good ? Group.Consistency.CONSISTENT : Group.Consistency.CONFLICTING);
    }

    /** How many groups of all domains escalate whole. */
    public long conflicts(Domain domain) {
        return groups.getOrDefault(domain.name(), Map.of()).values().stream()
                .filter(group -> group.consistency() == Group.Consistency.CONFLICTING)
                .distinct()
                .count();
    }

    private static Map<FeatureOfInterest, Group> close(Domain domain, List<Link> links) {
        Map<FeatureOfInterest, FeatureOfInterest> parents = new HashMap<>();
        for (Link link : links) {
            join(parents, link.first(), link.second());
        }
        Map<FeatureOfInterest, List<FeatureOfInterest>> members = new TreeMap<>();
        for (FeatureOfInterest feature : parents.keySet()) {
            members.computeIfAbsent(root(parents, feature), any -> new ArrayList<>())
                    .add(feature);
        }
        Map<FeatureOfInterest, Group> result = new HashMap<>();
        Map<FeatureOfInterest, Location> locations = new HashMap<>();
        for (Link link : links) {
            locations.putIfAbsent(
                    root(parents, link.first()), link.association().location());
        }
        members.forEach((root, features) -> {
            Group group = new Group(features, Optional.ofNullable(locations.get(root)), judge(domain, features));
            features.forEach(feature -> result.put(feature, group));
        });
        return result;
    }

    private static Group.Consistency judge(Domain domain, List<FeatureOfInterest> features) {
        Set<String> schemes = new HashSet<>();
        features.forEach(feature -> schemes.add(feature.scheme()));
        boolean good = domain.constraint() == Domain.Constraint.NONE || schemes.size() == features.size();
        return good ? Group.Consistency.CONSISTENT : Group.Consistency.CONFLICTING;
    }

    private static void join(
            Map<FeatureOfInterest, FeatureOfInterest> parents, FeatureOfInterest first, FeatureOfInterest second) {
        FeatureOfInterest one = root(parents, first);
        FeatureOfInterest other = root(parents, second);
        if (one.compareTo(other) <= 0) {
            parents.put(other, one);
        } else {
            parents.put(one, other);
        }
    }

    private static FeatureOfInterest root(
            Map<FeatureOfInterest, FeatureOfInterest> parents, FeatureOfInterest feature) {
        FeatureOfInterest at = feature;
        FeatureOfInterest up = parents.computeIfAbsent(at, any -> any);
        while (!up.equals(at)) {
            at = up;
            up = parents.computeIfAbsent(at, any -> any);
        }
        parents.put(feature, at);
        return at;
    }
}
