package org.comity.core.temporal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.comity.core.observation.BeaconRef;
import org.comity.core.temporal.TimeGraph.Spot;

/** Finds the weakest layer that an order needs, and the steps that prove it. */
final class Paths {
    private final TimeGraph graph;
    private final Reach reach;

    Paths(TimeGraph graph) {
        this.graph = graph;
        this.reach = new Reach(graph);
    }

    /** The strongest layer that proves the first before the second, where some path does. */
    Layer layer(Spot first, Spot second) {
        if (first.chain() == second.chain() || reach.byHashes(first, second)) {
            return Layer.HASH_ORDER;
        }
        return steps(first, second, Layer.BEACON).isEmpty() ? Layer.ENTANGLEMENT : Layer.BEACON;
    }

    /** The steps of a short path over proofs of at most that layer; empty where there is none. */
    List<String> steps(Spot first, Spot second, Layer weakest) {
        Map<Spot, Spot> next = new HashMap<>();
        Deque<Spot> open = new ArrayDeque<>();
        open.add(second);
        next.put(second, second);
        while (!open.isEmpty() && !next.containsKey(first)) {
            Spot at = open.poll();
            for (Spot cause : causes(at, weakest)) {
                if (!next.containsKey(cause) && (cause.equals(first) || reach.isBefore(first, cause))) {
                    next.put(cause, at);
                    open.add(cause);
                }
            }
        }
        List<String> steps = new ArrayList<>();
        Spot at = next.containsKey(first) ? first : Spot.NOWHERE;
        while (at.isSomewhere()) {
            steps.add(name(at));
            Spot following = next.getOrDefault(at, Spot.NOWHERE);
            at = following.equals(at) ? Spot.NOWHERE : following;
        }
        return List.copyOf(steps);
    }

    private List<Spot> causes(Spot at, Layer weakest) {
        List<Spot> causes = new ArrayList<>();
        Chain chain = graph.chain(at);
        for (int i = 0; i < chain.ins().size(); i++) {
            Link link = graph.links().get(chain.ins().get(i));
            int step = link.steps().from(at.place() + 1) - 1;
            if (step >= 0 && layer(link).compareTo(weakest) <= 0) {
                boolean here = link.steps().place(step) == at.place();
                if (here) {
                    causes.add(new Spot(link.from(), link.steps().value(step)));
                } else if (chain.kind == Chain.Kind.BEACONS && weakest != Layer.HASH_ORDER) {
                    causes.add(new Spot(at.chain(), link.steps().place(step)));
                }
            }
        }
        if (chain.kind == Chain.Kind.OBSERVATIONS && at.place() > 0) {
            causes.add(new Spot(at.chain(), at.place() - 1));
        }
        return causes;
    }

    private Layer layer(Link link) {
        Chain from = graph.chains().get(link.from());
        Chain to = graph.chains().get(link.to());
        if (from.kind == Chain.Kind.OBSERVATIONS && to.kind == Chain.Kind.OBSERVATIONS) {
            return Layer.HASH_ORDER;
        }
        return from.kind == to.kind && from.mesh != to.mesh ? Layer.ENTANGLEMENT : Layer.BEACON;
    }

    private String name(Spot at) {
        int member = graph.chain(at).member(at.place());
        if (graph.chain(at).kind == Chain.Kind.OBSERVATIONS) {
            return "observation " + graph.columns().oid(member);
        }
        BeaconRef beacon = graph.heads().get(member).ref();
        return "beacon " + beacon.mesh() + " " + beacon.size() + " "
                + beacon.root().hex();
    }
}
