package org.comity.testkit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import org.comity.core.authority.Credential;
import org.comity.crypto.PathCredentialCheck;

/** Public keys of agents, out of their credentials. */
final class PublicKeys {
    private PublicKeys() {}

    static PublicKey of(LocalMesh mesh) {
        Credential credential = new PathCredentialCheck()
                .credential(
                        mesh.agentVoice().credential(),
                        mesh.id(),
                        List.of(mesh.root().anchor()))
                .fold(good -> good, no -> {
                    throw new IllegalStateException(no.detail());
                });
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(
                            new X509EncodedKeySpec(credential.publicKey().bytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
