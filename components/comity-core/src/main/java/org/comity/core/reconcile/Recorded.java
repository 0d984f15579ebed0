package org.comity.core.reconcile;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.boundary.Refusal;
import org.comity.core.mesh.Oid;
import org.comity.core.picture.JointPicture;

/**
 * What was committed for one consignment.
 *
 * @param consignment its oid, where it verified
 * @param admitted what is new in S, in the order of the parcel
 * @param duplicates what was there before
 * @param refusals what was refused or waits
 * @param delta how the joint picture changed
 */
public record Recorded(
        Optional<Oid> consignment,
        List<Oid> admitted,
        List<Oid> duplicates,
        List<Refusal> refusals,
        JointPicture.Delta delta) {
    public Recorded {
        Objects.requireNonNull(consignment, "consignment");
        admitted = List.copyOf(admitted);
        duplicates = List.copyOf(duplicates);
        refusals = List.copyOf(refusals);
        Objects.requireNonNull(delta, "delta");
    }
}
