package org.comity.core.temporal;

import java.util.function.Consumer;
import org.comity.core.control.Frontier;
import org.comity.core.control.Statement;
import org.comity.core.lineage.Source;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.BeaconRef;

/** What an observation names by digest, and so comes after. */
final class Names {
    private Names() {}

    /** The observations that it names: its device's last one, lineage, and what its statement is about. */
    static void oids(Moment one, Consumer<Oid> each) {
        one.core().origin().previous().ifPresent(each);
        one.core().lineage().revisionOf().ifPresent(each);
        one.core().lineage().retracts().forEach(each);
        for (Source source : one.core().lineage().sources()) {
            if (source instanceof Source.Disclosed disclosed) {
                each.accept(disclosed.oid());
            }
        }
        one.statement().ifPresent(statement -> named(statement, each));
    }

    private static void named(Statement statement, Consumer<Oid> each) {
        if (statement instanceof Statement.Consignment consignment) {
            consignment.previous().ifPresent(each);
            consignment.members().forEach(member -> each.accept(member.oid()));
        } else if (statement instanceof Statement.Receipt receipt) {
            each.accept(receipt.consignment());
        } else if (statement instanceof Statement.InclusionReceipt receipt) {
            each.accept(receipt.beacon());
        } else if (statement instanceof Statement.Certificate certificate) {
            certificate.frontiers().list().stream().map(Frontier::consignment).forEach(each);
        } else if (statement instanceof Statement.MergeDecision decision) {
            decision.frontiers().list().stream().map(Frontier::consignment).forEach(each);
        } else if (statement instanceof Statement.Cut cut) {
            cut.frontiers().list().stream().map(Frontier::consignment).forEach(each);
        }
    }

    /** The beacons that it names: those its maker has seen, and the one its statement shows. */
    static void beacons(Moment one, Consumer<BeaconRef> each) {
        one.core().made().seen().forEach(each);
        one.statement().flatMap(Moment::head).ifPresent(head -> each.accept(head.ref()));
    }
}
