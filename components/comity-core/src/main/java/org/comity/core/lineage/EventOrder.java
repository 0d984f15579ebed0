package org.comity.core.lineage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which events come before which: a graph that has a solution exactly where no cycle holds a strict edge. */
final class EventOrder {
    private record Edge(int to, boolean strict) {}

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<List<Edge>> forward = new ArrayList<>();
    private final List<List<Integer>> backward = new ArrayList<>();

    private int node(String name) {
        return numbers.computeIfAbsent(name, any -> {
            names.add(any);
            forward.add(new ArrayList<>());
            backward.add(new ArrayList<>());
            return names.size() - 1;
        });
    }

    /** The first is no later than the second. */
    void notAfter(String first, String second) {
        edge(first, second, false);
    }

    /** The first is earlier than the second. */
    void before(String first, String second) {
        edge(first, second, true);
    }

    private void edge(String first, String second, boolean strict) {
        int from = node(first);
        int to = node(second);
        forward.get(from).add(new Edge(to, strict));
        backward.get(to).add(from);
    }

    /** An event that would have to be earlier than itself; empty where the order holds. In linear time (Kosaraju). */
    Optional<String> contradiction() {
        int[] component = components();
        for (int from = 0; from < names.size(); from++) {
            for (Edge edge : forward.get(from)) {
                if (edge.strict() && component[from] == component[edge.to()]) {
                    return Optional.of(names.get(from));
                }
            }
        }
        return Optional.empty();
    }

    private int[] components() {
        int[] component = new int[names.size()];
        java.util.Arrays.fill(component, -1);
        List<Integer> finished = finished();
        for (int i = finished.size() - 1; i >= 0; i--) {
            Deque<Integer> open = new ArrayDeque<>(List.of(finished.get(i)));
            while (!open.isEmpty()) {
                int at = open.pop();
                if (component[at] < 0) {
                    component[at] = i;
                    backward.get(at).stream().filter(to -> component[to] < 0).forEach(open::push);
                }
            }
        }
        return component;
    }

    /** All events, each after those that can be reached from it but for cycles. */
    private List<Integer> finished() {
        List<Integer> order = new ArrayList<>();
        int[] next = new int[names.size()];
        boolean[] seen = new boolean[names.size()];
        for (int root = 0; root < names.size(); root++) {
            Deque<Integer> path = new ArrayDeque<>();
            if (!seen[root]) {
                seen[root] = true;
                path.push(root);
            }
            while (!path.isEmpty()) {
                int at = path.peek();
                if (next[at] == forward.get(at).size()) {
                    order.add(path.pop());
                } else {
                    int to = forward.get(at).get(next[at]++).to();
                    if (!seen[to]) {
                        seen[to] = true;
                        path.push(to);
                    }
                }
            }
        }
        return order;
    }
}
