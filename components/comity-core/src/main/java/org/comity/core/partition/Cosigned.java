package org.comity.core.partition;

import java.util.Objects;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * A witness's answer to an {@link Extension} that it found proven.
 *
 * @param head digest of the note that it cosigns
 * @param line the signature line (C2SP tlog-cosignature)
 */
public record Cosigned(Digest head, String line) {
    private static final String TAG = "comity-cosigned-v1";

    public Cosigned {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(line, "line");
    }

    /** "comity-cosigned-v1": head, line. */
    public Octets octets() {
        return Octets.of(Encoding.of(TAG).digest(head).text(line).bytes());
    }

    /** What the ledger records of it. */
    public Digest digest() {
        return octets().digest();
    }

    /** Reads an answer; MALFORMED otherwise. */
    public static Outcome<Cosigned> read(Octets octets) {
        try {
            Fields in = new Fields(TAG, octets);
            Cosigned cosigned = new Cosigned(in.digest(), in.text());
            in.end();
            return Outcome.yes(cosigned);
        } catch (IllegalArgumentException e) {
            return Outcome.no(Reason.MALFORMED, "not a cosignature");
        }
    }
}
