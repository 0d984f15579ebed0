package org.comity.core.reconcile;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.comity.core.arbitration.Ruling;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.Contention;
import org.comity.core.contention.Fact;
import org.comity.core.control.Frontier;
import org.comity.core.control.Frontiers;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.DigestTree;
import org.comity.core.mesh.Oid;
import org.comity.core.picture.JointPicture;

/**
 * The past that is no longer rewritten silently: the rulings of the newest cut that all parties signed and that S, at the
 * frontiers that it names, makes again digest for digest. What touches a sealed contention waits for a merge decision.
 */
final class Seal {

    static final Seal NONE = new Seal(Optional.empty(), JointPicture.of(List.of()), Set.of());

    private final Optional<Statement.Cut> cut;
    private final DigestTree<JointPicture.Entry> entries;
    private final Map<Oid, Set<Digest>> contentionsOf = new HashMap<>();
    private final Set<Statement.Cut> notDerived;

    private Seal(Optional<Statement.Cut> cut, DigestTree<JointPicture.Entry> entries, Set<Statement.Cut> notDerived) {
        this.cut = cut;
        this.entries = entries;
        this.notDerived = Set.copyOf(notDerived);
        entries.values()
                .forEach(entry -> members(entry.contention())
                        .forEach(oid -> contentionsOf
                                .computeIfAbsent(oid, any -> new HashSet<>())
                                .add(entry.ruling().contention())));
    }

    /** Derives the newest of the cuts anew; one that S does not make is passed over. */
    static Seal of(Ordered ordered, List<Statement.Cut> cuts) {
        List<Statement.Cut> newest = cuts.stream()
                .sorted(Comparator.comparingLong(Seal::reach)
                        .thenComparing(one -> one.frontiers().digest())
                        .thenComparing(Statement.Cut::rulings)
                        .reversed())
                .toList();
        Set<Statement.Cut> notDerived = new HashSet<>();
        for (Statement.Cut cut : newest) {
            if (covers(ordered.frontiers(), cut.frontiers())) {
                Arbitrated past = ordered.at(cut.frontiers()).detect().arbitrate();
                if (past.picture().rulingsDigest().equals(cut.rulings())
                        && past.picture().agreement().equals(cut.agreement())) {
                    return new Seal(Optional.of(cut), past.picture().byContention(), notDerived);
                }
            }
            notDerived.add(cut);
        }
        return new Seal(Optional.empty(), NONE.entries, notDerived);
    }

    private static long reach(Statement.Cut cut) {
        return cut.frontiers().list().stream().mapToLong(Frontier::sequence).sum();
    }

    private static boolean covers(Frontiers now, Frontiers then) {
        return then.list().stream()
                .allMatch(one -> now.of(one.agent())
                        .filter(reached -> reached.sequence() > one.sequence() || reached.equals(one))
                        .isPresent());
    }

    private static Stream<Oid> members(Contention contention) {
        return Stream.concat(contention.candidates().stream(), contention.superseded().stream())
                .map(Fact::oid);
    }

    /** The cut in force. */
    Optional<Statement.Cut> cut() {
        return cut;
    }

    /** Whether the past of a cut may be another with these: a member came late, or a cut waits for what S lacks. */
    boolean isBrokenBy(Collection<Verified> added, Releases releases) {
        return !notDerived.isEmpty()
                || cut.filter(past -> added.stream().anyMatch(one -> releases.releasedAt(one.oid(), past.frontiers())))
                        .isPresent();
    }

    /** Cuts that all parties signed and that S does not make: passed over. */
    Set<Statement.Cut> notDerived() {
        return notDerived;
    }

    /** What was sealed, by contention. */
    DigestTree<JointPicture.Entry> entries() {
        return entries;
    }

    /** The sealed ruling of a contention that nothing touched since; empty for every other. */
    Optional<Ruling> intact(Contention contention) {
        return entries.get(contention.id())
                .filter(entry -> oids(entry.contention()).equals(oids(contention)))
                .map(JointPicture.Entry::ruling);
    }

    private static Set<Oid> oids(Contention contention) {
        Set<Oid> oids = new HashSet<>();
        members(contention).forEach(oids::add);
        return oids;
    }

    /** The ruling of a contention that touches sealed ones: theirs where they agree on a winner. Empty where it touches none. */
    Optional<Ruling> touched(Contention contention, Ruling advice) {
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Set<Digest> touched = new HashSet<>();
        entries.get(contention.id()).ifPresent(entry -> touched.add(contention.id()));
        members(contention).forEach(oid -> touched.addAll(contentionsOf.getOrDefault(oid, Set.of())));
        if (touched.isEmpty()) {
            return Optional.empty();
        }
        Set<Optional<Oid>> winners = new HashSet<>();
        touched.forEach(id ->
                entries.get(id).ifPresent(entry -> winners.add(entry.ruling().winner())));
        Optional<Oid> winner = winners.size() == 1 ? winners.iterator().next() : Optional.empty();
        return Optional.of(standing(contention, winner, advice));
    }

    /** A sealed entry of which the fold of today has no contention: it stands, and waits. */
    static Ruling left(JointPicture.Entry entry) {
        return standing(entry.contention(), entry.ruling().winner(), entry.ruling());
    }

    private static Ruling standing(Contention contention, Optional<Oid> winner, Ruling advice) {
        return Standing.outcome(contention, Ruling.Resolution.SEALED, winner, Ruling.CUT, advice.rows());
    }
}
