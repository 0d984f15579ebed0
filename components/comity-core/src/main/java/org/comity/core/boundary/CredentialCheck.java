package org.comity.core.boundary;

import java.util.List;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.Credential;
import org.comity.core.authority.DeviceId;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;

/**
 * Checks credential and attestation documents against a mesh's own anchors. There is no clock in it: expiry is judged in
 * the fold, by mesh time. Thread-safe.
 */
public interface CredentialCheck {

    /**
     * Validates the chain (RFC 5280, constraints in the anchor included) and the attribute certificate (RFC 5755), and
     * that mesh and subject lie in the name space of the anchor. Where the document carries revocation lists, none of them
     * may name a part of it.
     *
     * @param document PEM: the leaf, any intermediates, the attribute certificate, and none or one revocation list an issuer
     * @param anchors X.509 certificates, DER
     * @return a no with CREDENTIAL_NOT_VALID
     */
    Outcome<Credential> credential(Octets document, MeshId mesh, List<Octets> anchors);

    /**
     * Appraises a device attestation: an EAT (RFC 9711) as a signed JWT.
     *
     * @param document compact JWS
     * @param credential the checked credential whose key the device must hold
     * @return the tier, or a no with ATTESTATION_NOT_VALID
     */
    Outcome<AttestationTier> attestation(Octets document, Credential credential, DeviceId device, List<Octets> anchors);
}
