package org.comity.core.agreement;

import java.util.Objects;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Name;

/**
 * The comparator beyond the shipped ones that the parties agreed on. Each brings the same artifact.
 *
 * @param artifact SHA-256 of the file that holds it
 */
public record ComparatorRef(String name, String version, Digest artifact) {

    public ComparatorRef {
        Name.require(name, "name");
        Name.require(version, "version");
        Objects.requireNonNull(artifact, "artifact");
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
