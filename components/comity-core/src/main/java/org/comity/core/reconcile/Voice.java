package org.comity.core.reconcile;

import java.util.Objects;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.DeviceId;
import org.comity.core.boundary.Signer;
import org.comity.core.mesh.Octets;

/**
 * Who signs in the own mesh: an authority or a boundary agent, by a device's key, with the documents that show it.
 *
 * @param credential the credential document, whose digest the signer names
 * @param attestation the device attestation document
 */
public record Voice(AuthorityId authority, DeviceId device, Signer signer, Octets credential, Octets attestation) {

    public Voice {
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(attestation, "attestation");
        if (!credential.digest().equals(signer.credential())) {
            throw new IllegalArgumentException("the signer names another credential document");
        }
    }
}
