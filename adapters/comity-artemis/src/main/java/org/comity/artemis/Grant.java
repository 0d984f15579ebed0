package org.comity.artemis;

import java.util.Objects;

/**
 * What one client may do with one queue; what no grant names is denied.
 *
 * @param client the name under which the broker knows the client's certificate
 */
public record Grant(String client, Use use, String queue) {
    /** What a client may do. */
    public enum Use {
        /** Put messages. */
        SEND,
        /** Take messages. */
        CONSUME,
        /** Look at messages. */
        BROWSE
    }

    public Grant {
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(use, "use");
        Objects.requireNonNull(queue, "queue");
    }
}
