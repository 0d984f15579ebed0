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
    /** The most media, and the most heads before the content, from which growth is proven: a peer that lost more must show what it holds. */
    private static final int LOST_MAX = 128;

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
     * Proofs from the heads that the peer showed; from those of the newest media, the last of which a peer without a gap has logged; and
     * from those of consignments, backward from the content for a peer that lost media, then forward. At most as many as a waybill
     * carries. Content without a consignment of its own has all heads before it.
     *
     * @param shown sizes that the peer showed
     */
    List<Waybill.Growth> proofs(Checkpoint head, List<Octets> content, Collection<Long> shown) {
        Ledger ledger = agent.node().ledger();
        long since = since(content);
        TreeSet<Long> media = new TreeSet<>();
        sent.from(1).forEach(link -> media.add(link.size()));
        TreeSet<Long> sizes = new TreeSet<>();
        consignments().forEach(one -> sizes.add(one.head().size()));
        return Stream.of(
                        shown.stream(),
                        media.descendingSet().stream().limit(LOST_MAX),
                        sizes.headSet(since, true).descendingSet().stream().limit(LOST_MAX),
                        sizes.tailSet(since, false).stream())
                .flatMap(any -> any)
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

    /** The size of the own ledger at the consignment before the first of the content; of all of it where the content has none. */
    private long since(List<Octets> content) {
        Optional<Long> first =
                content.stream().flatMap(one -> sequence(one).stream()).findFirst();
        return first.map(sequence -> consignments()
                        .filter(one -> one.sequence() == sequence - 1)
                        .mapToLong(one -> one.head().size())
                        .findFirst()
                        .orElse(0))
                .orElse(Long.MAX_VALUE);
    }

    private Optional<Long> sequence(Octets octets) {
        return Parcel.read(octets, agent.agreement().limits())
                .fold(Optional::of, no -> Optional.<Parcel>empty())
                .flatMap(parcel -> agent.admitted().stream()
                        .filter(one -> one.mesh().equals(agent.node().mesh())
                                && one.observation().octets().equals(parcel.consignment()))
                        .findFirst())
                .flatMap(Verified::statement)
                .filter(Statement.Consignment.class::isInstance)
                .map(one -> ((Statement.Consignment) one).sequence());
    }
}
