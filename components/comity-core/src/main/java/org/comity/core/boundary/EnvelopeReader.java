package org.comity.core.boundary;

import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;

/** Reads envelopes. The domain is read from the very octets that the digest covers; any doubt is a refusal. */
public interface EnvelopeReader {

    /**
     * Reads one envelope, recomputes its oid from the canonical core and checks that the evidence covers that core. It
     * verifies no signature. Thread-safe.
     *
     * @return a no with MALFORMED, DOCTYPE_FORBIDDEN, LIMIT_EXCEEDED, UNSIGNED, PROFILE_NOT_ALLOWED or
     *     SIGNATURE_NOT_VALID (the reference's digest differs)
     */
    Outcome<Envelope> read(Octets octets);
}
