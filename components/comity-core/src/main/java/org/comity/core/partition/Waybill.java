package org.comity.core.partition;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * The paper that goes with a carried medium, signed by the agent that packed it: an encounter one way. In place of the peer's
 * nonce it binds its place in the sender's chain of media and, in the descriptor, the newest checkpoint known of the peer.
 *
 * @param sender what the sending agent shows of itself, its frontiers and the checkpoints that it knows
 * @param to the mesh that it is for
 * @param sequence of the media from that agent to that mesh, from 1
 * @param previous digest of the waybill before; empty exactly for the first
 * @param manifest SHA-256 of the list of the content with its digests
 * @param head the newest head of the sender's ledger, as a note
 * @param proofs that the head extends earlier ones, any of which the other side may have logged last
 */
public record Waybill(
        Descriptor sender,
        MeshId to,
        long sequence,
        Optional<Digest> previous,
        Digest manifest,
        Octets head,
        List<Growth> proofs) {
    /** The most proofs that one carries. */
    public static final int PROOFS_MAX = 512;

    private static final String TAG = "comity-waybill-v1";
    private static final int SIZE_MAX = 4 * 1024 * 1024;

    /** The RFC 9162 proof (section 2.1.4) that the head extends the one of that size. */
    public record Growth(long from, List<Digest> proof) {
        public Growth {
            proof = List.copyOf(proof);
        }
    }

    public Waybill {
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(previous, "previous");
        Objects.requireNonNull(manifest, "manifest");
        Objects.requireNonNull(head, "head");
        proofs = List.copyOf(proofs);
        if (sequence < 1 || (sequence == 1) != previous.isEmpty() || proofs.size() > PROOFS_MAX) {
            throw new IllegalArgumentException("media count from 1, and only the first has none before it");
        }
    }

    /** "comity-waybill-v1" and the fields in their order: what is signed. */
    public Octets octets() {
        return Octets.of(Encoding.of(TAG)
                .octets(sender.octets().bytes())
                .text(to.urn())
                .number(sequence)
                .list(previous.stream().toList(), Encoding::digest)
                .digest(manifest)
                .octets(head.bytes())
                .list(proofs, (out, one) -> out.number(one.from()).list(one.proof(), Encoding::digest))
                .bytes());
    }

    /** What names it: SHA-256 of its octets. */
    public Digest digest() {
        return octets().digest();
    }

    /** What the sender proves of its ledger to one that has logged that size last; empty where it does not know that head. */
    public Optional<Extension> extension(long last) {
        return proofs.stream()
                .filter(one -> one.from() == last)
                .findFirst()
                .map(one -> new Extension(digest(), one.from(), head, one.proof()));
    }

    /** Reads a waybill; MALFORMED or LIMIT_EXCEEDED otherwise. */
    public static Outcome<Waybill> read(Octets octets) {
        if (octets.size() > SIZE_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a waybill of " + octets.size() + " octets");
        }
        try {
            Fields in = new Fields(TAG, octets);
            Outcome<Descriptor> sender = Descriptor.read(Octets.of(in.octets()));
            return sender.map(shown -> rest(shown, in))
                    .then(read -> read.octets().equals(octets)
                            ? Outcome.yes(read)
                            : Outcome.no(Reason.MALFORMED, "not the one form of a waybill"));
        } catch (IllegalArgumentException e) {
            return Outcome.no(Reason.MALFORMED, "not a waybill");
        }
    }

    private static Waybill rest(Descriptor sender, Fields in) {
        MeshId to = new MeshId(in.text());
        long sequence = in.number();
        List<Digest> previous = in.list(in::digest);
        Digest manifest = in.digest();
        Octets head = Octets.of(in.octets());
        List<Growth> proofs = in.list(() -> new Growth(in.number(), in.list(in::digest)));
        in.end();
        if (previous.size() > 1) {
            throw new IllegalArgumentException("a waybill has one before it");
        }
        return new Waybill(sender, to, sequence, previous.stream().findFirst(), manifest, head, proofs);
    }
}
