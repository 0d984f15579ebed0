package org.comity.core.agreement;

/** Bounds on what one side takes from another. */
public record Limits(int observationOctetsMax, int consignmentItemsMax, int consignmentOctetsMax, int heldMax) {

    /** 2 MiB an observation, 1,024 items and 16 MiB a consignment, 10,000 held items. */
    public static final Limits STANDARD = new Limits(2 * 1024 * 1024, 1_024, 16 * 1024 * 1024, 10_000);

    public Limits {
        if (observationOctetsMax < 1 || consignmentItemsMax < 1 || consignmentOctetsMax < 1 || heldMax < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
