package org.comity.core.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * The append-only log of one mesh (RFC 9162) in the mesh's own store. It writes nothing itself: what it returns is
 * committed together with the effect that it records.
 */
public final class Ledger {
    /** What to commit for appended leaves, and the head that then holds. */
    public record Appended(List<Write> writes, Checkpoint checkpoint) {}

    private final MeshId mesh;
    private final MeshStore store;
    private final LedgerSigner signer;

    /** The ledger of that mesh. */
    public Ledger(MeshId mesh, MeshStore store, LedgerSigner signer) {
        this.mesh = Objects.requireNonNull(mesh, "mesh");
        this.store = Objects.requireNonNull(store, "store");
        this.signer = Objects.requireNonNull(signer, "signer");
    }

    /** The number of leaves. */
    public long size() {
        return store.get(Table.STATE, SIZE)
                .map(octets -> ByteBuffer.wrap(octets.bytes()).getLong())
                .orElse(0L);
    }

    private static final RowKey SIZE = RowKey.of("ledger-size");
    private static final RowKey LATEST = RowKey.of("ledger-checkpoint");

    /** Appends leaves, one head for all. A leaf that is there already is not appended again. */
    public Appended append(List<LedgerLeaf> leaves, TimeBounds now) {
        Map<RowKey, Octets> fresh = new HashMap<>();
        List<Write> writes = new ArrayList<>();
        NodeReader nodes = (level, index) -> Optional.ofNullable(fresh.get(RowKey.of(level, index)))
                .map(octets -> Digest.of(octets.bytes()))
                .orElseGet(() -> node(level, index));
        Map<RowKey, Octets> places = new HashMap<>();
        long size = size();
        for (LedgerLeaf leaf : leaves) {
            RowKey place = RowKey.of(leaf.hash());
            if (!places.containsKey(place) && store.get(Table.PLACE, place).isEmpty()) {
                places.put(place, RowKey.of(size).octets());
                writes.add(new Write.Put(Table.LEAF, RowKey.of(size), write(leaf)));
                grow(size++, leaf.hash(), nodes, fresh);
            }
        }
        places.forEach((key, value) -> writes.add(new Write.Put(Table.PLACE, key, value)));
        fresh.forEach((key, value) -> writes.add(new Write.Put(Table.NODE, key, value)));
        Checkpoint head = CheckpointNote.sign(mesh, size, Merkle.root(nodes, size), now, signer);
        writes.add(new Write.Put(Table.STATE, SIZE, RowKey.of(size).octets()));
        writes.add(new Write.Put(Table.STATE, LATEST, head.note()));
        writes.add(new Write.Put(Table.CHECKPOINT, RowKey.of(size), head.note()));
        return new Appended(List.copyOf(writes), head);
    }

    private static void grow(long index, Digest leaf, NodeReader nodes, Map<RowKey, Octets> fresh) {
        Digest hash = leaf;
        long at = index;
        int level = 0;
        fresh.put(RowKey.of(level, at), Octets.of(hash.bytes()));
        while ((at & 1) == 1) {
            hash = Merkle.nodeHash(nodes.node(level, at - 1), hash);
            at >>= 1;
            level++;
            fresh.put(RowKey.of(level, at), Octets.of(hash.bytes()));
        }
    }

    private static Octets write(LedgerLeaf leaf) {
        byte[] kind = leaf.kind().name().getBytes(StandardCharsets.US_ASCII);
        return Octets.of(ByteBuffer.allocate(Digest.SIZE + kind.length)
                .put(leaf.subject().bytes())
                .put(kind)
                .array());
    }

    private static LedgerLeaf readLeaf(Octets octets) {
        byte[] subject = new byte[Digest.SIZE];
        ByteBuffer in = ByteBuffer.wrap(octets.bytes()).get(subject);
        byte[] kind = new byte[in.remaining()];
        in.get(kind);
        return LedgerLeaf.of(LeafKind.valueOf(new String(kind, StandardCharsets.US_ASCII)), Digest.of(subject));
    }

    private Digest node(int level, long index) {
        return store.get(Table.NODE, RowKey.of(level, index))
                .map(octets -> Digest.of(octets.bytes()))
                .orElseThrow(() -> new IllegalStateException("the ledger lacks node " + level + "/" + index));
    }

    /** The signed head of everything that was committed; empty before the first commit. */
    public Optional<Checkpoint> latest() {
        return store.get(Table.STATE, LATEST).map(this::own);
    }

    /** The signed head of that size, where one was made. */
    public Optional<Checkpoint> checkpoint(long size) {
        return store.get(Table.CHECKPOINT, RowKey.of(size)).map(this::own);
    }

    private Checkpoint own(Octets note) {
        return CheckpointNote.read(note, signer.verifierKey(), mesh, (key, message, signature) -> true)
                .fold(head -> head, no -> {
                    throw new IllegalStateException("the store holds a note that cannot be read: " + no.detail());
                });
    }

    /** The leaf at that place. */
    public Optional<LedgerLeaf> leaf(long index) {
        return store.get(Table.LEAF, RowKey.of(index)).map(Ledger::readLeaf);
    }

    /** At most that many leaves from that place on. */
    public List<LedgerLeaf> leaves(long from, int limit) {
        return store.scan(Table.LEAF, RowKey.of(from), limit).stream()
                .map(row -> readLeaf(row.value()))
                .toList();
    }

    /** Where the leaf stands. */
    public OptionalLong indexOf(LedgerLeaf leaf) {
        return store.get(Table.PLACE, RowKey.of(leaf.hash())).stream()
                .mapToLong(octets -> ByteBuffer.wrap(octets.bytes()).getLong())
                .findFirst();
    }

    /** The path of a leaf to the head of that size. */
    public List<Digest> inclusion(long index, long size) {
        return Merkle.inclusionPath(this::node, index, size);
    }

    /** The proof that the head of the second size extends that of the first. */
    public List<Digest> consistency(long first, long second) {
        return Merkle.consistencyPath(this::node, first, second);
    }

    /**
     * What to commit for a witness's cosignature of a head of this ledger.
     *
     * @param verifierKeys of the witness
     * @return a no with PROOF_NOT_VALID where it is not that witness's word on that head
     */
    public Outcome<List<Write>> cosigned(Checkpoint head, String line, List<String> verifierKeys, NoteCheck check) {
        Optional<Cosignature> cosignature = Cosignature.read(line)
                .filter(one -> verifierKeys.stream().anyMatch(key -> one.verifies(head, key, check)));
        return cosignature
                .map(good -> {
                    CosignedNote before = cosigned(head).orElseGet(() -> new CosignedNote(head, List.of()));
                    Octets note = before.with(good).octets();
                    List<Write> writes = List.of(new Write.Put(Table.COSIGNED, RowKey.of(head.size()), note));
                    return Outcome.yes(writes);
                })
                .orElseGet(() -> Outcome.no(Reason.PROOF_NOT_VALID, "not a cosignature of the head that was shown"));
    }

    private Optional<CosignedNote> cosigned(Checkpoint head) {
        return store.get(Table.COSIGNED, RowKey.of(head.size()))
                .map(this::ownCosigned)
                .filter(kept -> kept.head().equals(head));
    }

    private CosignedNote ownCosigned(Octets note) {
        return CosignedNote.read(note, signer.verifierKey(), mesh, (key, message, signature) -> true)
                .fold(read -> read, no -> {
                    throw new IllegalStateException("the store holds a note that cannot be read: " + no.detail());
                });
    }

    /**
     * The proof of a leaf under the smallest head that witnesses cosigned and that includes it, else under the newest head;
     * empty where the leaf is not in the ledger.
     */
    public Optional<TlogProof> prove(LedgerLeaf leaf) {
        OptionalLong index = indexOf(leaf);
        if (index.isEmpty()) {
            return Optional.empty();
        }
        CosignedNote under = store.scan(Table.COSIGNED, RowKey.of(index.getAsLong() + 1), 1).stream()
                .map(row -> ownCosigned(row.value()))
                .findFirst()
                .orElseGet(() -> new CosignedNote(latest().orElseThrow(), List.of()));
        return Optional.of(TlogProof.of(view(under.head()), index.getAsLong(), under.octets()));
    }

    /** The log at the size of that head, as it stands in the store. */
    public LogView view(Checkpoint head) {
        return new LogView() {
            @Override
            public long size() {
                return head.size();
            }

            @Override
            public Octets entry(long index) {
                return leaf(index)
                        .map(LedgerLeaf::octets)
                        .orElseThrow(() -> new IllegalStateException("the ledger lacks leaf " + index));
            }

            @Override
            public Digest node(int level, long index) {
                return Ledger.this.node(level, index);
            }
        };
    }

    /** Recomputes every node from the leaves; false where a stored node, place or head is not that of the stored leaves. */
    public boolean isSound() {
        Map<RowKey, Octets> fresh = new HashMap<>();
        NodeReader nodes =
                (level, index) -> Digest.of(Objects.requireNonNull(fresh.get(RowKey.of(level, index)), "node")
                        .bytes());
        long size = size();
        for (long index = 0; index < size; index++) {
            Optional<LedgerLeaf> leaf = leaf(index);
            if (leaf.isEmpty() || indexOf(leaf.get()).orElse(-1) != index) {
                return false;
            }
            grow(index, leaf.get().hash(), nodes, fresh);
        }
        boolean stored = fresh.entrySet().stream()
                .allMatch(node -> store.get(Table.NODE, node.getKey())
                        .filter(node.getValue()::equals)
                        .isPresent());
        return stored
                && latest().map(head -> head.size() == size && head.root().equals(Merkle.root(nodes, size)))
                        .orElse(size == 0);
    }
}
