package org.comity.core.agreement;

import java.util.OptionalInt;

/**
 * Above any of these a domain is GOVERNED. Counts stand beside shares, so that a flood of uncontested facts dilutes
 * nothing.
 *
 * @param contestedMax most contested contentions
 * @param contestedPermilleMax most contested of all contentions, in permille, rounded up
 * @param undecidableMax most contentions whose ruling would escalate
 * @param forkDepthMax most beacons of a side since the last encounter
 * @param revocationAgeSecondsMax most seconds between the revocation list that a credential carries and the first head of its mesh that
 *     includes what it signed; empty where credentials need no list
 */
public record Thresholds(
        int contestedMax,
        int contestedPermilleMax,
        int undecidableMax,
        int forkDepthMax,
        OptionalInt revocationAgeSecondsMax) {

    /** Thresholds that ask for no revocation lists. */
    public Thresholds(int contestedMax, int contestedPermilleMax, int undecidableMax, int forkDepthMax) {
        this(contestedMax, contestedPermilleMax, undecidableMax, forkDepthMax, OptionalInt.empty());
    }

    public Thresholds {
        if (contestedMax < 0
                || contestedPermilleMax < 0
                || undecidableMax < 0
                || forkDepthMax < 0
                || revocationAgeSecondsMax.orElse(0) < 0) {
            throw new IllegalArgumentException("thresholds are not negative");
        }
    }
}
