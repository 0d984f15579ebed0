package org.comity.core.contention;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.comity.core.agreement.Domain;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;

/**
 * Which facts an authority has replaced by its own later word. A series is what one authority says of one feature,
 * under whichever of its names, and property: inside it a fact gives way to its revision, to its retraction, and, where both carry an edition, to a higher
 * edition. Nothing of another authority can supersede a fact.
 *
 * @param standing neither superseded nor a retraction, sorted
 * @param superseded replaced, sorted
 */
public record Supersession(List<Fact> standing, List<Fact> superseded) {

    private record Series(
            AuthorityId authority,
            FeatureOfInterest feature,
            ObservedProperty property,
            Optional<PhenomenonTime> time) {}

    public Supersession {
        standing = List.copyOf(standing);
        superseded = List.copyOf(superseded);
    }

    /** Splits the facts of one contention, or of many: series never mix. */
    public static Supersession of(Collection<Fact> facts) {
        if (facts.size() == 1) {
            Fact only = facts.iterator().next();
            return new Supersession(only.retracts() ? List.of() : List.of(only), List.of());
        }
        List<Fact> sorted = facts.stream().sorted().toList();
        Set<Oid> replaced = new HashSet<>();
        Map<Oid, Fact> byOid = sorted.stream().collect(Collectors.toMap(Fact::oid, fact -> fact));
        for (Fact fact : sorted) {
            targets(fact).stream()
                    .map(byOid::get)
                    .filter(Objects::nonNull)
                    .filter(target -> target.authority().equals(fact.authority()))
                    .forEach(target -> replaced.add(target.oid()));
        }
        Map<Series, List<Fact>> series = sorted.stream().collect(Collectors.groupingBy(Supersession::key));
        series.values().forEach(one -> replaced.addAll(outdated(one)));
        return new Supersession(
                sorted.stream()
                        .filter(fact -> !replaced.contains(fact.oid()) && !fact.retracts())
                        .toList(),
                sorted.stream().filter(fact -> replaced.contains(fact.oid())).toList());
    }

    private static Series key(Fact fact) {
        boolean event = fact.domain().kind() == Domain.Kind.EVENT;
        return new Series(
                fact.authority(),
                fact.firstName(),
                fact.core().property(),
                event ? Optional.empty() : Optional.of(fact.core().phenomenonTime()));
    }

    private static List<Oid> targets(Fact fact) {
        List<Oid> targets = new ArrayList<>(fact.core().lineage().retracts());
        fact.core().lineage().revisionOf().ifPresent(targets::add);
        return targets;
    }

    private static List<Oid> outdated(List<Fact> series) {
        OptionalLong newest = series.stream()
                .map(fact -> fact.core().lineage().edition())
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .max();
        return series.stream()
                .filter(fact -> fact.core().lineage().edition().isPresent()
                        && fact.core().lineage().edition().getAsLong() < newest.orElseThrow())
                .map(Fact::oid)
                .toList();
    }
}
