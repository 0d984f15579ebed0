package org.comity.core.reconcile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.comity.core.arbitration.Ruling;
import org.comity.core.contention.Contention;
import org.comity.core.contention.Fact;
import org.comity.core.contention.NotCounted;
import org.comity.core.divergence.DivergenceCertificate;
import org.comity.core.divergence.DomainVerdict;
import org.comity.core.divergence.Verdict;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Oid;
import org.comity.core.picture.JointPicture;
import org.comity.core.taxonomy.Crosswalk;

/** S with what counts, what competes, and the certificate that says what may merge by itself. */
public final class Detected {

    private final Ordered ordered;
    private final List<NotCounted> notCounted;
    private final Crosswalk crosswalk;
    private final List<Contention> contentions;
    private final DivergenceCertificate certificate;
    private final Map<Digest, Ruling> byPolicy;
    private final Map<Digest, Oid> decisions;
    private final Predicate<Contention> unproven;

    Detected(
            Ordered ordered,
            List<NotCounted> notCounted,
            Crosswalk crosswalk,
            List<Contention> contentions,
            DivergenceCertificate certificate,
            Map<Digest, Ruling> byPolicy,
            Map<Digest, Oid> decisions,
            Predicate<Contention> unproven) {
        this.ordered = ordered;
        this.notCounted = List.copyOf(notCounted);
        this.crosswalk = crosswalk;
        this.contentions = List.copyOf(contentions);
        this.certificate = certificate;
        this.byPolicy = Map.copyOf(byPolicy);
        this.decisions = Map.copyOf(decisions);
        this.unproven = unproven;
    }

    /** The step before. */
    public Ordered ordered() {
        return ordered;
    }

    /** What is in S and not weighed, sorted by oid. */
    public List<NotCounted> notCounted() {
        return notCounted;
    }

    /** The equivalences in force. */
    public Crosswalk crosswalk() {
        return crosswalk;
    }

    /** What competes, sorted by id. */
    public List<Contention> contentions() {
        return contentions;
    }

    /** Whether it is safe. */
    public DivergenceCertificate certificate() {
        return certificate;
    }

    /** What the policy alone would say: shown to those who must decide a governed contention. */
    public Ruling byPolicy(Contention contention) {
        return Optional.ofNullable(byPolicy.get(contention.id())).orElseThrow();
    }

    /** The last step: rulings, and the picture that they make. */
    public Arbitrated arbitrate() {
        List<JointPicture.Entry> entries = contentions.stream()
                .map(one -> new JointPicture.Entry(one, rule(one)))
                .toList();
        return new Arbitrated(
                this, new JointPicture(ordered.frontiers(), ordered.agreement().digest(), entries));
    }

    private Ruling rule(Contention contention) {
        Ruling policy = byPolicy(contention);
        Optional<Oid> decided = Optional.ofNullable(decisions.get(contention.id()));
        if (decided.isPresent()) {
            return settled(policy, contention, Ruling.Resolution.DECIDED, decided);
        }
        boolean stopped = contention.isContested()
                || policy.resolution() == Ruling.Resolution.ESCALATED
                || unproven.test(contention);
        return stopped && isStopped(contention)
                ? settled(policy, contention, Ruling.Resolution.GOVERNED, Optional.empty())
                : policy;
    }

    private boolean isStopped(Contention contention) {
        return certificate
                .of(contention.domain().name())
                .map(DomainVerdict::verdict)
                .filter(verdict -> verdict == Verdict.GOVERNED || verdict == Verdict.QUARANTINE)
                .isPresent();
    }

    private static Ruling settled(
            Ruling policy, Contention contention, Ruling.Resolution resolution, Optional<Oid> winner) {
        List<Oid> losers = contention.candidates().stream()
                .map(Fact::oid)
                .filter(oid -> winner.filter(oid::equals).isEmpty())
                .toList();
        String by = resolution == Ruling.Resolution.DECIDED ? "MERGE_DECISION" : "GOVERNED";
        return new Ruling(policy.contention(), resolution, winner, losers, by, policy.rows());
    }
}
