package org.comity.core.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    private record Corner(Instant first, Instant second) {}

    private static Instant at(long nanos) {
        return Instant.EPOCH.plusNanos(nanos);
    }

    private static BigInteger drift(Instant from, Instant to, long ppm) {
        BigInteger million = BigInteger.valueOf(1_000_000);
        return BigInteger.valueOf(java.time.Duration.between(from, to).abs().toNanos())
                .multiply(BigInteger.valueOf(ppm))
                .add(million.subtract(BigInteger.ONE))
                .divide(million);
    }

    private static long away(Corner corner, Instant at) {
        return java.time.Duration.between(corner.first(), at).toNanos();
    }

    @Test
    void boundsAreThoseOfAllEncountersThoughFewAreKept() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            long ppm = random.nextInt(300);
            Envelope envelope = new Envelope(ppm);
            List<Corner> above = new ArrayList<>();
            List<Corner> below = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                long there = random.nextInt(2_000_000_000);
                Corner one = new Corner(at(there), at(there + 1 + random.nextInt(100_000)));
                Corner other = new Corner(at(there), at(there - random.nextInt(100_000)));
                envelope = envelope.atMost(one.first(), one.second()).atLeast(other.first(), other.second());
                above.add(one);
                below.add(other);
            }
            for (int i = 0; i < 40; i++) {
                Instant at = at(random.nextInt(2_000_000_000));
                Optional<Instant> latest = above.stream()
                        .map(one -> one.second()
                                .plusNanos(away(one, at))
                                .plusNanos(drift(one.first(), at, ppm).longValueExact()))
                        .min(Instant::compareTo);
                Optional<Instant> earliest = below.stream()
                        .map(one -> one.second()
                                .plusNanos(away(one, at))
                                .minusNanos(drift(one.first(), at, ppm).longValueExact()))
                        .max(Instant::compareTo);
                assertThat(envelope.latest(at)).as("seed " + seed).isEqualTo(latest);
                assertThat(envelope.earliest(at)).as("seed " + seed).isEqualTo(earliest);
                assertThat(envelope.isConsistentAt(at))
                        .isEqualTo(!latest.orElseThrow().isBefore(earliest.orElseThrow()));
            }
        }
    }

    @Test
    void anEncounterBoundsNothingBeyondItsNeighbours() {
        Envelope envelope = new Envelope(1_000)
                .atMost(at(0), at(10))
                .atMost(at(2_000_000), at(2_000_010))
                .atMost(at(1_000_000), at(1_000_000));
        assertThat(envelope.neighbourBefore(at(1_000_000))).isEqualTo(at(0));
        assertThat(envelope.neighbourBehind(at(1_000_000))).isEqualTo(at(2_000_000));
        assertThat(envelope.neighbourBefore(at(0))).isEqualTo(Instant.MIN);
        assertThat(envelope.neighbourBehind(at(2_000_000))).isEqualTo(Instant.MAX);
        assertThat(envelope.atMost(at(1_000_000), at(1_000_001))).isSameAs(envelope);
    }

    @Test
    void nothingIsBoundBeforeTheFirstEncounter() {
        Envelope envelope = new Envelope(100);
        assertThat(envelope.latest(at(0))).isEmpty();
        assertThat(envelope.earliest(at(0))).isEmpty();
        assertThat(envelope.isConsistentAt(at(0))).isTrue();
    }
}
