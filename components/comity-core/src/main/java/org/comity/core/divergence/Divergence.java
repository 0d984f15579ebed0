package org.comity.core.divergence;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.Thresholds;
import org.comity.core.contention.Contention;
import org.comity.core.control.Frontiers;

/**
 * Judges how far meshes have come apart, domain by domain.
 *
 * @param settled contentions that a merge decision in force has settled
 * @param undecidable contentions that arbitration would escalate
 * @param unproven contentions with a candidate whose credential is not known to be unrevoked as lately as the agreement asks
 * @param trouble counts that no domain owns
 */
public record Divergence(
        Predicate<Contention> settled,
        Predicate<Contention> undecidable,
        Predicate<Contention> unproven,
        Trouble trouble) {

    /** Counts that weigh on every domain. */
    public record Trouble(int forkDepth, int controlConflicts, int equivocations) {}

    public Divergence {
        Objects.requireNonNull(settled, "settled");
        Objects.requireNonNull(undecidable, "undecidable");
        Objects.requireNonNull(unproven, "unproven");
        Objects.requireNonNull(trouble, "trouble");
    }

    /** The certificate at these frontiers. */
    public DivergenceCertificate assess(Agreement agreement, Frontiers frontiers, List<Contention> contentions) {
        return new DivergenceCertificate(
                frontiers,
                agreement.domains().stream()
                        .map(domain -> assess(
                                domain,
                                contentions.stream()
                                        .filter(one -> one.domain().name().equals(domain.name()))
                                        .toList()))
                        .toList());
    }

    private DomainVerdict assess(Domain domain, List<Contention> own) {
        List<Contention> open = own.stream().filter(Predicate.not(settled)).toList();
        int contested = (int) open.stream().filter(Contention::isContested).count();
        int undecided = (int) open.stream().filter(undecidable).count();
        int stale = (int) open.stream().filter(unproven).count();
        return new DomainVerdict(
                domain.name(),
                stale > 0 && trouble.equivocations() == 0
                        ? Verdict.GOVERNED
                        : verdict(domain.thresholds(), own.size(), contested, undecided),
                own.size(),
                contested,
                undecided,
                stale,
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
