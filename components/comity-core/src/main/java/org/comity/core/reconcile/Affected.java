package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.comity.core.agreement.Agreement;
import org.comity.core.arbitration.Corroboration;
import org.comity.core.arbitration.Ruling;
import org.comity.core.authority.AgentId;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.Fact;
import org.comity.core.contention.NotCounted;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Core;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.picture.JointPicture;
import org.comity.core.taxonomy.Attested;

/**
 * Every decision that rests on an observation, an equivalence or an agent: those that name it or were led by it, and those
 * that would be others without it. The second is found by taking it out of S and folding again, so that nothing is missed,
 * whatever the way in which one decision leans on another.
 *
 * @param removed what was taken out
 * @param admissions observations of S whose admission rests on it, sorted by oid
 * @param rulings sorted by contention
 */
public record Affected(Set<Oid> removed, List<Admission> admissions, List<Decision> rulings) {

    /** How a decision rests on something. Names are shown to people and do not change. */
    public enum How {
        /** It is a candidate, or was superseded. */
        CANDIDATE,
        /** A candidate derives from it. */
        SOURCE,
        /** It attests an equivalence under which a candidate, or the observation, is read. */
        MAPPED,
        /** It links features that compete as one. */
        ASSOCIATED,
        /** It is a merge decision about the contention. */
        DECIDED,
        /** Without it the outcome would be another. */
        OUTCOME
    }

    /**
     * An observation of S.
     *
     * @param with why it is not counted; empty where it counts
     * @param without the same, were the other not in S; empty too where it would itself be gone
     */
    public record Admission(Oid oid, Set<How> how, Optional<Reason> with, Optional<Reason> without) {
        public Admission {
            Objects.requireNonNull(oid, "oid");
            how = Set.copyOf(how);
            Objects.requireNonNull(with, "with");
            Objects.requireNonNull(without, "without");
        }
    }

    /**
     * A ruling.
     *
     * @param with as it stands; empty where there is only one without
     * @param without as it would be; empty where there would be none
     */
    public record Decision(
            Digest contention, Set<How> how, Optional<JointPicture.Entry> with, Optional<JointPicture.Entry> without) {
        public Decision {
            Objects.requireNonNull(contention, "contention");
            how = Set.copyOf(how);
            Objects.requireNonNull(with, "with");
            Objects.requireNonNull(without, "without");
        }
    }

    public Affected {
        removed = Set.copyOf(removed);
        admissions = List.copyOf(admissions);
        rulings = List.copyOf(rulings);
    }

    /** What rests on one observation, of data or of control. */
    public static Affected by(Agreement genesis, Collection<Verified> set, Oid oid) {
        return by(genesis, set, Set.of(oid));
    }

    /** What rests on any of several observations, were all of them gone. */
    public static Affected by(Agreement genesis, Collection<Verified> set, Set<Oid> oids) {
        return new Finding(genesis, set, oids).find();
    }

    /** What rests on an equivalence, by its id, whoever attested it. */
    public static Affected byEquivalence(Agreement genesis, Collection<Verified> set, Digest equivalence) {
        Set<Oid> attestations = set.stream()
                .filter(one -> one.statement().orElse(null) instanceof Statement.Equivalent act
                        && act.equivalence().id().equals(equivalence))
                .map(Verified::oid)
                .collect(Collectors.toSet());
        return by(genesis, set, attestations);
    }

    /** What rests on an agent: on its consignments, and on all that came through it alone. */
    public static Affected byAgent(Agreement genesis, Collection<Verified> set, AgentId agent) {
        Set<Oid> through = new HashSet<>(CameThrough.only(set, agent));
        set.stream()
                .filter(one -> one.statement().orElse(null) instanceof Statement.Consignment consignment
                        && consignment.agent().equals(agent))
                .forEach(one -> through.add(one.oid()));
        return by(genesis, set, through);
    }

    /** One question to S. */
    private static final class Finding {
        private final Set<Oid> removed;
        private final Arbitrated with;
        private final Arbitrated without;
        private final Translation translation;
        private final Map<Oid, Core> cores;
        private final Map<Oid, Set<How>> admissions = new TreeMap<>();
        private final Map<Digest, Set<How>> rulings = new TreeMap<>();

        Finding(Agreement genesis, Collection<Verified> set, Set<Oid> removed) {
            this.removed = removed;
            with = Reconciler.reconcile(genesis, set);
            without = Reconciler.reconcile(
                    genesis,
                    set.stream().filter(one -> !removed.contains(one.oid())).toList());
            Ordered ordered = with.detected().ordered();
            translation = new Translation(ordered.agreement(), with.detected().crosswalk(), ordered.time());
            cores = ordered.released().stream().collect(Collectors.toMap(Verified::oid, Verified::core));
        }

        Affected find() {
            Map<Digest, JointPicture.Entry> now = byContention(with);
            Map<Digest, JointPicture.Entry> then = byContention(without);
            now.values().forEach(this::named);
            Set<Digest> all = new TreeSet<>(now.keySet());
            all.addAll(then.keySet());
            for (Digest contention : all) {
                if (!ruling(now, contention).equals(ruling(then, contention))) {
                    how(rulings, contention, How.OUTCOME);
                }
            }
            Map<Oid, Reason> setAside = setAside(with);
            Map<Oid, Reason> setAsideThen = setAside(without);
            observations(setAside, setAsideThen);
            List<Decision> decisions = new ArrayList<>();
            rulings.forEach((contention, how) -> decisions.add(new Decision(
                    contention,
                    how,
                    Optional.ofNullable(now.get(contention)),
                    Optional.ofNullable(then.get(contention)))));
            List<Admission> admitted = new ArrayList<>();
            admissions.forEach((oid, how) -> admitted.add(new Admission(
                    oid, how, Optional.ofNullable(setAside.get(oid)), Optional.ofNullable(setAsideThen.get(oid)))));
            return new Affected(removed, admitted, decisions);
        }

        private static Map<Digest, JointPicture.Entry> byContention(Arbitrated fold) {
            return fold.picture().entries().stream()
                    .collect(Collectors.toMap(entry -> entry.ruling().contention(), entry -> entry));
        }

        private static Optional<Ruling> ruling(Map<Digest, JointPicture.Entry> entries, Digest contention) {
            return Optional.ofNullable(entries.get(contention)).map(JointPicture.Entry::ruling);
        }

        private static Map<Oid, Reason> setAside(Arbitrated fold) {
            return fold.detected().notCounted().stream().collect(Collectors.toMap(NotCounted::oid, NotCounted::reason));
        }

        private static <K> void how(Map<K, Set<How>> map, K key, How how) {
            map.computeIfAbsent(key, any -> EnumSet.noneOf(How.class)).add(how);
        }

        private void named(JointPicture.Entry entry) {
            Digest id = entry.ruling().contention();
            List<Fact> facts = new ArrayList<>(entry.contention().candidates());
            facts.addAll(entry.contention().superseded());
            for (Fact fact : facts) {
                if (removed.contains(fact.oid())) {
                    how(rulings, id, How.CANDIDATE);
                }
                if (new Corroboration(cores).ancestors(fact.oid()).stream().anyMatch(removed::contains)) {
                    how(rulings, id, How.SOURCE);
                }
                if (rests(translation.behind(fact))) {
                    how(rulings, id, How.MAPPED);
                    how(admissions, fact.oid(), How.MAPPED);
                }
            }
            statements(entry, id);
        }

        private void statements(JointPicture.Entry entry, Digest id) {
            Set<FeatureOfInterest> features =
                    new HashSet<>(entry.contention().group().features());
            for (Verified one : with.detected().ordered().released()) {
                if (!removed.contains(one.oid())) {
                    continue;
                }
                Statement statement = one.statement().orElse(null);
                if (statement instanceof Statement.Association link
                        && link.domain().equals(entry.contention().domain().name())
                        && features.contains(link.first())
                        && features.contains(link.second())) {
                    how(rulings, id, How.ASSOCIATED);
                }
                if (statement instanceof Statement.MergeDecision decision
                        && decision.choices().stream()
                                .anyMatch(choice -> choice.contention().equals(id))) {
                    how(rulings, id, How.DECIDED);
                }
            }
        }

        private boolean rests(Collection<Attested> on) {
            return on.stream().flatMap(one -> one.by().stream()).anyMatch(by -> removed.contains(by.oid()));
        }

        private void observations(Map<Oid, Reason> now, Map<Oid, Reason> then) {
            Set<Oid> left = without.detected().ordered().released().stream()
                    .map(Verified::oid)
                    .collect(Collectors.toSet());
            for (Verified one : with.detected().ordered().released()) {
                if (rests(translation.attached(one))) {
                    how(admissions, one.oid(), How.MAPPED);
                }
                boolean gone = !left.contains(one.oid());
                if (gone || !Objects.equals(now.get(one.oid()), then.get(one.oid()))) {
                    how(admissions, one.oid(), How.OUTCOME);
                }
            }
        }
    }

    /** The rulings that would be others without it. */
    public List<Decision> changed() {
        return rulings.stream()
                .filter(one -> one.how().contains(How.OUTCOME))
                .sorted(Comparator.comparing(Decision::contention))
                .toList();
    }
}
