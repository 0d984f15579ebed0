package org.comity.core.temporal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.BeaconRef;

/** Observations that arrive together and the beacons that they show, sorted so that causes come first (Kahn 1962). */
final class Batch {
    /** How many observations one thread looks at before it takes more. */
    private static final int SHARE = 4_096;

    private final Columns columns;
    /** How many oids had numbers: the observations whose own is new stand here in the order of their numbers. */
    private final int before;

    private final List<Moment> moments;
    /** Where the others stand, behind them, by their numbers. */
    private final TreeMap<Integer, Integer> again = new TreeMap<>();

    private final List<Checkpoint> heads = new ArrayList<>();
    private final Map<BeaconRef, Integer> headNumbers = new HashMap<>();
    private final Doubts doubts;
    private final Edges edges = new Edges();
    private final int[] order;
    private final int ordered;

    /** @param columns where each observation gets its number; none has a place before it grows */
    Batch(Collection<Moment> moments, Columns columns, Doubts doubts) {
        this.columns = columns;
        this.before = columns.size();
        this.moments = distinct(moments);
        this.doubts = doubts;
        int count = this.moments.size();
        for (Moment one : this.moments) {
            one.statement().flatMap(Moment::head).ifPresent(this::head);
            one.included().forEach(this::head);
        }
        IntStream.range(0, (count + SHARE - 1) / SHARE)
                .parallel()
                .mapToObj(share -> edges(share * SHARE, Math.min(count, (share + 1) * SHARE)))
                .forEachOrdered(edges::add);
        chains();
        order = new int[count + heads.size()];
        ordered = sort();
    }

    private List<Moment> distinct(Collection<Moment> all) {
        List<Moment> fresh = new ArrayList<>(all.size());
        Map<Integer, Moment> known = new TreeMap<>();
        for (Moment one : all) {
            int number = columns.intern(one.oid());
            if (number < before) {
                known.merge(number, one, Moment::and);
            } else if (number - before == fresh.size()) {
                fresh.add(one);
            } else {
                fresh.set(number - before, fresh.get(number - before).and(one));
            }
        }
        known.forEach((number, one) -> {
            again.put(number, fresh.size());
            fresh.add(one);
        });
        return fresh;
    }

    /** A head once; of two notes of it the narrower, whichever came first. */
    private void head(Checkpoint head) {
        Integer known = headNumbers.putIfAbsent(head.ref(), moments.size() + heads.size());
        if (known == null) {
            heads.add(head);
        } else {
            int at = known - moments.size();
            heads.set(at, Growth.narrower(heads.get(at), head));
        }
    }

    private int number(Oid oid) {
        int number = columns.find(oid);
        return number < before ? again.getOrDefault(number, -1) : number - before;
    }

    private int number(BeaconRef ref) {
        return doubts.isUsable(ref) ? headNumbers.getOrDefault(ref, -1) : -1;
    }

    /** What precedes what, by numbers. */
    private static final class Edges {
        private final Ints from = new Ints();
        private final Ints to = new Ints();

        void add(int earlier, int later) {
            if (earlier >= 0 && later >= 0 && earlier != later) {
                from.add(earlier);
                to.add(later);
            }
        }

        void add(Edges more) {
            for (int i = 0; i < more.from.size(); i++) {
                add(more.from.get(i), more.to.get(i));
            }
        }
    }

    /** What the observations from one number up to another say. */
    private Edges edges(int first, int end) {
        Edges said = new Edges();
        for (int number = first; number < end; number++) {
            edges(number, said);
        }
        return said;
    }

    private void edges(int number, Edges said) {
        Moment one = moments.get(number);
        MeshId mesh = one.core().origin().mesh();
        Names.oids(one, oid -> said.add(number(oid), number));
        Names.beacons(one, seen -> {
            if (seen.mesh().equals(mesh) || doubts.isUsable(seen, one.oid())) {
                said.add(number(seen), number);
            }
        });
        one.included().forEach(head -> said.add(number, number(head.ref())));
        if (one.statement().orElse(null) instanceof Statement.InclusionReceipt receipt && shows(receipt)) {
            said.add(number(receipt.logged()), number(receipt.head().ref()));
        }
    }

    private boolean shows(Statement.InclusionReceipt receipt) {
        int beacon = number(receipt.beacon());
        return beacon >= 0
                && doubts.isUsable(receipt.logged(), receipt.head().ref())
                && !receipt.logged().mesh().equals(receipt.head().mesh())
                && !(moments.get(beacon).statement().orElse(null) instanceof Statement.InclusionReceipt)
                && moments.get(beacon)
                        .statement()
                        .flatMap(Moment::head)
                        .filter(head -> head.ref().equals(receipt.logged()))
                        .isPresent();
    }

    private void chains() {
        Map<MeshId, TreeMap<Long, Integer>> sorted = new HashMap<>();
        for (Checkpoint head : heads) {
            if (doubts.isUsable(head.ref())) {
                sorted.computeIfAbsent(head.mesh(), any -> new TreeMap<>()).put(head.size(), number(head.ref()));
            }
        }
        for (TreeMap<Long, Integer> bySize : sorted.values()) {
            int before = -1;
            for (int number : bySize.values()) {
                edges.add(before, number);
                before = number;
            }
        }
    }

    private int sort() {
        int[] waiting = new int[order.length];
        for (int i = 0; i < edges.to.size(); i++) {
            waiting[edges.to.get(i)]++;
        }
        int[][] outs = adjacency(edges.from, edges.to);
        int count = 0;
        for (int node = 0; node < order.length; node++) {
            if (waiting[node] == 0) {
                order[count++] = node;
            }
        }
        for (int next = 0; next < count; next++) {
            for (int i = outs[0][order[next]]; i < outs[0][order[next] + 1]; i++) {
                if (--waiting[outs[1][i]] == 0) {
                    order[count++] = outs[1][i];
                }
            }
        }
        return count;
    }

    /** Where each node's neighbours begin, and the neighbours. */
    private int[][] adjacency(Ints ofs, Ints neighbours) {
        int[] starts = new int[order.length + 2];
        for (int i = 0; i < ofs.size(); i++) {
            starts[ofs.get(i) + 2]++;
        }
        for (int node = 2; node < starts.length; node++) {
            starts[node] += starts[node - 1];
        }
        int[] result = new int[ofs.size()];
        for (int i = 0; i < ofs.size(); i++) {
            result[starts[ofs.get(i) + 1]++] = neighbours.get(i);
        }
        return new int[][] {starts, result};
    }

    /** Whether some of the evidence leads in a circle. */
    boolean isCircular() {
        return ordered < order.length;
    }

    /** The heads that they show. */
    List<Checkpoint> heads() {
        return heads;
    }

    /** Hands out observations with their numbers, and beacons, causes first; what lies behind a circle is left out. */
    void each(ObjIntConsumer<Moment> onMoment, Consumer<Checkpoint> onHead) {
        int fresh = moments.size() - again.size();
        List<Integer> known = List.copyOf(again.keySet());
        for (int i = 0; i < ordered; i++) {
            if (order[i] < moments.size()) {
                onMoment.accept(
                        moments.get(order[i]), order[i] < fresh ? before + order[i] : known.get(order[i] - fresh));
            } else {
                onHead.accept(heads.get(order[i] - moments.size()));
            }
        }
    }

    /**
     * The doubts, and what breaks the circles: proofs between meshes first, for a hash or a ledger of its own is the stronger
     * layer; where that does not suffice the beacons. Where all of these are one mesh's, its ledger has two histories.
     */
    Doubts broken() {
        boolean[] core = core();
        Set<Doubts.Across> across = new HashSet<>(doubts.across());
        for (int i = 0; i < edges.from.size(); i++) {
            if (core[edges.from.get(i)] && core[edges.to.get(i)] && isAcross(edges.from.get(i), edges.to.get(i))) {
                across.add(new Doubts.Across(headAt(edges.from.get(i)).ref(), name(edges.to.get(i))));
            }
        }
        if (across.size() > doubts.across().size()) {
            return new Doubts(doubts.equivocated(), doubts.heads(), across);
        }
        Map<MeshId, List<BeaconRef>> byMesh = new HashMap<>();
        for (Checkpoint head : heads) {
            int number = number(head.ref());
            if (number >= 0 && core[number]) {
                byMesh.computeIfAbsent(head.mesh(), any -> new ArrayList<>()).add(head.ref());
            }
        }
        if (byMesh.size() == 1) {
            Map<MeshId, Long> equivocated = new HashMap<>(doubts.equivocated());
            byMesh.forEach((mesh, refs) -> equivocated.merge(
                    mesh,
                    refs.stream()
                            .mapToLong(BeaconRef::size)
                            .sorted()
                            .skip(1)
                            .findFirst()
                            .orElse(0),
                    Math::min));
            return new Doubts(equivocated, doubts.heads(), across);
        }
        Set<BeaconRef> distrusted = new HashSet<>(doubts.heads());
        byMesh.values().forEach(distrusted::addAll);
        return new Doubts(doubts.equivocated(), distrusted, across);
    }

    private Checkpoint headAt(int node) {
        return heads.get(node - moments.size());
    }

    private Object name(int node) {
        return node < moments.size() ? moments.get(node).oid() : headAt(node).ref();
    }

    private boolean isAcross(int earlier, int later) {
        MeshId other = later < moments.size()
                ? moments.get(later).core().origin().mesh()
                : headAt(later).mesh();
        return earlier >= moments.size() && !headAt(earlier).mesh().equals(other);
    }

    /** What remains when causes without cause and effects without effect are taken away, again and again. */
    private boolean[] core() {
        boolean[] core = new boolean[order.length];
        Arrays.fill(core, true);
        for (int i = 0; i < ordered; i++) {
            core[order[i]] = false;
        }
        int[] effects = new int[order.length];
        for (int i = 0; i < edges.from.size(); i++) {
            effects[edges.from.get(i)] += core[edges.to.get(i)] ? 1 : 0;
        }
        int[][] ins = adjacency(edges.to, edges.from);
        Ints open = new Ints();
        for (int node = 0; node < core.length; node++) {
            if (core[node] && effects[node] == 0) {
                open.add(node);
            }
        }
        for (int next = 0; next < open.size(); next++) {
            core[open.get(next)] = false;
            for (int i = ins[0][open.get(next)]; i < ins[0][open.get(next) + 1]; i++) {
                if (core[ins[1][i]] && --effects[ins[1][i]] == 0) {
                    open.add(ins[1][i]);
                }
            }
        }
        return core;
    }
}
