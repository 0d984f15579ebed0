package org.comity.core.temporal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.comity.core.temporal.TimeGraph.MeshPair;
import org.comity.core.temporal.TimeGraph.Spot;

/**
 * Who reaches whom. Every path that passes a beacon is decided by two numbers a mesh: the earliest beacon behind the first
 * and the latest before the second. What remains are paths of hashes alone, between two beacons; they are searched.
 */
final class Reach {
    private final TimeGraph graph;

    Reach(TimeGraph graph) {
        this.graph = graph;
    }

    /** Whether a path leads from the first to the second, which differ. */
    boolean isBefore(Spot first, Spot second) {
        if (!first.isSomewhere() || !second.isSomewhere()) {
            return false;
        }
        if (first.chain() == second.chain()) {
            return first.place() < second.place();
        }
        return throughBeacon(first, second) || !isOutOfReach(first, second) && byHashes(first, second);
    }

    /** Whether a path leads through some beacon. */
    boolean throughBeacon(Spot first, Spot second) {
        for (int mesh = 0; mesh < graph.meshes().size(); mesh++) {
            int earliest = graph.earliest(first, mesh);
            int latest = earliest == Staircase.NONE ? Staircase.NONE : graph.latest(second, mesh);
            if (latest != Staircase.NONE && graph.size(earliest) <= graph.size(latest)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the beacons say that no path can lead from the first to the second: what leads to the one leads to the other. */
    boolean isOutOfReach(Spot first, Spot second) {
        for (int mesh = 0; mesh < graph.meshes().size(); mesh++) {
            int before = graph.latest(first, mesh);
            if (before != Staircase.NONE) {
                int other = graph.latest(second, mesh);
                if (other == Staircase.NONE || graph.size(other) < graph.size(before)) {
                    return true;
                }
            }
            int behind = graph.earliest(second, mesh);
            if (behind != Staircase.NONE) {
                int other = graph.earliest(first, mesh);
                if (other == Staircase.NONE || graph.size(other) > graph.size(behind)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether hashes alone lead from the first to the second. */
    boolean byHashes(Spot first, Spot second) {
        Map<Integer, Integer> reached = new HashMap<>();
        Deque<Spot> open = new ArrayDeque<>();
        open.add(second);
        while (!open.isEmpty()) {
            Spot at = open.pop();
            if (at.chain() == first.chain() && at.place() >= first.place()) {
                return true;
            }
            Ints ins = graph.chain(at).ins();
            for (int i = 0; i < ins.size(); i++) {
                Link link = graph.links().get(ins.get(i));
                int place = link.steps().upTo(at.place());
                if (place != Staircase.NONE
                        && graph.chains().get(link.from()).kind == Chain.Kind.OBSERVATIONS
                        && reached.getOrDefault(link.from(), -1) < place) {
                    reached.put(link.from(), place);
                    Spot next = new Spot(link.from(), place);
                    if (next.chain() == first.chain() || !isOutOfReach(first, next)) {
                        open.push(next);
                    }
                }
            }
        }
        return false;
    }

    /** Whether a path passes from one mesh's beacon to another's that logged it. */
    boolean throughAnother(Spot first, Spot second) {
        return first.isSomewhere()
                && second.isSomewhere()
                && graph.crossings().entrySet().stream()
                        .anyMatch(pair -> leads(first, pair.getKey(), pair.getValue(), second));
    }

    private boolean leads(Spot first, MeshPair pair, Crossings crossings, Spot second) {
        int earliest = graph.earliest(first, pair.first());
        int latest = earliest == Staircase.NONE ? earliest : graph.latest(second, pair.second());
        return latest != Staircase.NONE && crossings.leads(graph.size(earliest), graph.size(latest));
    }
}
