package org.comity.core.reconcile;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.comity.core.boundary.Parcel;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.Ledger;
import org.comity.core.mesh.Octets;
import org.comity.core.partition.Waybill;

/**
 * What a side proves of its own ledger where it cannot ask what the other has logged last: growth from every head that the other
 * may know.
 */
final class Growths {
    private final BoundaryAgent agent;
    private final MediumChain sent;

    /**
     * @param sent the media that this side has packed
     */
    Growths(BoundaryAgent agent, MediumChain sent) {
        this.agent = agent;
        this.sent = sent;
    }

    /**
     * Proofs from the heads that the peer showed, and from those that this side showed since the consignment before the first of
     * the content, which a peer without a gap holds; at most as many as a waybill carries.
     *
     * @param shown sizes that the peer showed
     */
    List<Waybill.Growth> proofs(Checkpoint head, List<Octets> content, Collection<Long> shown) {
        Ledger ledger = agent.node().ledger();
        long since = since(content);
        TreeSet<Long> sizes = new TreeSet<>();
        consignments().forEach(one -> sizes.add(one.head().size()));
        sent.from(1).forEach(link -> sizes.add(link.size()));
        return Stream.concat(shown.stream(), sizes.tailSet(since).stream())
                .filter(size -> size > 0 && size <= head.size())
                .distinct()
                .limit(Waybill.PROOFS_MAX)
                .map(size -> new Waybill.Growth(size, ledger.consistency(size, head.size())))
                .toList();
    }

    private Stream<Statement.Consignment> consignments() {
        return agent.admitted().stream()
                .filter(one -> one.mesh().equals(agent.node().mesh()))
                .flatMap(one -> one.statement().stream())
                .filter(Statement.Consignment.class::isInstance)
                .map(Statement.Consignment.class::cast);
    }

    /** The size of the own ledger at the consignment before the first of the content; zero where there is none. */
    private long since(List<Octets> content) {
        long first = content.stream().findFirst().flatMap(this::sequence).orElse(1L);
        return consignments()
                .filter(one -> one.sequence() == first - 1)
                .mapToLong(one -> one.head().size())
                .findFirst()
                .orElse(0);
    }

    private Optional<Long> sequence(Octets octets) {
        return Parcel.read(octets, agent.agreement().limits())
                .fold(Optional::of, no -> Optional.<Parcel>empty())
                .flatMap(parcel -> agent.admitted().stream()
                        .filter(one -> one.observation().octets().equals(parcel.consignment()))
                        .findFirst())
                .flatMap(Verified::statement)
                .filter(Statement.Consignment.class::isInstance)
                .map(one -> ((Statement.Consignment) one).sequence());
    }
}
