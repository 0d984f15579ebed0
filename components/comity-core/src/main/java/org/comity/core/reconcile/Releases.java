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
import java.util.TreeMap;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AgentId;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Entitlement;
import org.comity.core.control.Frontier;
import org.comity.core.control.Frontiers;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;

/**
 * What the agents' consignment chains release: each chain is followed from its first consignment while sequence and
 * previous oid fit; a gap ends it, a fork ends it before the fork.
 */
final class Releases {

    /** One release of one observation. */
    record Release(Verified consignment, Statement.Consignment statement, Statement.Member member) {}

    private final Map<AgentId, List<Verified>> chains = new TreeMap<>();
    private final Map<Oid, List<Release>> releases = new HashMap<>();
    private final Set<AgentId> forked = new HashSet<>();
    private final Set<Oid> members = new HashSet<>();
    private final Map<Oid, Reason> left = new TreeMap<>();

    private Releases() {}

    /** Follows the chains of all entitled agents, each no further than the given vector where it names the agent. */
    static Releases of(Collection<Verified> all, Agreement agreement, Set<Digest> epochs, Optional<Frontiers> upTo) {
        Releases result = new Releases();
        Map<AgentId, Map<Long, List<Verified>>> byAgent = new TreeMap<>();
        for (Verified one : all) {
            if (one.statement().orElse(null) instanceof Statement.Consignment statement
                    && Entitlement.allows(statement, one.credential(), agreement)
                    && one.core().agreement().filter(epochs::contains).isPresent()) {
                byAgent.computeIfAbsent(statement.agent(), any -> new HashMap<>())
                        .computeIfAbsent(statement.sequence(), any -> new ArrayList<>())
                        .add(one);
            }
        }
        byAgent.forEach((agent, bySequence) -> {
            result.follow(agent, bySequence, limit(upTo, agent));
            result.leave(agent, bySequence);
        });
        return result;
    }

    /** What was not followed: beyond a fork, or waiting for a consignment before it. */
    private void leave(AgentId agent, Map<Long, List<Verified>> bySequence) {
        Reason reason = forked.contains(agent) ? Reason.AGENT_FORKED : Reason.CONSIGNMENT_GAP;
        bySequence.values().stream()
                .flatMap(List::stream)
                .filter(one -> !members.contains(one.oid()))
                .forEach(one -> left.put(one.oid(), reason));
    }

    private static long limit(Optional<Frontiers> upTo, AgentId agent) {
        return upTo.map(vector -> vector.of(agent).map(Frontier::sequence).orElse(0L))
                .orElse(Long.MAX_VALUE);
    }

    private void follow(AgentId agent, Map<Long, List<Verified>> bySequence, long limit) {
        List<Verified> chain = new ArrayList<>();
        for (long next = 1; next <= limit && bySequence.containsKey(next); next++) {
            Optional<Oid> before = chain.isEmpty()
                    ? Optional.empty()
                    : Optional.of(chain.get(chain.size() - 1).oid());
            List<Verified> fitting = bySequence.get(next).stream()
                    .distinct()
                    .filter(one -> statement(one).previous().equals(before))
                    .toList();
            if (fitting.size() != 1) {
                if (fitting.size() > 1) {
                    forked.add(agent);
                }
                break;
            }
            chain.add(fitting.get(0));
            release(fitting.get(0));
        }
        chains.put(agent, chain);
    }

    private void release(Verified consignment) {
        members.add(consignment.oid());
        for (Statement.Member member : statement(consignment).members()) {
            members.add(member.oid());
            releases.computeIfAbsent(member.oid(), any -> new ArrayList<>())
                    .add(new Release(consignment, statement(consignment), member));
        }
    }

    private static Statement.Consignment statement(Verified consignment) {
        return (Statement.Consignment) consignment.statement().orElseThrow();
    }

    /** The vector that these chains reach. */
    Frontiers frontiers() {
        List<Frontier> list = new ArrayList<>();
        chains.forEach((agent, chain) -> {
            if (!chain.isEmpty()) {
                list.add(new Frontier(
                        agent, chain.size(), chain.get(chain.size() - 1).oid()));
            }
        });
        return Frontiers.of(list);
    }

    /** Whether a consignment that was followed lists it, or it is one. */
    boolean holds(Oid oid) {
        return members.contains(oid);
    }

    /** All releases of an observation, by consignment oid. */
    List<Release> of(Oid oid) {
        return releases.getOrDefault(oid, List.of()).stream()
                .sorted(Comparator.comparing(release -> release.consignment().oid()))
                .toList();
    }

    /** Whether it was released at or before the vector. */
    boolean releasedAt(Oid oid, Frontiers vector) {
        return of(oid).stream()
                .anyMatch(release -> vector.of(release.statement().agent())
                        .filter(frontier ->
                                frontier.sequence() >= release.statement().sequence())
                        .isPresent());
    }

    /** Members that a followed consignment lists and the given observations lack. */
    Set<Oid> missing(Set<Oid> present) {
        Set<Oid> missing = new HashSet<>(members);
        missing.removeAll(present);
        return missing;
    }

    /** Consignments that are not followed, and why: they and what they alone list are not in S. */
    Map<Oid, Reason> notFollowed() {
        return Map.copyOf(left);
    }

    /** Agents whose chain forks. */
    Set<AgentId> forked() {
        return Set.copyOf(forked);
    }
}
