package org.comity.core.ledger;

/** Checks the signature of a C2SP signed note. Thread-safe. */
@FunctionalInterface
public interface NoteCheck {
    /**
     * Whether the Ed25519 signature over the message is good; any doubt is false.
     *
     * @param verifierKey {@code name+hash+base64}, C2SP signed-note
     */
    boolean verify(String verifierKey, byte[] message, byte[] signature);
}
