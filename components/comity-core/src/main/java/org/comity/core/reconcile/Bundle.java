package org.comity.core.reconcile;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.comity.core.boundary.Verified;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * All that a third party needs to derive every decision of one mesh again, offline: the agreement, S verbatim, documents, the
 * ledger's leaves with its signed head, and the picture digest that the mesh claims. Nothing in it is believed.
 *
 * @param kept what was refused, or waits, and why
 * @param leaves the ledger's leaves, in their order
 */
public record Bundle(
        MeshId mesh,
        Octets agreement,
        List<Octets> observations,
        List<Octets> documents,
        List<Kept> kept,
        List<LedgerLeaf> leaves,
        Octets head,
        Digest picture) {
    private static final byte[] MAGIC = "comity-bundle-1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PARTS_MAX = 10_000_000;
    private static final int PAGE = 4_096;

    public Bundle {
        Objects.requireNonNull(mesh, "mesh");
        Objects.requireNonNull(agreement, "agreement");
        observations = List.copyOf(observations);
        documents = List.copyOf(documents);
        kept = List.copyOf(kept);
        leaves = List.copyOf(leaves);
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(picture, "picture");
    }

    /**
     * Exports what an agent's mesh holds under its agreement.
     *
     * @param agreement the document of the first epoch
     */
    public static Bundle of(BoundaryAgent agent, Octets agreement) {
        MeshNode node = agent.node();
        synchronized (node) {
            List<Octets> observations = new ArrayList<>();
            List<Digest> named = new ArrayList<>();
            for (Verified one : agent.admitted()) {
                observations.add(one.observation().octets());
                named.add(one.core().credential());
                named.add(one.core().attestation());
                one.epoch().ifPresent(epoch -> named.add(epoch.digest()));
            }
            List<Octets> documents = named.stream()
                    .distinct()
                    .flatMap(digest -> node.document(digest).stream())
                    .toList();
            Checkpoint head = node.ledger().latest().orElseThrow();
            List<LedgerLeaf> leaves = new ArrayList<>();
            while (leaves.size() < head.size()) {
                leaves.addAll(node.ledger().leaves(leaves.size(), PAGE));
            }
            Digest picture = agent.current().picture().digest();
            return new Bundle(
                    node.mesh(), agreement, observations, documents, agent.refused(), leaves, head.note(), picture);
        }
    }

    /** Magic, the parts with their lengths, and SHA-256 of all octets before it. */
    public Octets octets() {
        List<Octets> parts = new ArrayList<>();
        parts.add(text(mesh.urn()));
        parts.add(agreement);
        parts.add(head);
        parts.add(text(picture.hex()));
        int size = MAGIC.length + 4 * Integer.BYTES + Digest.SIZE;
        List<Octets> all = new ArrayList<>(parts);
        all.addAll(observations);
        all.addAll(documents);
        kept.forEach(one -> all.add(one.write()));
        leaves.forEach(
                leaf -> all.add(text(leaf.kind().name() + " " + leaf.subject().hex())));
        for (Octets part : all) {
            size = Math.addExact(size, Integer.BYTES + part.size());
        }
        ByteBuffer out = ByteBuffer.allocate(size).put(MAGIC);
        out.putInt(observations.size())
                .putInt(documents.size())
                .putInt(kept.size())
                .putInt(leaves.size());
        all.forEach(part -> out.putInt(part.size()).put(part.bytes()));
        byte[] bytes = out.array();
        out.put(Digest.sha256(Arrays.copyOf(bytes, size - Digest.SIZE)).bytes());
        return Octets.of(bytes);
    }

    private static Octets text(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the last octets are the digest of all before. */
    public static boolean isWhole(Octets octets) {
        byte[] bytes = octets.bytes();
        int body = bytes.length - Digest.SIZE;
        return body >= 0
                && Digest.sha256(Arrays.copyOf(bytes, body))
                        .equals(Digest.of(Arrays.copyOfRange(bytes, body, bytes.length)));
    }

    /** Reads the frame, whatever its digest says; MALFORMED otherwise. */
    public static Outcome<Bundle> read(Octets octets) {
        try {
            return Outcome.yes(parse(ByteBuffer.wrap(octets.bytes())));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Outcome.no(Reason.MALFORMED, "the bundle's frame is broken");
        }
    }

    private static Bundle parse(ByteBuffer in) {
        byte[] magic = new byte[MAGIC.length];
        in.get(magic);
        int observations = count(in);
        int documents = count(in);
        int kept = count(in);
        int leaves = count(in);
        MeshId mesh = new MeshId(string(part(in)));
        Octets agreement = part(in);
        Octets head = part(in);
        Digest picture = Digest.parse(string(part(in)));
        Bundle bundle = new Bundle(
                mesh,
                agreement,
                parts(in, observations),
                parts(in, documents),
                parts(in, kept).stream().map(Kept::read).toList(),
                parts(in, leaves).stream().map(Bundle::leaf).toList(),
                head,
                picture);
        if (!Arrays.equals(magic, MAGIC) || in.remaining() != Digest.SIZE) {
            throw new IllegalArgumentException("not a bundle");
        }
        return bundle;
    }

    private static LedgerLeaf leaf(Octets octets) {
        String[] parts = string(octets).split(" ", -1);
        return LedgerLeaf.of(org.comity.core.ledger.LeafKind.valueOf(parts[0]), Digest.parse(parts[parts.length - 1]));
    }

    private static String string(Octets octets) {
        return new String(octets.bytes(), StandardCharsets.UTF_8);
    }

    private static int count(ByteBuffer in) {
        int count = in.getInt();
        if (count < 0 || count > PARTS_MAX) {
            throw new IllegalArgumentException("a count out of range");
        }
        return count;
    }

    private static List<Octets> parts(ByteBuffer in, int count) {
        List<Octets> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(part(in));
        }
        return parts;
    }

    private static Octets part(ByteBuffer in) {
        int size = in.getInt();
        if (size < 0 || size > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[size];
        in.get(bytes);
        return Octets.of(bytes);
    }
}
