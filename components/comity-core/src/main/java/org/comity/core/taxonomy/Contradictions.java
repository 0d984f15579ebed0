package org.comity.core.taxonomy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.comity.core.observation.Term;

/**
 * Finds what contradicts itself in the closure of exact matches, however long the chains that may be followed. The shortest
 * contradictions are taken out, all at once, then the shortest of what is left: a function of the set of equivalences.
 */
public final class Contradictions {

    private static final Comparator<Equivalence> ORDER = Comparator.comparing(Equivalence::subject)
            .thenComparing(Equivalence::object)
            .thenComparing(Equivalence::predicate)
            .thenComparing(Equivalence::id);

    private final List<Contradiction> found = new ArrayList<>();
    private final Set<Equivalence> contradicted = new HashSet<>();

    private final Set<Term> agreed;

    private Contradictions(Set<Term> agreed) {
        this.agreed = Set.copyOf(agreed);
    }

    /** All contradictions of the set. */
    public static Contradictions of(Collection<Equivalence> set) {
        return of(set, Set.of());
    }

    /**
     * The same, where some names are known to be different.
     *
     * @param agreed names of properties of which no two are the same
     */
    public static Contradictions of(Collection<Equivalence> set, Set<Term> agreed) {
        Contradictions result = new Contradictions(agreed);
        Map<Equivalence.Kind, List<Equivalence>> kinds = new EnumMap<>(Equivalence.Kind.class);
        set.forEach(one ->
                kinds.computeIfAbsent(one.kind(), any -> new ArrayList<>()).add(one));
        kinds.values().forEach(result::check);
        result.found.sort(
                Comparator.comparingInt((Contradiction one) -> one.mappings().size())
                        .thenComparing(one -> one.mappings().get(0), ORDER));
        return result;
    }

    /** The contradictions, the smallest first. */
    public List<Contradiction> found() {
        return List.copyOf(found);
    }

    /** Every equivalence that is part of one: not applied. */
    public Set<Equivalence> contradicted() {
        return Set.copyOf(contradicted);
    }

    private void check(List<Equivalence> kind) {
        eachBroader(kind);
        Names names = new Names();
        kind.stream().filter(Equivalence::isExact).forEach(names::join);
        Map<Integer, List<Equivalence>> suspects = new TreeMap<>();
        Set<Term> apart = kind.get(0).kind() == Equivalence.Kind.PROPERTY ? agreed : Set.of();
        Set<Integer> roots = names.suspects();
        roots.addAll(names.holdingTwo(apart));
        for (Equivalence one : kind) {
            int subject = names.find(one.subject());
            boolean inside = subject >= 0
                    && (one.predicate() == Equivalence.Predicate.NO_TERM
                            ? names.hasScheme(subject, one.object().scheme())
                            : subject == names.find(one.object()));
            if (inside && opposes(one)) {
                roots.add(subject);
            }
        }
        if (roots.isEmpty()) {
            return;
        }
        for (Equivalence one : kind) {
            int root = names.find(one.subject());
            if (roots.contains(root) && (one.isExact() || opposes(one))) {
                suspects.computeIfAbsent(root, any -> new ArrayList<>()).add(one);
            }
        }
        suspects.values().stream()
                .map(group -> group.stream().distinct().sorted(ORDER).toList())
                .sorted(Comparator.comparing(group -> group.get(0), ORDER))
                .forEach(group -> take(Tangle.contradictions(group, apart)));
    }

    private void take(List<Contradiction> some) {
        found.addAll(some);
        some.forEach(one -> contradicted.addAll(one.mappings()));
    }

    /** Whether it denies that its names, or those that they are exactly, are one. */
    static boolean opposes(Equivalence one) {
        return one.predicate() != Equivalence.Predicate.EXACT && one.predicate() != Equivalence.Predicate.CLOSE;
    }

    private void eachBroader(List<Equivalence> kind) {
        Map<List<Term>, List<Equivalence>> byPair = new LinkedHashMap<>();
        for (Equivalence one : kind) {
            if (one.predicate() == Equivalence.Predicate.BROADER || one.predicate() == Equivalence.Predicate.NARROWER) {
                boolean forward = one.subject().compareTo(one.object()) < 0;
                List<Term> pair = forward ? List.of(one.subject(), one.object()) : List.of(one.object(), one.subject());
                byPair.computeIfAbsent(pair, any -> new ArrayList<>()).add(one);
            }
        }
        for (List<Equivalence> pair : byPair.values()) {
            List<Equivalence> sorted = pair.stream().distinct().sorted(ORDER).toList();
            Equivalence first = sorted.get(0);
            List<Equivalence> turned =
                    sorted.stream().filter(one -> upward(one) != upward(first)).toList();
            for (Equivalence one : turned) {
                take(List.of(new Contradiction(Contradiction.Why.EACH_BROADER, List.of(first, one))));
            }
            if (!turned.isEmpty()) {
                contradicted.addAll(sorted);
            }
        }
    }

    private static boolean upward(Equivalence one) {
        return (one.predicate() == Equivalence.Predicate.BROADER)
                == (one.subject().compareTo(one.object()) < 0);
    }

    /** Names as numbers, joined by exact matches (Tarjan's union-find). */
    private static final class Names {
        private final Map<Term, Integer> numbers = new HashMap<>();
        private final Map<String, Integer> schemes = new HashMap<>();
        private int[] parents = new int[64];
        private int[] schemeOf = new int[64];
        private final Set<Integer> cycles = new HashSet<>();
        private long[] places = {};

        private int number(Term term) {
            Integer known = numbers.get(term);
            if (known != null) {
                return known;
            }
            int number = numbers.size();
            if (number == parents.length) {
                parents = Arrays.copyOf(parents, number * 2);
                schemeOf = Arrays.copyOf(schemeOf, number * 2);
            }
            parents[number] = number;
            schemeOf[number] = schemes.computeIfAbsent(term.scheme(), any -> schemes.size());
            numbers.put(term, number);
            return number;
        }

        private int root(int number) {
            int at = number;
            while (parents[at] != at) {
                parents[at] = parents[parents[at]];
                at = parents[at];
            }
            return at;
        }

        void join(Equivalence one) {
            int subject = root(number(one.subject()));
            int object = root(number(one.object()));
            if (subject == object && one.factor().isPresent()) {
                cycles.add(subject);
            }
            parents[Math.max(subject, object)] = Math.min(subject, object);
        }

        /** The root of the name's component, or -1 for a name in no exact match. */
        int find(Term term) {
            Integer number = numbers.get(term);
            return number == null ? -1 : root(number);
        }

        boolean hasScheme(int root, String scheme) {
            Integer number = schemes.get(scheme);
            return number != null && Arrays.binarySearch(places, place(root, number)) >= 0;
        }

        private static long place(int root, int scheme) {
            return (long) root << 32 | scheme;
        }

        /** Components with two of these. */
        Set<Integer> holdingTwo(Set<Term> apart) {
            Set<Integer> once = new HashSet<>();
            Set<Integer> twice = new HashSet<>();
            apart.stream()
                    .map(this::find)
                    .filter(root -> root >= 0 && !once.add(root))
                    .forEach(twice::add);
            return twice;
        }

        /** Components with two names of one scheme, or with units that may lead back with another factor. */
        Set<Integer> suspects() {
            Set<Integer> suspects = new HashSet<>();
            cycles.forEach(root -> suspects.add(root(root)));
            places = new long[numbers.size()];
            for (int number = 0; number < places.length; number++) {
                places[number] = place(root(number), schemeOf[number]);
            }
            Arrays.sort(places);
            for (int i = 1; i < places.length; i++) {
                if (places[i] == places[i - 1]) {
                    suspects.add((int) (places[i] >>> 32));
                }
            }
            return suspects;
        }
    }
}
