package org.comity.core.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * A checkpoint as third parties pass it on: signed by its log, and by any number of witnesses (C2SP signed-note).
 *
 * @param head the log's own, signed by the log alone
 * @param cosignatures lines that have the shape of one; verified only where {@link #witnessed} says so
 */
public record CosignedNote(Checkpoint head, List<Cosignature> cosignatures) {
    private static final int SIZE_MAX = 65_536;
    private static final int SIGNATURES_MAX = 64;

    public CosignedNote {
        Objects.requireNonNull(head, "head");
        cosignatures = List.copyOf(cosignatures);
    }

    /** The note: text, the log's signature, the witnesses' lines in their order. */
    public Octets octets() {
        StringBuilder note = new StringBuilder(new String(head.note().bytes(), StandardCharsets.UTF_8));
        cosignatures.forEach(one -> note.append(one.line()).append('\n'));
        return Octets.of(note.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** With one more cosignature; another of the same witness gives way. */
    public CosignedNote with(Cosignature cosignature) {
        List<Cosignature> all = new ArrayList<>(cosignatures);
        all.removeIf(one -> one.witness().equals(cosignature.witness()));
        all.add(cosignature);
        return new CosignedNote(head, all);
    }

    /**
     * Reads a note and checks the log's signature; signatures of unknown keys are left out.
     *
     * @param verifierKey of the log
     * @return a no with LIMIT_EXCEEDED or PROOF_NOT_VALID
     */
    public static Outcome<CosignedNote> read(Octets note, String verifierKey, MeshId mesh, NoteCheck check) {
        Optional<String> text = utf8(note);
        if (note.size() > SIZE_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a note of " + note.size() + " octets");
        }
        int cut = text.map(all -> all.lastIndexOf("\n\n")).orElse(-1);
        if (cut < 0 || !note.equals(trimmed(text.get()))) {
            return Outcome.no(Reason.PROOF_NOT_VALID, "not a signed note");
        }
        List<String> lines = Arrays.asList(text.get().substring(cut + 2).strip().split("\n", -1));
        if (lines.size() > SIGNATURES_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a note of " + lines.size() + " signatures");
        }
        String body = text.get().substring(0, cut + 2);
        String own = "\u2014 " + mesh.urn() + " ";
        List<Cosignature> others =
                lines.stream().flatMap(line -> Cosignature.read(line).stream()).toList();
        Outcome<Checkpoint> head = Outcome.no(Reason.PROOF_NOT_VALID, "not signed by " + mesh);
        for (String line : lines.stream().filter(one -> one.startsWith(own)).toList()) {
            Octets alone = Octets.of((body + line + "\n").getBytes(StandardCharsets.UTF_8));
            Outcome<Checkpoint> before = head;
            head = before.fold(good -> before, no -> CheckpointNote.read(alone, verifierKey, mesh, check));
        }
        return head.map(good -> new CosignedNote(good, others));
    }

    private static Octets trimmed(String text) {
        return Octets.of((text.stripTrailing() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> utf8(Octets note) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(note.bytes()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /**
     * The cosignatures of the witnesses that the verifier knows; those of others are no one's word.
     *
     * @param verifierKeys of the witnesses
     * @return a no with PROOF_NOT_VALID where a line claims a known key and does not verify
     */
    public Outcome<List<Cosignature>> witnessed(List<String> verifierKeys, NoteCheck check) {
        List<Cosignature> good = new ArrayList<>();
        for (Cosignature one : cosignatures) {
            for (String key : verifierKeys.stream().filter(one::isBy).toList()) {
                if (!one.verifies(head, key, check)) {
                    return Outcome.no(Reason.PROOF_NOT_VALID, "the cosignature of " + one.witness() + " is not good");
                }
                good.add(one);
            }
        }
        return Outcome.yes(List.copyOf(good));
    }
}
