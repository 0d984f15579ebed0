package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.comity.core.boundary.Refusal;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;

/**
 * What this side says to a consignment of another: an inclusion receipt for its head, a receipt for the items and the
 * digests that it computed. Consignments of answers alone get none. An answer is one
 * commit, which keeps that it was given: a halt loses none and doubles none.
 */
final class Answers {
    private final MeshNode node;
    private final Voice voice;
    private final Digest genesis;
    private final Map<Oid, Verified> set;
    private final List<Verified> waiting = new ArrayList<>();

    Answers(MeshNode node, Voice voice, Digest genesis, Map<Oid, Verified> set) {
        this.node = node;
        this.voice = voice;
        this.genesis = genesis;
        this.set = set;
    }

    /** Notes what came into S: another side's consignments wait for an answer. */
    void expect(Collection<Verified> admitted) {
        admitted.stream().filter(this::isAnotherSides).forEach(waiting::add);
    }

    void give(Arbitrated current, List<Refusal> refusals) {
        List<Verified> now = List.copyOf(waiting);
        for (Verified one : now) {
            if (isUnanswered(one.oid())) {
                answer(one, (Statement.Consignment) one.statement().orElseThrow(), current, refusals);
            }
        }
        waiting.removeAll(now);
    }

    private boolean isAnotherSides(Verified one) {
        return one.statement().orElse(null) instanceof Statement.Consignment
                && !one.mesh().equals(node.mesh());
    }

    private boolean isUnanswered(Oid oid) {
        return node.ports()
                .store()
                .get(Table.ANSWERED, RowKey.of(genesis, oid.digest()))
                .isEmpty();
    }

    private void answer(
            Verified consignment, Statement.Consignment statement, Arbitrated current, List<Refusal> refusals) {
        List<Verified> members = statement.members().stream()
                .map(member -> Optional.ofNullable(set.get(member.oid())))
                .flatMap(Optional::stream)
                .toList();
        boolean content = members.stream().anyMatch(one -> ReleaseGate.isContent(one.core()));
        if (!content && refusals.isEmpty()) {
            return;
        }
        List<Statement> says = new ArrayList<>();
        says.add(inclusion(consignment.oid(), statement.head()));
        says.add(receipt(consignment, statement, refusals));
        if (current.detected().suspensions().isEmpty()) {
            says.add(current.certificate());
        }
        Observatory.Made made = node.prepare(says, current.picture().agreement(), voice);
        List<Write> writes = new ArrayList<>(made.writes());
        writes.add(new Write.Put(
                Table.ANSWERED, RowKey.of(genesis, consignment.oid().digest()), Octets.of(new byte[0])));
        node.commit(writes, made.leaves());
    }

    private Statement inclusion(Oid beacon, Checkpoint logged) {
        Checkpoint head = node.ledger().latest().orElseThrow();
        OptionalLong place = node.ledger().indexOf(LedgerLeaf.of(LeafKind.CHECKPOINT_SEEN, beacon.digest()));
        long index = place.orElseThrow();
        return new Statement.InclusionReceipt(
                logged.ref(), beacon, index, head, node.ledger().inclusion(index, head.size()));
    }

    private Statement receipt(Verified consignment, Statement.Consignment statement, List<Refusal> refusals) {
        Map<Digest, Statement.Item> items = new HashMap<>();
        for (Statement.Member member : statement.members()) {
            if (set.containsKey(member.oid())) {
                items.put(member.oid().digest(), new Statement.Item(member.oid().digest(), Optional.empty()));
            }
        }
        refusals.forEach(refusal ->
                items.put(refusal.digest(), new Statement.Item(refusal.digest(), Optional.of(refusal.reason()))));
        List<Statement.Item> sorted = new ArrayList<>(items.values());
        sorted.sort((one, other) -> one.digest().compareTo(other.digest()));
        return new Statement.Receipt(consignment.oid(), sorted);
    }
}
