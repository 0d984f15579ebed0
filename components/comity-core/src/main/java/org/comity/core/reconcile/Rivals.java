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
import java.util.TreeMap;
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

/**
 * Facts by what they compete about, and how each contention stands. A step weighs anew the groups that it touches and no
 * other. Immutable.
 */
final class Rivals {

    /** An observation, weighed as S stands now. */
    record Weighing(Verified observation, Governance.Weighed now) {}

    /** Facts of one key, sorted by oid, and the contentions that they make. */
    private record Rivalry(List<Fact> facts, List<Digest> contentions) {}

    /** What a step does to one key. */
    private static final class Stir {
        private final Set<Oid> leaving = new HashSet<>();
        private final List<Fact> coming = new ArrayList<>();
    }

    private final DigestTree<Rivalry> groups;
    private final DigestTree<Fact> facts;
    private final DigestTree<List<Oid>> named;
    private final DigestTree<Standing> standings;

    private Rivals(
            DigestTree<Rivalry> groups,
            DigestTree<Fact> facts,
            DigestTree<List<Oid>> named,
            DigestTree<Standing> standings) {
        this.groups = groups;
        this.facts = facts;
        this.named = named;
        this.standings = standings;
    }

    /** Nothing but what is sealed. */
    static Rivals none(Seal seal) {
        Map<Digest, Optional<Standing>> left = new HashMap<>();
        seal.entries().forEach(entry -> left.put(entry.key(), Optional.of(left(entry.value()))));
        return new Rivals(
                DigestTree.ofKeys(),
                DigestTree.ofKeys(),
                DigestTree.ofKeys(),
                DigestTree.<Standing>ofKeys().with(left));
    }

    private static Standing left(JointPicture.Entry entry) {
        return new Standing(entry.contention(), Seal.left(entry), Standing.Share.TOUCHED, Optional.empty(), false);
    }

    DigestTree<Standing> standings() {
        return standings;
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
                        || groups.get(Contentions.key(fact, now.associations())).stream()
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
        Map<Digest, Stir> stirs = new TreeMap<>();
        Map<Digest, Optional<Fact>> factsNow = new HashMap<>();
        for (Weighing one : weighings) {
            Digest oid = one.observation().oid().digest();
            facts.get(oid)
                    .ifPresent(fact -> stir(stirs, Contentions.key(fact, before.associations()))
                            .leaving
                            .add(fact.oid()));
            one.now()
                    .fact()
                    .ifPresent(fact -> stir(stirs, Contentions.key(fact, now.associations()))
                            .coming
                            .add(fact));
            factsNow.put(oid, one.now().fact());
        }
        for (Digest key : joined) {
            for (Fact fact : groups.get(key).map(Rivalry::facts).orElse(List.of())) {
                if (!factsNow.containsKey(fact.oid().digest())) {
                    stir(stirs, key).leaving.add(fact.oid());
                    stir(stirs, Contentions.key(fact, now.associations()))
                            .coming
                            .add(fact);
                }
            }
        }
        Rivals next = new Rivals(groups, facts.with(factsNow), named(weighings), standings);
        return next.settle(now, stirs);
    }

    private static Stir stir(Map<Digest, Stir> stirs, Digest key) {
        return stirs.computeIfAbsent(key, any -> new Stir());
    }

    private DigestTree<List<Oid>> named(List<Weighing> weighings) {
        Map<Digest, Optional<List<Oid>>> changes = new HashMap<>();
        for (Weighing one : weighings) {
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

    private Rivals settle(Governance now, Map<Digest, Stir> stirs) {
        Court court = new Court(now);
        List<Settled> all = stirs.entrySet().parallelStream()
                .map(entry -> settle(court, entry.getKey(), entry.getValue()))
                .toList();
        Map<Digest, Optional<Rivalry>> groupsNow = new HashMap<>();
        Map<Digest, Optional<Standing>> standingsNow = new HashMap<>();
        all.forEach(one -> one.gone()
                .forEach(id -> standingsNow.put(id, now.seal().entries().get(id).map(Rivals::left))));
        all.forEach(one -> {
            groupsNow.put(one.key(), one.rivalry());
            one.standings()
                    .forEach(standing -> standingsNow.put(standing.contention().id(), Optional.of(standing)));
        });
        return new Rivals(groups.with(groupsNow), facts, named, standings.with(standingsNow));
    }

    private record Settled(Digest key, Optional<Rivalry> rivalry, List<Digest> gone, List<Standing> standings) {}

    private Settled settle(Court court, Digest key, Stir stir) {
        Optional<Rivalry> old = groups.get(key);
        List<Fact> together = new ArrayList<>(stir.coming);
        old.map(Rivalry::facts).orElse(List.of()).stream()
                .filter(fact -> !stir.leaving.contains(fact.oid()))
                .forEach(together::add);
        List<Digest> gone = old.map(Rivalry::contentions).orElse(List.of());
        if (together.isEmpty()) {
            return new Settled(key, Optional.empty(), gone, List.of());
        }
        together.sort(null);
        List<Standing> standing = Contentions.of(together, court.now().associations()).stream()
                .map(court::hear)
                .toList();
        List<Digest> ids = standing.stream().map(one -> one.contention().id()).toList();
        return new Settled(key, Optional.of(new Rivalry(List.copyOf(together), ids)), gone, standing);
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
                return new Standing(contention, sealed.get(), Standing.Share.INTACT, decided, unproven);
            }
            Ruling policy = arbitration.rule(contention);
            Optional<Ruling> touched = now.seal().touched(contention, policy);
            return new Standing(
                    contention,
                    touched.orElse(policy),
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
