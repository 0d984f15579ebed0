package org.comity.core.contention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.comity.core.agreement.Location;
import org.junit.jupiter.api.Test;

class GreatCircleTest {
    private static final double RADIUS = 6_371_008.8;

    private static double metres(long measure) {
        return 2 * RADIUS * StrictMath.asin(Math.min(1, StrictMath.sqrt(measure / (double) (1L << 60))));
    }

    private static double haversine(Location one, Location other) {
        double north = StrictMath.sin(StrictMath.toRadians((other.latitudeMicro() - one.latitudeMicro()) / 2e6));
        double east =
                StrictMath.sin(StrictMath.toRadians(((double) other.longitudeMicro() - one.longitudeMicro()) / 2e6));
        double cosines = StrictMath.cos(StrictMath.toRadians(one.latitudeMicro() / 1e6))
                * StrictMath.cos(StrictMath.toRadians(other.latitudeMicro() / 1e6));
        return 2 * RADIUS * StrictMath.asin(StrictMath.sqrt(north * north + cosines * east * east));
    }

    private static Location near(Random random, Location place) {
        long latitude = place.latitudeMicro() + random.nextInt(-1_000_000, 1_000_000);
        long longitude = place.longitudeMicro() + random.nextInt(-3_000_000, 3_000_000);
        return new Location((int) Math.max(-90_000_000, Math.min(90_000_000, latitude)), (int)
                (longitude > 180_000_000
                        ? longitude - 360_000_000
                        : longitude < -180_000_000 ? longitude + 360_000_000 : longitude));
    }

    @Test
    void agreesWithTheHaversineToATenthOfAMetreNearby() {
        // Given
        long seed = Long.getLong("comity.seed", 20_170_729L);
        Random random = new Random(seed);

        for (int i = 0; i < 20_000; i++) {
            Location one =
                    new Location(random.nextInt(-90_000_000, 90_000_001), random.nextInt(-180_000_000, 180_000_001));
            Location other = near(random, one);
            double expected = haversine(one, other);
            if (expected > 5_000 && expected < 200_000) {
                // When
                long measure = GreatCircle.between(one, other);

                // Then
                assertThat(metres(measure))
                        .as("seed %d, %s %s", seed, one, other)
                        .isCloseTo(expected, within(0.1));
            }
        }
    }

    @Test
    void drawsTheLineAtOneHundredKilometres() {
        // Given: along a meridian, 100 km are 899,320 micro-degrees and a little
        Location equator = new Location(0, 20_000_000);

        // Then
        assertThat(GreatCircle.between(equator, new Location(899_320, 20_000_000)))
                .isLessThanOrEqualTo(GreatCircle.HUNDRED_KILOMETRES);
        assertThat(GreatCircle.between(equator, new Location(899_321, 20_000_000)))
                .isGreaterThan(GreatCircle.HUNDRED_KILOMETRES);
    }

    @Test
    void crossesTheDateLineAndThePole() {
        // Then
        assertThat(metres(GreatCircle.between(new Location(0, 179_900_000), new Location(0, -179_900_000))))
                .isCloseTo(22_239, within(1.0));
        assertThat(metres(GreatCircle.between(new Location(89_900_000, 0), new Location(89_900_000, 180_000_000))))
                .isCloseTo(22_239, within(1.0));
        assertThat(GreatCircle.between(new Location(1, 180_000_000), new Location(1, -180_000_000)))
                .isZero();
    }

    @Test
    void saysTheSameInBothDirectionsAndGrowsToTheAntipodes() {
        // Given
        Location here = new Location(40_782_166, -125_180_666);
        Location there = new Location(-40_782_166, 54_819_334);

        // Then
        assertThat(GreatCircle.between(here, there)).isEqualTo(GreatCircle.between(there, here));
        assertThat(metres(GreatCircle.between(here, there))).isCloseTo(Math.PI * RADIUS, within(2_000.0));
    }
}
