package org.comity.core.agreement;

import java.util.List;
import org.comity.core.mesh.Name;

/**
 * A traffic class whose content takes more than one agent to let out. What belongs to it follows from what an observation says,
 * never from what its releaser calls it.
 *
 * @param agentsMin how many distinct agents of the releasing mesh must clear the same observations, from 1
 * @param domains the domains whose facts belong to it; never empty
 */
public record TrafficClass(String name, int agentsMin, List<String> domains) {

    public TrafficClass {
        Name.require(name, "name");
        domains = List.copyOf(domains);
        if (agentsMin < 1 || domains.isEmpty()) {
            throw new IllegalArgumentException("a class names domains and at least one agent");
        }
    }
}
