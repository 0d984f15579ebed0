package org.comity.core.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * A proof in one file that an entry stands in a log (C2SP tlog-proof): verified offline by whoever knows the log's key.
 *
 * @param extra octets beside the proof that nothing vouches for
 * @param index the entry's place, from 0
 * @param path from the leaf's sibling upwards (RFC 9162)
 * @param note the checkpoint with its signatures, verbatim
 */
public record TlogProof(Optional<Octets> extra, long index, List<Digest> path, Octets note) {
    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,18}");
    private static final int SIZE_MAX = 262_144;
    private static final int PATH_MAX = 64;

    public TlogProof {
        Objects.requireNonNull(extra, "extra");
        path = List.copyOf(path);
        Objects.requireNonNull(note, "note");
        if (index < 0) {
            throw new IllegalArgumentException("places count from 0");
        }
    }

    /** The proof of the entry at that place of the log. */
    public static TlogProof of(LogView log, long index, Octets note) {
        return new TlogProof(Optional.empty(), index, Merkle.inclusionPath(log, index, log.size()), note);
    }

    /** The file. */
    public Octets octets() {
        StringBuilder out = new StringBuilder(HEADER).append('\n');
        extra.ifPresent(octets -> out.append("extra ").append(base64(octets.bytes())));
        out.append("index ").append(index).append('\n');
        path.forEach(hash -> out.append(base64(hash.bytes())));
        out.append('\n').append(new String(note.bytes(), StandardCharsets.UTF_8));
        return Octets.of(out.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes) + "\n";
    }

    /** Reads the file; MALFORMED or LIMIT_EXCEEDED otherwise. Nothing is verified yet. */
    public static Outcome<TlogProof> read(Octets octets) {
        if (octets.size() > SIZE_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a proof of " + octets.size() + " octets");
        }
        String text = new String(octets.bytes(), StandardCharsets.UTF_8);
        int cut = text.indexOf("\n\n");
        if (cut < 0 || !text.startsWith(HEADER + "\n")) {
            return Outcome.no(Reason.MALFORMED, "not a " + HEADER);
        }
        List<String> lines =
                new ArrayList<>(Arrays.asList(text.substring(0, cut).split("\n", -1)));
        lines.remove(0);
        Octets note = Octets.of(text.substring(cut + 2).getBytes(StandardCharsets.UTF_8));
        try {
            TlogProof proof = parse(lines, note);
            return proof.octets().equals(octets)
                    ? Outcome.yes(proof)
                    : Outcome.no(Reason.MALFORMED, "not the one form of a proof");
        } catch (IllegalArgumentException e) {
            return Outcome.no(Reason.MALFORMED, "a line of the proof cannot be read");
        }
    }

    private static TlogProof parse(List<String> lines, Octets note) {
        Optional<Octets> extra = Optional.empty();
        if (!lines.isEmpty() && lines.get(0).startsWith("extra ")) {
            extra = Optional.of(
                    Octets.of(Base64.getDecoder().decode(lines.remove(0).substring("extra ".length()))));
        }
        String index = lines.isEmpty() ? "" : lines.remove(0);
        if (!index.startsWith("index ")
                || !NUMBER.matcher(index.substring("index ".length())).matches()
                || lines.size() > PATH_MAX) {
            throw new IllegalArgumentException("no index, or a path too long");
        }
        List<Digest> path = lines.stream()
                .map(line -> Digest.of(Base64.getDecoder().decode(line)))
                .toList();
        return new TlogProof(extra, Long.parseLong(index.substring("index ".length())), path, note);
    }

    /**
     * Whether the entry stands in the log under a head that the log signed.
     *
     * @param entry what the verifier believes to be logged
     * @param verifierKey of the log
     * @return the head with whatever lines witnesses added, or a no with PROOF_NOT_VALID or PROOF_DEGENERATE
     */
    public Outcome<CosignedNote> verify(Octets entry, MeshId mesh, String verifierKey, NoteCheck check) {
        return CosignedNote.read(note, verifierKey, mesh, check).then(signed -> {
            Checkpoint head = signed.head();
            Octets leaf = Octets.of(Merkle.leafHash(entry.bytes()).bytes());
            MerkleProof.Subtree tree =
                    MerkleProof.Subtree.whole(head.size(), Octets.of(head.root().bytes()));
            List<Octets> hashes =
                    path.stream().map(hash -> Octets.of(hash.bytes())).toList();
            return MerkleProof.inclusion(leaf, index, tree, hashes).map(good -> signed);
        });
    }
}
