package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.Thresholds;
import org.comity.core.arbitration.Ruling;
import org.comity.core.contention.Fact;
import org.comity.core.control.Statement;
import org.comity.core.divergence.DomainVerdict;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.picture.JointPicture;

/** What waits for people in one fold of S, and the decisions that they can make of it. Immutable. */
public final class MergeQueue {
    private final Arbitrated now;

    /** The queue of that fold. */
    public MergeQueue(Arbitrated now) {
        this.now = Objects.requireNonNull(now, "now");
    }

    /**
     * A domain in which something waits.
     *
     * @param why what stops the domain, one sentence a threshold; empty where it is not stopped, and single contentions wait
     * @param waiting sorted by contention; empty where only the counts of others stop it
     */
    public record Queued(Domain domain, DomainVerdict verdict, List<String> why, List<JointPicture.Entry> waiting) {
        public Queued {
            Objects.requireNonNull(domain, "domain");
            Objects.requireNonNull(verdict, "verdict");
            why = List.copyOf(why);
            waiting = List.copyOf(waiting);
        }
    }

    /** The fold. */
    public Arbitrated now() {
        return now;
    }

    /** The domains that are stopped, and those in which a contention waits all the same, as the agreement orders them. */
    public List<Queued> domains() {
        List<Queued> queued = new ArrayList<>();
        for (Domain domain : now.detected().ordered().agreement().domains()) {
            DomainVerdict verdict =
                    now.detected().certificate().of(domain.name()).orElseThrow();
            Queued one = new Queued(domain, verdict, why(domain.thresholds(), verdict), waiting(domain.name()));
            if (now.detected().isStopped(domain.name()) || !one.waiting().isEmpty()) {
                queued.add(one);
            }
        }
        return List.copyOf(queued);
    }

    /** The contentions of a domain that wait for a decision. */
    public List<JointPicture.Entry> waiting(String domain) {
        return now.picture().entries().stream()
                .filter(entry -> entry.contention().domain().name().equals(domain))
                .filter(entry -> isWaiting(entry.ruling()))
                .toList();
    }

    private static boolean isWaiting(Ruling ruling) {
        return switch (ruling.resolution()) {
            case GOVERNED, ESCALATED, SEALED -> true;
            case PREVAILS, DECIDED, RETRACTED, SUSPENDED -> false;
        };
    }

    /** What is counted beyond what the agreement allows. */
    private static List<String> why(Thresholds limits, DomainVerdict verdict) {
        List<String> why = new ArrayList<>();
        beyond(why, "contested", verdict.contested(), limits.contestedMax());
        if (1_000L * verdict.contested() > (long) limits.contestedPermilleMax() * verdict.contentions()) {
            why.add(verdict.contested() + " of " + verdict.contentions() + " contested, allowed "
                    + limits.contestedPermilleMax() + " in 1000");
        }
        beyond(why, "undecidable", verdict.undecidable(), limits.undecidableMax());
        if (verdict.contested() + verdict.undecidable() > 0) {
            beyond(why, "beacons since the last encounter", verdict.forkDepth(), limits.forkDepthMax());
            beyond(why, "control statements that contradict each other", verdict.controlConflicts(), 0);
        }
        beyond(why, "with a credential not known to be unrevoked lately", verdict.unproven(), 0);
        beyond(why, "that showed two histories", verdict.equivocations(), 0);
        return why;
    }

    private static void beyond(List<String> why, String what, int count, int max) {
        if (count > max) {
            why.add(count + " " + what + ", allowed " + max);
        }
    }

    /** Why one contention waits, in one sentence. */
    public String why(JointPicture.Entry entry) {
        Ruling advice = now.detected().byPolicy(entry.contention());
        return switch (entry.ruling().resolution()) {
            case GOVERNED -> "its domain is governed; the policy alone says " + said(advice);
            case ESCALATED -> "the policy does not tell: " + advice.decidedBy();
            case SEALED -> "a cut sealed it, and something touched it since";
            case PREVAILS, DECIDED, RETRACTED, SUSPENDED ->
                "it does not wait: " + entry.ruling().resolution();
        };
    }

    private static String said(Ruling advice) {
        return advice.winner().map(oid -> oid + " by " + advice.decidedBy()).orElse(advice.decidedBy());
    }

    /**
     * The decision that everything of a domain that waits goes to what one mesh says of it. Where that mesh has no candidate, or several
     * that the policy does not rank, the contention is left to another decision.
     *
     * @return a no with DECISION_STALE where nothing waits that it could decide
     */
    public Outcome<Statement.MergeDecision> accept(String domain, MeshId side) {
        return decision(domain, entry -> of(side, entry).map(oid -> new Statement.Choice(id(entry), oid)));
    }

    private Optional<Oid> of(MeshId side, JointPicture.Entry entry) {
        List<Fact> own = entry.contention().candidates().stream()
                .filter(fact -> fact.mesh().equals(side))
                .toList();
        if (own.size() == 1) {
            return Optional.of(own.get(0).oid());
        }
        return now.detected()
                .byPolicy(entry.contention())
                .winner()
                .filter(winner -> own.stream().map(Fact::oid).anyMatch(winner::equals));
    }

    /**
     * The decision that everything of a domain that waits is arbitrated anew under that policy.
     *
     * @return a no with POLICY_NOT_AGREED, or DECISION_STALE where nothing waits
     */
    public Outcome<Statement.MergeDecision> under(String domain, String policy) {
        return now.detected().ordered().agreement().under(policy).isEmpty()
                ? Outcome.no(Reason.POLICY_NOT_AGREED, "the agreement holds no policy " + policy)
                : decision(domain, entry -> Optional.of(Statement.Choice.under(policy, id(entry))));
    }

    /** A decision of single contentions of a domain, at the frontiers of this fold. */
    public Statement.MergeDecision choose(String domain, List<Statement.Choice> choices) {
        return new Statement.MergeDecision(domain, now.picture().frontiers(), choices);
    }

    private Outcome<Statement.MergeDecision> decision(
            String domain, Function<JointPicture.Entry, Optional<Statement.Choice>> choice) {
        List<Statement.Choice> choices = waiting(domain).stream()
                .flatMap(entry -> choice.apply(entry).stream())
                .toList();
        return choices.isEmpty()
                ? Outcome.no(Reason.DECISION_STALE, "nothing waits in " + domain + " that it could decide")
                : Outcome.yes(choose(domain, choices));
    }

    private static Digest id(JointPicture.Entry entry) {
        return entry.ruling().contention();
    }
}
