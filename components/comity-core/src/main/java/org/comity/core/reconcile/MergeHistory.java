package org.comity.core.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.comity.core.agreement.Domain;
import org.comity.core.authority.AgentId;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Oid;

/**
 * When domains were stopped and went on, and when joint acts took effect, as one mesh came to know of it: S again, consignment by
 * consignment in the order of its admission. Another mesh may have known in another order; where both hold the same S they stand alike.
 */
public final class MergeHistory {
    /**
     * What brought a change: the consignment that was taken in.
     *
     * @param claimed the time that the releasing mesh claims for the consignment's head; it orders nothing
     */
    public record Turn(AgentId agent, long sequence, Oid consignment, Instant claimed) {
        public Turn {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(consignment, "consignment");
            Objects.requireNonNull(claimed, "claimed");
        }

        @Override
        public String toString() {
            return "consignment " + sequence + " of " + agent + ", made about " + claimed;
        }
    }

    /** A time during which a domain was stopped; without an end it still is. */
    public record Stop(String domain, Turn since, Optional<Turn> until) {
        public Stop {
            Objects.requireNonNull(domain, "domain");
            Objects.requireNonNull(since, "since");
            Objects.requireNonNull(until, "until");
        }
    }

    private final List<Stop> stops = new ArrayList<>();
    private final Map<String, Turn> open = new LinkedHashMap<>();
    private final Map<Statement, Turn> effects = new HashMap<>();
    private final Map<Statement, List<Oid>> signed = new HashMap<>();

    private MergeHistory() {}

    /**
     * The history of what was admitted.
     *
     * @param current what the mesh has come to
     * @param admitted in the order of admission
     */
    public static MergeHistory of(Arbitrated current, Collection<Verified> admitted) {
        MergeHistory history = new MergeHistory();
        Arbitrated now = Reconciler.reconcile(
                current.detected().ordered().genesis(),
                List.of(),
                current.detected().ordered().custom());
        List<Verified> waiting = new ArrayList<>();
        for (Verified one : admitted) {
            waiting.add(one);
            one.statement()
                    .filter(JointAct::isJoint)
                    .ifPresent(statement -> history.signed
                            .computeIfAbsent(statement, any -> new ArrayList<>())
                            .add(one.oid()));
            if (one.statement().orElse(null) instanceof Statement.Consignment consignment) {
                now = Reconciler.advance(now, waiting);
                waiting.clear();
                history.note(
                        now,
                        new Turn(
                                consignment.agent(),
                                consignment.sequence(),
                                one.oid(),
                                consignment.head().latest()));
            }
        }
        history.open.forEach((domain, since) -> history.stops.add(new Stop(domain, since, Optional.empty())));
        return history;
    }

    private void note(Arbitrated now, Turn turn) {
        Set<String> stopped = new HashSet<>();
        for (Domain domain : now.detected().ordered().agreement().domains()) {
            if (now.detected().isStopped(domain.name())) {
                stopped.add(domain.name());
                open.putIfAbsent(domain.name(), turn);
            }
        }
        open.entrySet().removeIf(one -> {
            boolean over = !stopped.contains(one.getKey());
            if (over) {
                stops.add(new Stop(one.getKey(), one.getValue(), Optional.of(turn)));
            }
            return over;
        });
        signed.forEach((statement, oids) -> {
            boolean counts = oids.stream()
                    .anyMatch(oid -> now.detected().ordered().all().containsKey(oid.digest())
                            && !now.detected().reasons().containsKey(oid.digest()));
            if (counts) {
                effects.putIfAbsent(statement, turn);
            }
        });
    }

    /** When domains were stopped, those that still are last. */
    public List<Stop> stops() {
        return List.copyOf(stops);
    }

    /** When a merge decision or a cut first took effect. */
    public Optional<Turn> effect(Statement statement) {
        return Optional.ofNullable(effects.get(statement));
    }
}
