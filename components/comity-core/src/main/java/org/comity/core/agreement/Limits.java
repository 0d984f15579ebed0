package org.comity.core.agreement;

import org.comity.core.taxonomy.Use;

/**
 * Bounds on what one side takes from another.
 *
 * @param equivalencePathMax the longest chain of exact matches that is followed, from 1
 */
public record Limits(
        int observationOctetsMax,
        int consignmentItemsMax,
        int consignmentOctetsMax,
        int heldMax,
        int equivalencePathMax) {

    /** 2 MiB an observation, 1,024 items and 16 MiB a consignment, 10,000 held items. */
    public static final Limits STANDARD = new Limits(2 * 1024 * 1024, 1_024, 16 * 1024 * 1024, 10_000);

    /** Bounds under which equivalences are not chained. */
    public Limits(int observationOctetsMax, int consignmentItemsMax, int consignmentOctetsMax, int heldMax) {
        this(observationOctetsMax, consignmentItemsMax, consignmentOctetsMax, heldMax, 1);
    }

    public Limits {
        if (observationOctetsMax < 1 || consignmentItemsMax < 1 || consignmentOctetsMax < 1 || heldMax < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
        if (equivalencePathMax < 1 || equivalencePathMax > Use.PATH_MAX) {
            throw new IllegalArgumentException("a chain has 1 to " + Use.PATH_MAX + " links");
        }
    }
}
