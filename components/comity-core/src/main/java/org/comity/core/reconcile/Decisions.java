package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.Contention;
import org.comity.core.contention.Fact;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;

/**
 * The merge decisions that enough deciders signed. Of each a choice holds where the contention is of its domain, S has reached its
 * frontiers and every candidate was released by then; a later decision of deciders who knew of it stands in its place. Immutable.
 */
final class Decisions {
    /** What enough deciders signed alike. */
    record Act(Statement.MergeDecision statement, int quorum, List<Verified> signers) {
        /** Whether so many had signed the other before this one that it was in force. */
        boolean knows(Act other, Releases releases) {
            return !equals(other)
                    && other.signers().stream()
                                    .filter(one -> releases.releasedAt(one.oid(), statement.frontiers()))
                                    .map(one -> one.credential().subject())
                                    .distinct()
                                    .count()
                            >= other.quorum();
        }

        List<Statement.Choice> of(Digest contention) {
            return statement.choices().stream()
                    .filter(choice -> choice.contention().equals(contention))
                    .toList();
        }
    }

    private final List<Act> acts;
    private final Map<Digest, List<Act>> byContention = new HashMap<>();

    Decisions(List<Act> acts) {
        this.acts = List.copyOf(acts);
        acts.forEach(act -> act.statement().choices().stream()
                .map(Statement.Choice::contention)
                .distinct()
                .forEach(id -> byContention
                        .computeIfAbsent(id, any -> new ArrayList<>())
                        .add(act)));
    }

    /** The choice that stands; empty where none holds, or where they disagree. */
    Optional<Statement.Choice> standing(Contention contention, Releases releases) {
        if (acts.isEmpty()) {
            return Optional.empty();
        }
        Set<Statement.Choice> holding = holding(contention, releases);
        return holding.size() == 1 ? holding.stream().findFirst() : Optional.empty();
    }

    private Set<Statement.Choice> holding(Contention contention, Releases releases) {
        List<Act> all = byContention.getOrDefault(contention.id(), List.of());
        Set<Statement.Choice> holding = new HashSet<>();
        for (Act act : all) {
            if (all.stream().noneMatch(later -> later.knows(act, releases))) {
                act.of(contention.id()).stream()
                        .filter(choice -> holds(act, choice, contention, releases))
                        .forEach(holding::add);
            }
        }
        return holding;
    }

    private static boolean holds(Act act, Statement.Choice choice, Contention contention, Releases releases) {
        List<Oid> candidates = contention.candidates().stream().map(Fact::oid).toList();
        return act.statement().domain().equals(contention.domain().name())
                && releases.reaches(act.statement().frontiers())
                && choice.winner().map(candidates::contains).orElse(true)
                && candidates.stream()
                        .allMatch(
                                oid -> releases.releasedAt(oid, act.statement().frontiers()));
    }

    /**
     * Why decisions do not count, by the oid of each signature; empty for those that do.
     *
     * @param asked only decisions of one of these contentions are looked at, and those of none
     */
    Map<Digest, Optional<Reason>> reasons(
            Predicate<Digest> asked, Function<Digest, Optional<Contention>> contentions, Releases releases) {
        Map<Digest, Optional<Reason>> reasons = new HashMap<>();
        for (Act act : acts) {
            List<Statement.Choice> choices = act.statement().choices();
            if (choices.stream().map(Statement.Choice::contention).anyMatch(asked)) {
                Optional<Reason> reason = reason(choices, contentions, releases);
                act.signers().forEach(one -> reasons.put(one.oid().digest(), reason));
            }
        }
        return reasons;
    }

    private Optional<Reason> reason(
            List<Statement.Choice> choices, Function<Digest, Optional<Contention>> contentions, Releases releases) {
        boolean disagrees = false;
        for (Statement.Choice choice : choices) {
            Set<Statement.Choice> holding = contentions
                    .apply(choice.contention())
                    .map(contention -> holding(contention, releases))
                    .orElse(Set.of());
            if (holding.size() == 1 && holding.contains(choice)) {
                return Optional.empty();
            }
            disagrees |= holding.contains(choice);
        }
        return Optional.of(disagrees ? Reason.STATEMENTS_CONFLICT : Reason.DECISION_STALE);
    }

    /** Whether there is none. */
    boolean isEmpty() {
        return acts.isEmpty();
    }

    /** Whether what holds hangs on when one of these was released. */
    boolean leansOn(Set<Oid> released) {
        return acts.stream()
                .anyMatch(act -> act.signers().stream().map(Verified::oid).anyMatch(released::contains)
                        || act.statement().frontiers().list().stream()
                                .anyMatch(one -> released.contains(one.consignment())));
    }
}
