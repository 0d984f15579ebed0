package org.comity.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.DeviceId;
import org.comity.core.lineage.Lineage;
import org.comity.core.lineage.Source;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Core;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Origin;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.observation.TemporalReference;

/** Cores of which only the mesh, the result and the sources matter. */
public final class Told {
    public static final ObservedProperty STATE = new ObservedProperty("urn:properties", "state");

    private Told() {}

    /** One authority and one device a mesh. */
    public static Core core(int mesh, int result, List<Source> sources) {
        DeviceId device = new DeviceId("urn:device:" + mesh);
        return new Core(
                new Origin(
                        new MeshId("urn:mesh:" + mesh), new AuthorityId("urn:a:" + mesh), device, 1, Optional.empty()),
                Digest.sha256(),
                Digest.sha256(),
                Optional.empty(),
                new FeatureOfInterest("urn:a:ids", "1"),
                STATE,
                PhenomenonTime.at(Instant.EPOCH),
                new TemporalReference(new TemporalReference.Global(Instant.EPOCH, Duration.ZERO), List.of()),
                Optional.empty(),
                new Result("text/plain", Octets.of(new byte[] {(byte) result}), List.of()),
                new Lineage(
                        device,
                        sources,
                        sources.isEmpty() ? Lineage.OBSERVED : "urn:derivation:relay",
                        Optional.empty(),
                        List.of(),
                        OptionalLong.empty()));
    }
}
