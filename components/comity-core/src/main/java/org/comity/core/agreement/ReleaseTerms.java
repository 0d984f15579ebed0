package org.comity.core.agreement;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.comity.core.label.LabelPolicies;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Name;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Core;

/**
 * What the parties agreed about letting out: the same terms for every party, each party's own gate their only judge. Default deny.
 *
 * @param policies the security policies by which labels are read
 * @param rules the first that speaks of an observation decides
 * @param budgets at most one a traffic class; a class without one has no bound
 * @param receiptsOutstandingMax from how many consignments without the peer's receipt on a partition is degraded, less one; empty: a
 *     missing receipt degrades nothing
 */
public record ReleaseTerms(
        List<PolicyRef> policies,
        List<ReleaseRule> rules,
        List<ReleaseBudget> budgets,
        OptionalInt receiptsOutstandingMax) {

    /** Lets nothing out. */
    public static final ReleaseTerms NOTHING = new ReleaseTerms(List.of(), List.of(), List.of(), OptionalInt.empty());

    /** A security policy, by its id and the digest of the file that defines it. */
    public record PolicyRef(String id, Digest file) {
        public PolicyRef {
            Name.requireUri(id, "id");
            Objects.requireNonNull(file, "file");
        }
    }

    public ReleaseTerms {
        policies = List.copyOf(policies);
        rules = List.copyOf(rules);
        budgets = List.copyOf(budgets);
        List<String> classes = budgets.stream().map(ReleaseBudget::trafficClass).toList();
        List<String> ids = policies.stream().map(PolicyRef::id).toList();
        if (new HashSet<>(classes).size() < classes.size() || new HashSet<>(ids).size() < ids.size()) {
            throw new IllegalArgumentException("one budget a class, and one file a policy");
        }
        if (receiptsOutstandingMax.orElse(0) < 0) {
            throw new IllegalArgumentException("receiptsOutstandingMax is not negative");
        }
    }

    /** Terms that let out in one class what carries no label. */
    public static ReleaseTerms unlabelled(String trafficClass) {
        return new ReleaseTerms(
                List.of(), List.of(ReleaseRule.unlabelled(trafficClass)), List.of(), OptionalInt.empty());
    }

    /** The same, degraded from more than so many outstanding receipts on. */
    public ReleaseTerms receipts(int outstandingMax) {
        return new ReleaseTerms(policies, rules, budgets, OptionalInt.of(outstandingMax));
    }

    /** The class in which an observation may go out; or a no that says what withholds it. */
    public Outcome<String> clears(Core core, LabelPolicies at) {
        return rules.stream()
                .filter(rule -> rule.scope().covers(core))
                .findFirst()
                .map(rule -> rule.clears(core, at))
                .orElseGet(() -> Outcome.no(Reason.NOT_RELEASABLE, "no release rule speaks of it"));
    }

    /** The budget of a class. */
    public Optional<ReleaseBudget> budget(String trafficClass) {
        return budgets.stream()
                .filter(one -> one.trafficClass().equals(trafficClass))
                .findFirst();
    }
}
