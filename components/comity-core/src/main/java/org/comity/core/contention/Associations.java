package org.comity.core.contention;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.Location;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.DigestTree;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.FeatureOfInterest;

/** The closure of the associators' signed links, domain by domain; the same whatever the order of arrival. */
public final class Associations {

    /**
     * A link that counts, with its place in its device's chain: the earliest gives the group its location.
     *
     * @param first under the first of its names, as {@link Fact#firstName} has it
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

    private static final Comparator<Link> EARLIEST =
            Comparator.comparingLong(Link::sequence).thenComparing(Link::oid);

    /** A group and the link that gives it its location. */
    private record Closure(Group group, Link first) {}

    private final Map<String, Domain> domains;
    private final Map<String, DigestTree<Closure>> groups;

    private Associations(Map<String, Domain> domains, Map<String, DigestTree<Closure>> groups) {
        this.domains = Map.copyOf(domains);
        this.groups = Map.copyOf(groups);
    }

    /** Closes the links under the constraints of the domains. */
    public static Associations of(Collection<Domain> domains, Collection<Link> links) {
        Map<String, Domain> byName = new HashMap<>();
        Map<String, DigestTree<Closure>> groups = new HashMap<>();
        Map<String, List<Link>> byDomain = links.stream()
                .collect(Collectors.groupingBy(link -> link.association().domain()));
        for (Domain domain : domains) {
            byName.put(domain.name(), domain);
            DigestTree<Closure> none = DigestTree.ofKeys();
            groups.put(domain.name(), none.with(close(domain, byDomain.getOrDefault(domain.name(), List.of()))));
        }
        return new Associations(byName, groups);
    }

    /** With more links; what they join costs, not what is there. */
    public Associations with(Collection<Link> links) {
        Map<String, DigestTree<Closure>> next = new HashMap<>(groups);
        for (Link link : links) {
            String name = link.association().domain();
            Optional.ofNullable(domains.get(name))
                    .ifPresent(domain -> next.computeIfPresent(name, (any, tree) -> join(domain, tree, link)));
        }
        return new Associations(domains, next);
    }

    private static DigestTree<Closure> join(Domain domain, DigestTree<Closure> tree, Link link) {
        Set<FeatureOfInterest> features = new TreeSet<>();
        Link earliest = link;
        for (FeatureOfInterest feature : List.of(link.first(), link.second())) {
            features.add(feature);
            Optional<Closure> own = tree.get(digest(feature));
            own.ifPresent(closure -> features.addAll(closure.group().features()));
            Link other = own.map(Closure::first).orElse(link);
            earliest = EARLIEST.compare(other, earliest) < 0 ? other : earliest;
        }
        return tree.with(changes(domain, List.copyOf(features), earliest));
    }

    private static Map<Digest, Optional<Closure>> changes(
            Domain domain, List<FeatureOfInterest> features, Link earliest) {
        Optional<Location> location = Optional.of(earliest.association().location());
        Closure closure = new Closure(new Group(features, location, judge(domain, features)), earliest);
        Map<Digest, Optional<Closure>> changes = new HashMap<>();
        features.forEach(feature -> changes.put(digest(feature), Optional.of(closure)));
        return changes;
    }

    /** "comity-feature-v1": scheme and value. */
    private static Digest digest(FeatureOfInterest feature) {
        return Encoding.of("comity-feature-v1")
                .text(feature.scheme())
                .text(feature.value())
                .digest();
    }

    /** The group of a feature in a domain: of itself alone where nothing links it. */
    public Group group(Domain domain, FeatureOfInterest feature) {
        DigestTree<Closure> own = groups.get(domain.name());
        Optional<Closure> closure = own == null || own.isEmpty() ? Optional.empty() : own.get(digest(feature));
        return closure.map(Closure::group)
                .orElseGet(() -> new Group(List.of(feature), Optional.empty(), Group.Consistency.CONSISTENT));
    }

    /** The keys under which facts of the linked features competed before the links were there, without repetition. */
    public Set<Digest> keysJoinedBy(Collection<Link> links) {
        Set<Digest> keys = new HashSet<>();
        for (Link link : links) {
            Optional.ofNullable(domains.get(link.association().domain())).ifPresent(domain -> {
                keys.add(Contentions.key(domain, group(domain, link.first()).features()));
                keys.add(Contentions.key(domain, group(domain, link.second()).features()));
            });
        }
        return keys;
    }

    /** The group of facts whose features, under the first of their names, are linked or the same: with all their names. */
    Group group(Domain domain, Collection<Fact> facts) {
        Group linked = group(domain, facts.iterator().next().firstName());
        if (facts.stream().allMatch(fact -> fact.reading().names().isEmpty())) {
            return linked;
        }
        Set<FeatureOfInterest> names = new TreeSet<>();
        boolean consistent = true;
        for (Fact fact : facts) {
            names.addAll(fact.names());
            consistent &= fact.consistency() == Group.Consistency.CONSISTENT;
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

    private static Map<Digest, Optional<Closure>> close(Domain domain, List<Link> links) {
        Map<FeatureOfInterest, FeatureOfInterest> parents = new HashMap<>();
        for (Link link : links) {
            join(parents, link.first(), link.second());
        }
        Map<FeatureOfInterest, List<FeatureOfInterest>> members = new TreeMap<>();
        for (FeatureOfInterest feature : List.copyOf(parents.keySet())) {
            members.computeIfAbsent(root(parents, feature), any -> new ArrayList<>())
                    .add(feature);
        }
        Map<FeatureOfInterest, Link> earliest = new HashMap<>();
        for (Link link : links) {
            earliest.merge(
                    root(parents, link.first()), link, (one, other) -> EARLIEST.compare(one, other) <= 0 ? one : other);
        }
        Map<Digest, Optional<Closure>> result = new HashMap<>();
        members.forEach((root, features) -> result.putAll(
                changes(domain, features.stream().sorted().toList(), Objects.requireNonNull(earliest.get(root)))));
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
