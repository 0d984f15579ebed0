package org.comity.core.reconcile;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.comity.core.agreement.ReleaseBudget;
import org.comity.core.ledger.MeshStore;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;

/**
 * What one gate has let out in the current period, by class. Periods are those of the mesh's own clock; where it goes back into the
 * one before, the period that was reached goes on. Further back it was wrong ahead, and a new period begins: else nothing would go
 * out until the wrong time came.
 */
final class BudgetMeter {
    private record Used(long period, long items, long octets) {}

    private final MeshStore store;
    private final String gate;
    private final long nowSeconds;
    private final Map<String, Used> used = new HashMap<>();

    BudgetMeter(MeshStore store, Digest gate, long nowSeconds) {
        this.store = store;
        this.gate = gate.hex();
        this.nowSeconds = nowSeconds;
    }

    /** Counts an item where it fits. */
    boolean takes(ReleaseBudget budget, long octets) {
        Used before = used.computeIfAbsent(budget.trafficClass(), this::read);
        long current = Math.floorDiv(nowSeconds, budget.periodSeconds());
        long period = current == before.period() - 1 ? before.period() : current;
        Used now = period == before.period() ? before : new Used(period, 0, 0);
        if (now.items() + 1 > budget.items() || now.octets() + octets > budget.octets()) {
            return false;
        }
        used.put(budget.trafficClass(), new Used(period, now.items() + 1, now.octets() + octets));
        return true;
    }

    private RowKey key(String trafficClass) {
        return RowKey.of("budget " + gate + " " + trafficClass);
    }

    private Used read(String trafficClass) {
        return store.get(Table.STATE, key(trafficClass))
                .map(octets -> ByteBuffer.wrap(octets.bytes()))
                .map(in -> new Used(in.getLong(), in.getLong(), in.getLong()))
                .orElse(new Used(Long.MIN_VALUE, 0, 0));
    }

    List<Write> writes() {
        return used.entrySet().stream()
                .<Write>map(entry -> new Write.Put(
                        Table.STATE,
                        key(entry.getKey()),
                        Octets.of(ByteBuffer.allocate(3 * Long.BYTES)
                                .putLong(entry.getValue().period())
                                .putLong(entry.getValue().items())
                                .putLong(entry.getValue().octets())
                                .array())))
                .toList();
    }
}
