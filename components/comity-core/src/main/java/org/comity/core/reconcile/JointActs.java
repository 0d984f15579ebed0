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
import org.comity.core.agreement.AuthorityEntry;
import org.comity.core.agreement.Domain;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.NotCounted;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.taxonomy.Equivalence;

/**
 * Acts that need more than one signer: equal statements are one act, and distinct entitled signers are counted.
 *
 * @param conflicts how many acts contradict each other and so are not applied
 */
record JointActs(
        List<Equivalence> equivalences,
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
        return collected.finish();
    }

    private static final class Collected {
        private final Map<Equivalence, List<Verified>> equivalences = new LinkedHashMap<>();
        private final List<Statement.MergeDecision> decisions = new ArrayList<>();
        private final Set<Oid> quarantined = new HashSet<>();
        private final List<NotCounted> notCounted = new ArrayList<>();

        void take(Agreement agreement, Statement statement, List<Verified> signers) {
            boolean enough = true;
            if (statement instanceof Statement.Equivalent act) {
                enough = attested(agreement, act.equivalence(), signers);
                if (enough) {
                    equivalences.put(act.equivalence(), signers);
                }
            } else if (statement instanceof Statement.MergeDecision decision) {
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

        JointActs finish() {
            Set<Equivalence> contradicted = new HashSet<>();
            for (Equivalence one : equivalences.keySet()) {
                for (Equivalence other : equivalences.keySet()) {
                    if (contradicts(one, other)) {
                        contradicted.add(one);
                        contradicted.add(other);
                    }
                }
            }
            contradicted.forEach(one -> equivalences
                    .getOrDefault(one, List.of())
                    .forEach(by -> notCounted.add(new NotCounted(by.oid(), Reason.STATEMENTS_CONFLICT))));
            List<Equivalence> applied = equivalences.keySet().stream()
                    .filter(one -> !contradicted.contains(one))
                    .toList();
            return new JointActs(applied, decisions, quarantined, notCounted, contradicted.size());
        }
    }

    /** One says exact, the other says not; or one name is exact to two names of one scheme. */
    private static boolean contradicts(Equivalence one, Equivalence other) {
        if (one.kind() != other.kind() || one.equals(other)) {
            return false;
        }
        boolean samePair = one.subject().equals(other.subject()) && one.object().equals(other.object())
                || one.subject().equals(other.object()) && one.object().equals(other.subject());
        if (samePair) {
            return (one.predicate() == Equivalence.Predicate.NOT) != (other.predicate() == Equivalence.Predicate.NOT)
                    && (isExact(one) || isExact(other));
        }
        return isExact(one)
                && isExact(other)
                && one.subject().equals(other.subject())
                && one.object().scheme().equals(other.object().scheme());
    }

    private static boolean isExact(Equivalence one) {
        return one.predicate() == Equivalence.Predicate.EXACT;
    }

    /** Exact between authorities: both owners; anything narrower: one of them. */
    private static boolean attested(Agreement agreement, Equivalence equivalence, List<Verified> signers) {
        if (!isExact(equivalence)) {
            return true;
        }
        Set<Optional<String>> signed = new HashSet<>();
        signers.forEach(one -> signed.add(Optional.of(one.credential().subject())));
        return signed.contains(owner(agreement, equivalence.subject().scheme()))
                && signed.contains(owner(agreement, equivalence.object().scheme()));
    }

    private static Optional<String> owner(Agreement agreement, String scheme) {
        return agreement.ownerOf(scheme).map(AuthorityEntry::authority).map(authority -> authority.urn());
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
