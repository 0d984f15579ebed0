package org.comity.core.divergence.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SketchPairsTest {
    private static final int PAIRS = 10_000;

    @Test
    void findsTheDifferenceOfTenThousandPairsOfSets() {
        int inThree = 0;
        for (int seed = 0; seed < PAIRS; seed++) {
            // Given
            Random random = new Random(Long.getLong("comity.seed", seed));
            int difference = random.nextInt(4) > 0 ? random.nextInt(101) : random.nextInt(2_001);
            Sessions sets = Sessions.differing(random, random.nextInt(300), difference);

            // When
            Sessions.Run run = sets.run(seed);

            // Then
            assertThat(run.end()).as("seed %d", seed).isEqualTo(difference == 0 ? "SAME" : "FOUND");
            assertThat(new HashSet<>(run.wanted()))
                    .as("seed %d", seed)
                    .isEqualTo(Sessions.without(sets.theirs(), sets.ours()));
            assertThat(new HashSet<>(run.offered()))
                    .as("seed %d", seed)
                    .isEqualTo(Sessions.without(sets.ours(), sets.theirs()));
            assertThat(run.octets()).as("seed %d", seed).isLessThanOrEqualTo(40L * difference + 4_096);
            inThree += run.rounds() <= 3 ? 1 : 0;
        }
        assertThat(inThree).as("sessions of three rounds").isGreaterThanOrEqualTo(PAIRS - PAIRS / 200);
    }
}
