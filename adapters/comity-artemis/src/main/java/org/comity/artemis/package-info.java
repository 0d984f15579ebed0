/**
 * Channels over Artemis: a broker a mesh, mutual TLS, one durable queue a peer and direction, and the agent that carries
 * from the own broker to a peer's. Main types: {@link org.comity.artemis.ArtemisBroker},
 * {@link org.comity.artemis.ArtemisChannel}, {@link org.comity.artemis.Carrier}. Deliberately absent: replication of any kind.
 */
@NullMarked
package org.comity.artemis;

import org.jspecify.annotations.NullMarked;
