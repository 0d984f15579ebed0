package org.comity.core.agreement;

/**
 * Above any of these a domain is GOVERNED. Counts stand beside shares, so that a flood of uncontested facts dilutes
 * nothing.
 *
 * @param contestedMax most contested contentions
 * @param contestedPermilleMax most contested of all contentions, in permille, rounded up
 * @param undecidableMax most contentions whose ruling would escalate
 * @param forkDepthMax most beacons of a side since the last encounter
 */
public record Thresholds(int contestedMax, int contestedPermilleMax, int undecidableMax, int forkDepthMax) {

    public Thresholds {
        if (contestedMax < 0 || contestedPermilleMax < 0 || undecidableMax < 0 || forkDepthMax < 0) {
            throw new IllegalArgumentException("thresholds are not negative");
        }
    }
}
