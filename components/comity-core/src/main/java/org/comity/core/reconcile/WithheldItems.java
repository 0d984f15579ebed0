package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.comity.core.ledger.MeshStore;
import org.comity.core.ledger.Row;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Reason;

/** What one gate withholds, as the store keeps it; of what waits for a budget the places are known by class. */
final class WithheldItems {
    private static final int PAGE = 1_024;

    private final MeshStore store;
    private final Digest gate;
    private final Map<String, TreeSet<Long>> waiting = new HashMap<>();

    WithheldItems(MeshStore store, Digest gate) {
        this.store = store;
        this.gate = gate;
        all().forEach(this::index);
    }

    private void index(Withheld one) {
        if (one.reason() == Reason.BUDGET_SPENT) {
            waiting.computeIfAbsent(one.detail(), any -> new TreeSet<>()).add(one.place());
        }
    }

    /** All, in the order of the ledger. */
    List<Withheld> all() {
        List<Withheld> all = new ArrayList<>();
        RowKey from = RowKey.of(gate, 0);
        while (true) {
            List<Row> page = store.scan(Table.WITHHELD, from, PAGE).stream()
                    .takeWhile(row -> row.key().startsWith(gate))
                    .toList();
            page.forEach(row -> all.add(Withheld.read(row.key().number(), row.value())));
            if (page.size() < PAGE) {
                return all;
            }
            from = page.get(page.size() - 1).key().next();
        }
    }

    /** What waits for a budget, a line a class, each in the order of the ledger; read as it is asked for. */
    List<Iterable<Withheld>> waiting() {
        return waiting.values().stream()
                .<Iterable<Withheld>>map(places -> () ->
                        places.stream().flatMap(place -> at(place).stream()).iterator())
                .toList();
    }

    /** What is withheld at that place of the ledger. */
    Optional<Withheld> at(long place) {
        return store.get(Table.WITHHELD, RowKey.of(gate, place)).map(row -> Withheld.read(place, row));
    }

    Write put(Withheld one) {
        return new Write.Put(Table.WITHHELD, RowKey.of(gate, one.place()), one.write());
    }

    Write remove(long place) {
        return new Write.Remove(Table.WITHHELD, RowKey.of(gate, place));
    }

    /** After a commit: what is withheld now, and what is no longer. */
    void committed(Collection<Withheld> now, Collection<Long> gone) {
        waiting.values().forEach(places -> places.removeAll(gone));
        now.forEach(one -> waiting.values().forEach(places -> places.remove(one.place())));
        now.forEach(this::index);
    }
}
