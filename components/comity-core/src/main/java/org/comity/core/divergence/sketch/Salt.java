package org.comity.core.divergence.sketch;

import java.nio.ByteBuffer;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;

/**
 * The key of one session. It turns oids into 64-bit ids, and ids into their checksums, so that nobody can aim oids at each
 * other before both sides have drawn their share of it. Immutable.
 */
public final class Salt {
    /** The fewest octets: a nonce of each side makes twice as many. */
    public static final int OCTETS_MIN = 16;

    private final SipHash ids;
    private final SipHash checks;

    private Salt(SipHash ids, SipHash checks) {
        this.ids = ids;
        this.checks = checks;
    }

    /**
     * The salt of a session, from what both sides contributed to it: "comity-sketch-salt-v1" and the octets, hashed; the
     * first half of the digest keys the ids, the second the checksums, SipHash-2-4 each.
     *
     * @throws IllegalArgumentException when there are fewer than {@link #OCTETS_MIN}
     */
    public static Salt of(Octets session) {
        if (session.size() < OCTETS_MIN) {
            throw new IllegalArgumentException("a salt is made of at least " + OCTETS_MIN + " octets");
        }
        Digest key =
                Encoding.of("comity-sketch-salt-v1").octets(session.bytes()).digest();
        ByteBuffer words = ByteBuffer.wrap(key.bytes());
        return new Salt(new SipHash(words.getLong(), words.getLong()), new SipHash(words.getLong(), words.getLong()));
    }

    /** The id of an oid in this session. */
    public long id(Oid oid) {
        return ids.of(oid.digest().bytes());
    }

    /** The checksum that tells a single id from a sum of several. */
    long check(long id) {
        return checks.of(id);
    }
}
