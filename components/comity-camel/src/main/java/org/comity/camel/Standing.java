package org.comity.camel;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.comity.core.arbitration.Ruling;
import org.comity.core.control.Frontier;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Reason;
import org.comity.core.partition.Partition;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Encounter;
import org.comity.core.temporal.Faults;

/**
 * Where a boundary agent stands, in numbers, at one moment: the one reading that meters, health, console and JMX show. It decides
 * nothing.
 *
 * @param reasons how many items bear each reason: refused, held, or in S and not counted
 * @param rulings how many contentions ended in each way
 * @param waiting by channel, how many consignments were made and not yet put on it
 */
record Standing(
        Digest picture,
        long ledger,
        long admitted,
        Map<Reason, Long> reasons,
        Map<Ruling.Resolution, Long> rulings,
        Faults faults,
        Map<String, Long> waiting) {

    private static final Set<Ruling.Resolution> WAITING =
            Set.of(Ruling.Resolution.ESCALATED, Ruling.Resolution.GOVERNED, Ruling.Resolution.SEALED);

    Standing {
        reasons = Map.copyOf(reasons);
        rulings = Map.copyOf(rulings);
        waiting = Map.copyOf(new TreeMap<>(waiting));
    }

    /** The agents that an application bound, by the name under which routes know them. */
    static Map<String, BoundaryAgent> agents(CamelContext context) {
        return new TreeMap<>(context.getRegistry().findByTypeWithName(BoundaryAgent.class));
    }

    /** How the encounters that an application bound stand, by name. */
    static Map<String, Partition> partitions(CamelContext context) {
        Map<String, Partition> partitions = new TreeMap<>();
        context.getRegistry()
                .findByTypeWithName(Encounter.class)
                .forEach((name, encounter) -> partitions.put(name, encounter.partition()));
        return partitions;
    }

    /** The names of the channels that an application bound. */
    static List<String> channels(CamelContext context) {
        return context.getRegistry().findByTypeWithName(Channel.class).keySet().stream()
                .sorted()
                .toList();
    }

    static Standing of(BoundaryAgent agent, List<String> channels) {
        Arbitrated current = agent.current();
        Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
        agent.refused().forEach(kept -> reasons.merge(kept.reason(), 1L, Long::sum));
        current.detected().notCounted().forEach(one -> reasons.merge(one.reason(), 1L, Long::sum));
        Map<Ruling.Resolution, Long> rulings = new EnumMap<>(Ruling.Resolution.class);
        current.picture()
                .entries()
                .forEach(entry -> rulings.merge(entry.ruling().resolution(), 1L, Long::sum));
        long released = current.picture()
                .frontiers()
                .of(agent.id())
                .map(Frontier::sequence)
                .orElse(0L);
        Map<String, Long> waiting = new TreeMap<>();
        channels.forEach(name -> waiting.put(name, Math.max(0, released - agent.sent(name))));
        return new Standing(
                current.picture().digest(),
                agent.node().ledger().size(),
                agent.admitted().size(),
                reasons,
                rulings,
                current.detected().ordered().time().faults(),
                waiting);
    }

    /** How many contentions wait for a person. */
    long escalations() {
        return WAITING.stream()
                .mapToLong(resolution -> rulings.getOrDefault(resolution, 0L))
                .sum();
    }

    /** How many contentions there are. */
    long contentions() {
        return rulings.values().stream().mapToLong(Long::longValue).sum();
    }
}
