package org.comity.core.taxonomy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Between which beacons of the issuer's mesh an attestation holds, in mesh time: tree sizes of its ledger, which no clock can move.
 *
 * @param notBefore it holds for nothing that is proven to precede the beacon of that size
 * @param notAfter once that beacon has passed, it holds for what is proven to precede it alone
 */
public record Validity(OptionalLong notBefore, OptionalLong notAfter) {

    /** Without an end on either side. */
    public static final Validity ALWAYS = new Validity(OptionalLong.empty(), OptionalLong.empty());

    public Validity {
        Objects.requireNonNull(notBefore, "notBefore");
        Objects.requireNonNull(notAfter, "notAfter");
        if (notBefore.orElse(0) < 0 || notAfter.orElse(Long.MAX_VALUE) <= notBefore.orElse(-1)) {
            throw new IllegalArgumentException("a validity ends later than it begins");
        }
    }

    /** The periods into which these sizes cut the time of a mesh, in their order. */
    public static List<Validity> between(Collection<Long> sizes) {
        List<Validity> periods = new ArrayList<>();
        OptionalLong before = OptionalLong.empty();
        for (long size : new TreeSet<>(sizes)) {
            periods.add(new Validity(before, OptionalLong.of(size)));
            before = OptionalLong.of(size);
        }
        periods.add(new Validity(before, OptionalLong.empty()));
        return List.copyOf(periods);
    }

    /** Whether both can hold at once. */
    public boolean meets(Validity other) {
        return notBefore.orElse(0) < other.notAfter.orElse(Long.MAX_VALUE)
                && other.notBefore.orElse(0) < notAfter.orElse(Long.MAX_VALUE);
    }
}
