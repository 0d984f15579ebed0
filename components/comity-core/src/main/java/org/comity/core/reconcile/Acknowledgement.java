package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.comity.core.agreement.Party;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.NotCounted;
import org.comity.core.control.Statement;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;

/**
 * How one party stands to one consignment of another: what its receipt says, or that it has sent none. Consignments of answers
 * alone get no receipt and are none's debt.
 *
 * @param consignment what was released
 * @param oid its oid
 * @param party who answers
 * @param receipt the answer; empty where it is outstanding
 */
public record Acknowledgement(
        Statement.Consignment consignment, Oid oid, MeshId party, Optional<Statement.Receipt> receipt) {

    public Acknowledgement {
        Objects.requireNonNull(consignment, "consignment");
        Objects.requireNonNull(oid, "oid");
        Objects.requireNonNull(party, "party");
        Objects.requireNonNull(receipt, "receipt");
    }

    /** Whether no receipt has come. */
    public boolean isOutstanding() {
        return receipt.isEmpty();
    }

    /** What the party refused or holds, and why. */
    public List<Statement.Item> refused() {
        return receipt.stream()
                .flatMap(one -> one.items().stream())
                .filter(item -> item.reason().isPresent())
                .toList();
    }

    /** One for each consignment with content in S and each other party, sorted by agent, sequence and party. */
    public static List<Acknowledgement> of(Arbitrated current) {
        List<Verified> released = current.detected().ordered().released();
        Set<Oid> denied =
                current.detected().notCounted().stream().map(NotCounted::oid).collect(Collectors.toSet());
        Map<Oid, Verified> byOid = released.stream().collect(Collectors.toMap(Verified::oid, Function.identity()));
        List<Verified> receipts = released.stream()
                .filter(one -> !denied.contains(one.oid()))
                .filter(one -> one.statement().orElse(null) instanceof Statement.Receipt)
                .toList();
        List<Acknowledgement> all = new ArrayList<>();
        for (Verified one : released) {
            if (one.statement().orElse(null) instanceof Statement.Consignment consignment
                    && hasContent(consignment, byOid)) {
                current.detected().ordered().agreement().parties().stream()
                        .map(Party::mesh)
                        .filter(mesh -> !mesh.equals(one.mesh()))
                        .forEach(mesh -> all.add(
                                new Acknowledgement(consignment, one.oid(), mesh, answer(one.oid(), mesh, receipts))));
            }
        }
        all.sort(Comparator.comparing((Acknowledgement one) -> one.consignment().agent())
                .thenComparing(one -> one.consignment().sequence())
                .thenComparing(Acknowledgement::party));
        return List.copyOf(all);
    }

    private static boolean hasContent(Statement.Consignment consignment, Map<Oid, Verified> byOid) {
        return consignment.members().stream()
                .map(member -> byOid.get(member.oid()))
                .filter(Objects::nonNull)
                .anyMatch(member -> ReleaseGate.isContent(member.core()));
    }

    private static Optional<Statement.Receipt> answer(Oid consignment, MeshId mesh, List<Verified> receipts) {
        return receipts.stream()
                .filter(one -> one.mesh().equals(mesh))
                .map(one -> (Statement.Receipt) one.statement().orElseThrow())
                .filter(receipt -> receipt.consignment().equals(consignment))
                .findFirst();
    }
}
