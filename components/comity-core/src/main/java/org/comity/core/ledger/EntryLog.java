package org.comity.core.ledger;

import java.util.ArrayList;
import java.util.List;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;

/** A log whose every hash was computed here from its entries: what another party's hashes are compared with. */
public final class EntryLog implements LogView {
    private final List<Octets> entries;
    private final List<List<Digest>> levels = new ArrayList<>();

    private EntryLog(List<Octets> entries) {
        this.entries = List.copyOf(entries);
        List<Digest> level =
                entries.stream().map(entry -> Merkle.leafHash(entry.bytes())).toList();
        while (!level.isEmpty()) {
            levels.add(level);
            level = above(level);
        }
    }

    private static List<Digest> above(List<Digest> below) {
        List<Digest> level = new ArrayList<>();
        for (int i = 0; i + 1 < below.size(); i += 2) {
            level.add(Merkle.nodeHash(below.get(i), below.get(i + 1)));
        }
        return level;
    }

    /** The log of these entries. */
    public static EntryLog of(List<Octets> entries) {
        return new EntryLog(entries);
    }

    /** The log of these leaves. */
    public static EntryLog ofLeaves(List<LedgerLeaf> leaves) {
        return of(leaves.stream().map(LedgerLeaf::octets).toList());
    }

    @Override
    public long size() {
        return entries.size();
    }

    /** The tree head over all entries. */
    public Digest root() {
        return Merkle.root(this, size());
    }

    @Override
    public Octets entry(long index) {
        return entries.get((int) index);
    }

    @Override
    public Digest node(int level, long index) {
        return levels.get(level).get((int) index);
    }
}
