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
        List<Statement.MergeDecision> decisions,
        Set<Oid> quarantined,
        List<NotCounted> notApplied,
        int conflicts) {

    /** Counts the signers of statements that are entitled and themselves count. */
    static JointActs of(Agreement agreement, List<Verified> statements) {
        Map<Statement, List<Verified>> acts = new LinkedHashMap<>();
        statements.stream()
                .sorted(Comparator.comparing(Verified::oid))
                .forEach(one -> acts.computeIfAbsent(one.statement().orElseThrow(), any -> new ArrayList<>())
                        .add(one));
        Collected collected = new Collected();
        acts.forEach((statement, signers) -> collected.take(agreement, statement, signers));
        return collected.finish(Attestations.of(agreement, statements));
    }

    private static final class Collected {
        private final List<Statement.MergeDecision> decisions = new ArrayList<>();
        private final Set<Oid> quarantined = new HashSet<>();
        private final List<NotCounted> notCounted = new ArrayList<>();

        void take(Agreement agreement, Statement statement, List<Verified> signers) {
            boolean enough = true;
            if (statement instanceof Statement.MergeDecision decision) {
                enough = decided(agreement, decision, signers);
                if (enough) {
                    decisions.add(decision);
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
                    attestations.applied(), decisions, quarantined, notCounted, attestations.contradicted());
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
        Map<Oid, Integer> chosen = new HashMap<>();
        for (Statement.MergeDecision decision : decisions) {
            boolean whole = candidates.stream().allMatch(candidate -> knownTo.test(candidate, decision));
            decision.choices().stream()
                    .filter(choice -> whole && choice.contention().equals(contention))
                    .filter(choice -> candidates.contains(choice.winner()))
                    .forEach(choice -> chosen.merge(choice.winner(), 1, Integer::sum));
        }
        return chosen.size() == 1 ? chosen.keySet().stream().findFirst() : Optional.empty();
    }
}
