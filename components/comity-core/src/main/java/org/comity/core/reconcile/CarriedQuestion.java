package org.comity.core.reconcile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.comity.core.control.Frontiers;
import org.comity.core.divergence.sketch.Difference;
import org.comity.core.divergence.sketch.Salt;
import org.comity.core.divergence.sketch.SetSketch;
import org.comity.core.divergence.sketch.SketchReceiver;
import org.comity.core.divergence.sketch.SketchSender;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * What differs, asked by one message on a medium: symbols of what the asking side holds, under a salt of its own. On the wire:
 * "comity-carried-1" and a line feed, 32 octets of salt, and a message of symbols.
 */
final class CarriedQuestion {
    private static final byte[] MAGIC = "comity-carried-1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT = 32;

    /** For a few hundred differences of which nothing is known. */
    private static final int SYMBOLS_MIN = 1_000;

    private CarriedQuestion() {}

    /** Whether this is one and not a parcel. */
    static boolean is(Octets content) {
        return content.size() >= MAGIC.length
                && Arrays.equals(content.bytes(), 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * Of what this side holds, with symbols for what it is known to lack and for a sixth of what it holds.
     *
     * @param lacks how many it knows to lack
     * @param salt fresh and unpredictable, so that nobody can have aimed oids at each other; its SHA-256 is used
     */
    static Octets of(Set<Oid> holds, int lacks, Octets salt) {
        byte[] key = salt.digest().bytes();
        SketchSender sender = new SketchSender(new SetSketch(holds, Salt.of(Octets.of(key))));
        long symbols = SYMBOLS_MIN + holds.size() / 4 + lacks * 3L / 2;
        byte[] message =
                sender.open((int) Math.min(symbols, SetSketch.SYMBOLS_MAX)).bytes();
        return Octets.of(ByteBuffer.allocate(MAGIC.length + SALT + message.length)
                .put(MAGIC)
                .put(key)
                .put(message)
                .array());
    }

    /**
     * What the asking side lacks of what this one holds. Where the two differ in more than the symbols tell, that is what lies behind its
     * frontiers.
     *
     * @param shown frontiers of the asking side
     * @return sorted; a no as the sketch refuses, SET_DIFFERS where what the symbols say is not the set whose digest they bring
     */
    static Outcome<List<Oid>> lacking(Octets question, Holdings holdings, Frontiers shown) {
        byte[] bytes = question.bytes();
        if (bytes.length < MAGIC.length + SALT) {
            return Outcome.no(Reason.MALFORMED, "a question that ends early");
        }
        Set<Oid> own = holdings.oids();
        Salt salt = Salt.of(Octets.of(Arrays.copyOfRange(bytes, MAGIC.length, MAGIC.length + SALT)));
        Octets symbols = Octets.of(Arrays.copyOfRange(bytes, MAGIC.length + SALT, bytes.length));
        return new SketchReceiver(new SetSketch(own, salt))
                .take(symbols)
                .then(turn -> turn.fold(
                        same -> Outcome.yes(List.of()),
                        more -> Outcome.yes(
                                holdings.beyond(shown).stream().sorted().toList()),
                        found -> confirmed(found.difference(), own)));
    }

    /** While the asking side holds what this one lacks, its set cannot be known, and giving harms nobody. */
    private static Outcome<List<Oid>> confirmed(Difference difference, Set<Oid> own) {
        return difference.theirs().isEmpty()
                ? difference.confirm(own, List.of()).map(Difference::ours)
                : Outcome.yes(difference.ours());
    }

    /** Oids one behind the other, for the store. */
    static Octets octets(Collection<Oid> oids) {
        ByteBuffer out = ByteBuffer.allocate(oids.size() * Digest.SIZE);
        oids.forEach(oid -> oid.digest().putInto(out));
        return Octets.of(out.array());
    }

    /** Those oids again. */
    static List<Oid> oids(Octets octets) {
        ByteBuffer in = ByteBuffer.wrap(octets.bytes());
        List<Oid> oids = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] digest = new byte[Digest.SIZE];
            in.get(digest);
            oids.add(new Oid(Digest.of(digest)));
        }
        return oids;
    }
}
