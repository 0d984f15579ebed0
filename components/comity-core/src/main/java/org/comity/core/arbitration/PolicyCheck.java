package org.comity.core.arbitration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Comparison;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.Location;
import org.comity.core.agreement.Policy;
import org.comity.core.contention.Contention;

/**
 * Plays every candidate set up to a size through a policy, smallest first, and keeps the first that breaks each law: an
 * answer to all, the same whatever the order of oids, and again for the winner alone; no cycle; no gain from what an originator alone
 * controls. And names the steps of the chain that never decided. Not thread-safe.
 */
public final class PolicyCheck {
    /** The largest candidate set that is tried. */
    public static final int SIZE_MAX = 5;

    /** How a policy answers, given what is proven. */
    interface Judge extends Function<Arbitration.Evidence, Function<Contention, Ruling>> {}

    /** What was tried, and what was found. */
    public record Report(List<PolicyFlaw> flaws, long sets, int size) {
        public Report {
            flaws = List.copyOf(flaws);
        }

        /** Each flaw as one of that policy. */
        private Report of(String policy) {
            return new Report(
                    flaws.stream()
                            .map(flaw -> new PolicyFlaw(
                                    flaw.kind(), "policy " + policy + ": " + flaw.what(), flaw.counterexample()))
                            .toList(),
                    sets,
                    size);
        }

        private Report and(Report that) {
            List<PolicyFlaw> all = new ArrayList<>(flaws);
            all.addAll(that.flaws);
            return new Report(all, sets + that.sets, Math.min(size, that.size));
        }
    }

    private final Universe universe;
    private final Cast cast;
    private final Function<Contention, Ruling> policy;
    private final Map<PolicyFlaw.Kind, PolicyFlaw> flaws = new TreeMap<>();
    private final BitSet decided = new BitSet();
    private final int size;
    private long sets;

    PolicyCheck(Universe universe, Judge judge, int size) {
        this.universe = universe;
        this.size = size;
        cast = new Cast(universe, size);
        this.policy = judge.apply(cast.evidence());
    }

    /**
     * Checks all domains of an agreement, under its policy and under each that it names beside.
     *
     * @param custom answers where the agreement names a custom comparator
     * @param setsMax about how many candidate sets to try in a domain; pairs are always tried, and triples where the
     *     chain corroborates, if need be without varying editions and brackets
     */
    public static Report check(Agreement agreement, long setsMax, CustomComparators custom) {
        Report report = chain(agreement, custom, UnreachableRules.of(agreement), setsMax);
        for (Policy named : agreement.policies()) {
            Agreement under = agreement.under(named.name()).orElseThrow();
            List<PolicyFlaw> rows = named.weights().isEmpty() ? List.of() : UnreachableRules.weights(under);
            report = report.and(chain(under, custom, rows, setsMax).of(named.name()));
        }
        return report;
    }

    private static Report chain(Agreement agreement, CustomComparators custom, List<PolicyFlaw> rules, long setsMax) {
        List<PolicyFlaw> flaws = new ArrayList<>(rules);
        Set<Universe.Field> fields = Universe.read(agreement);
        Judge judge = evidence -> new Arbitration(agreement, evidence, custom)::rule;
        BitSet decided = new BitSet();
        long sets = 0;
        int least = SIZE_MAX;
        for (Domain domain : agreement.domains()) {
            Universe universe = affordable(agreement, domain, fields, setsMax);
            PolicyCheck check = new PolicyCheck(universe, judge, affordable(universe, telling(agreement), setsMax));
            check.run();
            flaws.addAll(check.flaws.values());
            decided.or(check.decided);
            sets += check.sets;
            least = Math.min(least, check.size);
        }
        for (int step = 0;
                step < (agreement.domains().isEmpty() ? 0 : agreement.chain().size());
                step++) {
            if (!decided.get(step)) {
                flaws.add(new PolicyFlaw(
                        PolicyFlaw.Kind.UNREACHABLE,
                        "step " + (step + 1) + " of the chain, "
                                + agreement.chain().get(step) + ", never drops a candidate",
                        List.of()));
            }
        }
        return new Report(flaws, sets, least);
    }

    private static Universe affordable(Agreement agreement, Domain domain, Set<Universe.Field> fields, long setsMax) {
        Set<Universe.Field> varied = EnumSet.copyOf(fields);
        Universe universe = Universe.of(agreement, domain, varied);
        for (Universe.Field spared : List.of(Universe.Field.EDITION, Universe.Field.BRACKET)) {
            long kinds = universe.profiles().size();
            if (kinds * kinds / 2 * universe.locations().size() > setsMax && varied.remove(spared)) {
                universe = Universe.of(agreement, domain, varied);
            }
        }
        return universe;
    }

    /** Two candidates show whether a step can decide; corroboration takes a third that says the same as one of them. */
    private static int telling(Agreement agreement) {
        return agreement.chain().contains(Comparison.CORROBORATION) ? 3 : 2;
    }

    /** Each size holds (kinds + size) / (size + 1) times the sets of the one before. */
    private static int affordable(Universe universe, int least, long setsMax) {
        int size = 1;
        double sets = (double) universe.profiles().size() * universe.locations().size();
        while (size < SIZE_MAX) {
            sets = sets * (universe.profiles().size() + size) / (size + 1);
            if (size >= least && sets > setsMax) {
                break;
            }
            size++;
        }
        return size;
    }

    /** Tries all sets; flaws, each with its smallest counterexample. */
    List<PolicyFlaw> run() {
        for (Optional<Location> location : universe.locations()) {
            for (int count = 1; count <= size; count++) {
                every(new int[count], 0, 0, location);
            }
            cycles(location);
        }
        return List.copyOf(flaws.values());
    }

    long sets() {
        return sets;
    }

    private void every(int[] numbers, int place, int from, Optional<Location> location) {
        if (place == numbers.length) {
            sets++;
            judge(numbers, location);
            return;
        }
        for (int number = from; number < universe.profiles().size(); number++) {
            numbers[place] = number;
            every(numbers, place + 1, number, location);
        }
    }

    private void judge(int[] numbers, Optional<Location> location) {
        Contention contention = cast.contention(numbers, location);
        Ruling ruling;
        try {
            ruling = policy.apply(contention);
        } catch (RuntimeException e) {
            flaw(PolicyFlaw.Kind.NOT_TOTAL, "gives no answer: " + e, numbers);
            return;
        }
        IntStream.range(
                        0,
                        ruling.rows().isEmpty()
                                ? 0
                                : ruling.rows().get(0).values().size())
                .filter(step -> !decided.get(step) && drops(ruling, step))
                .forEach(decided::set);
        if (ruling.resolution() == Ruling.Resolution.SUSPENDED) {
            flaw(PolicyFlaw.Kind.NOT_TOTAL, "gives no answer: " + ruling.decidedBy(), numbers);
            return;
        }
        if (!isAnswer(ruling, contention)) {
            flaw(PolicyFlaw.Kind.NOT_TOTAL, "names a winner that is no candidate, or none without escalating", numbers);
        } else if (!says(ruling).equals(says(policy.apply(cast.turned(numbers, location))))) {
            flaw(PolicyFlaw.Kind.NOT_TOTAL, "depends on the order of oids", numbers);
        } else if (!isIdempotent(ruling, contention)) {
            flaw(PolicyFlaw.Kind.NOT_TOTAL, "does not let the winner prevail alone", numbers);
        }
        for (int who = 0; who < numbers.length; who++) {
            if (!ruling.equals(policy.apply(cast.boasting(numbers, who, location)))) {
                flaw(PolicyFlaw.Kind.SELF_PROMOTION, "weighs what an originator alone controls", numbers);
            }
        }
    }

    private static boolean isAnswer(Ruling ruling, Contention contention) {
        return ruling.winner()
                .map(winner -> contention.candidates().stream()
                        .anyMatch(fact -> fact.oid().equals(winner)))
                .orElse(ruling.resolution() == Ruling.Resolution.ESCALATED);
    }

    /** What a ruling says, whatever the oids are. */
    private List<Object> says(Ruling ruling) {
        return List.of(
                ruling.resolution(),
                ruling.decidedBy(),
                ruling.winner().map(oid -> cast.profile(oid).result()));
    }

    private boolean isIdempotent(Ruling ruling, Contention contention) {
        return ruling.winner()
                .map(winner ->
                        policy.apply(cast.alone(winner, contention)).winner().equals(ruling.winner()))
                .orElse(true);
    }

    /** Whether a step gave two values to candidates that stood until then. */
    private static boolean drops(Ruling ruling, int step) {
        List<Ruling.Row> standing = ruling.rows();
        for (int before = 0; before < step; before++) {
            int at = before;
            long best = standing.stream().mapToLong(row -> value(row, at)).max().orElseThrow();
            standing = standing.stream().filter(row -> value(row, at) == best).toList();
        }
        return standing.stream().mapToLong(row -> value(row, step)).distinct().count() > 1;
    }

    private static long value(Ruling.Row row, int step) {
        return row.values().get(step).value().orElse(Long.MIN_VALUE);
    }

    private void cycles(Optional<Location> location) {
        int count = universe.profiles().size();
        PolicyFlaw partial = flaws.get(PolicyFlaw.Kind.NOT_TOTAL);
        if (size < 2 || partial != null && partial.counterexample().size() <= 2) {
            return;
        }
        BitSet[] over = new BitSet[count];
        for (int one = 0; one < count; one++) {
            over[one] = new BitSet();
            for (int other = 0; other < count; other++) {
                over[one].set(other, prevails(one, other, location));
            }
        }
        for (int one = 0; one < count; one++) {
            int first = one;
            over[one].stream()
                    .forEach(second -> over[second].stream()
                            .filter(third -> over[third].get(first))
                            .forEach(third -> flaw(
                                    PolicyFlaw.Kind.CYCLE,
                                    "each prevails over the next, and the last over the first",
                                    new int[] {first, second, third})));
        }
    }

    private boolean prevails(int one, int other, Optional<Location> location) {
        Contention pair = cast.contention(new int[] {one, other}, location);
        Ruling ruling = policy.apply(pair);
        return !ruling.decidedBy().equals(Ruling.UNANIMOUS)
                && ruling.winner().equals(Optional.of(cast.oid(one, 0)))
                && one != other;
    }

    private void flaw(PolicyFlaw.Kind kind, String what, int[] numbers) {
        PolicyFlaw known = flaws.get(kind);
        if (known == null || known.counterexample().size() > numbers.length) {
            flaws.put(
                    kind,
                    new PolicyFlaw(
                            kind,
                            "in domain " + universe.domain().name() + " the policy " + what,
                            Arrays.stream(numbers)
                                    .mapToObj(number ->
                                            universe.profiles().get(number).toString())
                                    .toList()));
        }
    }
}
