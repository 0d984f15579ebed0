package org.comity.core.boundary;

import java.util.List;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Core;

/** Writes envelopes that {@link EnvelopeReader} reads back to equal values. Thread-safe. */
public interface EnvelopeWriter {

    /** One observation under a signature of its own (the closed XML signature profile). */
    Envelope sign(Core core, Signer signer);

    /** A signing batch of 1 to 1,024 observations of one credential, in the order given. */
    List<Envelope> signBatch(List<Core> cores, Signer signer);

    /** The oid that the core will have, without signing: for building a chain of cores before signing them at once. */
    Oid oid(Core core);
}
