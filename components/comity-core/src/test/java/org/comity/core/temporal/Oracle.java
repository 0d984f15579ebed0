package org.comity.core.temporal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.BeaconRef;

/** Precedence by walking every edge of the evidence: slow, and too simple to be wrong in the same way. */
final class Oracle {
    private record Edge(Object to, Layer layer) {}

    private record Walk(Object at, boolean across) {}

    /** A beacon that another mesh logged under a head of its own. */
    record Crossing(Checkpoint logged, Checkpoint by) {}

    private final List<Crossing> crossings = new ArrayList<>();
    private final Map<MeshId, TreeMap<Long, Checkpoint>> heads = new HashMap<>();
    private final Map<Object, List<Edge>> edges = new HashMap<>();
    private final Set<Object> held = new HashSet<>();

    Oracle(Collection<Moment> moments) {
        Map<Oid, BeaconRef> shown = new HashMap<>();
        for (Moment one : moments) {
            held.add(one.oid());
            one.statement().flatMap(Moment::head).ifPresent(head -> {
                heads.computeIfAbsent(head.mesh(), any -> new TreeMap<>()).put(head.size(), head);
                if (!(one.statement().get() instanceof Statement.InclusionReceipt)) {
                    shown.put(one.oid(), head.ref());
                }
            });
            one.included()
                    .forEach(head -> heads.computeIfAbsent(head.mesh(), any -> new TreeMap<>())
                            .put(head.size(), head));
        }
        heads.values().forEach(line -> {
            Object before = null;
            for (Checkpoint head : line.values()) {
                held.add(head.ref());
                if (before != null) {
                    edge(before, head.ref(), Layer.BEACON);
                }
                before = head.ref();
            }
        });
        for (Moment one : moments) {
            Names.oids(one, oid -> edge(oid, one.oid(), Layer.HASH_ORDER));
            Names.beacons(one, beacon -> edge(beacon, one.oid(), Layer.BEACON));
            one.included().forEach(head -> edge(one.oid(), head.ref(), Layer.BEACON));
            if (one.statement().orElse(null) instanceof Statement.InclusionReceipt receipt
                    && receipt.logged().equals(shown.get(receipt.beacon()))) {
                edge(receipt.logged(), receipt.head().ref(), Layer.ENTANGLEMENT);
                crossings.add(new Crossing(
                        heads.get(receipt.logged().mesh()).get(receipt.logged().size()), receipt.head()));
            }
        }
    }

    /** The proofs between meshes. */
    List<Crossing> crossings() {
        return crossings;
    }

    /** The heads of a mesh that the set shows, by size. */
    List<Checkpoint> heads(MeshId mesh) {
        return List.copyOf(heads.getOrDefault(mesh, new TreeMap<>()).values());
    }

    private void edge(Object from, Object to, Layer layer) {
        edges.computeIfAbsent(from, any -> new ArrayList<>()).add(new Edge(to, layer));
    }

    boolean isBefore(Object first, Object second, Layer weakest) {
        return walk(first, second, weakest, false);
    }

    boolean isBeforeThroughAnother(Object first, Object second) {
        return walk(first, second, Layer.ENTANGLEMENT, true);
    }

    private boolean walk(Object first, Object second, Layer weakest, boolean across) {
        Deque<Walk> open = new ArrayDeque<>();
        Set<Walk> seen = new HashSet<>();
        open.add(new Walk(first, false));
        while (held.contains(first) && !open.isEmpty()) {
            Walk at = open.poll();
            if (!seen.add(at)) {
                continue;
            }
            if (!at.at().equals(first) && at.at().equals(second) && (at.across() || !across)) {
                return true;
            }
            for (Edge edge : edges.getOrDefault(at.at(), List.of())) {
                if (held.contains(edge.to()) && edge.layer().compareTo(weakest) <= 0) {
                    open.add(new Walk(edge.to(), at.across() || edge.layer() == Layer.ENTANGLEMENT));
                }
            }
        }
        return false;
    }
}
