package org.comity.core.reconcile;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.comity.core.ledger.MeshStore;
import org.comity.core.ledger.Row;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.partition.Waybill;

/** The media of one direction as the store remembers them: each by its place in the sender's chain, and the newest whole. */
final class MediumChain {
    private static final int PAGE = 1_024;
    private static final Digest NONE = Digest.of(new byte[Digest.SIZE]);

    /**
     * One medium.
     *
     * @param size of the ledger whose head it showed
     * @param root of that head
     */
    record Link(long sequence, Digest waybill, Optional<Digest> previous, long size, Digest root) {}

    private final MeshStore store;
    private final String name;

    MediumChain(MeshStore store, String name) {
        this.store = store;
        this.name = name;
    }

    private RowKey key(long sequence) {
        return RowKey.of(prefix() + String.format(Locale.ROOT, "%019d", sequence));
    }

    private String prefix() {
        return "medium " + name + " ";
    }

    private RowKey newestKey() {
        return RowKey.of("medium-newest " + name);
    }

    private RowKey takenKey(Digest waybill) {
        return RowKey.of("medium-taken " + name + " " + waybill.hex());
    }

    /** The newest medium's waybill. */
    Optional<Waybill> newest() {
        return store.get(Table.STATE, newestKey())
                .map(octets -> Waybill.read(octets).fold(read -> read, no -> {
                    throw new IllegalStateException("the store holds a waybill that cannot be read: " + no.detail());
                }));
    }

    /** The medium at that place. */
    Optional<Link> at(long sequence) {
        return store.get(Table.STATE, key(sequence)).map(octets -> read(sequence, octets));
    }

    /** The media from that place on, in their order. */
    List<Link> from(long sequence) {
        List<Link> links = new ArrayList<>();
        RowKey next = key(sequence);
        while (true) {
            List<Row> page = store.scan(Table.STATE, next, PAGE);
            List<Row> own = page.stream()
                    .takeWhile(row -> row.key().text().startsWith(prefix()))
                    .toList();
            own.forEach(
                    row -> links.add(read(Long.parseLong(row.key().text().substring(prefix().length())), row.value())));
            if (own.size() < PAGE) {
                return links;
            }
            next = own.get(own.size() - 1).key().next();
        }
    }

    private static Link read(long sequence, Octets octets) {
        ByteBuffer in = ByteBuffer.wrap(octets.bytes());
        Digest waybill = digest(in);
        Digest previous = digest(in);
        long size = in.getLong();
        return new Link(sequence, waybill, Optional.of(previous).filter(one -> !one.equals(NONE)), size, digest(in));
    }

    private static Digest digest(ByteBuffer in) {
        byte[] bytes = new byte[Digest.SIZE];
        in.get(bytes);
        return Digest.of(bytes);
    }

    /** What to commit for a medium that showed a head of that size and root. */
    List<Write> put(Waybill waybill, long size, Digest root) {
        List<Write> writes = new ArrayList<>();
        Octets octets = waybill.octets();
        byte[] link = ByteBuffer.allocate(3 * Digest.SIZE + Long.BYTES)
                .put(octets.digest().bytes())
                .put(waybill.previous().orElse(NONE).bytes())
                .putLong(size)
                .put(root.bytes())
                .array();
        writes.add(new Write.Put(Table.STATE, key(waybill.sequence()), Octets.of(link)));
        if (newest().map(Waybill::sequence).orElse(0L) < waybill.sequence()) {
            writes.add(new Write.Put(Table.STATE, newestKey(), octets));
        }
        return writes;
    }

    /** What to commit when all of its content was given on. */
    Write taken(Digest waybill) {
        return new Write.Put(Table.STATE, takenKey(waybill), Octets.of(new byte[0]));
    }

    boolean isTaken(Digest waybill) {
        return store.get(Table.STATE, takenKey(waybill)).isPresent();
    }

    /** The places before the newest of which no medium has come, as ranges of first and last. */
    List<long[]> missing() {
        List<long[]> ranges = new ArrayList<>();
        long expected = 1;
        for (Link link : from(1)) {
            if (link.sequence() > expected) {
                ranges.add(new long[] {expected, link.sequence() - 1});
            }
            expected = link.sequence() + 1;
        }
        return ranges;
    }

    /** Whether a waybill contradicts one that is known at, before or after its place. */
    boolean forks(Waybill waybill) {
        Digest own = waybill.digest();
        boolean here = at(waybill.sequence())
                .filter(known -> !known.waybill().equals(own))
                .isPresent();
        boolean before = waybill.previous().isPresent()
                && at(waybill.sequence() - 1)
                        .filter(known ->
                                !known.waybill().equals(waybill.previous().get()))
                        .isPresent();
        boolean after = at(waybill.sequence() + 1)
                .filter(known -> !known.previous().equals(Optional.of(own)))
                .isPresent();
        return here || before || after;
    }

    @Override
    public String toString() {
        return "MediumChain[" + name + "]";
    }
}
