package org.comity.core.arbitration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.ComparatorRef;
import org.comity.core.agreement.Comparison;
import org.comity.core.contention.Contention;
import org.comity.core.contention.Fact;
import org.comity.core.contention.Group;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * The agreed policy at work: each step of the chain keeps the candidates with the largest value; the first that leaves one
 * decides; when none does, the contention escalates. Total, independent of order and duplicates, and blind to every field
 * that an originator alone controls.
 */
public final class Arbitration {

    private final Agreement agreement;
    private final BiPredicate<Oid, Oid> provenBefore;
    private final Predicate<Oid> provenBracket;
    private final Corroboration corroboration;
    private final CustomComparators custom;

    /** Values of candidates that were weighed alike, each once. */
    private final Map<List<Ruling.Value>, List<Ruling.Value>> alike = new ConcurrentHashMap<>();

    /**
     * @param provenBefore whether evidence of mesh-derived time proves the first to precede the second
     * @param provenBracket whether an observation is bounded on both sides by beacons
     */
    public Arbitration(
            Agreement agreement,
            BiPredicate<Oid, Oid> provenBefore,
            Predicate<Oid> provenBracket,
            Corroboration corroboration) {
        this(agreement, new Evidence(provenBefore, provenBracket, corroboration), CustomComparators.NONE);
    }

    /** The same, where a custom comparator can be asked. */
    public Arbitration(Agreement agreement, Evidence evidence, CustomComparators custom) {
        this.agreement = Objects.requireNonNull(agreement, "agreement");
        this.provenBefore = evidence.provenBefore();
        this.provenBracket = evidence.provenBracket();
        this.corroboration = evidence.corroboration();
        this.custom = Objects.requireNonNull(custom, "custom");
    }

    /**
     * What is proven of candidates.
     *
     * @param provenBefore whether mesh-derived time proves the first to precede the second
     * @param provenBracket whether an observation is bounded on both sides by beacons
     */
    public record Evidence(
            BiPredicate<Oid, Oid> provenBefore, Predicate<Oid> provenBracket, Corroboration corroboration) {
        public Evidence {
            Objects.requireNonNull(provenBefore, "provenBefore");
            Objects.requireNonNull(provenBracket, "provenBracket");
            Objects.requireNonNull(corroboration, "corroboration");
        }
    }

    /** The ruling that the policy alone gives. */
    public Ruling rule(Contention contention) {
        List<Fact> candidates = contention.candidates();
        if (candidates.size() == 1 && contention.group().consistency() == Group.Consistency.CONSISTENT) {
            return Ruling.only(contention.id(), candidates.get(0).oid(), valuesOfOnly(contention));
        }
        Map<Oid, List<Ruling.Value>> values = new HashMap<>();
        candidates.forEach(fact -> values.put(fact.oid(), new ArrayList<>()));
        if (candidates.isEmpty()) {
            return ruling(contention, Ruling.Resolution.RETRACTED, Optional.empty(), "RETRACTED", values);
        }
        if (contention.group().consistency() == Group.Consistency.CONFLICTING) {
            return ruling(
                    contention, Ruling.Resolution.ESCALATED, Optional.empty(), Ruling.ASSOCIATION_CONFLICT, values);
        }
        String decidedBy = "";
        List<Fact> remaining = candidates;
        for (Comparison step : agreement.chain()) {
            Outcome<Map<Oid, Long>> answer =
                    step == Comparison.CUSTOM ? custom(contention) : Outcome.yes(weigh(step, contention, remaining));
            Optional<Reason> suspended = answer.fold(any -> Optional.empty(), no -> Optional.of(no.reason()));
            if (suspended.isPresent()) {
                return ruling(
                        contention,
                        Ruling.Resolution.SUSPENDED,
                        Optional.empty(),
                        suspended.get().name(),
                        values);
            }
            Map<Oid, Long> weighed = answer.fold(good -> good, no -> Map.of());
            candidates.forEach(fact ->
                    values.computeIfAbsent(fact.oid(), any -> new ArrayList<>()).add(value(step, weighed, fact)));
            remaining = largest(remaining, weighed);
            if (decidedBy.isEmpty() && remaining.size() == 1) {
                decidedBy = step.name();
            }
        }
        return settle(contention, remaining, decidedBy, values);
    }

    /** Nothing is later than the only candidate, and no custom comparator is asked about it. */
    private List<Ruling.Value> valuesOfOnly(Contention contention) {
        List<Fact> only = contention.candidates();
        Weighing weighing = new Weighing(agreement, contention.group());
        List<Ruling.Value> values = new ArrayList<>();
        for (Comparison step : agreement.chain()) {
            OptionalLong value = switch (step) {
                case CUSTOM -> OptionalLong.empty();
                case RECENCY -> OptionalLong.of(0);
                default -> OptionalLong.of(weigh(step, weighing, only.get(0), only));
            };
            values.add(new Ruling.Value(step.name(), value));
        }
        return alike.computeIfAbsent(List.copyOf(values), all -> all);
    }

    private Ruling settle(
            Contention contention, List<Fact> remaining, String decidedBy, Map<Oid, List<Ruling.Value>> values) {
        Fact first = remaining.get(0);
        if (!decidedBy.isEmpty()) {
            return ruling(contention, Ruling.Resolution.PREVAILS, Optional.of(first.oid()), decidedBy, values);
        }
        if (remaining.stream().allMatch(fact -> Corroboration.sameResult(fact, first))) {
            return ruling(contention, Ruling.Resolution.PREVAILS, Optional.of(first.oid()), Ruling.UNANIMOUS, values);
        }
        return ruling(contention, Ruling.Resolution.ESCALATED, Optional.empty(), Ruling.ESCALATE, values);
    }

    private Map<Oid, Long> weigh(Comparison step, Contention contention, List<Fact> remaining) {
        if (step == Comparison.RECENCY) {
            return new Recency(provenBefore).values(remaining);
        }
        Weighing weighing = new Weighing(agreement, contention.group());
        Map<Oid, Long> values = new HashMap<>();
        for (Fact fact : contention.candidates()) {
            values.put(fact.oid(), weigh(step, weighing, fact, contention.candidates()));
        }
        return values;
    }

    private long weigh(Comparison step, Weighing weighing, Fact fact, List<Fact> all) {
        return switch (step) {
            case PRIORITY -> weighing.priority(fact);
            case AUTHORITY_WEIGHT -> weighing.weight(fact);
            case JURISDICTION -> weighing.jurisdiction(fact);
            case ADMISSIBILITY -> admissibility(fact);
            case CORROBORATION -> corroboration.witnesses(fact, all);
            case RECENCY, CUSTOM -> throw new IllegalStateException(step + " is weighed on its own");
        };
    }

    /** Asked twice, the second time in the opposite order: who answers otherwise then is not believed at all. */
    private Outcome<Map<Oid, Long>> custom(Contention contention) {
        List<Fact> candidates = contention.candidates();
        if (candidates.size() < 2) {
            return Outcome.yes(Map.of());
        }
        ComparatorRef ref = agreement.custom().orElseThrow();
        Weighing weighing = new Weighing(agreement, contention.group());
        List<CustomComparator.Traits> traits = candidates.stream()
                .map(fact -> traits(weighing, fact, candidates))
                .toList();
        List<CustomComparator.Traits> turned = new ArrayList<>(traits);
        Collections.reverse(turned);
        return custom.values(ref, traits)
                .then(first -> custom.values(ref, turned).then(second -> {
                    List<Long> back = new ArrayList<>(second);
                    Collections.reverse(back);
                    return back.equals(first) && first.size() == traits.size()
                            ? Outcome.yes(byOid(candidates, first))
                            : Outcome.no(Reason.COMPARATOR_DIFFERS, ref + " answers one question in two ways");
                }));
    }

    private static Map<Oid, Long> byOid(List<Fact> candidates, List<Long> values) {
        Map<Oid, Long> byOid = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            byOid.put(candidates.get(i).oid(), values.get(i));
        }
        return byOid;
    }

    private CustomComparator.Traits traits(Weighing weighing, Fact fact, List<Fact> all) {
        return new CustomComparator.Traits(
                weighing.priority(fact),
                weighing.weight(fact),
                weighing.jurisdiction(fact),
                fact.tier().ordinal(),
                provenBracket.test(fact.oid()) ? 1 : 0,
                fact.mappingPermille(),
                corroboration.witnesses(fact, all));
    }

    private long admissibility(Fact fact) {
        return admissibility(fact.tier().ordinal(), provenBracket.test(fact.oid()), fact.mappingPermille());
    }

    /** Tier, then whether beacons bound it on both sides, then the confidence of its mapping. */
    static long admissibility(int tier, boolean bracketed, int mappingPermille) {
        return (tier * 2L + (bracketed ? 1 : 0)) * 10_000L + mappingPermille;
    }

    private static List<Fact> largest(List<Fact> remaining, Map<Oid, Long> weighed) {
        long best = remaining.stream()
                .mapToLong(fact -> weighed.getOrDefault(fact.oid(), Long.MIN_VALUE))
                .max()
                .orElseThrow();
        return remaining.stream()
                .filter(fact -> weighed.getOrDefault(fact.oid(), Long.MIN_VALUE) == best)
                .toList();
    }

    private static Ruling.Value value(Comparison step, Map<Oid, Long> weighed, Fact fact) {
        Long value = weighed.get(fact.oid());
        return new Ruling.Value(step.name(), value == null ? OptionalLong.empty() : OptionalLong.of(value));
    }

    /** A ruling in which the winner, if any, is no loser and every candidate has a row. */
    private Ruling ruling(
            Contention contention,
            Ruling.Resolution resolution,
            Optional<Oid> winner,
            String decidedBy,
            Map<Oid, List<Ruling.Value>> weighed) {
        return new Ruling(
                contention.id(),
                resolution,
                winner,
                contention.candidates().stream()
                        .map(Fact::oid)
                        .filter(oid -> !winner.filter(oid::equals).isPresent())
                        .toList(),
                decidedBy,
                weighed.entrySet().stream()
                        .map(entry -> new Ruling.Row(
                                entry.getKey(), alike.computeIfAbsent(List.copyOf(entry.getValue()), values -> values)))
                        .toList());
    }
}
