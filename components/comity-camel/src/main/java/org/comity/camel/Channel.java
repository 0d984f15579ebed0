package org.comity.camel;

import java.util.List;
import java.util.function.Predicate;
import org.comity.core.mesh.Octets;

/** One authorized channel to a peer: durable, at least once, in both directions or one. Thread-safe. */
public interface Channel {
    /**
     * Puts octets; when it returns they are durable on the own side's broker or medium.
     *
     * @throws IllegalStateException when the own side's broker or medium is broken
     */
    void put(List<Octets> parcels);

    /**
     * Takes octets as they come. Each is acknowledged after the taker said true. Where it said false nothing is taken now, and all
     * comes again. Where it failed, that one comes again, and holds up nothing; a channel may set it aside for an operator after
     * some attempts.
     *
     * @return what ends the taking when it is closed
     */
    Subscription take(Predicate<Octets> taker);

    /** A taking that goes on until it is closed. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
