package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.FilterRule;
import org.comity.core.arbitration.Arbitration;
import org.comity.core.arbitration.Corroboration;
import org.comity.core.arbitration.Ruling;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.Associations;
import org.comity.core.contention.Contention;
import org.comity.core.contention.Contentions;
import org.comity.core.contention.Fact;
import org.comity.core.control.Frontiers;
import org.comity.core.control.Statement;
import org.comity.core.divergence.Divergence;
import org.comity.core.divergence.DivergenceCertificate;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Core;
import org.comity.core.temporal.TemporalEvidence;

/** S at a vector of frontiers, with the epoch in force and the order that mesh-derived time proves. */
public final class Ordered {

    private final Epochs epochs;
    private final Releases releases;
    private final List<Verified> released;
    private final TemporalEvidence time;

    Ordered(Epochs epochs, Releases releases, List<Verified> released, TemporalEvidence time) {
        this.epochs = epochs;
        this.releases = releases;
        this.released = List.copyOf(released);
        this.time = time;
    }

    /** The epoch of the agreement that rules. */
    public Agreement agreement() {
        return epochs.inForce();
    }

    /** The digests of all epochs so far. */
    Set<Digest> epochDigests() {
        return epochs.digests();
    }

    /** The vector that names this S. */
    public Frontiers frontiers() {
        return releases.frontiers();
    }

    /** All of S, sorted by oid. */
    public List<Verified> released() {
        return released;
    }

    /** What consignments list and the set lacks: it must arrive before the digests can be equal. */
    public Set<Oid> missing() {
        return releases.missing(released.stream().map(Verified::oid).collect(Collectors.toSet()));
    }

    /**
     * Consignments that were admitted and are not in S at this vector: CONSIGNMENT_GAP where one before them is missing or lies
     * beyond the vector, AGENT_FORKED where the agent's chain forks.
     */
    public Map<Oid, Reason> notFollowed() {
        return releases.notFollowed();
    }

    /** A digest over the oids of S. */
    public Digest digest() {
        return Reconciler.digestOf(released);
    }

    /** What is known of precedence. */
    public TemporalEvidence time() {
        return time;
    }

    /** The next step: what counts, what competes, and whether it is safe to merge. */
    public Detected detect() {
        MeshTimes meshTimes = MeshTimes.of(released);
        Judgement judgement = new Judgement(epochs, releases, time, meshTimes);
        judgement.judge(released);
        List<Verified> statements = released.stream()
                .filter(one -> one.statement().isPresent() && judgement.counts(one))
                .toList();
        JointActs acts = JointActs.of(agreement(), statements);
        acts.notApplied().forEach(one -> judgement.deny(one.oid(), one.reason()));
        acts.quarantined().forEach(oid -> judgement.deny(oid, Reason.QUARANTINED));
        Translation translation = new Translation(agreement(), acts.equivalences(), time);
        Associations associations = Associations.of(agreement().domains(), links(statements, translation));
        Clearances clearances = Clearances.of(statements);
        List<Contention> contentions = Contentions.of(facts(judgement, translation, clearances), associations);
        Arbitration arbitration = new Arbitration(
                agreement(), time::isBefore, oid -> time.bracket(oid).isClosed(), new Corroboration(cores()));
        Map<Digest, Ruling> rulings = new HashMap<>();
        contentions.forEach(one -> rulings.put(one.id(), arbitration.rule(one)));
        Map<Digest, Oid> decisions = decisions(acts, contentions);
        RevocationAges ages = new RevocationAges(released, releases, meshTimes);
        DivergenceCertificate certificate = new Divergence(
                        one -> decisions.containsKey(one.id()),
                        escalates(rulings),
                        ages::isUnproven,
                        new Divergence.Trouble(meshTimes.forkDepth(), conflicts(acts), equivocations()))
                .assess(agreement(), frontiers(), contentions);
        return new Detected(
                this,
                judgement.notCounted(),
                translation.crosswalk(),
                contentions,
                certificate,
                rulings,
                decisions,
                ages::isUnproven);
    }

    private static Predicate<Contention> escalates(Map<Digest, Ruling> rulings) {
        return one -> Optional.ofNullable(rulings.get(one.id()))
                .filter(ruling -> ruling.resolution() == Ruling.Resolution.ESCALATED)
                .isPresent();
    }

    private Map<Digest, Oid> decisions(JointActs acts, List<Contention> contentions) {
        Map<Digest, Oid> chosen = new HashMap<>();
        for (Contention one : contentions) {
            Set<Oid> candidates = one.candidates().stream().map(Fact::oid).collect(Collectors.toSet());
            acts.choice(
                            one.id(),
                            candidates,
                            (candidate, decision) -> releases.releasedAt(candidate, decision.frontiers()))
                    .ifPresent(winner -> chosen.put(one.id(), winner));
        }
        return chosen;
    }

    private int conflicts(JointActs acts) {
        return acts.conflicts() + (epochs.forked() == Epochs.Fork.FORKED ? 1 : 0);
    }

    private int equivocations() {
        return time.faults().equivocations().size() + releases.forked().size();
    }

    private static List<Associations.Link> links(List<Verified> statements, Translation translation) {
        List<Associations.Link> links = new ArrayList<>();
        for (Verified one : statements) {
            if (one.statement().orElseThrow() instanceof Statement.Association association) {
                links.add(translation.link(one, association));
            }
        }
        return links;
    }

    private Map<Oid, Core> cores() {
        return released.stream().collect(Collectors.toMap(Verified::oid, Verified::core));
    }

    private List<Fact> facts(Judgement judgement, Translation translation, Clearances clearances) {
        List<Fact> facts = new ArrayList<>();
        for (Verified one : released) {
            if (one.statement().isEmpty() && judgement.counts(one)) {
                Optional<Fact> fact = translation.fact(one);
                if (fact.isEmpty()) {
                    judgement.deny(one.oid(), Reason.NO_EQUIVALENCE);
                } else if (!admissible(fact.get())) {
                    judgement.deny(one.oid(), Reason.NOT_ADMISSIBLE);
                } else if (!cleared(fact.get(), clearances)) {
                    judgement.deny(one.oid(), Reason.SIGNERS_TOO_FEW);
                } else {
                    facts.add(fact.get());
                }
            }
        }
        return facts;
    }

    /** Whether a mesh that released it had as many agents clear it as its class demands. */
    private boolean cleared(Fact fact, Clearances clearances) {
        int least = agreement().agentsMin(fact.domain());
        return least <= 1
                || releases.of(fact.oid()).stream()
                        .anyMatch(release -> clearances.agents(
                                        fact.oid(), release.consignment().mesh())
                                >= least);
    }

    private boolean admissible(Fact fact) {
        List<FilterRule> speaking = agreement().filter().stream()
                .filter(rule -> rule.applies(fact.authority(), fact.domain().name(), fact.tier()))
                .toList();
        return !speaking.isEmpty() && speaking.stream().noneMatch(rule -> rule.effect() == FilterRule.Effect.FORBID);
    }
}
