package org.comity.core.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;

/**
 * A witness's word on a checkpoint (C2SP tlog-cosignature v1, Ed25519): of all heads of that log that it has seen and found
 * consistent, this was the largest.
 *
 * @param witness the name of the witness
 * @param time when it was made, by the witness's own mesh: a claim, which orders nothing
 * @param line the signature line of the note, without its end
 */
public record Cosignature(String witness, Instant time, String line) {
    private static final byte TYPE = 4;
    private static final int HASH_SIZE = 4;
    private static final int STAMP_SIZE = HASH_SIZE + Long.BYTES + 64;
    private static final String PREFIX = "\u2014 ";
    private static final byte[] ED25519_KEY = HexFormat.of().parseHex("302a300506032b6570032100");

    public Cosignature {
        Objects.requireNonNull(witness, "witness");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(line, "line");
    }

    /**
     * The verifier key of a witness of that name.
     *
     * @param publicKey SubjectPublicKeyInfo, DER
     * @return empty where the key is not an Ed25519 key: it can witness nothing
     */
    public static Optional<String> verifierKey(String name, Octets publicKey) {
        byte[] key = publicKey.bytes();
        int size = ED25519_KEY.length;
        if (key.length != size + Digest.SIZE || !Arrays.equals(ED25519_KEY, Arrays.copyOf(key, size))) {
            return Optional.empty();
        }
        byte[] typed = ByteBuffer.allocate(1 + Digest.SIZE)
                .put(TYPE)
                .put(key, size, Digest.SIZE)
                .array();
        byte[] hash = Digest.sha256((name + "\n").getBytes(StandardCharsets.UTF_8), typed)
                .bytes();
        return Optional.of(name + "+" + HexFormat.of().formatHex(hash, 0, HASH_SIZE) + "+"
                + Base64.getEncoder().encodeToString(typed));
    }

    /** Cosigns a head whose consistency the caller has verified. */
    public static Cosignature sign(Checkpoint head, Instant time, LedgerSigner witness) {
        String name = witness.verifierKey().substring(0, witness.verifierKey().indexOf('+'));
        long seconds = time.getEpochSecond();
        byte[] stamp = ByteBuffer.allocate(STAMP_SIZE)
                .put(keyHash(witness.verifierKey()))
                .putLong(seconds)
                .put(witness.sign(message(head, seconds)))
                .array();
        String line = PREFIX + name + " " + Base64.getEncoder().encodeToString(stamp);
        return new Cosignature(name, Instant.ofEpochSecond(seconds), line);
    }

    /** The header, the time, and the text of the note with its last newline. */
    private static byte[] message(Checkpoint head, long seconds) {
        String note = new String(head.note().bytes(), StandardCharsets.UTF_8);
        String text = note.substring(0, note.lastIndexOf("\n\n") + 1);
        return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a signature line; empty where it is not a cosignature by its shape. Nothing is verified yet. */
    static Optional<Cosignature> read(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !line.startsWith(PREFIX) || parts[1].isEmpty()) {
            return Optional.empty();
        }
        byte[] stamp = stamp(line);
        long seconds = stamp.length == STAMP_SIZE ? ByteBuffer.wrap(stamp).getLong(HASH_SIZE) : -1;
        return seconds < 0 || seconds > Instant.MAX.getEpochSecond()
                ? Optional.empty()
                : Optional.of(new Cosignature(parts[1], Instant.ofEpochSecond(seconds), line));
    }

    private static byte[] stamp(String line) {
        try {
            return Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** Whether name and key id are those of the verifier key. */
    boolean isBy(String verifierKey) {
        String id = HexFormat.of().formatHex(Arrays.copyOf(stamp(line), HASH_SIZE));
        return verifierKey.startsWith(witness + "+" + id + "+");
    }

    /** Whether it is that key's word on that head. */
    public boolean verifies(Checkpoint head, String verifierKey, NoteCheck check) {
        byte[] stamp = stamp(line);
        return isBy(verifierKey)
                && check.verify(
                        verifierKey,
                        message(head, time.getEpochSecond()),
                        Arrays.copyOfRange(stamp, HASH_SIZE + Long.BYTES, stamp.length));
    }

    private static byte[] keyHash(String verifierKey) {
        return HexFormat.of().parseHex(verifierKey.split("\\+", 3)[1]);
    }
}
