package org.comity.feeds;

import java.time.Instant;
import java.util.Objects;
import org.comity.core.mesh.Name;

/**
 * What a route knows of a document besides its octets.
 *
 * @param name of the file or message; {@code @name} in a mapping
 * @param at when its source published it; {@code @at} in a mapping
 */
public record Delivery(String name, Instant at) {

    public Delivery {
        Name.require(name, "name");
        Objects.requireNonNull(at, "at");
    }
}
