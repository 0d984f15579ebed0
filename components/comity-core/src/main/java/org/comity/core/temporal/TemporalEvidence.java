package org.comity.core.temporal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.BeaconRef;

/**
 * What a set of observations proves about precedence. No party's clock is canonical and none is trusted to decide a winner:
 * an order stands only where one of the four layers proves it, all else is CONCURRENT. A function of the set; more evidence
 * only narrows.
 */
public final class TemporalEvidence {
    private static final List<Layer> PATHS = List.of(Layer.HASH_ORDER, Layer.BEACON, Layer.ENTANGLEMENT);

    private final TimeGraph graph;
    private final Map<Layer, Reach> reach = new EnumMap<>(Layer.class);
    private final Map<Oid, Moment> moments = new HashMap<>();
    private final Map<Oid, Bracket> brackets = new HashMap<>();
    private final Map<MeshId, List<Checkpoint>> beacons;
    private final Envelopes envelopes;
    private final Faults faults;

    private TemporalEvidence(Collection<Moment> all, int driftPpm) {
        all.forEach(moment -> moments.putIfAbsent(moment.oid(), moment));
        beacons = beacons(moments.values());
        graph = TimeGraph.of(moments.values(), beacons);
        PATHS.forEach(layer -> reach.put(layer, new Reach(graph, layer)));
        Map<BeaconRef, Checkpoint> byRef = new HashMap<>();
        beacons.values().forEach(heads -> heads.forEach(head -> byRef.putIfAbsent(head.ref(), head)));
        moments.values().forEach(moment -> brackets.put(moment.oid(), bracket(moment, byRef)));
        envelopes = Envelopes.of(moments.values(), byRef, driftPpm);
        faults = FaultFinder.find(moments.values(), beacons, brackets, envelopes.drifts());
    }

    /**
     * Draws the evidence from what the observations show.
     *
     * @param driftPpm agreed bound on the relative drift of two meshes' time, parts per million
     */
    public static TemporalEvidence of(Collection<Moment> moments, int driftPpm) {
        return new TemporalEvidence(moments, driftPpm);
    }

    /** The heads that verified statements show, by mesh, sorted by size and then root. */
    private static Map<MeshId, List<Checkpoint>> beacons(Collection<Moment> moments) {
        Map<MeshId, Map<BeaconRef, Checkpoint>> found = new HashMap<>();
        for (Moment moment : moments) {
            moment.statement()
                    .flatMap(TemporalEvidence::head)
                    .ifPresent(head -> found.computeIfAbsent(head.mesh(), any -> new HashMap<>())
                            .merge(head.ref(), head, TemporalEvidence::narrower));
        }
        Map<MeshId, List<Checkpoint>> sorted = new HashMap<>();
        found.forEach((mesh, heads) -> sorted.put(
                mesh,
                heads.values().stream()
                        .sorted(Comparator.comparingLong(Checkpoint::size).thenComparing(Checkpoint::root))
                        .toList()));
        return sorted;
    }

    /** Of two notes of one head the earlier one: the head existed by then. */
    private static Checkpoint narrower(Checkpoint one, Checkpoint other) {
        Comparator<Checkpoint> order = Comparator.comparing(Checkpoint::latest)
                .thenComparing(Checkpoint::earliest)
                .thenComparing(head -> head.note().digest());
        return order.compare(one, other) <= 0 ? one : other;
    }

    private static Optional<Checkpoint> head(Statement statement) {
        if (statement instanceof Statement.Beacon beacon) {
            return Optional.of(beacon.checkpoint());
        }
        if (statement instanceof Statement.Consignment consignment) {
            return Optional.of(consignment.head());
        }
        return statement instanceof Statement.InclusionReceipt receipt ? Optional.of(receipt.head()) : Optional.empty();
    }

    private static Bracket bracket(Moment moment, Map<BeaconRef, Checkpoint> beacons) {
        MeshId own = moment.core().origin().mesh();
        return new Bracket(
                moment.core().made().seen().stream()
                        .filter(seen -> seen.mesh().equals(own))
                        .flatMap(seen -> Optional.ofNullable(beacons.get(seen)).stream())
                        .map(Checkpoint::earliest)
                        .findFirst(),
                moment.included().stream().map(Checkpoint::latest).min(Comparator.naturalOrder()));
    }

    /** Whether any layer proves the first to precede the second. */
    public boolean isBefore(Oid first, Oid second) {
        return reach(Layer.ENTANGLEMENT).isBefore(graph.number(first), graph.number(second))
                || !reach(Layer.ENTANGLEMENT).isBefore(graph.number(second), graph.number(first))
                        && inEnvelope(first, second);
    }

    /** Whether the set shows a beacon of that mesh of at least that size. */
    public boolean isReached(MeshId mesh, long size) {
        List<Checkpoint> heads = beacons.getOrDefault(mesh, List.of());
        return !heads.isEmpty() && heads.get(heads.size() - 1).size() >= size;
    }

    /** Whether paths prove an observation to precede a beacon of that mesh of at most that size. */
    public boolean isBefore(Oid observation, MeshId mesh, long size) {
        return beacons.getOrDefault(mesh, List.of()).stream()
                .filter(head -> head.size() <= size)
                .reduce((earlier, later) -> later)
                .filter(head -> reach(Layer.ENTANGLEMENT)
                        .isBefore(graph.number(observation), graph.number(head.ref())))
                .isPresent();
    }

    private Reach reach(Layer layer) {
        return Objects.requireNonNull(reach.get(layer), "every layer of paths has its reach");
    }

    private boolean inEnvelope(Oid first, Oid second) {
        Moment one = moments.get(first);
        Moment other = moments.get(second);
        return one != null
                && other != null
                && envelopes.isBefore(
                        one.core().origin().mesh(),
                        bracket(first),
                        other.core().origin().mesh(),
                        bracket(second));
    }

    /** The order of a pair, with the strongest layer that proves it. */
    public Precedence precedence(Oid first, Oid second) {
        return proven(first, second, Relation.BEFORE)
                .or(() -> proven(second, first, Relation.AFTER))
                .or(() -> enveloped(first, second, Relation.BEFORE))
                .or(() -> enveloped(second, first, Relation.AFTER))
                .orElse(Precedence.CONCURRENT);
    }

    private Optional<Precedence> proven(Oid earlier, Oid later, Relation relation) {
        int from = graph.number(earlier);
        int to = graph.number(later);
        return PATHS.stream()
                .filter(layer -> reach(layer).isBefore(from, to))
                .findFirst()
                .map(layer -> new Precedence(relation, Optional.of(layer), graph.path(from, to, layer)));
    }

    private Optional<Precedence> enveloped(Oid earlier, Oid later, Relation relation) {
        return inEnvelope(earlier, later)
                ? Optional.of(new Precedence(
                        relation,
                        Optional.of(Layer.ENVELOPE),
                        List.of(interval(bracket(earlier)), interval(bracket(later)))))
                : Optional.empty();
    }

    private static String interval(Bracket bracket) {
        return "interval " + bracket.from().map(Object::toString).orElse("..") + " "
                + bracket.to().map(Object::toString).orElse("..");
    }

    /** Whether a beacon that another mesh logged proves the first to precede the second. */
    public boolean entangledBefore(Oid first, Oid second) {
        return reach(Layer.ENTANGLEMENT).isBeforeThroughAnother(graph.number(first), graph.number(second));
    }

    /** Between which beacons of its own mesh it was made. */
    public Bracket bracket(Oid oid) {
        return brackets.getOrDefault(oid, new Bracket(Optional.empty(), Optional.empty()));
    }

    /** The contradictions that the set shows. */
    public Faults faults() {
        return faults;
    }

    /** An order for people to read: every proven cause first, ties by hash. It decides nothing. */
    public List<Oid> presentationOrder() {
        List<Oid> order = new ArrayList<>();
        for (int node : graph.topological()) {
            if (graph.name(node) instanceof Oid oid) {
                order.add(oid);
            }
        }
        return List.copyOf(order);
    }
}
