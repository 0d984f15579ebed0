package org.comity.testkit.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.comity.core.mesh.Oid;
import org.comity.core.temporal.Moment;
import org.comity.core.temporal.TemporalEvidence;
import org.comity.testkit.Seeds;
import org.junit.jupiter.api.Test;

/**
 * Held against the truth: no order is wrong, and none that the evidence decides is missed. {@code -Dcomity.pairs=10000000}
 * runs as many pairs as a release should.
 */
class ClockSimulationTest {
    private static final int PPM = 100;
    private static final int EVENTS = 450;
    private static final int PAIRS_MIN = 150_000;
    private static final Duration TEN_YEARS = Duration.ofDays(3_653);

    private static final class Count {
        private long pairs;
        private long decided;
        private long wrong;
        private long missed;
        private long invented;
        private long clockFaults;
        private int fusions;
        private int liarsNamed;
        private int honestNamed;

        @Override
        public String toString() {
            return pairs + " pairs, " + decided + " decided, wrong " + wrong + ", missed " + missed + ", invented "
                    + invented + ", honest clocks at fault " + clockFaults + "; fusions with a liar " + fusions
                    + ", liar named " + liarsNamed + ", honest named " + honestNamed;
        }
    }

    private static Count simulate(int worlds, ClockSimulation.Conditions conditions) {
        Count count = new Count();
        Seeds.forAll(worlds, random -> {
            ClockSimulation world = new ClockSimulation(random, conditions).run(EVENTS);
            List<Moment> set = world.released();
            TemporalEvidence evidence = TemporalEvidence.of(set, PPM);
            BruteForce oracle = new BruteForce(set, PPM);
            long before = count.wrong + count.missed + count.invented;
            for (Moment one : set) {
                count.clockFaults += evidence.isClockFault(one.oid()) ? 1 : 0;
                for (Moment other : set) {
                    if (one != other) {
                        judge(count, world, evidence, oracle, one, other);
                    }
                }
            }
            count.fusions += world.fusions();
            count.liarsNamed += world.liarsNamed();
            count.honestNamed += world.honestNamed();
            assertThat(count.wrong + count.missed + count.invented)
                    .as("wrong, missed or invented in this world: " + count)
                    .isEqualTo(before);
            assertThat(evidence.faults().drifts()).isEmpty();
        });
        return count;
    }

    private static void judge(
            Count count,
            ClockSimulation world,
            TemporalEvidence evidence,
            BruteForce oracle,
            Moment one,
            Moment other) {
        Oid first = one.oid();
        Oid second = other.oid();
        boolean decided = evidence.isBefore(first, second);
        boolean decidable = oracle.isBefore(one, other);
        count.pairs++;
        count.decided += decided ? 1 : 0;
        count.wrong += decided && !world.truth(first).isBefore(world.truth(second)) ? 1 : 0;
        count.missed += decidable && !decided ? 1 : 0;
        count.invented += decided && !decidable ? 1 : 0;
    }

    private static int worlds(long pairs) {
        return (int) (pairs / PAIRS_MIN + 1);
    }

    @Test
    void noOrderIsWrongAndNoneIsMissedWhileClocksStayWithinTheBound() {
        long pairs = Long.getLong("comity.pairs", 1_000_000);
        Count count = simulate(worlds(pairs), new ClockSimulation.Conditions(2, PPM, Duration.ZERO, Duration.ZERO));
        Count three = simulate(worlds(pairs / 4), new ClockSimulation.Conditions(3, PPM, Duration.ZERO, Duration.ZERO));
        System.out.println("two meshes: " + count);
        System.out.println("three meshes: " + three);
        assertThat(count.wrong + count.missed + count.invented + count.clockFaults)
                .isZero();
        assertThat(three.wrong + three.missed + three.invented + three.clockFaults)
                .isZero();
        assertThat(count.pairs).isGreaterThan(pairs);
    }

    @Test
    void oneLiarOfThreeIsNamedAndMakesNoOrderWrong() {
        for (Duration lie : List.of(TEN_YEARS, TEN_YEARS.negated())) {
            Count count = simulate(2, new ClockSimulation.Conditions(2, PPM, lie, Duration.ZERO));
            System.out.println("one of three off by " + lie + ": " + count);
            assertThat(count.wrong + count.missed + count.invented + count.clockFaults)
                    .isZero();
            assertThat(count.liarsNamed).isEqualTo(count.fusions).isPositive();
            assertThat(count.honestNamed).isZero();
        }
    }

    @Test
    void aMeshThatIsTenYearsOffChangesNoOrder() {
        for (Duration shift : List.of(TEN_YEARS, TEN_YEARS.negated())) {
            Count count = simulate(2, new ClockSimulation.Conditions(2, PPM, Duration.ZERO, shift));
            System.out.println("one mesh off by " + shift + ": " + count);
            assertThat(count.wrong + count.missed + count.invented + count.clockFaults)
                    .isZero();
            assertThat(count.decided).isPositive();
        }
    }
}
