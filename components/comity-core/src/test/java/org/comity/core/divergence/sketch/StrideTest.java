package org.comity.core.divergence.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StrideTest {
    private static long draw(long state) {
        long mixed = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return (mixed ^ mixed >>> 31) >>> 32;
    }

    private static BigInteger pair(long index) {
        return BigInteger.valueOf(index + 1).multiply(BigInteger.valueOf(index + 2));
    }

    @Test
    void jumpsToTheLeastIndexThatTheDrawReaches() {
        Random random = new Random(5);
        int far = 0;
        for (int i = 0; i < 200_000; i++) {
            // Given
            int index = random.nextInt(1 << random.nextInt(1, 22));
            long state = random.nextLong();
            BigInteger draw = BigInteger.valueOf(draw(state));
            BigInteger target = pair(index).shiftLeft(32);

            // When
            int next = Stride.next(index, state);

            // Then
            long last = next == Stride.NEVER ? SetSketch.SYMBOLS_MAX - 1L : next - 1L;
            assertThat(next).isGreaterThan(index);
            assertThat(draw.multiply(pair(last)))
                    .as("from %d with %s", index, draw)
                    .isLessThan(target);
            if (next == Stride.NEVER) {
                far++;
            } else {
                assertThat(next).isLessThan(SetSketch.SYMBOLS_MAX);
                assertThat(draw.multiply(pair(next))).isGreaterThanOrEqualTo(target);
            }
        }
        assertThat(far).isPositive();
    }

    @Test
    void neverArrivesOnADrawOfZero() {
        // Given: the mixing of zero is zero
        assertThat(draw(0)).isZero();

        // Then
        assertThat(Stride.next(0, 0)).isEqualTo(Stride.NEVER);
    }

    @Test
    void reachesEachIndexAsOftenAsAgreed() {
        // Given
        int ids = 200_000;
        int[] visits = new int[65];
        Random random = new Random(6);

        // When
        for (int i = 0; i < ids; i++) {
            long state = random.nextLong();
            for (int at = 0; at < visits.length; at = Stride.next(at, state)) {
                visits[at]++;
                state = Stride.step(state);
            }
        }

        // Then
        for (int at : new int[] {0, 1, 2, 3, 7, 20, 64}) {
            double expected = ids / (1 + at / 2.0);
            assertThat((double) visits[at]).as("index %d", at).isCloseTo(expected, within(5 * Math.sqrt(expected)));
        }
    }

    @Test
    void walksTheSameWayOnEveryMachine() {
        // Given
        List<Integer> path = new ArrayList<>();
        long state = 1;

        // When
        for (int at = 0; at != Stride.NEVER && path.size() < 12; at = Stride.next(at, state)) {
            path.add(at);
            state = Stride.step(state);
        }

        // Then
        assertThat(path).isEqualTo(List.of(0, 1, 2, 3, 6, 10, 12, 13, 19, 37, 42, 67));
    }
}
