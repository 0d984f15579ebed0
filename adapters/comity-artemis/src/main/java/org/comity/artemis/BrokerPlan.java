package org.comity.artemis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.ReleaseRule;
import org.comity.core.mesh.MeshId;

/**
 * All that a mesh's broker is: where it listens, whom it knows, who may do what. It has the queues that its grants name and no
 * others; nothing is dropped and nothing expires.
 */
public record BrokerPlan(BrokerAddress listen, List<Client> clients, List<Grant> grants, Room room) {
    /** The client that puts what the gateway lets out and takes what came in. */
    public static final String GATEWAY = "gateway";

    /** The client that carries to peers. */
    public static final String CARRIER = "carrier";

    /** The client with which an operator looks into the quarantine, and gives again from there. */
    public static final String OPERATOR = "operator";

    /**
     * How much a broker holds.
     *
     * @param memoryOctets of messages in memory; what is more is paged to disk
     * @param queueOctets of one queue's pages on disk; beyond, the sender is told and keeps what it has
     */
    public record Room(long memoryOctets, long queueOctets) {
        /** 64 MiB in memory and 16 GiB on disk for each queue. */
        public static final Room STANDARD = new Room(64L << 20, 16L << 30);

        public Room {
            if (memoryOctets < 1 << 20 || queueOctets < 1 << 20) {
                throw new IllegalArgumentException("a broker has at least 1 MiB of each room");
            }
        }
    }

    /** A peer: its mesh, and the client that its carrier is. */
    public record Peer(MeshId mesh, Client carrier) {
        public Peer {
            Objects.requireNonNull(mesh, "mesh");
            Objects.requireNonNull(carrier, "carrier");
        }
    }

    public BrokerPlan {
        Objects.requireNonNull(listen, "listen");
        clients = List.copyOf(clients);
        grants = List.copyOf(grants);
        Objects.requireNonNull(room, "room");
        Set<String> names = clients.stream().map(Client::name).collect(Collectors.toSet());
        Set<String> subjects = clients.stream().map(Client::subject).collect(Collectors.toSet());
        if (names.size() < clients.size() || subjects.size() < clients.size()) {
            throw new IllegalArgumentException("no two clients share a name or a certificate's subject");
        }
    }

    /**
     * The plan that an agreement asks of a mesh's broker: for each channel that leads out of or into the mesh a queue, which the own
     * gateway uses from one end and the one carrier from the other.
     *
     * @param own gateway, carrier and operator
     */
    public static BrokerPlan of(
            Agreement agreement, MeshId mesh, BrokerAddress listen, List<Client> own, List<Peer> peers) {
        List<Grant> grants = new ArrayList<>();
        for (Peer peer : peers) {
            classes(agreement, mesh, peer.mesh())
                    .forEach(one -> way(grants, QueueName.out(peer.mesh(), one), GATEWAY, CARRIER));
            classes(agreement, peer.mesh(), mesh)
                    .forEach(one -> way(
                            grants,
                            QueueName.in(peer.mesh(), one),
                            peer.carrier().name(),
                            GATEWAY));
        }
        for (String client : List.of(GATEWAY, CARRIER)) {
            grants.add(new Grant(client, Grant.Use.SEND, QueueName.QUARANTINE));
        }
        grants.add(new Grant(OPERATOR, Grant.Use.CONSUME, QueueName.QUARANTINE));
        grants.add(new Grant(OPERATOR, Grant.Use.BROWSE, QueueName.QUARANTINE));
        grants.add(new Grant(GATEWAY, Grant.Use.CONSUME, QueueName.DENIED));
        List<Client> clients =
                Stream.concat(own.stream(), peers.stream().map(Peer::carrier)).toList();
        return new BrokerPlan(listen, clients, grants, Room.STANDARD);
    }

    private static void way(List<Grant> grants, String queue, String from, String to) {
        for (String one : List.of(queue, QueueName.session(queue))) {
            grants.add(new Grant(from, Grant.Use.SEND, one));
            grants.add(new Grant(to, Grant.Use.CONSUME, one));
            grants.add(new Grant(OPERATOR, Grant.Use.SEND, one));
        }
    }

    /** The classes of the channels from one mesh to the other; where the agreement lists no channel, those of its release rules. */
    public static Set<String> classes(Agreement agreement, MeshId from, MeshId to) {
        if (agreement.channels().isEmpty()) {
            return agreement.release().rules().stream()
                    .map(ReleaseRule::trafficClass)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        return agreement.channels().stream()
                .filter(channel -> channel.from().equals(from) && channel.to().equals(to))
                .map(channel -> channel.trafficClass())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every queue that a grant names, sorted. */
    Set<String> queues() {
        return grants.stream().map(Grant::queue).collect(Collectors.toCollection(TreeSet::new));
    }
}
