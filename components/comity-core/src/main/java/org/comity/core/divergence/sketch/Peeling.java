package org.comity.core.divergence.sketch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Takes symbols of another set, subtracts the own, and peels: a symbol that holds a single id gives it away, and without
 * that id other symbols come to hold a single one. Work and memory are bounded by the symbols taken: no more ids come out
 * than symbols went in, each once, each on the side where it can be. Not thread-safe.
 */
final class Peeling {
    /** How far it has come. */
    enum State {
        /** More symbols are needed. */
        OPEN,
        /** The whole difference is known. */
        DONE,
        /** No two sets make these symbols. */
        INCONSISTENT
    }

    private final SetSketch own;
    private final Columns left = new Columns();
    private final Walkers theirs;
    private final Walkers ours;
    private final Set<Long> found = new HashSet<>();
    private final Deque<Integer> open = new ArrayDeque<>();
    private final Estimate estimate = new Estimate();
    private State state = State.OPEN;

    Peeling(SetSketch own) {
        this.own = own;
        theirs = new Walkers(own.salt(), -1);
        ours = new Walkers(own.salt(), 1);
    }

    /** How many symbols were taken. */
    int taken() {
        return left.size();
    }

    /** How large the difference is, as far as the symbols tell. */
    long estimate() {
        return Math.max(found.size() + 1L, estimate.value());
    }

    /** Ids that only the other set has. */
    List<Long> theirs() {
        return ids(theirs);
    }

    /** Ids that only the own set has. */
    List<Long> ours() {
        return ids(ours);
    }

    private static List<Long> ids(Walkers walkers) {
        return IntStream.range(0, walkers.size()).mapToObj(walkers::id).toList();
    }

    /** Takes the next symbols. */
    State take(List<CodedSymbol> next) {
        int from = left.size();
        int upTo = from + next.size();
        Columns mine = own.computed(upTo);
        left.extend(upTo);
        for (int i = from; i < upTo; i++) {
            CodedSymbol symbol = next.get(i - from);
            int count = symbol.count() - mine.count(i);
            left.toggle(i, symbol.ids() ^ mine.ids(i), symbol.checks() ^ mine.checks(i), count);
            estimate.add(i, count);
        }
        theirs.walk(left, upTo);
        ours.walk(left, upTo);
        IntStream.range(from, upTo).forEach(this::look);
        while (state == State.OPEN && !open.isEmpty()) {
            peel(open.pop());
        }
        if (state == State.OPEN && upTo > 0 && left.isZero(0)) {
            boolean empty = IntStream.range(0, upTo).allMatch(left::isZero);
            state = empty ? State.DONE : State.INCONSISTENT;
        }
        return state;
    }

    private void look(int index) {
        if (isSingle(index)) {
            open.push(index);
        }
    }

    private boolean isSingle(int index) {
        int count = left.count(index);
        return (count == 1 || count == -1) && own.salt().check(left.ids(index)) == left.checks(index);
    }

    private void peel(int index) {
        if (!isSingle(index)) {
            return;
        }
        long id = left.ids(index);
        boolean isTheirs = left.count(index) == 1;
        boolean isOwn = own.member(id).isPresent();
        if (isTheirs == isOwn || found.size() >= left.size() || !found.add(id)) {
            state = State.INCONSISTENT;
            return;
        }
        Walkers side = isTheirs ? theirs : ours;
        side.walk(side.add(id), left, left.size(), this::look);
        if (isSingle(index) && left.ids(index) == id) {
            state = State.INCONSISTENT;
        }
    }
}
