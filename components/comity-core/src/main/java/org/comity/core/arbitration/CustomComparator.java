package org.comity.core.arbitration;

/**
 * A comparator that the parties wrote themselves: integers in, an integer out, the same from the same. It is found by name and version,
 * from the artifact whose digest the agreement names. It sees no field that an originator alone controls, one candidate at a time, so that it
 * can promote nobody and depends on no order. Thread-safe.
 */
public interface CustomComparator {

    /** The name in the agreement. */
    String name();

    /** The version in the agreement. */
    String version();

    /** The candidate's value; the largest stays. */
    long value(Traits candidate);

    /**
     * What the shipped comparators know of a candidate.
     *
     * @param priority of its authority
     * @param weight the sum of the rows of the weight table that apply
     * @param jurisdiction 1 where the location lies in its authority's region, else 0
     * @param tier how well its device is shown, from 0
     * @param bracketed 1 where beacons bound it on both sides, else 0
     * @param mappingPermille confidence of the mapping that leads to it
     * @param witnesses independent sources that say the same, at most one a mesh
     */
    record Traits(
            long priority,
            long weight,
            long jurisdiction,
            long tier,
            long bracketed,
            long mappingPermille,
            long witnesses) {}
}
