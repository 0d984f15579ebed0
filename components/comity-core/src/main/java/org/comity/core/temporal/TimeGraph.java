package org.comity.core.temporal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.comity.core.control.Frontier;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.lineage.Source;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.BeaconRef;

/** Observations and beacons as a graph whose edges are proofs of order. A node is a number; parallel arrays hold the rest. */
final class TimeGraph {
    /** One proof that a node comes before another. */
    record Edge(int from, int to, Layer layer) {}

    private final List<Object> names = new ArrayList<>();
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final List<List<Edge>> into = new ArrayList<>();
    private final List<List<Edge>> out = new ArrayList<>();
    private int[] topological = {};

    private TimeGraph() {}

    /** Draws the graph of what the moments prove; beacons are those that a verified statement shows. */
    static TimeGraph of(Collection<Moment> moments, Map<MeshId, List<Checkpoint>> beacons) {
        TimeGraph graph = new TimeGraph();
        moments.stream().map(Moment::oid).sorted().forEach(graph::node);
        new TreeMap<>(beacons).forEach((mesh, heads) -> {
            int before = -1;
            for (Checkpoint head : heads) {
                int now = graph.node(head.ref());
                graph.edge(before, now, Layer.BEACON);
                before = now;
            }
        });
        moments.stream().sorted(Comparator.comparing(Moment::oid)).forEach(graph::hashes);
        moments.stream().sorted(Comparator.comparing(Moment::oid)).forEach(graph::sandwich);
        graph.sort();
        return graph;
    }

    private int node(Object name) {
        return numbers.computeIfAbsent(name, any -> {
            names.add(name);
            into.add(new ArrayList<>());
            out.add(new ArrayList<>());
            return names.size() - 1;
        });
    }

    private void edge(int from, int to, Layer layer) {
        if (from >= 0 && to >= 0 && from != to) {
            Edge edge = new Edge(from, to, layer);
            into.get(to).add(edge);
            out.get(from).add(edge);
        }
    }

    /** The number of a node, or -1 where S lacks it. */
    int number(Object name) {
        return numbers.getOrDefault(name, -1);
    }

    private void hashes(Moment one) {
        int self = number(one.oid());
        one.core().origin().previous().ifPresent(oid -> edge(number(oid), self, Layer.HASH_ORDER));
        one.core().lineage().revisionOf().ifPresent(oid -> edge(number(oid), self, Layer.HASH_ORDER));
        one.core().lineage().retracts().forEach(oid -> edge(number(oid), self, Layer.HASH_ORDER));
        for (Source source : one.core().lineage().sources()) {
            Optional<Oid> disclosed = source.fold(Optional::of, commitment -> Optional.empty());
            disclosed.ifPresent(oid -> edge(number(oid), self, Layer.HASH_ORDER));
        }
        one.statement().ifPresent(statement -> named(statement, self));
    }

    private void named(Statement statement, int self) {
        if (statement instanceof Statement.Consignment consignment) {
            consignment.previous().ifPresent(oid -> edge(number(oid), self, Layer.HASH_ORDER));
            consignment.members().forEach(member -> edge(number(member.oid()), self, Layer.HASH_ORDER));
            edge(number(consignment.head().ref()), self, Layer.HASH_ORDER);
        } else if (statement instanceof Statement.Beacon beacon) {
            edge(number(beacon.checkpoint().ref()), self, Layer.HASH_ORDER);
        } else if (statement instanceof Statement.Receipt receipt) {
            edge(number(receipt.consignment()), self, Layer.HASH_ORDER);
        } else if (statement instanceof Statement.InclusionReceipt receipt) {
            edge(number(receipt.beacon()), self, Layer.HASH_ORDER);
            edge(number(receipt.head().ref()), self, Layer.HASH_ORDER);
            edge(number(receipt.logged()), number(receipt.head().ref()), Layer.ENTANGLEMENT);
        } else if (statement instanceof Statement.Certificate certificate) {
            frontiers(certificate.frontiers().list(), self);
        } else if (statement instanceof Statement.MergeDecision decision) {
            frontiers(decision.frontiers().list(), self);
        } else if (statement instanceof Statement.Cut cut) {
            frontiers(cut.frontiers().list(), self);
        }
    }

    private void frontiers(List<Frontier> list, int self) {
        list.forEach(frontier -> edge(number(frontier.consignment()), self, Layer.HASH_ORDER));
    }

    /** Not before the beacons that it saw; not after the beacons that include it. */
    private void sandwich(Moment one) {
        int self = number(one.oid());
        for (BeaconRef seen : one.core().made().seen()) {
            edge(number(seen), self, Layer.BEACON);
        }
        for (Checkpoint head : one.included()) {
            edge(self, number(head.ref()), Layer.BEACON);
        }
    }

    /** Kahn's order; among the ready the smallest name first, so that the order is the same everywhere. */
    private void sort() {
        int[] waiting = new int[names.size()];
        PriorityQueue<Integer> ready = new PriorityQueue<>(Comparator.comparing(this::sortKey));
        for (int node = 0; node < waiting.length; node++) {
            waiting[node] = into.get(node).size();
            if (waiting[node] == 0) {
                ready.add(node);
            }
        }
        int[] order = new int[names.size()];
        int count = 0;
        while (!ready.isEmpty()) {
            int node = ready.poll();
            order[count++] = node;
            for (Edge edge : out.get(node)) {
                if (--waiting[edge.to()] == 0) {
                    ready.add(edge.to());
                }
            }
        }
        topological = java.util.Arrays.copyOf(order, count);
    }

    private String sortKey(int node) {
        Object name = names.get(node);
        return name instanceof Oid oid ? "1" + oid.hex() : "0" + name;
    }

    /** All nodes that lie on no cycle, causes first. */
    int[] topological() {
        return topological.clone();
    }

    int size() {
        return names.size();
    }

    Object name(int node) {
        return names.get(node);
    }

    List<Edge> into(int node) {
        return into.get(node);
    }

    /** The steps of a shortest path over edges of at most that layer; empty where there is none. */
    List<String> path(int from, int to, Layer weakest) {
        Map<Integer, Integer> cameFrom = new HashMap<>();
        Deque<Integer> open = new ArrayDeque<>();
        open.add(from);
        cameFrom.put(from, from);
        while (!open.isEmpty() && !cameFrom.containsKey(to)) {
            int node = open.poll();
            for (Edge edge : out.get(node)) {
                if (edge.layer().compareTo(weakest) <= 0 && cameFrom.putIfAbsent(edge.to(), node) == null) {
                    open.add(edge.to());
                }
            }
        }
        Deque<String> steps = new ArrayDeque<>();
        Integer at = cameFrom.containsKey(to) ? Integer.valueOf(to) : null;
        while (at != null) {
            steps.addFirst(step(names.get(at)));
            at = at == from ? null : cameFrom.get(at);
        }
        return List.copyOf(steps);
    }

    private static String step(Object name) {
        return name instanceof BeaconRef beacon
                ? "beacon " + beacon.mesh() + " " + beacon.size() + " "
                        + beacon.root().hex()
                : "observation " + name;
    }
}
