package org.comity.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.comity.core.ledger.LedgerSigner;
import org.comity.core.ledger.NoteCheck;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;

/**
 * Keys as C2SP signed notes write them, {@code name+hash+base64(type || key)}, Ed25519: type 0x01 of ledgers, 0x04 of
 * witnesses.
 */
public final class NoteKeys implements NoteCheck {
    private static final ProviderSignatureCheck SIGNATURES = new ProviderSignatureCheck();
    private static final byte ED25519 = 1;
    private static final byte COSIGNATURE = 4;
    private static final int HASH_SIZE = 4;

    /** The check of notes. */
    public NoteKeys() {}

    /** The verifier key of that name for a raw public key of 32 octets. */
    static String verifierKey(String name, byte[] raw) {
        byte[] typed = new byte[1 + raw.length];
        typed[0] = ED25519;
        System.arraycopy(raw, 0, typed, 1, raw.length);
        return typedKey(name, typed);
    }

    private static String typedKey(String name, byte[] typed) {
        byte[] hash = Arrays.copyOf(
                Digest.sha256((name + "\n").getBytes(StandardCharsets.UTF_8), typed)
                        .bytes(),
                HASH_SIZE);
        return name + "+" + HexFormat.of().formatHex(hash) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    /** A signer of that name over an Ed25519 key pair. */
    public static LedgerSigner signer(String name, KeyPair keys) {
        String verifierKey = verifierKey(name, raw(keys.getPublic().getEncoded()));
        return new PrivateSigner(verifierKey, keys.getPrivate());
    }

    static byte[] raw(byte[] subjectPublicKeyInfo) {
        return SubjectPublicKeyInfo.getInstance(subjectPublicKeyInfo)
                .getPublicKeyData()
                .getOctets();
    }

    private static Octets encoded(byte[] raw) {
        try {
            return Octets.of(new SubjectPublicKeyInfo(new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519), raw)
                    .getEncoded("DER"));
        } catch (IOException e) {
            throw new IllegalStateException("a key cannot be encoded", e);
        }
    }

    @Override
    public boolean verify(String verifierKey, byte[] message, byte[] signature) {
        try {
            String[] parts = verifierKey.split("\\+", 3);
            String name = parts[0];
            byte[] typed = Base64.getDecoder().decode(parts[2]);
            byte[] raw = Arrays.copyOfRange(typed, 1, typed.length);
            return (typed[0] == ED25519 || typed[0] == COSIGNATURE)
                    && typedKey(name, typed).equals(verifierKey)
                    && SIGNATURES.verify(encoded(raw), SignatureAlgorithm.ED25519, message, signature);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    private record PrivateSigner(String verifierKey, PrivateKey key) implements LedgerSigner {
        @Override
        public byte[] sign(byte[] message) {
            return Algorithms.sign(SignatureAlgorithm.ED25519, key, message);
        }

        @Override
        public String toString() {
            return "LedgerSigner[" + verifierKey + "]";
        }
    }
}
