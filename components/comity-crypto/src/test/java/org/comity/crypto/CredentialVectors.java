package org.comity.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.Credential;
import org.comity.core.authority.DeviceId;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;

/** The committed vectors of credentials and attestations: one anchor, and documents under it, good and bad. */
final class CredentialVectors {

    /** One row of the table: rule, file, credential or attestation, and the verdict. */
    record Vector(int rule, String file, String kind, String verdict) {
        Octets octets() {
            return CredentialVectors.file(file);
        }
    }

    private static final MeshId MESH = new MeshId("urn:example:county");
    private static final DeviceId DEVICE = new DeviceId("urn:example:county:device:1");
    private static final List<Octets> ANCHORS = List.of(file("anchor.der"));

    private CredentialVectors() {}

    static Octets file(String name) {
        try {
            Path table = Path.of(
                    CredentialVectors.class.getResource("/vectors/vectors.tsv").toURI());
            return Octets.of(Files.readAllBytes(table.resolveSibling(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Vector> all() {
        return new String(file("vectors.tsv").bytes(), java.nio.charset.StandardCharsets.US_ASCII)
                .lines()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .map(cells -> new Vector(Integer.parseInt(cells[0]), cells[1], cells[2], cells[3]))
                .toList();
    }

    static Outcome<Credential> credential(Octets document) {
        return new PathCredentialCheck().credential(document, MESH, ANCHORS);
    }

    /** The credential whose key the attestations are about. */
    static Credential good() {
        return credential(file("01-plain.pem")).fold(good -> good, no -> {
            throw new AssertionError(no.detail());
        });
    }

    static Outcome<AttestationTier> attestation(Octets document, Credential holder) {
        return new PathCredentialCheck().attestation(document, holder, DEVICE, ANCHORS);
    }
}
