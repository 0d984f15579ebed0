package org.comity.core.agreement;

import java.util.Objects;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Name;

/** One authorized direction of a channel: what is not listed does not cross. */
public record ChannelRule(String name, MeshId from, MeshId to, String trafficClass) {

    public ChannelRule {
        Name.require(name, "name");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Name.require(trafficClass, "trafficClass");
    }
}
