package org.comity.core.arbitration;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.comity.core.contention.Fact;
import org.comity.core.mesh.Oid;

/**
 * Newest first, as far as it is proven. Of one authority's candidates those go that its own editions, or else hash order,
 * show to be older; of the others, each counts how many of other authorities are proven to come after it. A strict order
 * on each of the two steps, so that no cycle can arise and no order is claimed that the evidence does not support.
 */
final class Recency {

    /** Below every count of later candidates: outdated by the own authority. */
    static final long OUTDATED = Long.MIN_VALUE;

    private final BiPredicate<Oid, Oid> provenBefore;

    Recency(BiPredicate<Oid, Oid> provenBefore) {
        this.provenBefore = provenBefore;
    }

    /** Zero for a candidate that none of the others is proven to follow; less the more do. */
    Map<Oid, Long> values(Collection<Fact> remaining) {
        Map<Oid, Long> values = new HashMap<>();
        Map<String, List<Fact>> byAuthority = remaining.stream()
                .collect(Collectors.groupingBy(fact -> fact.authority().urn()));
        List<Fact> newest = byAuthority.values().stream()
                .flatMap(own -> newest(own).stream())
                .toList();
        remaining.forEach(fact -> values.put(fact.oid(), OUTDATED));
        for (Fact fact : newest) {
            long later = newest.stream()
                    .filter(other -> !other.authority().equals(fact.authority()))
                    .filter(other -> provenBefore.test(fact.oid(), other.oid()))
                    .count();
            values.put(fact.oid(), -later);
        }
        return values;
    }

    private List<Fact> newest(List<Fact> own) {
        boolean editions =
                own.stream().allMatch(fact -> fact.core().lineage().edition().isPresent());
        return own.stream()
                .filter(fact -> own.stream()
                        .noneMatch(other ->
                                editions ? edition(fact) < edition(other) : provenBefore.test(fact.oid(), other.oid())))
                .toList();
    }

    private static long edition(Fact fact) {
        return fact.core().lineage().edition().orElseThrow();
    }
}
