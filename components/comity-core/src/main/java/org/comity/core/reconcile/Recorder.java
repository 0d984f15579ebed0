package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.comity.core.agreement.Limits;
import org.comity.core.arbitration.Ruling;
import org.comity.core.boundary.Attached;
import org.comity.core.boundary.Refusal;
import org.comity.core.boundary.TranslatedConsignment;
import org.comity.core.boundary.Verified;
import org.comity.core.boundary.VerifiedConsignment;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.DigestTree;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Reason;

/** Turns one crossing into one commit: rows that keep its effects and leaves that record its every outcome. */
final class Recorder {
    private final MeshNode node;
    private final Digest genesis;
    private final Limits limits;
    private final List<Write> writes = new ArrayList<>();
    private final List<LedgerLeaf> leaves = new ArrayList<>();
    private int fresh;

    Recorder(MeshNode node, Digest genesis, Limits limits) {
        this.node = node;
        this.genesis = genesis;
        this.limits = limits;
    }

    /** Commits it; the number says how many were admitted before. */
    void commit(Crossing<Arbitrated> crossing, long before) {
        TranslatedConsignment translated = crossing.admitted().translated();
        VerifiedConsignment came = translated.verified();
        came.documents()
                .forEach((digest, document) -> writes.add(new Write.Put(Table.DOCUMENT, RowKey.of(digest), document)));
        refused(came.refusals());
        heldNoMore(came);
        crossing.admitted().duplicates().forEach(oid -> leaf(LeafKind.DUPLICATE, oid.digest()));
        long number = before;
        for (Verified one : crossing.admitted().admitted()) {
            admitted(one, ++number);
            translated(one, translated.attached(one.oid()));
        }
        if (!crossing.admitted().admitted().isEmpty()) {
            outcome(crossing.stage(), crossing.before());
        }
        commit();
    }

    private void commit() {
        node.commit(writes, leaves);
        node.keptMore(genesis, fresh);
    }

    private void leaf(LeafKind kind, Digest subject) {
        leaves.add(LedgerLeaf.of(kind, subject));
    }

    /** Beyond the budget refusals share one leaf and keep no octets: a flood cannot fill the store. */
    private void refused(List<Refusal> refusals) {
        if (refusals.isEmpty()) {
            return;
        }
        long kept = node.kept(genesis, limits.heldMax());
        Set<Digest> met = new HashSet<>();
        List<Refusal> beyond = new ArrayList<>();
        for (Refusal refusal : refusals) {
            RowKey key = RowKey.of(genesis, refusal.digest());
            Table table = refusal.holds() ? Table.HELD : Table.REFUSED;
            boolean known = !met.add(refusal.digest())
                    || node.ports().store().get(table, key).isPresent();
            if (!known && kept >= limits.heldMax()) {
                beyond.add(refusal);
                continue;
            }
            kept += known ? 0 : 1;
            fresh += known ? 0 : 1;
            writes.add(new Write.Put(table, key, Kept.of(refusal).write()));
            leaves.add(leaf(refusal));
        }
        if (!beyond.isEmpty()) {
            leaf(LeafKind.BUDGET, budget(beyond));
        }
    }

    /** What waited and has been judged: in the same commit, so that at no time it is in neither place. */
    private void heldNoMore(VerifiedConsignment came) {
        if (node.kept(genesis, limits.heldMax()) == 0) {
            return;
        }
        Set<Digest> judged = new HashSet<>();
        came.items().forEach(item -> judged.add(item.observation().octets().digest()));
        came.refusals().stream().filter(one -> !one.holds()).forEach(one -> judged.add(one.digest()));
        for (Digest octets : judged) {
            RowKey key = RowKey.of(genesis, octets);
            if (node.ports().store().get(Table.HELD, key).isPresent()) {
                writes.add(new Write.Remove(Table.HELD, key));
                fresh--;
            }
        }
    }

    /** Records at once what an agent refused outside of a crossing. */
    static void refuse(BoundaryAgent agent, Refusal refusal) {
        Recorder recorder = new Recorder(
                agent.node(), agent.genesis().digest(), agent.agreement().limits());
        recorder.refused(List.of(refusal));
        recorder.commit();
    }

    /** The leaf that records a refusal, or that something waits. */
    static LedgerLeaf leaf(Refusal refusal) {
        return LedgerLeaf.of(refusal.holds() ? LeafKind.HELD : LeafKind.REFUSED, subject(refusal));
    }

    /** "comity-refusal-v1": reason, digest of the octets. */
    static Digest subject(Refusal refusal) {
        return Encoding.of("comity-refusal-v1")
                .text(refusal.reason().name())
                .digest(refusal.digest())
                .digest();
    }

    /** "comity-budget-v1": how many, then each refusal's subject. */
    static Digest budget(List<Refusal> beyond) {
        return Encoding.of("comity-budget-v1")
                .list(beyond, (out, refusal) -> out.digest(subject(refusal)))
                .digest();
    }

    private void admitted(Verified one, long number) {
        writes.add(new Write.Put(
                Table.OBSERVATION,
                RowKey.of(one.oid().digest()),
                one.observation().octets()));
        writes.add(new Write.Put(
                Table.ADMISSION,
                RowKey.of(genesis, number),
                RowKey.of(one.oid().digest()).octets()));
        leaf(LeafKind.ADMITTED, one.oid().digest());
        boolean foreign = !one.mesh().equals(node.mesh());
        if (foreign) {
            MeshTimes.heads(one).forEach(head -> writes.addAll(node.see(head.ref())));
        }
        if (foreign && MeshTimes.beacon(one).isPresent()) {
            leaf(LeafKind.CHECKPOINT_SEEN, one.oid().digest());
        }
    }

    private void translated(Verified one, List<Attached> attached) {
        if (!attached.isEmpty()) {
            leaf(
                    LeafKind.TRANSLATED,
                    Encoding.of("comity-translated-v1")
                            .oid(one.oid())
                            .list(attached, Recorder::encode)
                            .digest());
        }
    }

    private static void encode(Encoding out, Attached one) {
        out.text(one.kind().name())
                .text(one.name().name())
                .text(one.match().predicate().name())
                .text(one.match().term().name())
                .number(one.match().confidencePermille());
    }

    private void outcome(Arbitrated now, Arbitrated before) {
        leaves.addAll(heads(now));
        for (DigestTree.Change<Reason> change :
                now.detected().reasons().since(before.detected().reasons())) {
            change.after().ifPresent(reason -> leaf(LeafKind.NOT_COUNTED, Detected.saysOf(change.key(), reason)));
        }
        now.picture()
                .since(before.picture())
                .changed()
                .forEach(entry -> leaf(LeafKind.RULING, subject(entry.ruling())));
        if (now.detected().suspensions().isEmpty()) {
            leaf(LeafKind.PICTURE, now.picture().digest());
        }
    }

    /** Every decision of a fold as leaves: an auditor that folds the same set finds the same leaves. */
    static List<LedgerLeaf> leavesOf(Arbitrated arbitrated) {
        List<LedgerLeaf> leaves = new ArrayList<>(heads(arbitrated));
        arbitrated
                .detected()
                .reasons()
                .forEach(one ->
                        leaves.add(LedgerLeaf.of(LeafKind.NOT_COUNTED, Detected.saysOf(one.key(), one.value()))));
        arbitrated
                .picture()
                .byContention()
                .forEach(one -> leaves.add(
                        LedgerLeaf.of(LeafKind.RULING, subject(one.value().ruling()))));
        if (arbitrated.detected().suspensions().isEmpty()) {
            leaves.add(LedgerLeaf.of(LeafKind.PICTURE, arbitrated.picture().digest()));
        }
        return leaves;
    }

    /** "comity-ordered-v1": frontiers, the digest of S; then the certificate. */
    private static List<LedgerLeaf> heads(Arbitrated arbitrated) {
        Detected detected = arbitrated.detected();
        return List.of(
                LedgerLeaf.of(
                        LeafKind.ORDERED,
                        Encoding.of("comity-ordered-v1")
                                .digest(arbitrated.picture().frontiers().digest())
                                .digest(detected.ordered().digest())
                                .digest()),
                LedgerLeaf.of(LeafKind.DIVERGENCE, detected.certificate().digest()));
    }

    /** "comity-ruling-v1": the ruling with every value. */
    static Digest subject(Ruling ruling) {
        Encoding out = Encoding.of("comity-ruling-v1");
        ruling.encode(out);
        return out.digest();
    }
}
