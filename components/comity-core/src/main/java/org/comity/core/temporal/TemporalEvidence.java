package org.comity.core.temporal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.comity.core.control.Statement;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.TemporalReference;
import org.comity.core.temporal.TimeGraph.Spot;
import org.jspecify.annotations.Nullable;

/**
 * What a set of observations proves about precedence. No party's clock is canonical and none is trusted to decide a winner:
 * an order stands only where one of the four layers proves it, all else is CONCURRENT. A function of the set; more evidence
 * only narrows, but for evidence that contradicts itself, which is not believed. Immutable and thread-safe.
 */
public final class TemporalEvidence {
    private static final int CHANGES_MAX = 65_536;

    /** The one writer of a line of evidences, each of which has what the ones before have. */
    private static final class Writer {
        private final Columns columns = new Columns();
        private final Notes notes = new Notes();
        private final Suspicions suspicions = new Suspicions();
        private final Doubts doubts;
        private int growths;

        Writer(Doubts doubts) {
            this.doubts = doubts;
        }
    }

    /** What a step changed of what was known: empty where that is not known or too much. */
    private record Step(int growthBefore, Optional<List<Links.News>> news) {}

    private final Writer writer;
    private final int growth;
    private final TimeGraph graph;
    private final Reach reach;
    private final Envelopes envelopes;
    private final List<Faults.DeviceFork> forks;
    private final Map<MeshId, Long> equivocated;
    private @Nullable Step step;
    private @Nullable Faults faults;

    private TemporalEvidence(Writer writer, TimeGraph graph, Envelopes envelopes) {
        this.writer = writer;
        this.growth = writer.growths;
        this.graph = graph;
        this.reach = new Reach(graph);
        this.envelopes = envelopes;
        this.forks = writer.suspicions.forks();
        Map<MeshId, Long> all = new HashMap<>(writer.doubts.equivocated());
        writer.suspicions.equivocated().forEach((mesh, size) -> all.merge(mesh, size, Math::min));
        this.equivocated = Map.copyOf(all);
    }

    /**
     * Draws the evidence from what the observations show.
     *
     * @param driftPpm agreed bound on the relative drift of two meshes' time, parts per million
     */
    public static TemporalEvidence of(Collection<Moment> moments, int driftPpm) {
        Doubts doubts = Doubts.NONE;
        while (true) {
            TemporalEvidence none = empty(doubts, driftPpm);
            Batch batch = new Batch(moments, none.writer.columns, doubts);
            if (batch.isCircular()) {
                doubts = batch.broken();
                continue;
            }
            TemporalEvidence drawn = none.grow(batch);
            if (drawn.equivocated.equals(doubts.equivocated())) {
                return drawn;
            }
            doubts = new Doubts(drawn.equivocated, doubts.heads(), doubts.across());
        }
    }

    private static TemporalEvidence empty(Doubts doubts, int driftPpm) {
        Writer writer = new Writer(doubts);
        TimeGraph graph =
                new TimeGraph(writer.columns.view(), new Slots<>(), new Slots<>(), new Slots<>(), List.of(), Map.of());
        return new TemporalEvidence(writer, graph, Envelopes.none(driftPpm));
    }

    /**
     * The evidence of these moments too: equal to {@link #of} everything. What is known may come again with more heads that
     * include it, never with fewer. The cost follows what is new, unless everything must be drawn anew: where this value was
     * continued before, where a mesh is found to equivocate, or where evidence leads in a circle.
     *
     * @param all everything so far and these; asked only where it must be drawn anew
     */
    public TemporalEvidence with(Collection<Moment> more, Supplier<? extends Collection<Moment>> all) {
        synchronized (writer) {
            @Nullable Batch batch = writer.growths == growth ? new Batch(more, writer.columns, writer.doubts) : null;
            if (batch != null && !batch.isCircular()) {
                TemporalEvidence next = grow(batch);
                if (next.step != null && next.equivocated.equals(equivocated)) {
                    return next;
                }
            }
        }
        return of(all.get(), envelopes.driftPpm());
    }

    /** Without a step where it must be drawn anew. */
    private TemporalEvidence grow(Batch batch) {
        writer.growths++;
        Growth next = new Growth(writer.columns, writer.notes, graph, writer.growths, writer.doubts);
        batch.each(
                (moment, number) -> {
                    if (next.isNew(number)) {
                        writer.suspicions.made(moment.core().origin());
                    }
                    if (moment.statement().orElse(null) instanceof Statement.Equivocation split) {
                        writer.suspicions.accused(split);
                    }
                    next.observation(number, moment);
                    writer.suspicions.logged(moment.core().origin().mesh(), number, moment.leaves());
                },
                head -> {
                    writer.suspicions.signed(head);
                    next.beacon(head);
                });
        List<Envelopes.Narrowed> narrowed = new ArrayList<>();
        Envelopes bounds = envelopes.with(next.crossed(), narrowed);
        TemporalEvidence grown = new TemporalEvidence(writer, next.graph(), bounds);
        if (!next.links().isCircular() && !next.isNarrowed()) {
            narrowed.forEach(next::narrowed);
            boolean wide = !grown.forks.equals(forks)
                    || bounds.drifts().size() > envelopes.drifts().size();
            grown.step = new Step(
                    growth, wide ? Optional.empty() : Optional.of(next.links().news()));
        }
        return grown;
    }

    /**
     * The observations that were known before and about which this evidence may say something else: a pair's order differs
     * only where one of the two is among them, a bracket and a clock fault only where it is. Empty where that is not known:
     * this was not made from that one by {@link #with}, or too much changed.
     */
    public Optional<Set<Oid>> changedSince(TemporalEvidence before) {
        Step made = step;
        if (made == null
                || before.writer != writer
                || before.growth != made.growthBefore()
                || made.news().isEmpty()) {
            return Optional.empty();
        }
        int known = before.graph.columns().count();
        Set<Oid> changed = new HashSet<>();
        for (Links.News one : made.news().get()) {
            for (int place = one.from(); place <= one.to() && changed.size() <= CHANGES_MAX; place++) {
                int number = graph.chains().get(one.chain()).member(place);
                if (number < known) {
                    changed.add(graph.columns().oid(number));
                }
            }
        }
        return changed.size() > CHANGES_MAX ? Optional.empty() : Optional.of(changed);
    }

    /** Whether any layer proves the first to precede the second. */
    public boolean isBefore(Oid first, Oid second) {
        Spot one = graph.spot(first);
        Spot other = graph.spot(second);
        return !first.equals(second)
                && (reach.isBefore(one, other) || !reach.isBefore(other, one) && inEnvelope(one, other));
    }

    /** Whether the set shows a beacon of that mesh of at least that size. */
    public boolean isReached(MeshId mesh, long size) {
        int number = graph.meshes().indexOf(mesh);
        return IntStream.range(0, graph.heads().size())
                .mapToObj(graph.heads()::get)
                .anyMatch(head -> head.mesh() == number
                        && graph.spot(head).isSomewhere()
                        && head.ref().size() >= size);
    }

    /** Whether paths prove an observation to precede a beacon of that mesh of at most that size. */
    public boolean isBefore(Oid observation, MeshId mesh, long size) {
        Spot spot = graph.spot(observation);
        int number = graph.meshes().indexOf(mesh);
        int earliest = spot.isSomewhere() && number >= 0 ? graph.earliest(spot, number) : Staircase.NONE;
        return earliest != Staircase.NONE && graph.size(earliest) <= size;
    }

    private boolean inEnvelope(Spot first, Spot second) {
        return first.isSomewhere()
                && second.isSomewhere()
                && envelopes.isBefore(mesh(first), bracket(first), mesh(second), bracket(second));
    }

    private MeshId mesh(Spot spot) {
        return graph.meshes().get(graph.chain(spot).mesh);
    }

    /** The order of a pair, with the strongest layer that proves it. */
    public Precedence precedence(Oid first, Oid second) {
        if (first.equals(second)) {
            return Precedence.CONCURRENT;
        }
        Spot one = graph.spot(first);
        Spot other = graph.spot(second);
        return proven(one, other, Relation.BEFORE)
                .or(() -> proven(other, one, Relation.AFTER))
                .or(() -> enveloped(one, other, Relation.BEFORE))
                .or(() -> enveloped(other, one, Relation.AFTER))
                .orElse(Precedence.CONCURRENT);
    }

    private Optional<Precedence> proven(Spot earlier, Spot later, Relation relation) {
        if (!reach.isBefore(earlier, later)) {
            return Optional.empty();
        }
        Paths paths = new Paths(graph);
        Layer layer = paths.layer(earlier, later);
        return Optional.of(new Precedence(relation, Optional.of(layer), paths.steps(earlier, later, layer)));
    }

    private Optional<Precedence> enveloped(Spot earlier, Spot later, Relation relation) {
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
        return !first.equals(second) && reach.throughAnother(graph.spot(first), graph.spot(second));
    }

    /** Between which beacons of its own mesh it was made: the latest that leads to it and the earliest that it leads to. */
    public Bracket bracket(Oid oid) {
        Spot spot = graph.spot(oid);
        return spot.isSomewhere() ? bracket(spot) : new Bracket(Optional.empty(), Optional.empty());
    }

    private Bracket bracket(Spot spot) {
        int mesh = graph.chain(spot).mesh;
        int from = graph.latest(spot, mesh);
        int to = graph.earliest(spot, mesh);
        return new Bracket(
                from == Staircase.NONE
                        ? Optional.empty()
                        : Optional.of(graph.heads().get(from).earliest()),
                to == Staircase.NONE
                        ? Optional.empty()
                        : Optional.of(graph.heads().get(to).latest()));
    }

    /** Whether its beacons exclude the time at which its maker says that it was made. */
    public boolean isClockFault(Oid oid) {
        int number = graph.columns().number(oid);
        return number >= 0 && isClockFault(number);
    }

    private boolean isClockFault(int number) {
        Spot spot = graph.spot(number);
        TemporalReference.Global claim = spot.isSomewhere() ? graph.columns().claim(number) : null;
        return claim != null && excludes(bracket(spot), claim);
    }

    private static boolean excludes(Bracket bracket, TemporalReference.Global claim) {
        Instant latest = claim.time().plus(claim.uncertainty());
        Instant earliest = claim.time().minus(claim.uncertainty());
        return bracket.from().filter(latest::isBefore).isPresent()
                || bracket.to().filter(earliest::isAfter).isPresent();
    }

    /** Devices that two observations claim for one sequence, sorted: {@link Faults#deviceForks} without its other lists. */
    public List<Faults.DeviceFork> forks() {
        return forks;
    }

    /** The contradictions that the set shows. Looks at every observation when first asked. */
    public Faults faults() {
        Faults found = faults;
        if (found == null) {
            found = new Faults(forks, equivocations(), clockFaults(), envelopes.drifts());
            faults = found;
        }
        return found;
    }

    /** Meshes that showed two histories, sorted: {@link Faults#equivocations} without its other lists. */
    public List<Faults.Equivocation> equivocations() {
        return equivocated.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> new Faults.Equivocation(one.getKey(), one.getValue()))
                .toList();
    }

    private List<Faults.ClockFault> clockFaults() {
        List<Oid> found = new ArrayList<>();
        for (int number = 0; number < graph.columns().count(); number++) {
            if (isClockFault(number)) {
                found.add(graph.columns().oid(number));
            }
        }
        return found.stream().sorted().map(Faults.ClockFault::new).toList();
    }

    /** An order for people to read: every proven cause first, ties by hash. It decides nothing. */
    public List<Oid> presentationOrder() {
        return new Presentation(graph);
    }
}
