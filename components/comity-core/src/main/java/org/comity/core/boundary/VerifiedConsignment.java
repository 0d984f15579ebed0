package org.comity.core.boundary;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;

/**
 * A parcel whose parts were judged one by one. Only {@link Intake} makes one.
 *
 * <p>Documents come from the parcel and are believed in nothing but their digest.
 */
public final class VerifiedConsignment {

    private final Optional<Oid> consignment;
    private final List<Verified> items;
    private final List<Refusal> refusals;
    private final Map<Digest, Octets> documents;

    VerifiedConsignment(
            Optional<Oid> consignment, List<Verified> items, List<Refusal> refusals, Map<Digest, Octets> documents) {
        this.consignment = Objects.requireNonNull(consignment, "consignment");
        this.items = List.copyOf(items);
        this.refusals = List.copyOf(refusals);
        this.documents = Map.copyOf(documents);
    }

    /** The consignment's oid, where it verified. */
    public Optional<Oid> consignment() {
        return consignment;
    }

    /** What verified, members first in their order, the consignment last. */
    public List<Verified> items() {
        return items;
    }

    /** What did not, or waits. */
    public List<Refusal> refusals() {
        return refusals;
    }

    /** The documents that came along, by digest. */
    public Map<Digest, Octets> documents() {
        return documents;
    }

    @Override
    public String toString() {
        return "VerifiedConsignment[" + items.size() + " verified, " + refusals.size() + " refused or held]";
    }
}
