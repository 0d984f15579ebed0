package org.comity.core.temporal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.BeaconRef;

/**
 * Who reaches whom over edges of at most one layer: vector clocks over chains (Mattern 1989). A chain is a run of nodes each
 * of which is the direct cause of the next, so that one number a chain says all.
 */
final class Reach {
    private final int[] chain;
    private final int[] place;
    private final int[][] vectors;
    private final int[][] entangled;

    /** Computes the vectors in one pass over the topological order. */
    Reach(TimeGraph graph, Layer weakest) {
        chain = new int[graph.size()];
        place = new int[graph.size()];
        vectors = new int[graph.size()][];
        entangled = new int[graph.size()][];
        Arrays.fill(chain, -1);
        int chains = chains(graph, weakest);
        for (int node : graph.topological()) {
            int[] own = new int[chains];
            int[] through = new int[chains];
            for (TimeGraph.Edge edge : graph.into(node)) {
                if (edge.layer().compareTo(weakest) <= 0) {
                    raise(own, vectors[edge.from()]);
                    raise(through, entangled[edge.from()]);
                    if (edge.layer() == Layer.ENTANGLEMENT) {
                        raise(through, vectors[edge.from()]);
                    }
                }
            }
            own[chain[node]] = place[node];
            vectors[node] = own;
            entangled[node] = through;
        }
    }

    private int chains(TimeGraph graph, Layer weakest) {
        Map<Integer, Integer> tails = new HashMap<>();
        int chains = 0;
        for (int node : graph.topological()) {
            int before = graph.into(node).stream()
                    .filter(edge -> edge.layer().compareTo(weakest) <= 0)
                    .mapToInt(TimeGraph.Edge::from)
                    .filter(from -> tails.getOrDefault(chain[from], -1) == from)
                    .filter(from -> isBeacon(graph, from) == isBeacon(graph, node))
                    .findFirst()
                    .orElse(-1);
            chain[node] = before >= 0 ? chain[before] : chains++;
            place[node] = before >= 0 ? place[before] + 1 : 1;
            tails.put(chain[node], node);
        }
        return chains;
    }

    private static boolean isBeacon(TimeGraph graph, int node) {
        return graph.name(node) instanceof BeaconRef && !(graph.name(node) instanceof Oid);
    }

    private static void raise(int[] own, int[] other) {
        for (int i = 0; i < own.length; i++) {
            own[i] = Math.max(own[i], other[i]);
        }
    }

    /** Whether a path leads from the first to the second, which differ. */
    boolean isBefore(int first, int second) {
        return known(first) && known(second) && first != second && vectors[second][chain[first]] >= place[first];
    }

    /** Whether one such path passes from one mesh's beacon to another's. */
    boolean isBeforeThroughAnother(int first, int second) {
        return known(first) && known(second) && first != second && entangled[second][chain[first]] >= place[first];
    }

    private boolean known(int node) {
        return node >= 0 && chain[node] >= 0;
    }
}
