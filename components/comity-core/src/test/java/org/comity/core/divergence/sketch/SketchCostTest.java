package org.comity.core.divergence.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.comity.core.mesh.Oid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What a session costs, at every size but the largest, which the benchmark prints. */
class SketchCostTest {
    private static final int BASE = 4_096;

    /** Which moments only one side has. */
    private enum Shape {
        UNIFORM,
        CLUSTERED,
        ONE_SIDED
    }

    private static Sessions sets(int size, int difference, Shape shape, long seed) {
        Random random = new Random(seed);
        List<Oid> all = LongStream.range(0, size)
                .mapToObj(moment -> Sessions.at(seed << 32 | moment))
                .toList();
        boolean[] differs = new boolean[size];
        int from = random.nextInt(size - difference + 1);
        for (int chosen = 0; chosen < difference; chosen++) {
            int at = from + chosen;
            while (shape != Shape.CLUSTERED && differs[at = random.nextInt(size)]) {
                continue;
            }
            differs[at] = true;
        }
        List<Oid> theirs = new ArrayList<>();
        List<Oid> ours = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            boolean mine = differs[i] && shape != Shape.ONE_SIDED && random.nextBoolean();
            if (!differs[i] || !mine) {
                theirs.add(all.get(i));
            }
            if (!differs[i] || mine) {
                ours.add(all.get(i));
            }
        }
        return new Sessions(theirs, ours);
    }

    private static Sessions.Run check(int size, int difference, Shape shape, long seed) {
        Sessions.Run run = sets(size, difference, shape, seed).run(seed);
        assertThat(run.difference()).isEqualTo(difference);
        assertThat(run.rounds())
                .as("rounds at %d %s %d", difference, shape, seed)
                .isLessThanOrEqualTo(3);
        assertThat(run.octets())
                .as("octets at %d %s %d", difference, shape, seed)
                .isLessThanOrEqualTo(difference == 0 ? 512 : 40L * difference + BASE);
        return run;
    }

    @Test
    void staysWithinItsBoundInEveryShape() {
        for (Shape shape : Shape.values()) {
            for (int difference : new int[] {0, 1, 10, 30, 100, 300, 1_000, 3_000}) {
                for (long seed = 1; seed <= 5; seed++) {
                    check(20_000, difference, shape, seed);
                }
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "comity.measure", matches = "true")
    void printsHowOftenThreeRoundsDo() {
        int sessions = 0;
        int beyond = 0;
        long worstPermille = 0;
        for (int difference : new int[] {20, 50, 100, 200, 500, 1_000, 2_000, 5_000}) {
            for (long seed = 1; seed <= 1_000; seed++) {
                Sessions.Run run =
                        sets(2 * difference, difference, Shape.ONE_SIDED, seed).run(seed);
                sessions++;
                beyond += run.rounds() > 3 ? 1 : 0;
                worstPermille = Math.max(worstPermille, run.octets() * 1_000 / (40L * difference + BASE));
            }
        }
        System.out.printf(
                "%d sessions, %d beyond three rounds, worst cost %d permille of the bound%n",
                sessions, beyond, worstPermille);
    }
}
