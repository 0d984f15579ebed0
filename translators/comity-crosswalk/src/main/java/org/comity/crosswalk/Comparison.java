package org.comity.crosswalk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Equivalence.Predicate;

/**
 * Two mapping sets, or one and itself, side by side. Nothing is inferred: only what is said of the very same names is
 * compared, and equal strings of two schemes are never evidence.
 *
 * @param agreed said by both, whatever the direction, confidence and justification
 * @param onlyFirst said by the first alone, and contradicted by none
 * @param onlySecond said by the second alone, and contradicted by none
 * @param disagreements pair by pair; neither of a pair is applied
 */
public record Comparison(
        List<Equivalence> agreed,
        List<Equivalence> onlyFirst,
        List<Equivalence> onlySecond,
        List<Disagreement> disagreements) {

    /** Two statements that cannot both be right. */
    public record Disagreement(Why why, Equivalence first, Equivalence second) {}

    /** Why they cannot. */
    public enum Why {
        /** Different predicates for the same two names. */
        PREDICATES_DIFFER,
        /** One name is exactly two names of one scheme. */
        TWO_EXACT_MATCHES
    }

    /** What is said, without who said it how surely. */
    private record Said(Equivalence.Kind kind, Term from, Predicate predicate, Term to) {
        /** From the lesser name to the greater. */
        static Said of(Equivalence one) {
            return one.subject().compareTo(one.object()) <= 0
                    ? new Said(one.kind(), one.subject(), one.predicate(), one.object())
                    : new Said(one.kind(), one.object(), one.predicate().inverse(), one.subject());
        }
    }

    private record Names(Equivalence.Kind kind, Term from, Term to) {}

    private record Place(Equivalence.Kind kind, Term name, String scheme) {}

    public Comparison {
        agreed = List.copyOf(agreed);
        onlyFirst = List.copyOf(onlyFirst);
        onlySecond = List.copyOf(onlySecond);
        disagreements = List.copyOf(disagreements);
    }

    /** Compares two sets. What contradicts itself inside one set is found as well. */
    public static Comparison of(Collection<Equivalence> first, Collection<Equivalence> second) {
        Map<Said, Equivalence> inFirst = said(first);
        Map<Said, Equivalence> inSecond = said(second);
        Map<Said, Equivalence> all = new LinkedHashMap<>(inFirst);
        inSecond.forEach(all::putIfAbsent);
        Set<Disagreement> disagreements = new LinkedHashSet<>();
        Set<Said> contested = new HashSet<>();
        predicates(all, disagreements, contested);
        exactMatches(all, disagreements, contested);
        List<Equivalence> agreed = new ArrayList<>();
        List<Equivalence> onlyFirst = new ArrayList<>();
        List<Equivalence> onlySecond = new ArrayList<>();
        all.forEach((said, one) -> {
            if (!contested.contains(said)) {
                boolean both = inFirst.containsKey(said) && inSecond.containsKey(said);
                (both ? agreed : inFirst.containsKey(said) ? onlyFirst : onlySecond).add(one);
            }
        });
        return new Comparison(agreed, onlyFirst, onlySecond, List.copyOf(disagreements));
    }

    /** What may be applied: all that no other statement contradicts. */
    public List<Equivalence> applicable() {
        List<Equivalence> applicable = new ArrayList<>(agreed);
        applicable.addAll(onlyFirst);
        applicable.addAll(onlySecond);
        return List.copyOf(applicable);
    }

    private static Map<Said, Equivalence> said(Collection<Equivalence> set) {
        Map<Said, Equivalence> said = new LinkedHashMap<>();
        set.forEach(one -> said.putIfAbsent(Said.of(one), one));
        return said;
    }

    private static void predicates(Map<Said, Equivalence> all, Set<Disagreement> disagreements, Set<Said> contested) {
        Map<Names, List<Said>> byNames = new LinkedHashMap<>();
        all.keySet()
                .forEach(said -> byNames.computeIfAbsent(
                                new Names(said.kind(), said.from(), said.to()), any -> new ArrayList<>())
                        .add(said));
        for (List<Said> group : byNames.values()) {
            for (int i = 0; i < group.size(); i++) {
                for (Said other : group.subList(i + 1, group.size())) {
                    if (differ(group.get(i).predicate(), other.predicate())) {
                        pairs(List.of(group.get(i), other), Why.PREDICATES_DIFFER, all, disagreements, contested);
                    }
                }
            }
        }
    }

    /** What denies an exact match goes well with every other relation. */
    private static boolean differ(Predicate one, Predicate other) {
        return one != Predicate.NOT && other != Predicate.NOT || one == Predicate.EXACT || other == Predicate.EXACT;
    }

    private static void exactMatches(Map<Said, Equivalence> all, Set<Disagreement> disagreements, Set<Said> contested) {
        Map<Place, List<Said>> byPlace = new HashMap<>();
        for (Said said : all.keySet()) {
            if (said.predicate() == Predicate.EXACT) {
                Place there = new Place(said.kind(), said.from(), said.to().scheme());
                Place back = new Place(said.kind(), said.to(), said.from().scheme());
                byPlace.computeIfAbsent(there, any -> new ArrayList<>()).add(said);
                byPlace.computeIfAbsent(back, any -> new ArrayList<>()).add(said);
            }
        }
        for (Said said : all.keySet()) {
            for (Place place : List.of(
                    new Place(said.kind(), said.from(), said.to().scheme()),
                    new Place(said.kind(), said.to(), said.from().scheme()))) {
                List<Said> group = byPlace.getOrDefault(place, List.of());
                if (!group.isEmpty() && group.get(0).equals(said)) {
                    pairs(group, Why.TWO_EXACT_MATCHES, all, disagreements, contested);
                }
            }
        }
    }

    /** Each with the first of the group: enough to show every one, without the square of their number. */
    private static void pairs(
            List<Said> group,
            Why why,
            Map<Said, Equivalence> all,
            Set<Disagreement> disagreements,
            Set<Said> contested) {
        for (Said other : group.subList(1, group.size())) {
            disagreements.add(new Disagreement(why, stated(all, group.get(0)), stated(all, other)));
            contested.add(group.get(0));
            contested.add(other);
        }
    }

    private static Equivalence stated(Map<Said, Equivalence> all, Said said) {
        return java.util.Objects.requireNonNull(all.get(said), "stated");
    }
}
