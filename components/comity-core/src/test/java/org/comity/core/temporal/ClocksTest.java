package org.comity.core.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.comity.core.ledger.TimeBounds;
import org.junit.jupiter.api.Test;

class ClocksTest {
    private static final long SECOND = 1_000_000_000L;

    private static TimeBounds between(long from, long to) {
        return new TimeBounds(Instant.ofEpochSecond(0, from), Instant.ofEpochSecond(0, to));
    }

    @Test
    void theBoundsGrowWithTheDriftFromASampleOn() {
        MemberClock clock = MemberClock.unknown(100).sampled("boot-1", 5 * SECOND, between(0, 1_000));

        assertThat(clock.at("boot-1", 5 * SECOND)).contains(between(0, 1_000));
        assertThat(clock.at("boot-1", 15 * SECOND))
                .contains(between(10 * SECOND - 1_000_000, 10 * SECOND + 1_000 + 1_000_000));
        assertThat(clock.at("boot-1", 5 * SECOND + 1)).contains(between(0, 1_002));
    }

    @Test
    void anotherEpochKnowsNothingUntilItIsSampled() {
        MemberClock clock = MemberClock.unknown(100).sampled("boot-1", 5 * SECOND, between(0, 1_000));

        assertThat(clock.at("boot-2", 6 * SECOND)).isEmpty();
        assertThat(clock.at("boot-1", 5 * SECOND - 1)).isEmpty();
        assertThat(clock.sampled("boot-2", 0, between(7, 9)).at("boot-2", 0)).contains(between(7, 9));
        assertThat(MemberClock.unknown(1).at("boot-1", 0)).isEmpty();
    }

    @Test
    void samplesNarrowEachOtherAndOneThatContradictsStandsAlone() {
        MemberClock clock = MemberClock.unknown(0).sampled("boot", 0, between(0, 1_000));

        assertThat(clock.sampled("boot", 500, between(900, 2_000)).at("boot", 500))
                .contains(between(900, 1_500));
        assertThat(clock.sampled("boot", 500, between(0, 700)).at("boot", 500)).contains(between(500, 700));
        assertThat(clock.sampled("boot", 500, between(9_000, 9_100)).at("boot", 500))
                .contains(between(9_000, 9_100));
        assertThatThrownBy(() -> MemberClock.unknown(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MemberClock.unknown(1_000_001)).isInstanceOf(IllegalArgumentException.class);
        assertThat(MemberClock.unknown(1_000_000)
                        .sampled("boot", 0, between(0, 0))
                        .at("boot", 10))
                .contains(between(0, 20));
    }

    @Test
    void aMajorityIsFusedAndWhoeverLiesOutsideIsNamed() {
        assertThat(Marzullo.fuse(List.of(between(0, 10), between(5, 15), between(100, 110))))
                .contains(new Marzullo(between(5, 10), List.of(2)));
        assertThat(Marzullo.fuse(List.of(between(100, 110), between(0, 10), between(5, 15))))
                .contains(new Marzullo(between(5, 10), List.of(0)));
        assertThat(Marzullo.fuse(List.of(between(0, 10), between(10, 20), between(20, 30))))
                .contains(new Marzullo(between(10, 20), List.of()));
        assertThat(Marzullo.fuse(List.of(between(0, 1), between(5, 6)))).isEmpty();
        assertThat(Marzullo.fuse(List.of(between(3, 4)))).contains(new Marzullo(between(3, 4), List.of()));
        assertThat(Marzullo.fuse(List.of())).isEqualTo(Optional.empty());
    }
}
