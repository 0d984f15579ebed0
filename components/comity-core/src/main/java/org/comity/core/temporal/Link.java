package org.comity.core.temporal;

/**
 * The proofs that members of one chain come before members of another, without those that others imply: by place on the
 * later chain, the furthest place on the earlier one.
 *
 * @param growth the growth that may change this value in place
 */
record Link(int from, int to, Staircase steps, int growth) {
    Link copy(int forGrowth) {
        return new Link(from, to, steps.copy(), forGrowth);
    }
}
