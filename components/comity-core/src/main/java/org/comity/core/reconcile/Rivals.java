package org.comity.core.reconcile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Comparison;
import org.comity.core.arbitration.Arbitration;
import org.comity.core.arbitration.Corroboration;
import org.comity.core.arbitration.Ruling;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.Contention;
import org.comity.core.contention.Contentions;
import org.comity.core.contention.Fact;
import org.comity.core.lineage.Source;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.DigestTree;
import org.comity.core.mesh.Oid;
import org.comity.core.picture.JointPicture;
import org.jspecify.annotations.Nullable;

/**
 * Facts by what they compete about, and how each contention stands. A step weighs anew the groups that it touches and no
 * other. Immutable.
 */
final class Rivals {

    /** An observation, weighed as S stands now. */
    record Weighing(Verified observation, Governance.Weighed now) {}

    /** Facts of one key, sorted by oid, and the contentions that they make. */
    private record Rivalry(List<Fact> facts, List<Digest> contentions) {
        /** Of the facts that one contention says. */
        static Rivalry of(Contention contention) {
            return new Rivalry(
                    Stream.concat(contention.candidates().stream(), contention.superseded().stream())
                            .sorted()
                            .toList(),
                    List.of(contention.id()));
        }

        /** Whether its one contention has its key as id and says all its facts, so that it need not be kept. */
        boolean isSaidBy(Digest key, List<Standing> standings) {
            if (!contentions.equals(List.of(key))) {
                return false;
            }
            Contention only = standings.get(0).contention();
            return only.candidates().size() + only.superseded().size() == facts.size();
        }
    }

    /**
     * What a step does to one key: a fact comes or leaves.
     *
     * @param more what it does besides
     */
    private record Stir(
            Digest key, Fact fact, Move move, @Nullable Stir more) {
        enum Move {
            COMING,
            LEAVING
        }

        Stir(Digest key, Fact fact, Move move) {
            this(key, fact, move, null);
        }

        Stir and(Stir other) {
            return new Stir(key, other.fact, other.move, this);
        }

        List<Fact> all(Move which) {
            List<Fact> all = new ArrayList<>();
            for (Stir at = this; at != null; at = at.more) {
                if (at.move == which) {
                    all.add(at.fact);
                }
            }
            return all;
        }
    }

    private final DigestTree<Rivalry> groups;
    private final DigestTree<Fact> facts;
    private final DigestTree<List<Oid>> named;
    private final Standings standings;

    /**
     * @param groups those alone that their contentions do not say
     */
    private Rivals(
            DigestTree<Rivalry> groups, DigestTree<Fact> facts, DigestTree<List<Oid>> named, Standings standings) {
        this.groups = groups;
        this.facts = facts;
        this.named = named;
        this.standings = standings;
    }

    /** Nothing but what is sealed. */
    static Rivals none(Seal seal) {
        List<Standing> left = seal.entries().values().map(Rivals::left).toList();
        return new Rivals(
                DigestTree.ofKeys(), DigestTree.ofKeys(), DigestTree.ofKeys(), Standings.NONE.with(left, List.of()));
    }

    private static Standing left(JointPicture.Entry entry) {
        return new Standing(
                new JointPicture.Entry(entry.contention(), Seal.left(entry)),
                Standing.Share.LEFT,
                Optional.empty(),
                false);
    }

    Standings standings() {
        return standings;
    }

    private Optional<Rivalry> group(Digest key) {
        return groups.get(key)
                .or(() -> standings
                        .get(key)
                        .filter(one -> one.share() != Standing.Share.LEFT)
                        .map(one -> Rivalry.of(one.contention())));
    }

    /** Whatever derives from these, revises them or takes them back, near or far: in S or not yet. */
    Set<Oid> leaning(Collection<Oid> on) {
        Set<Oid> leaning = new HashSet<>();
        Deque<Oid> open = new ArrayDeque<>(on);
        while (!open.isEmpty()) {
            for (Oid by : named.get(open.pop().digest()).orElse(List.of())) {
                if (leaning.add(by)) {
                    open.push(by);
                }
            }
        }
        return leaning;
    }

    /** Whether a fact is weighed by what is proven about its time: against rivals, or where the policy weighs brackets. */
    boolean isWeighedByTime(Oid oid, Governance now) {
        return facts.get(oid.digest())
                .filter(fact -> weighsBrackets(now.ordered().agreement())
                        || group(Contentions.key(fact, now.associations())).stream()
                                .anyMatch(group -> group.facts().size() > 1))
                .isPresent();
    }

    private static boolean weighsBrackets(Agreement agreement) {
        return agreement.compares(Comparison.ADMISSIBILITY) || agreement.compares(Comparison.CUSTOM);
    }

    /**
     * The next step.
     *
     * @param weighings data to weigh anew
     * @param joined keys that links have joined to others since
     */
    Rivals after(Governance before, Governance now, List<Weighing> weighings, Set<Digest> joined) {
        List<Fact> coming =
                weighings.stream().flatMap(one -> one.now().fact().stream()).toList();
        List<Fact> leaving = facts.isEmpty()
                ? List.of()
                : weighings.stream()
                        .flatMap(one -> facts.get(one.observation().oid().digest()).stream())
                        .toList();
        Set<Oid> weighed = new HashSet<>();
        leaving.forEach(fact -> weighed.add(fact.oid()));
        List<Fact> moving = joined.stream()
                .flatMap(key -> group(key).stream())
                .flatMap(group -> group.facts().stream())
                .filter(fact -> !weighed.contains(fact.oid()))
                .toList();
        List<Stir> stirs = Stream.of(
                        stirs(Stir.Move.COMING, coming, now),
                        stirs(Stir.Move.COMING, moving, now),
                        stirs(Stir.Move.LEAVING, leaving, before),
                        stirs(Stir.Move.LEAVING, moving, before))
                .flatMap(List::stream)
                .toList();
        return new Rivals(groups, facts(leaving, coming), named(weighings), standings).settle(now, stirs);
    }

    private static List<Stir> stirs(Stir.Move move, List<Fact> facts, Governance as) {
        return facts.parallelStream()
                .map(fact -> new Stir(Contentions.key(fact, as.associations()), fact, move))
                .toList();
    }

    private DigestTree<Fact> facts(List<Fact> leaving, List<Fact> coming) {
        Map<Digest, Optional<Fact>> gone = new HashMap<>();
        leaving.forEach(fact -> gone.put(fact.oid().digest(), Optional.empty()));
        return facts.with(gone).with(coming, fact -> fact.oid().digest(), (old, anew) -> anew);
    }

    private DigestTree<List<Oid>> named(List<Weighing> weighings) {
        Map<Digest, Optional<List<Oid>>> changes = new HashMap<>();
        List<Weighing> leaning = weighings.parallelStream()
                .filter(one -> !leansOn(one.observation()).isEmpty())
                .toList();
        for (Weighing one : leaning) {
            for (Oid target : leansOn(one.observation())) {
                List<Oid> by = changes.getOrDefault(target.digest(), named.get(target.digest()))
                        .orElse(List.of());
                if (!by.contains(one.observation().oid())) {
                    List<Oid> more = new ArrayList<>(by);
                    more.add(one.observation().oid());
                    changes.put(target.digest(), Optional.of(List.copyOf(more)));
                }
            }
        }
        return named.with(changes);
    }

    private static List<Oid> leansOn(Verified one) {
        List<Oid> oids = Judgement.targets(one.core().lineage());
        for (Source source : one.core().lineage().sources()) {
            Optional<Oid> disclosed = source.fold(Optional::of, commitment -> Optional.empty());
            disclosed.ifPresent(oids::add);
        }
        return oids;
    }

    private Rivals settle(Governance now, List<Stir> stirs) {
        Court court = new Court(now);
        List<Stir> byKey = DigestTree.<Stir>ofKeys()
                .with(stirs, Stir::key, Stir::and)
                .values()
                .toList();
        List<Settled> all =
                byKey.parallelStream().map(stir -> settle(court, stir)).toList();
        Map<Digest, Optional<Rivalry>> groupsNow = new HashMap<>();
        Set<Digest> gone = new HashSet<>();
        List<Standing> standing = new ArrayList<>(all.size());
        for (Settled one : all) {
            gone.addAll(one.gone());
            standing.addAll(one.standings());
            if (one.kept().isPresent() || groups.containsKey(one.key())) {
                groupsNow.put(one.key(), one.kept());
            }
        }
        if (!gone.isEmpty()) {
            standing.forEach(one -> gone.remove(one.contention().id()));
        }
        gone.forEach(id -> now.seal().entries().get(id).map(Rivals::left).ifPresent(standing::add));
        return new Rivals(groups.with(groupsNow), facts, named, standings.with(standing, gone));
    }

    /** What a key has come to: its group where it must be kept, the contentions that it had, and those that it has. */
    private record Settled(Digest key, Optional<Rivalry> kept, List<Digest> gone, List<Standing> standings) {}

    private Settled settle(Court court, Stir stir) {
        Optional<Rivalry> old = group(stir.key());
        List<Fact> together = new ArrayList<>(stir.all(Stir.Move.COMING));
        Set<Oid> leaving = new HashSet<>();
        stir.all(Stir.Move.LEAVING).forEach(fact -> leaving.add(fact.oid()));
        old.map(Rivalry::facts).orElse(List.of()).stream()
                .filter(fact -> !leaving.contains(fact.oid()))
                .forEach(together::add);
        List<Digest> gone = old.map(Rivalry::contentions).orElse(List.of());
        if (together.isEmpty()) {
            return new Settled(stir.key(), Optional.empty(), gone, List.of());
        }
        together.sort(null);
        List<Standing> standing = Contentions.of(
                        stir.key(), together, court.now().associations())
                .stream()
                .map(court::hear)
                .toList();
        Rivalry rivalry = new Rivalry(
                List.copyOf(together),
                standing.stream().map(one -> one.contention().id()).toList());
        return new Settled(
                stir.key(),
                Optional.of(rivalry).filter(any -> !rivalry.isSaidBy(stir.key(), standing)),
                gone,
                standing);
    }

    /** Hears one contention at a time; a function of its candidates and of what governs. */
    private static final class Court {
        private final Governance now;
        private final Arbitration arbitration;
        private final Map<String, Arbitration> named = new HashMap<>();
        private final RevocationAges ages;

        Court(Governance now) {
            this.now = now;
            this.arbitration = arbitration(now.ordered().agreement());
            this.ages = new RevocationAges(now.ordered(), now.times());
            now.ordered()
                    .agreement()
                    .policies()
                    .forEach(policy -> now.ordered()
                            .agreement()
                            .under(policy.name())
                            .ifPresent(agreement -> named.put(policy.name(), arbitration(agreement))));
        }

        private Arbitration arbitration(Agreement agreement) {
            return new Arbitration(
                    agreement,
                    new Arbitration.Evidence(
                            now.ordered().time()::isBefore,
                            oid -> now.ordered().time().bracket(oid).isClosed(),
                            new Corroboration(
                                    oid -> now.ordered().all().get(oid.digest()).map(Verified::core))),
                    now.ordered().custom());
        }

        Governance now() {
            return now;
        }

        Standing hear(Contention contention) {
            boolean unproven = ages.isUnproven(contention);
            Optional<Ruling> sealed = now.seal().intact(contention);
            if (sealed.isPresent()) {
                Optional<Ruling> decided = decided(contention, sealed.get());
                return new Standing(
                        new JointPicture.Entry(contention, sealed.get()), Standing.Share.INTACT, decided, unproven);
            }
            Ruling policy = arbitration.rule(contention);
            Optional<Ruling> touched = now.seal().touched(contention, policy);
            return new Standing(
                    new JointPicture.Entry(contention, touched.orElse(policy)),
                    touched.isPresent() ? Standing.Share.TOUCHED : Standing.Share.OPEN,
                    decided(contention, policy),
                    unproven);
        }

        /** What a merge decision makes of it; empty where none holds, and where the policy that it names does not tell either. */
        private Optional<Ruling> decided(Contention contention, Ruling advice) {
            return now.acts()
                    .decisions()
                    .standing(contention, now.ordered().releases())
                    .flatMap(choice -> choice.policy()
                            .map(policy -> under(policy, contention))
                            .orElseGet(() -> Optional.of(Standing.outcome(
                                    contention,
                                    Ruling.Resolution.DECIDED,
                                    choice.winner(),
                                    Ruling.MERGE_DECISION,
                                    advice.rows()))));
        }

        private Optional<Ruling> under(String policy, Contention contention) {
            Arbitration anew = Objects.requireNonNull(named.get(policy), "a policy that is agreed");
            Ruling ruling = anew.rule(contention);
            if (ruling.resolution() == Ruling.Resolution.SUSPENDED) {
                return Optional.of(ruling);
            }
            return ruling.winner()
                    .map(winner -> Standing.outcome(
                            contention,
                            Ruling.Resolution.DECIDED,
                            Optional.of(winner),
                            policy + ":" + ruling.decidedBy(),
                            ruling.rows()));
        }
    }
}
