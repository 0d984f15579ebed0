package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.comity.core.authority.AgentId;
import org.comity.core.boundary.Parcel;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Frontiers;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.partition.Descriptor;

/** What an agent holds and, against what a peer shows of itself, what one of the two lacks. */
record Holdings(BoundaryAgent agent) {

    /** Of all that was admitted. */
    Set<Oid> oids() {
        Set<Oid> oids = new HashSet<>();
        agent.admitted().forEach(one -> oids.add(one.oid()));
        return oids;
    }

    /**
     * Whether this side lacks what the peer's own outbox will not bring: members of consignments that it holds, or what the peer shows
     * of other agents' chains, this side's own among them, as after a restored backup or a lost agent.
     */
    boolean lacks(Descriptor peer) {
        Frontiers own = agent.current().detected().ordered().frontiers();
        return peer.frontiers().list().stream()
                        .filter(one -> !one.agent().equals(peer.agent()))
                        .anyMatch(one -> WaybillCheck.sequence(own, one.agent()) < one.sequence())
                || lacksMembers() > 0;
    }

    /** How many observations consignments that it holds list and it does not hold. */
    int lacksMembers() {
        return agent.current().detected().ordered().missing().size();
    }

    /** Consignments and their members behind those frontiers. */
    Set<Oid> beyond(Frontiers shown) {
        Set<Oid> beyond = new HashSet<>();
        for (Verified one : agent.admitted()) {
            if (one.statement().orElse(null) instanceof Statement.Consignment consignment
                    && WaybillCheck.sequence(shown, consignment.agent()) < consignment.sequence()) {
                beyond.add(one.oid());
                consignment.members().forEach(member -> beyond.add(member.oid()));
            }
        }
        return beyond;
    }

    /** The first so many parcels of what an asking agent lacks, and what is left; what this side does not hold is left out. */
    MediumComparison.Owed owed(AgentId asking, Collection<Oid> wanted, int limit) {
        Set<Oid> left = new LinkedHashSet<>(wanted);
        List<Octets> parcels = parcels(left, limit);
        return new MediumComparison.Owed(asking, parcels, parcels.size() < limit ? List.of() : List.copyOf(left));
    }

    /** What one side lacks, each under a consignment that lists it, with the documents that it needs. */
    List<Octets> parcels(Collection<Oid> wanted) {
        return parcels(new LinkedHashSet<>(wanted), Integer.MAX_VALUE);
    }

    /** At most so many; what they give is taken from the wanted. */
    private List<Octets> parcels(Set<Oid> left, int limit) {
        Map<Oid, Verified> held = new HashMap<>();
        agent.admitted().forEach(one -> held.put(one.oid(), one));
        Map<Oid, List<Verified>> byConsignment = new TreeMap<>();
        for (Verified one : agent.admitted()) {
            if (byConsignment.size() < limit
                    && one.statement().orElse(null) instanceof Statement.Consignment consignment) {
                List<Verified> members = consignment.members().stream()
                        .map(Statement.Member::oid)
                        .filter(left::contains)
                        .flatMap(oid -> Optional.ofNullable(held.get(oid)).stream())
                        .toList();
                if (!members.isEmpty() || left.contains(one.oid())) {
                    byConsignment.put(one.oid(), members);
                    left.remove(one.oid());
                    members.forEach(member -> left.remove(member.oid()));
                }
            }
        }
        List<Octets> parcels = new ArrayList<>();
        byConsignment.forEach((oid, members) -> Optional.ofNullable(held.get(oid))
                .ifPresent(
                        consignment -> parcels.add(parcel(consignment, members).octets())));
        return parcels;
    }

    private Parcel parcel(Verified consignment, List<Verified> members) {
        Set<Octets> documents = new LinkedHashSet<>();
        documents(consignment, documents);
        members.forEach(one -> documents(one, documents));
        return new Parcel(
                consignment.observation().octets(),
                members.stream().map(one -> one.observation().octets()).toList(),
                List.copyOf(documents));
    }

    private void documents(Verified one, Set<Octets> documents) {
        List<Digest> named =
                new ArrayList<>(List.of(one.core().credential(), one.core().attestation()));
        one.epoch().ifPresent(epoch -> named.add(epoch.digest()));
        Voice own = agent.credentials();
        List.of(own.credential(), own.attestation()).stream()
                .filter(document -> named.contains(document.digest()))
                .forEach(documents::add);
        named.forEach(digest -> agent.node().document(digest).ifPresent(documents::add));
    }
}
