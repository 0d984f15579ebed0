package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.comity.core.agreement.FilterRule;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.Associations;
import org.comity.core.contention.Fact;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.DigestTree;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;

/**
 * What the control statements of S say, resolved before any data: who counts, which names are equal, what is joined, decided
 * and sealed. Immutable.
 */
final class Governance {

    /** Kinds that govern nothing but order, receipt and association: with these alone more of S changes little. */
    private static final Set<StatementKind> PLAIN = EnumSet.of(
            StatementKind.CONSIGNMENT,
            StatementKind.CHECKPOINT,
            StatementKind.RECEIPT,
            StatementKind.INCLUSION_RECEIPT,
            StatementKind.CERTIFICATE,
            StatementKind.CLEARANCE,
            StatementKind.ASSOCIATION);

    /** An observation as data is weighed: the fact that it states, or why it is not counted. */
    record Weighed(Optional<Fact> fact, Optional<Reason> reason) {
        static Weighed not(Reason reason) {
            return new Weighed(Optional.empty(), Optional.of(reason));
        }
    }

    private final Ordered ordered;
    private final DigestTree<Verified> control;
    private final Uncounted silent;
    private final Keys keys;
    private final MeshTimes times;
    private final Judgement judgement;
    private final JointActs acts;
    private final Seal seal;
    private final Translation translation;
    private final Associations associations;
    private final Clearances clearances;

    private Governance(
            Ordered ordered,
            DigestTree<Verified> control,
            Uncounted silent,
            Keys keys,
            MeshTimes times,
            Judgement judgement,
            JointActs acts,
            Seal seal,
            Translation translation,
            Associations associations,
            Clearances clearances) {
        this.ordered = ordered;
        this.control = control;
        this.silent = silent;
        this.keys = keys;
        this.times = times;
        this.judgement = judgement;
        this.acts = acts;
        this.seal = seal;
        this.translation = translation;
        this.associations = associations;
        this.clearances = clearances;
    }

    /**
     * Everything from the control statements of S.
     *
     * @param all everything of S, in any order
     */
    static Governance of(Ordered ordered, Collection<Verified> all) {
        List<Verified> controls = all.stream()
                .filter(one -> one.statement().isPresent())
                .sorted(Comparator.comparing(Verified::oid))
                .toList();
        DigestTree<Verified> control = tree(controls);
        MeshTimes times = MeshTimes.NONE.with(controls, control);
        Keys keys = Keys.NONE.with(all);
        Judgement judgement = Judgement.of(ordered, times, keys, controls);
        Map<Digest, Optional<Reason>> silent = new HashMap<>();
        List<Verified> counted = new ArrayList<>();
        for (Verified one : controls) {
            Optional<Reason> reason = judgement.of(one);
            reason.ifPresentOrElse(why -> silent.put(one.oid().digest(), Optional.of(why)), () -> counted.add(one));
        }
        JointActs acts = JointActs.of(ordered.agreement(), counted);
        Seal seal = acts.cuts().isEmpty() ? Seal.NONE : Seal.of(ordered, acts.cuts());
        acts.notApplied().forEach(one -> silent.putIfAbsent(one.oid().digest(), Optional.of(one.reason())));
        for (Verified one : counted) {
            if (acts.quarantined().contains(one.oid())) {
                silent.putIfAbsent(one.oid().digest(), Optional.of(Reason.QUARANTINED));
            } else if (one.statement().orElseThrow() instanceof Statement.Cut cut
                    && seal.notDerived().contains(cut)) {
                silent.putIfAbsent(one.oid().digest(), Optional.of(Reason.STATEMENTS_CONFLICT));
            }
        }
        Translation translation = new Translation(ordered.agreement(), acts.equivalences(), ordered.time());
        return new Governance(
                ordered,
                control,
                Uncounted.NONE.with(silent),
                keys,
                times,
                judgement,
                acts,
                seal,
                translation,
                Associations.of(ordered.agreement().domains(), links(counted, translation)),
                Clearances.NONE.with(counted));
    }

    private static DigestTree<Verified> tree(Collection<Verified> all) {
        return DigestTree.of(all, one -> one.oid().digest(), (oid, one) -> oid);
    }

    private static List<Associations.Link> links(Collection<Verified> statements, Translation translation) {
        List<Associations.Link> links = new ArrayList<>();
        for (Verified one : statements) {
            if (one.statement().orElse(null) instanceof Statement.Association association) {
                links.add(translation.link(one, association));
            }
        }
        return links;
    }

    /**
     * The same with what S has more now.
     *
     * @param added what is new in S
     * @param touched what was there and about which time, or a release, may say something else
     * @return empty where that governs more than itself, so that everything must be weighed anew
     */
    Optional<Governance> after(Ordered now, Collection<Verified> added, Set<Oid> touched) {
        boolean plain = added.stream()
                .flatMap(one -> one.statement().stream())
                .allMatch(statement -> PLAIN.contains(statement.kind()));
        if (!plain || acts.equivalences().stream().anyMatch(Translation::isBounded)) {
            return Optional.empty();
        }
        List<Verified> fresh =
                added.stream().filter(one -> one.statement().isPresent()).toList();
        Map<Digest, Optional<Verified>> more = new HashMap<>();
        fresh.forEach(one -> more.put(one.oid().digest(), Optional.of(one)));
        DigestTree<Verified> controls = control.with(more);
        MeshTimes timesNow = times.with(fresh, controls);
        Keys keysNow = keys.with(added);
        Judgement judgementNow = judgement.with(now, timesNow, keysNow, fresh);
        if (governsMore(judgementNow, timesNow, added, touched)) {
            return Optional.empty();
        }
        Map<Digest, Optional<Reason>> silentNow = new HashMap<>();
        List<Verified> counted = new ArrayList<>();
        for (Verified one : fresh) {
            Optional<Reason> reason = judgementNow.of(one).or(() -> quarantined(one));
            reason.ifPresentOrElse(why -> silentNow.put(one.oid().digest(), Optional.of(why)), () -> counted.add(one));
        }
        silent.openFor(Reason.HEAD_UNKNOWN)
                .flatMap(oid -> control.get(oid.digest()).stream())
                .forEach(one ->
                        silentNow.put(one.oid().digest(), judgementNow.of(one).or(() -> quarantined(one))));
        Translation translationNow = translation.at(now.time());
        return Optional.of(new Governance(
                now,
                controls,
                silent.with(silentNow),
                keysNow,
                timesNow,
                judgementNow,
                acts,
                seal,
                translationNow,
                associations.with(links(counted, translationNow)),
                clearances.with(counted)));
    }

    private Optional<Reason> quarantined(Verified one) {
        return acts.quarantined().contains(one.oid()) ? Optional.of(Reason.QUARANTINED) : Optional.empty();
    }

    private boolean governsMore(Judgement next, MeshTimes timesNow, Collection<Verified> added, Set<Oid> touched) {
        boolean ages = ordered.agreement().domains().stream()
                .anyMatch(
                        domain -> domain.thresholds().revocationAgeSecondsMax().isPresent());
        return seal.isBrokenBy(added, next.releases())
                || !next.faultsAs(judgement)
                || next.passesAnotherEnd(judgement)
                || next.revokesUnderNewName(judgement, added)
                || next.revoking().stream().anyMatch(touched::contains)
                || ages && timesNow.isFilledSince(times)
                || !acts.decisions().isEmpty()
                        && acts.decisions().leansOn(next.releases().since(ordered.releases()))
                || touchesControl(next, touched);
    }

    /** Whether a control statement that was there counts now and did not, or the other way round. */
    private boolean touchesControl(Judgement next, Set<Oid> touched) {
        Set<Oid> again = new HashSet<>(touched);
        again.addAll(next.refusedSince(judgement));
        silent.openFor(Reason.CREDENTIAL_EXPIRED).forEach(again::add);
        return again.stream()
                .flatMap(oid -> control.get(oid.digest()).stream())
                .anyMatch(one -> !next.of(one).equals(judgement.of(one)));
    }

    /** Which data may count otherwise than before: refused since, or cleared since. */
    Set<Oid> named(Governance before, Collection<Verified> added) {
        Set<Oid> named = new HashSet<>(judgement.refusedSince(before.judgement));
        added.forEach(one -> {
            if (one.statement().orElse(null) instanceof Statement.Clearance clearance) {
                named.addAll(clearance.oids());
            }
        });
        return named;
    }

    /** The keys of groups that links among these statements join: as they were. */
    Set<Digest> joined(Governance next, Collection<Verified> added) {
        return associations.keysJoinedBy(links(
                added.stream().filter(one -> !next.silent.contains(one.oid())).toList(), next.translation));
    }

    /** Why an observation is not counted, whatever it states; empty where nothing speaks against it. */
    Optional<Reason> reason(Verified one) {
        return judgement.of(one).or(() -> quarantined(one));
    }

    /** Data, weighed. */
    Weighed weigh(Verified one) {
        Optional<Reason> reason = reason(one);
        if (reason.isPresent()) {
            return new Weighed(Optional.empty(), reason);
        }
        Optional<Fact> fact = translation.fact(one);
        if (fact.isEmpty()) {
            return Weighed.not(Reason.NO_EQUIVALENCE);
        }
        if (!admissible(fact.get())) {
            return Weighed.not(Reason.NOT_ADMISSIBLE);
        }
        return isCleared(fact.get()) ? new Weighed(fact, Optional.empty()) : Weighed.not(Reason.SIGNERS_TOO_FEW);
    }

    /** Whether a mesh that released it had as many agents clear it as its class demands. */
    private boolean isCleared(Fact fact) {
        int least = ordered.agreement().agentsMin(fact.domain());
        return least <= 1
                || ordered.releases().of(fact.oid()).stream()
                        .anyMatch(release -> clearances.agents(
                                        fact.oid(), release.consignment().mesh())
                                >= least);
    }

    private boolean admissible(Fact fact) {
        boolean spoken = false;
        for (FilterRule rule : ordered.agreement().filter()) {
            if (rule.applies(fact.authority(), fact.domain().name(), fact.tier())) {
                if (rule.effect() == FilterRule.Effect.FORBID) {
                    return false;
                }
                spoken = true;
            }
        }
        return spoken;
    }

    Ordered ordered() {
        return ordered;
    }

    /** Control statements that are not counted, by oid. */
    Uncounted silent() {
        return silent;
    }

    Clearances clearances() {
        return clearances;
    }

    JointActs acts() {
        return acts;
    }

    Seal seal() {
        return seal;
    }

    MeshTimes times() {
        return times;
    }

    Translation translation() {
        return translation;
    }

    Associations associations() {
        return associations;
    }
}
