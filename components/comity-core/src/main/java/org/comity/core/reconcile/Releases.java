package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AgentId;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Entitlement;
import org.comity.core.control.Frontier;
import org.comity.core.control.Frontiers;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.DigestTree;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;

/**
 * What the agents' consignment chains release: each chain is followed from its first consignment while sequence and
 * previous oid fit; a gap ends it, a fork ends it before the fork. Immutable.
 */
final class Releases {

    /** One release of one observation. */
    record Release(Verified consignment, Statement.Member member) {
        Statement.Consignment statement() {
            return Releases.statement(consignment);
        }
    }

    /**
     * One agent's chain.
     *
     * @param length how many consignments were followed
     * @param waiting consignments by sequence that were not followed
     */
    private record Chain(long length, Optional<Oid> last, Fork fork, SortedMap<Long, List<Verified>> waiting) {
        static final Chain NEW = new Chain(0, Optional.empty(), Fork.NONE, new TreeMap<>());

        enum Fork {
            NONE,
            FORKED
        }

        Chain with(Verified consignment, long sequence) {
            SortedMap<Long, List<Verified>> more = new TreeMap<>(waiting);
            List<Verified> same = new ArrayList<>(more.getOrDefault(sequence, List.of()));
            same.add(consignment);
            more.put(sequence, List.copyOf(same));
            return new Chain(length, last, fork, more);
        }
    }

    private final Map<AgentId, Chain> chains;
    private final DigestTree<Release> releases;
    private final DigestTree<List<Release>> several;
    private final DigestTree<Verified> followed;

    /**
     * @param releases one for each observation
     * @param several all releases, by consignment oid, of each observation that has more than one
     */
    private Releases(
            Map<AgentId, Chain> chains,
            DigestTree<Release> releases,
            DigestTree<List<Release>> several,
            DigestTree<Verified> followed) {
        this.chains = Map.copyOf(chains);
        this.releases = releases;
        this.several = several;
        this.followed = followed;
    }

    /** Follows the chains of all entitled agents, each no further than the given vector where it names the agent. */
    static Releases of(Collection<Verified> all, Agreement agreement, Set<Digest> epochs, Optional<Frontiers> upTo) {
        return new Releases(Map.of(), DigestTree.ofKeys(), DigestTree.ofKeys(), DigestTree.ofKeys())
                .follow(all, agreement, epochs, upTo);
    }

    /**
     * With more consignments, under the same epochs and without a vector.
     *
     * @return empty where one claims a place that is taken: the chain may fork before what was followed
     */
    Optional<Releases> with(Collection<Verified> more, Agreement agreement, Set<Digest> epochs) {
        boolean later = more.stream()
                .filter(one -> isConsignment(one, agreement, epochs))
                .allMatch(one -> statement(one).sequence()
                        > chains.getOrDefault(statement(one).agent(), Chain.NEW).length());
        return later ? Optional.of(follow(more, agreement, epochs, Optional.empty())) : Optional.empty();
    }

    private Releases follow(
            Collection<Verified> more, Agreement agreement, Set<Digest> epochs, Optional<Frontiers> upTo) {
        Map<AgentId, Chain> next = new HashMap<>(chains);
        for (Verified one : more) {
            if (isConsignment(one, agreement, epochs)) {
                Statement.Consignment statement = statement(one);
                Chain chain = next.getOrDefault(statement.agent(), Chain.NEW);
                next.put(statement.agent(), chain.with(one, statement.sequence()));
            }
        }
        List<Verified> fresh = new ArrayList<>();
        next.replaceAll((agent, chain) -> follow(chain, limit(upTo, agent), fresh));
        List<Release> listed = fresh.stream()
                .flatMap(one -> statement(one).members().stream().map(member -> new Release(one, member)))
                .toList();
        DigestTree<Release> all =
                releases.with(listed, one -> one.member().oid().digest(), (first, other) -> first);
        boolean once = all.size() == releases.size() + listed.size();
        return new Releases(
                next,
                all,
                once ? several : several.with(again(listed)),
                followed.with(fresh, one -> one.oid().digest(), (first, other) -> first));
    }

    private static boolean isConsignment(Verified one, Agreement agreement, Set<Digest> epochs) {
        return one.statement().orElse(null) instanceof Statement.Consignment statement
                && Entitlement.allows(statement, one.credential(), agreement)
                && one.core().agreement().filter(epochs::contains).isPresent();
    }

    private static long limit(Optional<Frontiers> upTo, AgentId agent) {
        return upTo.map(vector -> vector.of(agent).map(Frontier::sequence).orElse(0L))
                .orElse(Long.MAX_VALUE);
    }

    private static Chain follow(Chain chain, long limit, List<Verified> fresh) {
        SortedMap<Long, List<Verified>> waiting = new TreeMap<>(chain.waiting());
        long length = chain.length();
        Optional<Oid> last = chain.last();
        Chain.Fork fork = Chain.Fork.NONE;
        while (length < limit && waiting.containsKey(length + 1)) {
            Optional<Oid> before = last;
            List<Verified> fitting = waiting.getOrDefault(length + 1, List.of()).stream()
                    .distinct()
                    .filter(one -> statement(one).previous().equals(before))
                    .toList();
            if (fitting.size() != 1) {
                fork = fitting.isEmpty() ? Chain.Fork.NONE : Chain.Fork.FORKED;
                break;
            }
            length++;
            last = Optional.of(fitting.get(0).oid());
            fresh.add(fitting.get(0));
            drop(waiting, length, fitting.get(0));
        }
        return new Chain(length, last, fork, waiting);
    }

    /** What claimed the same place and does not fit goes on waiting, so that an operator sees it. */
    private static void drop(SortedMap<Long, List<Verified>> waiting, long sequence, Verified followed) {
        List<Verified> others = waiting.getOrDefault(sequence, List.of()).stream()
                .filter(one -> !one.equals(followed))
                .toList();
        if (others.isEmpty()) {
            waiting.remove(sequence);
        } else {
            waiting.put(sequence, others);
        }
    }

    /** All releases of those that are released again. */
    private Map<Digest, Optional<List<Release>>> again(List<Release> listed) {
        Map<Digest, List<Release>> byOid = new HashMap<>();
        for (Release release : listed) {
            Oid oid = release.member().oid();
            byOid.computeIfAbsent(oid.digest(), any -> new ArrayList<>(of(oid))).add(release);
        }
        Map<Digest, Optional<List<Release>>> again = new HashMap<>();
        byOid.forEach((oid, all) -> {
            if (all.size() > 1) {
                all.sort(Comparator.comparing(release -> release.consignment().oid()));
                again.put(oid, Optional.of(List.copyOf(all)));
            }
        });
        return again;
    }

    private static Statement.Consignment statement(Verified consignment) {
        return (Statement.Consignment) consignment.statement().orElseThrow();
    }

    /** The vector that these chains reach. */
    Frontiers frontiers() {
        List<Frontier> list = new ArrayList<>();
        chains.forEach((agent, chain) ->
                chain.last().ifPresent(last -> list.add(new Frontier(agent, chain.length(), last))));
        return Frontiers.of(list);
    }

    /** Whether a consignment that was followed lists it, or it is one. */
    boolean holds(Oid oid) {
        return releases.containsKey(oid.digest()) || followed.containsKey(oid.digest());
    }

    /** All releases of an observation, by consignment oid. */
    List<Release> of(Oid oid) {
        return several.get(oid.digest())
                .orElseGet(() -> releases.get(oid.digest()).map(List::of).orElse(List.of()));
    }

    /** Whether it was released at or before the vector. */
    boolean releasedAt(Oid oid, Frontiers vector) {
        return of(oid).stream()
                .anyMatch(release -> vector.of(release.statement().agent())
                        .filter(frontier ->
                                frontier.sequence() >= release.statement().sequence())
                        .isPresent());
    }

    /** Whether each frontier of the vector is a consignment that was followed. */
    boolean reaches(Frontiers vector) {
        return vector.list().stream()
                .allMatch(one -> followed.get(one.consignment().digest())
                        .map(Releases::statement)
                        .filter(found -> found.agent().equals(one.agent()) && found.sequence() == one.sequence())
                        .isPresent());
    }

    /** The oids whose releases are others than before: of members, and of consignments that were followed since. */
    Set<Oid> since(Releases before) {
        Set<Oid> changed = new HashSet<>();
        releases.since(before.releases).forEach(change -> changed.add(new Oid(change.key())));
        several.since(before.several).forEach(change -> changed.add(new Oid(change.key())));
        followed.since(before.followed).forEach(change -> changed.add(new Oid(change.key())));
        return changed;
    }

    /** Members that a followed consignment lists and the given observations lack. */
    Set<Oid> missing(DigestTree<Verified> present) {
        Set<Oid> missing = new HashSet<>();
        for (DigestTree.Entry<Release> entry : releases) {
            if (!present.containsKey(entry.key())) {
                missing.add(new Oid(entry.key()));
            }
        }
        return missing;
    }

    /** Consignments that are not followed, and why: they and what they alone list are not in S. */
    Map<Oid, Reason> notFollowed() {
        Map<Oid, Reason> left = new HashMap<>();
        chains.values()
                .forEach(chain -> chain.waiting()
                        .values()
                        .forEach(same -> same.stream()
                                .filter(one -> !followed.containsKey(one.oid().digest()))
                                .forEach(one -> left.put(
                                        one.oid(),
                                        chain.fork() == Chain.Fork.FORKED
                                                ? Reason.AGENT_FORKED
                                                : Reason.CONSIGNMENT_GAP))));
        return left;
    }

    /** Agents whose chain forks. */
    Set<AgentId> forked() {
        Set<AgentId> forked = new HashSet<>();
        chains.forEach((agent, chain) -> {
            if (chain.fork() == Chain.Fork.FORKED) {
                forked.add(agent);
            }
        });
        return forked;
    }
}
