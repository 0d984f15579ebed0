package org.comity.core.agreement;

import java.util.List;
import org.comity.core.mesh.Name;

/**
 * A policy beside the one by which all is arbitrated: a merge decision names it to have what waits arbitrated anew.
 *
 * @param weights its own rows of the weight table; none: those of the agreement
 * @param chain the comparators, in order; never empty
 */
public record Policy(String name, List<WeightRule> weights, List<Comparison> chain) {

    public Policy {
        Name.require(name, "name");
        weights = List.copyOf(weights);
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a named policy compares something");
        }
    }
}
