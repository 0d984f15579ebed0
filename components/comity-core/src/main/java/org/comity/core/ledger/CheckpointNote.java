package org.comity.core.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * The signed form of a checkpoint: a C2SP tlog-checkpoint whose origin and key name are the mesh's name, with one extension
 * line {@code comity-time <earliest> <latest>}.
 */
public final class CheckpointNote {
    private static final String TIME = "comity-time ";
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final int SIZE_MAX = 4_096;
    private static final int KEY_HASH_SIZE = 4;

    private CheckpointNote() {}

    /** Signs a head. */
    public static Checkpoint sign(MeshId mesh, long size, Digest root, TimeBounds time, LedgerSigner signer) {
        String text = text(mesh, size, root, time);
        byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
        byte[] stamped = ByteBuffer.allocate(KEY_HASH_SIZE + signature.length)
                .put(keyHash(signer.verifierKey()))
                .put(signature)
                .array();
        String note =
                text + "\n\u2014 " + mesh.urn() + " " + Base64.getEncoder().encodeToString(stamped) + "\n";
        Octets octets = Octets.of(note.getBytes(StandardCharsets.UTF_8));
        return new Checkpoint(mesh, size, root, time.earliest(), time.latest(), octets);
    }

    private static String text(MeshId mesh, long size, Digest root, TimeBounds time) {
        return mesh.urn() + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root.bytes()) + "\n" + TIME
                + time.earliest() + " " + time.latest() + "\n";
    }

    /**
     * Reads a note and checks its signature.
     *
     * @param verifierKey {@code name+hash+base64}, from the agreement
     * @return a no with PROOF_NOT_VALID for anything but this mesh's note under this key, with TIME_OUT_OF_BOUNDS or LIMIT_EXCEEDED
     */
    public static Outcome<Checkpoint> read(Octets note, String verifierKey, MeshId mesh, NoteCheck check) {
        if (note.size() > SIZE_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a note of " + note.size() + " octets");
        }
        try {
            return parse(note, verifierKey, mesh, check);
        } catch (IllegalArgumentException | DateTimeException e) {
            return Outcome.no(Reason.PROOF_NOT_VALID, "the checkpoint's note cannot be read");
        }
    }

    private static Outcome<Checkpoint> parse(Octets note, String verifierKey, MeshId mesh, NoteCheck check) {
        List<String> lines =
                new String(note.bytes(), StandardCharsets.UTF_8).lines().toList();
        String prefix = "\u2014 " + mesh.urn() + " ";
        if (lines.size() != 6
                || !lines.get(5).startsWith(prefix)
                || !lines.get(3).startsWith(TIME)) {
            return Outcome.no(Reason.PROOF_NOT_VALID, "not a checkpoint of " + mesh);
        }
        String[] times = lines.get(3).substring(TIME.length()).split(" ", -1);
        byte[] stamped = Base64.getDecoder().decode(lines.get(5).substring(prefix.length()));
        if (times.length != 2 || stamped.length <= KEY_HASH_SIZE) {
            return Outcome.no(Reason.PROOF_NOT_VALID, "not a checkpoint of " + mesh);
        }
        long size = Long.parseLong(lines.get(1));
        Digest root = Digest.of(Base64.getDecoder().decode(lines.get(2)));
        TimeBounds time = new TimeBounds(Instant.parse(times[0]), Instant.parse(times[1]));
        if (time.earliest().isBefore(EARLIEST) || time.latest().isAfter(LATEST)) {
            return Outcome.no(Reason.TIME_OUT_OF_BOUNDS, "between " + time.earliest() + " and " + time.latest());
        }
        String text = text(mesh, size, root, time);
        String whole = text + "\n" + prefix + Base64.getEncoder().encodeToString(stamped) + "\n";
        boolean good = Arrays.equals(whole.getBytes(StandardCharsets.UTF_8), note.bytes())
                && verifierKey.startsWith(mesh.urn() + "+")
                && Arrays.equals(keyHash(verifierKey), Arrays.copyOf(stamped, KEY_HASH_SIZE))
                && check.verify(
                        verifierKey,
                        text.getBytes(StandardCharsets.UTF_8),
                        Arrays.copyOfRange(stamped, KEY_HASH_SIZE, stamped.length));
        return good
                ? Outcome.yes(new Checkpoint(mesh, size, root, time.earliest(), time.latest(), note))
                : Outcome.no(Reason.PROOF_NOT_VALID, "the checkpoint of " + mesh + " does not verify");
    }

    private static byte[] keyHash(String verifierKey) {
        String[] parts = verifierKey.split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a verifier key is name+hash+base64");
        }
        return HexFormat.of().parseHex(parts[1]);
    }
}
