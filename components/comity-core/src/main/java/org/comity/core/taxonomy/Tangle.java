package org.comity.core.taxonomy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Contradiction.Why;

/** Names that exact matches join, among which something contradicts: finds the shortest contradictions, round by round. */
final class Tangle {

    /** The most steps along exact matches that one search takes. */
    static final long STEPS_MAX = 5_000_000;

    /** One exact match between two names, by number. */
    private record Edge(int from, int to, Equivalence said) {
        int other(int end) {
            return end == from ? to : from;
        }
    }

    private final Map<Term, Integer> numbers = new HashMap<>();
    private final List<Term> names = new ArrayList<>();
    private final List<List<Edge>> edges = new ArrayList<>();
    private final List<Equivalence> opposing = new ArrayList<>();
    private final Map<Set<Equivalence>, Contradiction> best = new LinkedHashMap<>();
    private int shortest = Integer.MAX_VALUE;
    private long steps;

    private final Set<Term> apart;

    private Tangle(List<Equivalence> group, Set<Term> apart) {
        this.apart = apart;
        for (Equivalence one : group) {
            if (one.isExact()) {
                Edge edge = new Edge(number(one.subject()), number(one.object()), one);
                edges.get(edge.from()).add(edge);
                edges.get(edge.to()).add(edge);
            } else {
                opposing.add(one);
            }
        }
    }

    private int number(Term term) {
        return numbers.computeIfAbsent(term, any -> {
            names.add(term);
            edges.add(new ArrayList<>());
            return names.size() - 1;
        });
    }

    /** All contradictions of sorted equivalences; what is left when they are taken out contradicts nothing. */
    static List<Contradiction> contradictions(List<Equivalence> group, Set<Term> apart) {
        List<Contradiction> found = new ArrayList<>();
        List<Equivalence> left = group;
        long steps = 0;
        while (true) {
            Tangle tangle = new Tangle(left, apart);
            tangle.search(STEPS_MAX - steps);
            steps += tangle.steps;
            if (steps > STEPS_MAX) {
                found.add(new Contradiction(Why.TOO_ENTANGLED, left));
                return found;
            }
            if (tangle.best.isEmpty()) {
                return found;
            }
            found.addAll(tangle.best.values());
            Set<Equivalence> taken = new HashSet<>();
            tangle.best.keySet().forEach(taken::addAll);
            left = left.stream().filter(one -> !taken.contains(one)).toList();
        }
    }

    private void search(long stepsMax) {
        for (int name = 0; name < names.size(); name++) {
            stars(name);
        }
        Map<String, List<Integer>> schemes = new TreeMap<>();
        for (int name = 0; name < names.size(); name++) {
            schemes.computeIfAbsent(names.get(name).scheme(), any -> new ArrayList<>())
                    .add(name);
        }
        for (List<Integer> same : schemes.values()) {
            if (same.size() > 1 && steps <= stepsMax) {
                between(same, Why.TWO_NAMES);
            }
        }
        List<Integer> agreed = apart.stream()
                .filter(numbers::containsKey)
                .map(numbers::get)
                .sorted()
                .toList();
        if (agreed.size() > 1) {
            between(agreed, Why.TWO_AGREED);
        }
        for (Equivalence one : opposing) {
            if (steps <= stepsMax) {
                opposed(one);
            }
        }
        for (int name = 0; name < names.size() && steps <= stepsMax; name++) {
            cycles(name);
        }
    }

    private void offer(Why why, List<Equivalence> mappings) {
        List<Equivalence> distinct = mappings.stream().distinct().toList();
        if (distinct.size() < shortest) {
            shortest = distinct.size();
            best.clear();
        }
        if (distinct.size() == shortest) {
            best.putIfAbsent(Set.copyOf(distinct), new Contradiction(why, distinct));
        }
    }

    /** One name is exactly two names of one scheme. */
    private void stars(int name) {
        Map<String, Edge> first = new HashMap<>();
        for (Edge edge : edges.get(name)) {
            steps++;
            Edge before = first.putIfAbsent(names.get(edge.other(name)).scheme(), edge);
            if (before != null && before.other(name) != edge.other(name)) {
                offer(Why.TWO_NAMES, List.of(before.said(), edge.said()));
            }
        }
    }

    /** A breadth-first search from several names: for each name the nearest of them, how far, and the last step from it. */
    private final class Search {
        private final int[] nearest = new int[names.size()];
        private final int[] far = new int[names.size()];
        private final Edge[] last = new Edge[names.size()];
        private final List<Integer> order = new ArrayList<>();

        Search(List<Integer> from) {
            Arrays.fill(nearest, -1);
            Deque<Integer> open = new ArrayDeque<>();
            for (int name : from) {
                nearest[name] = name;
                open.add(name);
            }
            while (!open.isEmpty()) {
                int name = open.remove();
                order.add(name);
                for (Edge edge : edges.get(name)) {
                    steps++;
                    int next = edge.other(name);
                    if (nearest[next] < 0 && far[name] < shortest) {
                        nearest[next] = nearest[name];
                        far[next] = far[name] + 1;
                        last[next] = edge;
                        open.add(next);
                    }
                }
            }
        }

        List<Equivalence> path(int to) {
            List<Equivalence> path = new ArrayList<>();
            int at = to;
            while (far[at] > 0) {
                Edge edge = Objects.requireNonNull(last[at], "a name beyond the start has a step to it");
                path.add(edge.said());
                at = edge.other(at);
            }
            return path;
        }
    }

    /** A chain leads from one of these names to another. That a scheme itself equates two of its names is no contradiction. */
    private void between(List<Integer> same, Why why) {
        Search search = new Search(same);
        for (int name : search.order) {
            for (Edge edge : edges.get(name)) {
                steps++;
                int next = edge.other(name);
                int length = search.far[name] + 1 + search.far[next];
                boolean crosses = name == edge.from()
                        && search.nearest[next] >= 0
                        && search.nearest[next] != search.nearest[name];
                if (crosses && length >= (why == Why.TWO_AGREED ? 1 : 2) && length <= shortest) {
                    List<Equivalence> path = search.path(name);
                    path.add(edge.said());
                    path.addAll(search.path(next));
                    offer(why, path);
                }
            }
        }
    }

    private void opposed(Equivalence one) {
        Integer subject = numbers.get(one.subject());
        if (subject == null) {
            return;
        }
        Search search = new Search(List.of(subject));
        boolean noTerm = one.predicate() == Equivalence.Predicate.NO_TERM;
        for (int name : search.order) {
            Term reached = names.get(name);
            boolean meets = noTerm
                    ? reached.scheme().equals(one.object().scheme()) && name != subject
                    : reached.equals(one.object());
            if (meets) {
                List<Equivalence> path = search.path(name);
                path.add(one);
                offer(why(one), path);
                return;
            }
        }
    }

    private static Why why(Equivalence one) {
        return switch (one.predicate()) {
            case NOT -> Why.DENIED;
            case NO_TERM -> Why.NO_TERM;
            default -> Why.NOT_EXACT;
        };
    }

    /** Units lead back to where they began with another factor (the shortest such cycle passes through some start). */
    private void cycles(int start) {
        if (edges.get(start).stream().allMatch(edge -> edge.said().factor().isEmpty())) {
            return;
        }
        Search search = new Search(List.of(start));
        Ratio[] factors = new Ratio[names.size()];
        for (int name : search.order) {
            Edge last = search.last[name];
            factors[name] = last == null
                    ? Ratio.ONE
                    : Objects.requireNonNull(factors[last.other(name)]).times(step(last, last.other(name)));
        }
        for (int name : search.order) {
            for (Edge edge : edges.get(name)) {
                Ratio here = factors[name];
                Ratio there = factors[edge.to()];
                boolean differs = name == edge.from()
                        && here != null
                        && there != null
                        && !here.times(step(edge, name)).equals(there);
                if (differs) {
                    List<Equivalence> cycle = search.path(name);
                    cycle.add(edge.said());
                    cycle.addAll(search.path(edge.to()));
                    offer(Why.FACTORS_DIFFER, cycle);
                }
            }
        }
    }

    private static Ratio step(Edge edge, int from) {
        Ratio factor = edge.said().factor().orElse(Ratio.ONE);
        return from == edge.from() ? factor : factor.inverse();
    }
}
