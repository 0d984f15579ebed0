package org.comity.core.reconcile;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.comity.core.boundary.Refusal;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.ledger.MeshStore;
import org.comity.core.ledger.Row;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;

/**
 * The records of legacy feeds that did not fit: each is a leaf of the ledger and is kept under the digest of its octets. Beyond
 * {@value #KEPT_MAX} of them, or {@value #OCTETS_MAX} octets, they share one leaf a document and keep no octets, so that a spoilt
 * feed cannot fill the store.
 */
final class SetAside {
    static final int KEPT_MAX = 10_000;
    static final long OCTETS_MAX = 256L * 1024 * 1024;

    private static final int PAGE = 1_024;
    private static final RowKey COUNT = RowKey.of("set aside");

    private final MeshStore store;
    private final Digest name;

    SetAside(MeshId mesh, MeshStore store) {
        this.store = store;
        this.name = Encoding.of("comity-set-aside-v1").text(mesh.urn()).digest();
    }

    /** Appends the rows and leaves that keep them. */
    void keep(List<Refusal> refusals, List<Write> writes, List<LedgerLeaf> leaves) {
        ByteBuffer before = store.get(Table.STATE, COUNT)
                .map(read -> ByteBuffer.wrap(read.bytes()))
                .orElseGet(() -> ByteBuffer.allocate(2 * Long.BYTES));
        long kept = before.getLong();
        long octets = before.getLong();
        List<Refusal> beyond = new ArrayList<>();
        for (Refusal refusal : refusals) {
            RowKey key = RowKey.of(name, refusal.digest());
            boolean known = store.get(Table.REFUSED, key).isPresent();
            long size = refusal.octets().size();
            if (!known && (kept >= KEPT_MAX || octets + size > OCTETS_MAX)) {
                beyond.add(refusal);
                continue;
            }
            kept += known ? 0 : 1;
            octets += known ? 0 : size;
            writes.add(new Write.Put(Table.REFUSED, key, Kept.of(refusal).write()));
            leaves.add(Recorder.leaf(refusal));
        }
        if (!beyond.isEmpty()) {
            leaves.add(LedgerLeaf.of(LeafKind.BUDGET, Recorder.budget(beyond)));
        }
        ByteBuffer after = ByteBuffer.allocate(2 * Long.BYTES).putLong(kept).putLong(octets);
        writes.add(new Write.Put(Table.STATE, COUNT, Octets.of(after.array())));
    }

    /** All that is kept, by digest. */
    List<Kept> list() {
        List<Kept> kept = new ArrayList<>();
        RowKey key = RowKey.of(name, 0);
        while (true) {
            List<Row> page = store.scan(Table.REFUSED, key, PAGE);
            List<Row> own =
                    page.stream().takeWhile(row -> row.key().startsWith(name)).toList();
            own.forEach(row -> kept.add(Kept.read(row.value())));
            if (own.size() < PAGE) {
                return kept;
            }
            key = own.get(own.size() - 1).key().next();
        }
    }
}
