package org.comity.crypto;

import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.DeviceId;
import org.comity.core.boundary.Signer;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;

/**
 * What a device says of its own keys: a declaration under the key itself, or, where it has hardware whose key the mesh certified,
 * evidence (the attester of RFC 9334). Thread-safe.
 */
public final class DeviceAttester {
    /**
     * The state of the device that evidence reports.
     *
     * @param ueid the device's universal entity id with its type octet (RFC 9711, section 4.2.1)
     * @param enterprise the maker's private enterprise number
     * @param debug the state of the debug facilities, {@code disabled} or a stronger word of RFC 9711, section 4.2.9
     * @param measurements digests of what the device runs, one at least
     */
    public record State(Octets ueid, long enterprise, String debug, List<Octets> measurements) {
        public State {
            Objects.requireNonNull(ueid, "ueid");
            Objects.requireNonNull(debug, "debug");
            measurements = List.copyOf(measurements);
        }
    }

    private final DeviceId device;
    private final KeyPair hardware;
    private final Octets certificate;

    /** A device with a hardware key on P-256 and the certificate of {@link MeshRoot#certifyHardware} for it. */
    public DeviceAttester(DeviceId device, KeyPair hardware, Octets certificate) {
        this.device = Objects.requireNonNull(device, "device");
        this.hardware = Objects.requireNonNull(hardware, "hardware");
        this.certificate = Objects.requireNonNull(certificate, "certificate");
    }

    /** Evidence that the hardware holds a key, in answer to a nonce of 8 to 64 octets. */
    public Octets prove(PublicKey key, State state, byte[] nonce, Instant issuedAt) {
        var header = CompactToken.object();
        header.putArray(CompactToken.CHAIN).add(Base64.getEncoder().encodeToString(certificate.bytes()));
        return CompactToken.sign(
                header,
                AttestationClaims.evidence(device, Octets.of(key.getEncoded()), issuedAt, state, nonce),
                SignatureAlgorithm.ECDSA_P256_SHA256,
                CompactToken.Signing.with(hardware.getPrivate(), SignatureAlgorithm.ECDSA_P256_SHA256));
    }

    /** A declaration that a key is a device's, signed with the key itself: the lowest tier. */
    public static Octets declare(DeviceId device, PublicKey key, Signer signer, Instant issuedAt) {
        return CompactToken.sign(
                CompactToken.object(),
                AttestationClaims.attestation(AttestationTier.DECLARED, device, Octets.of(key.getEncoded()), issuedAt),
                signer.algorithm(),
                signer::sign);
    }
}
