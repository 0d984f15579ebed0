package org.comity.core.divergence;

import java.util.Map;
import java.util.Objects;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.Thresholds;
import org.comity.core.control.Frontiers;

/**
 * Judges how far meshes have come apart, domain by domain.
 *
 * @param trouble counts that no domain owns
 */
public record Divergence(Trouble trouble) {

    /** Counts that weigh on every domain. */
    public record Trouble(int forkDepth, int controlConflicts, int equivocations) {}

    /**
     * What one domain counts; merge decisions settle contested, undecidable and unproven ones.
     *
     * @param contentions all since the last cut
     * @param contested those in which meshes say different things
     * @param undecidable those that arbitration would escalate
     * @param unproven those with a candidate whose credential is not known to be unrevoked as lately as the agreement asks
     */
    public record Tally(int contentions, int contested, int undecidable, int unproven) {
        /** Nothing to count. */
        public static final Tally NONE = new Tally(0, 0, 0, 0);

        /** The sum of both. */
        public Tally plus(Tally that) {
            return new Tally(
                    contentions + that.contentions,
                    contested + that.contested,
                    undecidable + that.undecidable,
                    unproven + that.unproven);
        }

        /** What is left without the other. */
        public Tally minus(Tally that) {
            return new Tally(
                    contentions - that.contentions,
                    contested - that.contested,
                    undecidable - that.undecidable,
                    unproven - that.unproven);
        }
    }

    public Divergence {
        Objects.requireNonNull(trouble, "trouble");
    }

    /** The certificate at these frontiers, from what each domain counts by name. */
    public DivergenceCertificate assess(Agreement agreement, Frontiers frontiers, Map<String, Tally> tallies) {
        return new DivergenceCertificate(
                frontiers,
                agreement.domains().stream()
                        .map(domain -> assess(domain, tallies.getOrDefault(domain.name(), Tally.NONE)))
                        .toList());
    }

    private DomainVerdict assess(Domain domain, Tally own) {
        return new DomainVerdict(
                domain.name(),
                own.unproven() > 0 && trouble.equivocations() == 0
                        ? Verdict.GOVERNED
                        : verdict(domain.thresholds(), own.contentions(), own.contested(), own.undecidable()),
                own.contentions(),
                own.contested(),
                own.undecidable(),
                own.unproven(),
                trouble.forkDepth(),
                trouble.controlConflicts(),
                trouble.equivocations());
    }

    private Verdict verdict(Thresholds limits, int all, int contested, int undecided) {
        if (trouble.equivocations() > 0) {
            return Verdict.QUARANTINE;
        }
        if (contested == 0 && undecided == 0) {
            return Verdict.IN_SYNC;
        }
        boolean governed = contested > limits.contestedMax()
                || 1_000L * contested > (long) limits.contestedPermilleMax() * all
                || undecided > limits.undecidableMax()
                || trouble.forkDepth() > limits.forkDepthMax()
                || trouble.controlConflicts() > 0;
        return governed ? Verdict.GOVERNED : Verdict.AUTO;
    }
}
