package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Domain;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.NotCounted;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.mesh.Digest;
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
        Map<Digest, List<Decided>> decisions,
        List<Statement.Cut> cuts,
        Set<Oid> quarantined,
        List<NotCounted> notApplied,
        int conflicts) {

    private static final Set<StatementKind> JOINT =
            Set.of(StatementKind.MERGE_DECISION, StatementKind.QUARANTINE, StatementKind.CUT);

    /** What a merge decision in force says of one contention. */
    private record Decided(Statement.MergeDecision by, Oid winner) {}

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
        private final Map<Digest, List<Decided>> decisions = new HashMap<>();
        private final List<Statement.Cut> cuts = new ArrayList<>();
        private final Set<Oid> quarantined = new HashSet<>();
        private final List<NotCounted> notCounted = new ArrayList<>();

        void take(Agreement agreement, Statement statement, List<Verified> signers) {
            boolean enough = true;
            if (statement instanceof Statement.MergeDecision decision) {
                enough = decided(agreement, decision, signers);
                if (enough) {
                    decision.choices()
                            .forEach(choice -> decisions
                                    .computeIfAbsent(choice.contention(), any -> new ArrayList<>())
                                    .add(new Decided(decision, choice.winner())));
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
                signers.forEach(one -> notCounted.add(new NotCounted(one.oid(), Reason.SIGNERS_TOO_FEW)));
            }
        }

        JointActs finish(Attestations attestations) {
            notCounted.addAll(attestations.notApplied());
            return new JointActs(
                    attestations.applied(), decisions, cuts, quarantined, notCounted, attestations.contradicted());
        }
    }

    private static boolean decided(Agreement agreement, Statement.MergeDecision decision, List<Verified> signers) {
        long distinct = signers.stream()
                .map(one -> one.credential().subject())
                .distinct()
                .count();
        return agreement.domains().stream()
                .filter(domain -> domain.name().equals(decision.domain()))
                .mapToInt(Domain::quorum)
                .allMatch(quorum -> distinct >= quorum);
    }

    private static boolean signedByAll(Agreement agreement, List<Verified> signers) {
        long meshes = signers.stream().map(Verified::mesh).distinct().count();
        return meshes == agreement.parties().size();
    }

    /**
     * The winner that decisions in force choose for a contention whose candidates were all known to them; empty where none
     * does or where they disagree.
     */
    Optional<Oid> choice(Digest contention, Set<Oid> candidates, BiPredicate<Oid, Statement.MergeDecision> knownTo) {
        Set<Oid> chosen = new HashSet<>();
        for (Decided one : decisions.getOrDefault(contention, List.of())) {
            if (candidates.contains(one.winner())
                    && candidates.stream().allMatch(candidate -> knownTo.test(candidate, one.by()))) {
                chosen.add(one.winner());
            }
        }
        return chosen.size() == 1 ? chosen.stream().findFirst() : Optional.empty();
    }
}
