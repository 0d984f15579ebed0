package org.comity.core.temporal;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The order of a pair and what proves it.
 *
 * @param layer empty exactly where the relation is CONCURRENT
 * @param proof the steps from the earlier to the later, oids and beacons, or the two intervals of an envelope
 */
public record Precedence(Relation relation, Optional<Layer> layer, List<String> proof) {
    /** Nothing proves an order. */
    public static final Precedence CONCURRENT = new Precedence(Relation.CONCURRENT, Optional.empty(), List.of());

    public Precedence {
        Objects.requireNonNull(relation, "relation");
        Objects.requireNonNull(layer, "layer");
        proof = List.copyOf(proof);
        if (layer.isPresent() == (relation == Relation.CONCURRENT)) {
            throw new IllegalArgumentException("a layer exactly where an order is proven");
        }
    }
}
