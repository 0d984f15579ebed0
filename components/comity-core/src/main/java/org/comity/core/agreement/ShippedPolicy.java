package org.comity.core.agreement;

import java.util.List;
import java.util.Optional;
import org.comity.core.authority.AttestationTier;

/** Policies that fields of practice already follow, ready for an agreement; the parties add who, where and how much. */
public enum ShippedPolicy {
    /**
     * National seismic networks: the largest weight, for owning the id and for the place, then the newest. Rows for single
     * networks may be added to these.
     */
    SEISMIC_WEIGHTS(
            AttestationTier.SOFTWARE,
            List.of(
                    row(WeightRule.When.ALWAYS, 1),
                    row(WeightRule.When.OWNS_ID, 5),
                    row(WeightRule.When.IN_OWN_REGION, 100),
                    row(WeightRule.When.ID_OWNER_IN_OWN_REGION, 50)),
            Comparison.AUTHORITY_WEIGHT,
            Comparison.RECENCY),
    /**
     * CAP 1.2 Update and Cancel: a sender's alert replaces the ones that it references (revisions and retractions, which
     * reach its own alone); between senders the agreed priority, then the newest.
     */
    ALERT_UPDATES(AttestationTier.SOFTWARE, List.of(), Comparison.PRIORITY, Comparison.RECENCY),
    /** Incident command: whose ground it is, then the better shown device, then the newest. */
    INCIDENT_JURISDICTION(
            AttestationTier.SOFTWARE, List.of(), Comparison.JURISDICTION, Comparison.ADMISSIBILITY, Comparison.RECENCY),
    /** Survivorship of master data: the trusted system, then what most systems say independently, then the newest. */
    SURVIVORSHIP(
            AttestationTier.SOFTWARE, List.of(), Comparison.PRIORITY, Comparison.CORROBORATION, Comparison.RECENCY);

    private final AttestationTier tierMin;
    private final List<WeightRule> weights;
    private final List<Comparison> chain;

    ShippedPolicy(AttestationTier tierMin, List<WeightRule> weights, Comparison... chain) {
        this.tierMin = tierMin;
        this.weights = weights;
        this.chain = List.of(chain);
    }

    private static WeightRule row(WeightRule.When when, int add) {
        return new WeightRule(Optional.empty(), when, add);
    }

    /** The admissibility filter. */
    public List<FilterRule> filter() {
        return List.of(new FilterRule(FilterRule.Effect.PERMIT, Optional.empty(), Optional.empty(), tierMin));
    }

    /** The rows of the weight table that hold for all authorities; empty where the chain weighs none. */
    public List<WeightRule> weights() {
        return weights;
    }

    /** The comparators, in order. */
    public List<Comparison> chain() {
        return chain;
    }
}
