package org.comity.core.ledger;

/** The ledger's private Ed25519 key behind a port (RFC 8032, as C2SP signed notes use it). Thread-safe. */
public interface LedgerSigner {

    /** The verifier key, C2SP signed-note form {@code name+hash+base64}. */
    String verifierKey();

    /** A 64-octet signature. */
    byte[] sign(byte[] message);
}
