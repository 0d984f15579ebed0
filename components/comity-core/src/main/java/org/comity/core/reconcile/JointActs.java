package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Domain;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.NotCounted;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.taxonomy.Attested;

/**
 * Acts that need more than one signer: equal statements are one act, and distinct entitled signers are counted.
 *
 * @param conflicts how many acts contradict each other and so are not applied
 */
record JointActs(
        List<Attested> equivalences,
        Decisions decisions,
        List<Statement.Cut> cuts,
        Set<Oid> quarantined,
        List<NotCounted> notApplied,
        int conflicts) {

    private static final Set<StatementKind> JOINT =
            Set.of(StatementKind.MERGE_DECISION, StatementKind.QUARANTINE, StatementKind.CUT);

    /** Counts the signers of statements that are entitled and themselves count. */
    static JointActs of(Agreement agreement, List<Verified> statements) {
        Map<Statement, List<Verified>> acts = new LinkedHashMap<>();
        statements.stream()
                .filter(one -> JOINT.contains(one.statement().orElseThrow().kind()))
                .sorted(Comparator.comparing(Verified::oid))
                .forEach(one -> acts.computeIfAbsent(one.statement().orElseThrow(), any -> new ArrayList<>())
                        .add(one));
        Collected collected = new Collected();
        acts.forEach((statement, signers) -> collected.take(agreement, statement, signers));
        return collected.finish(Attestations.of(agreement, statements));
    }

    private static final class Collected {
        private final List<Decisions.Act> decisions = new ArrayList<>();
        private final List<Statement.Cut> cuts = new ArrayList<>();
        private final Set<Oid> quarantined = new HashSet<>();
        private final List<NotCounted> notCounted = new ArrayList<>();

        void take(Agreement agreement, Statement statement, List<Verified> signers) {
            boolean enough = true;
            if (statement instanceof Statement.MergeDecision decision) {
                if (!isAgreed(agreement, decision)) {
                    not(signers, Reason.POLICY_NOT_AGREED);
                    return;
                }
                int quorum = quorum(agreement, decision);
                enough = subjects(signers) >= quorum;
                if (enough) {
                    decisions.add(new Decisions.Act(decision, quorum, List.copyOf(signers)));
                }
            } else if (statement instanceof Statement.Cut cut) {
                enough = signedByAll(agreement, signers);
                if (enough) {
                    cuts.add(cut);
                }
            } else if (statement instanceof Statement.Quarantine quarantine) {
                enough = signedByAll(agreement, signers);
                if (enough) {
                    quarantined.addAll(quarantine.oids());
                }
            }
            if (!enough) {
                not(signers, Reason.SIGNERS_TOO_FEW);
            }
        }

        private void not(List<Verified> signers, Reason reason) {
            signers.forEach(one -> notCounted.add(new NotCounted(one.oid(), reason)));
        }

        JointActs finish(Attestations attestations) {
            notCounted.addAll(attestations.notApplied());
            return new JointActs(
                    attestations.applied(),
                    new Decisions(decisions),
                    cuts,
                    quarantined,
                    notCounted,
                    attestations.contradicted());
        }
    }

    private static boolean isAgreed(Agreement agreement, Statement.MergeDecision decision) {
        return decision.choices().stream()
                .flatMap(choice -> choice.policy().stream())
                .allMatch(policy -> agreement.under(policy).isPresent());
    }

    private static int quorum(Agreement agreement, Statement.MergeDecision decision) {
        return agreement.domains().stream()
                .filter(domain -> domain.name().equals(decision.domain()))
                .mapToInt(Domain::quorum)
                .max()
                .orElse(1);
    }

    private static long subjects(List<Verified> signers) {
        return signers.stream()
                .map(one -> one.credential().subject())
                .distinct()
                .count();
    }

    private static boolean signedByAll(Agreement agreement, List<Verified> signers) {
        long meshes = signers.stream().map(Verified::mesh).distinct().count();
        return meshes == agreement.parties().size();
    }
}
