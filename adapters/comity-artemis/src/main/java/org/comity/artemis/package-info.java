/**
 * Channels over Artemis: a broker a mesh, mutual TLS, one durable queue a peer, direction and class, and the agent that carries
 * from the own broker to a peer's. Main types: {@link org.comity.artemis.BrokerPlan}, from which an embedded
 * {@link org.comity.artemis.ArtemisBroker} starts and a stand-alone one is configured, {@link org.comity.artemis.ArtemisChannel},
 * {@link org.comity.artemis.Carrier}. Deliberately absent: replication of any kind.
 */
@NullMarked
package org.comity.artemis;

import org.jspecify.annotations.NullMarked;
