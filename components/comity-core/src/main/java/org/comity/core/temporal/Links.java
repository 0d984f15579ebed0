package org.comity.core.temporal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.comity.core.temporal.TimeGraph.Spot;

/**
 * Links places of a growing graph, and carries what each link says of beacons forward and backward as far as it is news.
 */
final class Links {
    /** Known places of a chain of observations, both ends included, whose beacons or causes changed. */
    record News(int chain, int from, int to) {}

    /** News to tell at a spot: a beacon that leads to it, or follows it. */
    private record Step(boolean forward, Spot spot, int mesh, int head) {}

    private final TimeGraph graph;
    private final Map<Long, Integer> numbers;
    private final int growth;
    private final int known;
    private final Staircase.Rank size;
    private final Deque<Step> open = new ArrayDeque<>();
    private final List<News> news = new ArrayList<>();
    private boolean circular;

    /**
     * @param numbers of the link from one chain to another
     * @param known how many observations there were before
     */
    Links(TimeGraph graph, Map<Long, Integer> numbers, int growth, int known) {
        this.graph = graph;
        this.numbers = numbers;
        this.growth = growth;
        this.known = known;
        this.size = graph::size;
    }

    /** Whether the evidence leads in a circle: the graph must be drawn anew without it. */
    boolean isCircular() {
        return circular;
    }

    List<News> news() {
        return news;
    }

    Chain toChange(int chain) {
        Chain found = graph.chains().get(chain);
        if (found.growth != growth) {
            found = found.copy(growth);
            graph.chains().set(chain, found);
        }
        return found;
    }

    /** Links to a spot behind which nothing stands yet. */
    void fresh(Spot from, Spot to) {
        if (from.isSomewhere() && from.chain() != to.chain()) {
            join(from, to);
        }
    }

    /** Links, where both stand and the way back is not proven. */
    void link(Spot from, Spot to) {
        if (!from.isSomewhere() || !to.isSomewhere()) {
            return;
        }
        if (from.chain() == to.chain()) {
            circular |= from.place() >= to.place();
        } else if (!isLinked(from, to)) {
            if (new Reach(graph).throughBeacon(to, from)) {
                circular = true;
            } else {
                join(from, to);
            }
        }
    }

    /** Whether a link and the chains that it joins say it already. */
    private boolean isLinked(Spot from, Spot to) {
        Integer number = numbers.get(key(from, to));
        return number != null && graph.links().get(number).steps().upTo(to.place()) >= from.place();
    }

    private static long key(Spot from, Spot to) {
        return (long) from.chain() << 32 | to.chain();
    }

    private void join(Spot from, Spot to) {
        if (toChange(from, to).steps().raise(to.place(), from.place(), place -> place)) {
            for (int mesh = 0; mesh < graph.meshes().size(); mesh++) {
                push(true, to, mesh, graph.latest(from, mesh));
                push(false, from, mesh, graph.earliest(to, mesh));
            }
            spread();
        }
    }

    private Link toChange(Spot from, Spot to) {
        long key = key(from, to);
        Integer known = numbers.get(key);
        if (known == null) {
            int number = graph.links().add(new Link(from.chain(), to.chain(), new Staircase(), growth));
            numbers.put(key, number);
            toChange(from.chain()).outs().add(number);
            toChange(to.chain()).ins().add(number);
            return graph.links().get(number);
        }
        Link link = graph.links().get(known);
        if (link.growth() != growth) {
            link = link.copy(growth);
            graph.links().set(known, link);
        }
        return link;
    }

    private void push(boolean forward, Spot spot, int mesh, int head) {
        Chain chain = graph.chain(spot);
        boolean own = chain.kind == Chain.Kind.BEACONS && chain.mesh == mesh;
        if (head != Staircase.NONE && !own) {
            open.push(new Step(forward, spot, mesh, head));
        }
    }

    private void spread() {
        while (!open.isEmpty()) {
            Step step = open.pop();
            if (step.forward()) {
                raise(step);
            } else {
                lower(step);
            }
        }
    }

    private void raise(Step step) {
        int chain = step.spot().chain();
        int place = step.spot().place();
        int before = graph.chain(step.spot()).latest(step.mesh()).upTo(place);
        if (before != Staircase.NONE && graph.size(before) >= graph.size(step.head())) {
            return;
        }
        Staircase latest = toChange(chain).latestToChange(step.mesh());
        latest.raise(place, step.head(), size);
        int next = latest.from(place + 1);
        tell(
                chain,
                place,
                next < latest.steps()
                        ? latest.place(next) - 1
                        : graph.chain(step.spot()).length() - 1);
        Ints outs = graph.chain(step.spot()).outs();
        for (int i = outs.size() - 1; i >= 0; i--) {
            Link link = graph.links().get(outs.get(i));
            int to = link.steps().fromValue(place);
            if (to < link.steps().steps()) {
                push(true, new Spot(link.to(), link.steps().place(to)), step.mesh(), step.head());
            }
        }
    }

    private void lower(Step step) {
        int chain = step.spot().chain();
        int place = step.spot().place();
        int before = graph.chain(step.spot()).earliest(step.mesh()).downFrom(place);
        if (before != Staircase.NONE && graph.size(before) <= graph.size(step.head())) {
            return;
        }
        Staircase earliest = toChange(chain).earliestToChange(step.mesh());
        earliest.lower(place, step.head(), size);
        int at = earliest.from(place);
        tell(chain, at == 0 ? 0 : earliest.place(at - 1) + 1, place);
        Ints ins = graph.chain(step.spot()).ins();
        for (int i = ins.size() - 1; i >= 0; i--) {
            Link link = graph.links().get(ins.get(i));
            int from = link.steps().upTo(place);
            if (from != Staircase.NONE) {
                push(false, new Spot(link.from(), from), step.mesh(), step.head());
            }
        }
    }

    /** Notes the places that were known before. */
    private void tell(int chain, int from, int to) {
        Chain of = graph.chains().get(chain);
        int last = to;
        while (of.kind == Chain.Kind.OBSERVATIONS && last >= from && of.member(last) >= known) {
            last--;
        }
        if (of.kind == Chain.Kind.OBSERVATIONS && last >= from) {
            news.add(new News(chain, from, last));
        }
    }

    /** Tells the known whose earliest beacon of a mesh has a size above the one and at most the other. */
    void tellBefore(int mesh, long above, long upTo, Predicate<Chain> which) {
        for (int number = 0; known > 0 && number < graph.chains().size(); number++) {
            Chain chain = graph.chains().get(number);
            if (chain.kind == Chain.Kind.OBSERVATIONS && which.test(chain)) {
                Staircase earliest = chain.earliest(mesh);
                int step = earliest.steps() - 1;
                while (step >= 0 && graph.size(earliest.value(step)) > upTo) {
                    step--;
                }
                int first = step;
                while (first >= 0 && graph.size(earliest.value(first)) > above) {
                    first--;
                }
                if (first < step) {
                    tell(number, first < 0 ? 0 : earliest.place(first) + 1, earliest.place(step));
                }
            }
        }
    }

    /** Something arrived behind what it comes before: all that follows it by hashes has new causes. */
    void descend(Spot spot) {
        Deque<Spot> walk = new ArrayDeque<>();
        Map<Integer, Integer> seen = new HashMap<>();
        walk.add(spot);
        while (!walk.isEmpty()) {
            Spot at = walk.pop();
            tell(at.chain(), at.place(), graph.chain(at).length() - 1);
            Ints outs = graph.chain(at).outs();
            for (int i = 0; i < outs.size(); i++) {
                Link link = graph.links().get(outs.get(i));
                int step = link.steps().fromValue(at.place());
                if (step < link.steps().steps()
                        && graph.chains().get(link.to()).kind == Chain.Kind.OBSERVATIONS
                        && seen.getOrDefault(link.to(), Integer.MAX_VALUE)
                                > link.steps().place(step)) {
                    seen.put(link.to(), link.steps().place(step));
                    walk.add(new Spot(link.to(), link.steps().place(step)));
                }
            }
        }
    }
}
