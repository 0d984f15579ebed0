package org.comity.core.control;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.comity.core.authority.AgentId;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;

/**
 * The vector that names a state of S: one frontier an agent, sorted by agent. An agent without one has released nothing.
 */
public record Frontiers(List<Frontier> list) {

    /** Nothing released yet. */
    public static final Frontiers NONE = new Frontiers(List.of());

    public Frontiers {
        list = list.stream().sorted(Comparator.comparing(Frontier::agent)).toList();
        for (int i = 1; i < list.size(); i++) {
            if (list.get(i).agent().equals(list.get(i - 1).agent())) {
                throw new IllegalArgumentException("one frontier an agent");
            }
        }
    }

    /** The vector of these frontiers. */
    public static Frontiers of(Collection<Frontier> frontiers) {
        return new Frontiers(List.copyOf(frontiers));
    }

    /** The frontier of that agent. */
    public Optional<Frontier> of(AgentId agent) {
        return list.stream().filter(one -> one.agent().equals(agent)).findFirst();
    }

    /** "comity-frontiers-v1": agent, sequence, consignment of each. */
    public Digest digest() {
        return Encoding.of("comity-frontiers-v1")
                .list(
                        list,
                        (out, one) -> out.text(one.agent().urn())
                                .number(one.sequence())
                                .oid(one.consignment()))
                .digest();
    }
}
