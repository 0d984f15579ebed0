package org.comity.core.temporal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.BeaconRef;
import org.comity.core.temporal.TimeGraph.MeshPair;
import org.comity.core.temporal.TimeGraph.Spot;

/**
 * Grows a graph by a batch, causes first where it can: places observations and beacons on chains and links them. Used once,
 * by one thread.
 */
final class Growth {
    private final Columns columns;
    private final Notes notes;
    private final TimeGraph graph;
    private final Links links;
    private final Doubts doubts;
    private final int number;
    private final int known;
    private final List<Crossing> crossed = new ArrayList<>();
    private boolean narrowed;

    /** Proof that a beacon comes before another mesh's. */
    record Crossing(Head logged, Head by) {}

    /**
     * @param number of this growth, larger than that of the graph before
     * @param doubts what is not to be believed
     */
    Growth(Columns columns, Notes notes, TimeGraph before, int number, Doubts doubts) {
        this.columns = columns;
        this.notes = notes;
        this.number = number;
        this.doubts = doubts;
        this.graph = new TimeGraph(
                columns.view(),
                before.chains().copy(),
                before.links().copy(),
                before.heads().copy(),
                new ArrayList<>(before.meshes()),
                new HashMap<>(before.crossings()));
        this.known = before.columns().count();
        this.links = new Links(graph, notes.links, number, known);
    }

    /** The graph that has grown. */
    TimeGraph graph() {
        return new TimeGraph(
                columns.view(),
                graph.chains(),
                graph.links(),
                graph.heads(),
                List.copyOf(graph.meshes()),
                Map.copyOf(graph.crossings()));
    }

    /** What was linked, and what known places learnt from it. */
    Links links() {
        return links;
    }

    /** Whether a head that was known turned out to be older, so that all that was drawn from its time must be drawn anew. */
    boolean isNarrowed() {
        return narrowed;
    }

    /** The proofs between meshes that are new. */
    List<Crossing> crossed() {
        return crossed;
    }

    /** Instants of a mesh's time are bounded more narrowly in another's: tells those whose bracket ends there. */
    void narrowed(Envelopes.Narrowed bounds) {
        if (known == 0) {
            return;
        }
        int mesh = mesh(bounds.mesh());
        long first = Long.MAX_VALUE;
        long last = -1;
        for (int index : notes.sorted.getOrDefault(mesh, new TreeMap<>()).values()) {
            Head head = graph.heads().get(index);
            if (head.latest().isAfter(bounds.from()) && head.latest().isBefore(bounds.to())) {
                first = Math.min(first, head.ref().size());
                last = head.ref().size();
            }
        }
        if (last >= 0) {
            links.tellBefore(mesh, first - 1, last, chain -> chain.mesh == mesh);
        }
    }

    private int mesh(MeshId mesh) {
        int index = graph.meshes().indexOf(mesh);
        if (index < 0) {
            graph.meshes().add(mesh);
            return graph.meshes().size() - 1;
        }
        return index;
    }

    private int head(BeaconRef ref) {
        Integer found = notes.heads.get(ref);
        if (found == null) {
            found = graph.heads().add(new Head(ref, mesh(ref.mesh()), -1, -1, null));
            notes.heads.put(ref, found);
        }
        return found;
    }

    /** Takes a beacon that a verified statement shows. */
    void beacon(Checkpoint shown) {
        int index = head(shown.ref());
        Head head = graph.heads().get(index);
        if (head.shown() != null) {
            Checkpoint narrower = narrower(head.shown(), shown);
            narrowed |= narrower != head.shown();
            graph.heads().set(index, head.show(narrower));
            return;
        }
        head = head.show(shown);
        if (doubts.isUsable(shown.ref())) {
            enter(index, head);
        } else {
            graph.heads().set(index, head);
        }
    }

    /** Of two notes of one head the earlier one: the head existed by then. */
    static Checkpoint narrower(Checkpoint one, Checkpoint other) {
        int order = one.latest().compareTo(other.latest());
        order = order != 0 ? order : one.earliest().compareTo(other.earliest());
        order = order != 0 ? order : one.note().digest().compareTo(other.note().digest());
        return order <= 0 ? one : other;
    }

    /** Puts it among its mesh's beacons by size, and before all that has seen it. */
    private void enter(int index, Head head) {
        TreeMap<Long, Integer> sorted = notes.sorted.computeIfAbsent(head.mesh(), any -> new TreeMap<>());
        Map.Entry<Long, Integer> lower = sorted.lowerEntry(head.ref().size());
        Map.Entry<Long, Integer> higher = sorted.higherEntry(head.ref().size());
        sorted.put(head.ref().size(), index);
        Spot below = lower == null ? Spot.NOWHERE : graph.spot(graph.heads().get(lower.getValue()));
        Spot spot = append(Chain.Kind.BEACONS, head.mesh(), below, index);
        graph.heads().set(index, head.at(spot));
        links.fresh(below, spot);
        if (higher != null) {
            links.link(spot, graph.spot(graph.heads().get(higher.getValue())));
        }
        Ints included = notes.included.remove(index);
        if (included != null) {
            linkIncluded(included, spot);
        }
        Ints seeing = notes.seeing.remove(index);
        for (int i = 0; seeing != null && i < seeing.size(); i++) {
            links.link(spot, spot(seeing.get(i)));
        }
    }

    /** The last of each chain says what the ones before it do. */
    private void linkIncluded(Ints included, Spot spot) {
        for (int i = included.size() - 1; i >= 0; i--) {
            links.link(spot(included.get(i)), spot);
        }
    }

    /** Appends to the chain of its cause where that is the last of a chain of this mesh, else begins one. */
    private Spot append(Chain.Kind kind, int mesh, Spot cause, int member) {
        boolean last = cause.isSomewhere()
                && graph.chain(cause).kind == kind
                && graph.chain(cause).mesh == mesh
                && graph.chain(cause).length() == cause.place() + 1;
        int chain = last ? cause.chain() : graph.chains().add(new Chain(kind, mesh, number));
        return new Spot(chain, links.toChange(chain).append(member));
    }

    private Spot spot(int node) {
        return new Spot(columns.chain(node), columns.placeOf(node));
    }

    /** Whether the set lacked the observation of that number until now. */
    boolean isNew(int node) {
        return columns.chain(node) < 0;
    }

    /** Takes the observation of that number; one that is known already may show more heads that include it. */
    void observation(int node, Moment one) {
        if (isNew(node)) {
            Spot spot = place(node, one);
            columns.claim(node, one.core().made().claim());
            Names.oids(one, oid -> names(oid, node));
            Names.beacons(one, seen -> sees(seen, one, node));
            Ints naming = notes.naming.remove(node);
            for (int i = 0; naming != null && i < naming.size(); i++) {
                links.link(spot, spot(naming.get(i)));
            }
            if (naming != null) {
                links.descend(spot);
            }
            one.statement().ifPresent(statement -> statement(statement, node));
        }
        for (Checkpoint including : one.included()) {
            int index = head(including.ref());
            Head head = graph.heads().get(index);
            if (head.shown() == null) {
                notes.included.computeIfAbsent(index, any -> new Ints()).add(node);
            } else {
                links.link(spot(node), graph.spot(head));
            }
        }
    }

    private Spot place(int node, Moment one) {
        Optional<Oid> previous = one.core().origin().previous();
        int cause = previous.isPresent() ? columns.intern(previous.get()) : -1;
        Spot spot = append(
                Chain.Kind.OBSERVATIONS,
                mesh(one.core().origin().mesh()),
                cause < 0 ? Spot.NOWHERE : spot(cause),
                node);
        columns.place(node, spot.chain(), spot.place());
        return spot;
    }

    private void names(Oid oid, int node) {
        int cause = columns.intern(oid);
        if (cause == node) {
            return;
        }
        if (columns.chain(cause) < 0) {
            notes.naming.computeIfAbsent(cause, any -> new Ints()).add(node);
        } else if (columns.chain(cause) != columns.chain(node) || columns.placeOf(cause) > columns.placeOf(node)) {
            links.fresh(spot(cause), spot(node));
        }
    }

    private void sees(BeaconRef seen, Moment one, int node) {
        if (!seen.mesh().equals(one.core().origin().mesh()) && !doubts.isUsable(seen, one.oid())) {
            return;
        }
        int index = head(seen);
        if (graph.heads().get(index).chain() >= 0) {
            links.link(graph.spot(graph.heads().get(index)), spot(node));
        } else if (graph.heads().get(index).shown() == null) {
            notes.seeing.computeIfAbsent(index, any -> new Ints()).add(node);
        }
    }

    private void statement(Statement statement, int node) {
        if (statement instanceof Statement.InclusionReceipt receipt) {
            int beacon = columns.intern(receipt.beacon());
            if (notes.shown.containsKey(beacon)) {
                receipt(receipt);
            } else if (columns.chain(beacon) < 0) {
                notes.await(beacon, receipt);
            }
            return;
        }
        Moment.head(statement).ifPresent(head -> notes.shown.put(node, head.ref()));
        List<Statement.InclusionReceipt> waiting = notes.waiting.remove(node);
        if (waiting != null && notes.shown.containsKey(node)) {
            waiting.forEach(this::receipt);
        }
    }

    /** Proof that another mesh logged a beacon, where the observation that it names shows that beacon. */
    private void receipt(Statement.InclusionReceipt receipt) {
        Head logged = graph.heads().get(head(receipt.logged()));
        Head by = graph.heads().get(head(receipt.head().ref()));
        boolean shows = receipt.logged().equals(notes.shown.get(columns.intern(receipt.beacon())));
        if (shows
                && logged.chain() >= 0
                && by.chain() >= 0
                && logged.mesh() != by.mesh()
                && doubts.isUsable(logged.ref(), by.ref())) {
            MeshPair pair = new MeshPair(logged.mesh(), by.mesh());
            Crossings before = graph.crossings().getOrDefault(pair, Crossings.NONE);
            Crossings after = before.with(logged.ref().size(), by.ref().size());
            links.link(graph.spot(logged), graph.spot(by));
            if (after != before) {
                links.tellBefore(
                        logged.mesh(),
                        after.before(logged.ref().size()),
                        logged.ref().size(),
                        any -> true);
                graph.crossings().put(pair, after);
            }
            crossed.add(new Crossing(logged, by));
        }
    }
}
