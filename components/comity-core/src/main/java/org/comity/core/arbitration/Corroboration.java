package org.comity.core.arbitration;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.comity.core.contention.Fact;
import org.comity.core.lineage.Source;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Core;

/**
 * Counts independent witnesses. A witness is a leaf of the disclosed lineage; a mesh counts once however many leaves it
 * has, an echo counts as what it echoes, and what is not disclosed to all is never independent.
 */
public final class Corroboration {

    private final Function<Oid, Optional<Core>> known;

    /** Over the lineage of the observations that the function knows. */
    public Corroboration(Function<Oid, Optional<Core>> known) {
        this.known = Objects.requireNonNull(known, "known");
    }

    /** Over the lineage of these observations. */
    public Corroboration(Map<Oid, Core> known) {
        this(oid -> Optional.ofNullable(known.get(oid)));
    }

    /** How many meshes independently say what the candidate says. */
    public long witnesses(Fact candidate, Collection<Fact> all) {
        Set<MeshId> meshes = new TreeSet<>();
        all.stream()
                .filter(fact -> sameResult(fact, candidate))
                .forEach(fact -> leaves(fact.oid()).stream()
                        .map(known)
                        .flatMap(Optional::stream)
                        .forEach(leaf -> meshes.add(leaf.origin().mesh())));
        return meshes.size();
    }

    /** Whether two facts say the same. */
    static boolean sameResult(Fact one, Fact other) {
        return one.said().equals(other.said());
    }

    /** The known leaf sources of an observation; itself where it has no source. */
    public Set<Oid> leaves(Oid of) {
        return walk(of, new HashSet<>());
    }

    /** All disclosed sources of an observation, near and far. */
    public Set<Oid> ancestors(Oid of) {
        Set<Oid> seen = new HashSet<>();
        walk(of, seen);
        seen.remove(of);
        return seen;
    }

    private Set<Oid> walk(Oid of, Set<Oid> seen) {
        Set<Oid> leaves = new HashSet<>();
        Deque<Oid> open = new ArrayDeque<>();
        open.push(of);
        while (!open.isEmpty()) {
            Oid oid = open.pop();
            Core core = seen.add(oid) ? known.apply(oid).orElse(null) : null;
            if (core == null) {
                continue;
            }
            if (core.lineage().sources().isEmpty()) {
                leaves.add(oid);
            }
            core.lineage().sources().forEach(source -> disclosed(source).ifPresent(open::push));
        }
        return leaves;
    }

    private static Optional<Oid> disclosed(Source source) {
        return source.fold(Optional::of, commitment -> Optional.empty());
    }
}
