package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.comity.core.agreement.Agreement;
import org.comity.core.arbitration.CustomComparators;
import org.comity.core.authority.AgentId;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Frontier;
import org.comity.core.control.Frontiers;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Oid;

/**
 * One set folded at many vectors, byte for byte as {@link Reconciler#reconcile(Agreement, Collection, Frontiers)} says of each. A
 * vector costs what it adds to the furthest one before it that it covers, so that vectors are best asked for in their own order.
 * Not thread-safe.
 */
public final class Retrospect {

    private record Step(Map<AgentId, Long> reached, Arbitrated fold) {
        boolean isWithin(Frontiers vector) {
            return reached.entrySet().stream()
                    .allMatch(one -> vector.of(one.getKey())
                            .filter(frontier -> frontier.sequence() >= one.getValue())
                            .isPresent());
        }

        long sum() {
            return reached.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private final Map<AgentId, TreeMap<Long, List<Verified>>> chains = new HashMap<>();
    private final Map<Oid, Verified> byOid = new HashMap<>();
    private final Step start;
    private final List<Step> steps = new ArrayList<>();

    /** Looks back on that set; the comparators answer where the agreement names one of its own. */
    public Retrospect(Agreement genesis, Collection<Verified> set, CustomComparators custom) {
        Objects.requireNonNull(genesis, "genesis");
        start = new Step(Map.of(), Reconciler.reconcile(genesis, List.of(), custom));
        for (Verified one : set) {
            byOid.put(one.oid(), one);
            if (one.statement().orElse(null) instanceof Statement.Consignment consignment) {
                chains.computeIfAbsent(consignment.agent(), any -> new TreeMap<>())
                        .computeIfAbsent(consignment.sequence(), any -> new ArrayList<>())
                        .add(one);
            }
        }
    }

    /** The fold at the vector: what was released later has no say. */
    public Arbitrated at(Frontiers vector) {
        Optional<Step> nearest =
                steps.stream().filter(step -> step.isWithin(vector)).max(Comparator.comparingLong(Step::sum));
        Step from = nearest.orElse(start);
        List<Verified> more = new ArrayList<>();
        Map<AgentId, Long> reached = new HashMap<>(from.reached());
        for (Frontier frontier : vector.list()) {
            long had = reached.getOrDefault(frontier.agent(), 0L);
            if (frontier.sequence() > had) {
                chains.getOrDefault(frontier.agent(), new TreeMap<>())
                        .subMap(had, false, frontier.sequence(), true)
                        .values()
                        .forEach(same -> same.forEach(one -> add(one, more)));
                reached.put(frontier.agent(), frontier.sequence());
            }
        }
        Step next = new Step(reached, Reconciler.advance(from.fold(), more));
        nearest.ifPresent(steps::remove);
        steps.add(next);
        return next.fold();
    }

    private void add(Verified consignment, List<Verified> more) {
        more.add(consignment);
        consignment
                .statement()
                .ifPresent(statement -> ((Statement.Consignment) statement)
                        .members()
                        .forEach(member ->
                                Optional.ofNullable(byOid.get(member.oid())).ifPresent(more::add)));
    }
}
