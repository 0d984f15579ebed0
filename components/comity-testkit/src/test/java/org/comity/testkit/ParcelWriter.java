package org.comity.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AuthorityId;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.reconcile.BoundaryAgent;

/**
 * Makes the sample parcels anew, and the agreement that they travel under, into the folder that its one argument names. Every
 * private key lives as long as the run.
 */
final class ParcelWriter {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");

    private ParcelWriter() {}

    /** Writes a batch, a single observation with control statements, and answers. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        LocalMeshes meshes = LocalMeshes.of("county", "state");
        LocalMesh county = meshes.mesh("county");
        AgreementSketch sketch = meshes.sketch()
                .authority(SHERIFF, county, 0, "urn:sheriff")
                .domain("road-state", "urn:roads", new ObservedProperty("urn:properties", "road-state"));
        Agreement agreement = sketch.agree();
        Files.write(folder.resolve("agreement.xml"), sketch.document().bytes());
        meshes.agree(agreement);
        BoundaryAgent agent = meshes.agent("county");
        county.observe(SHERIFF, TwoMeshesTest.road(SHERIFF, "1", "open"), TwoMeshesTest.road(SHERIFF, "2", "closed"));
        agent.release();
        county.observe(SHERIFF, TwoMeshesTest.road(SHERIFF, "3", "open"));
        agent.state(new Statement.Revocation(county.agentVoice().credential().digest()), county.agentVoice());
        agent.release();
        meshes.exchange();
        List<Octets> parcels = agent.outbox(0, 3);
        for (int i = 0; i < parcels.size(); i++) {
            Files.write(
                    folder.resolve("county-" + (i + 1) + ".parcel"),
                    parcels.get(i).bytes());
        }
        Files.write(
                folder.resolve("state-1.parcel"),
                meshes.agent("state").outbox(0, 1).get(0).bytes());
    }
}
