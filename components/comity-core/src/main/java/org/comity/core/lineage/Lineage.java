package org.comity.core.lineage;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.comity.core.authority.DeviceId;
import org.comity.core.mesh.Name;
import org.comity.core.mesh.Oid;

/**
 * How an observation came to be.
 *
 * @param contributor the device that contributed it
 * @param sources what it was derived from, in the order of the core; empty for a leaf
 * @param derivation URI of the derivation function
 * @param revisionOf the observation of the same authority that it revises
 * @param retracts observations of the same authority that it takes back, sorted
 * @param edition the authority's own version number of the fact; of two observations of one authority about one fact the
 *     higher edition supersedes, in whatever order they were signed. It is never compared across authorities.
 */
public record Lineage(
        DeviceId contributor,
        List<Source> sources,
        String derivation,
        Optional<Oid> revisionOf,
        List<Oid> retracts,
        OptionalLong edition) {

    /** The derivation of a fact that was seen, not computed. */
    public static final String OBSERVED = "urn:comity:derivation:observed";

    /** The most sources, and the most retracted oids, of one observation. */
    public static final int LINKS_MAX = 1_024;

    public Lineage {
        Objects.requireNonNull(contributor, "contributor");
        sources = List.copyOf(sources);
        Name.requireUri(derivation, "derivation");
        Objects.requireNonNull(revisionOf, "revisionOf");
        retracts = List.copyOf(retracts);
        Objects.requireNonNull(edition, "edition");
        if (sources.size() > LINKS_MAX || retracts.size() > LINKS_MAX) {
            throw new IllegalArgumentException("a lineage has at most " + LINKS_MAX + " links of a kind");
        }
    }

    /** The lineage of a first-hand observation: no source, no revision. */
    public static Lineage observed(DeviceId contributor) {
        return new Lineage(contributor, List.of(), OBSERVED, Optional.empty(), List.of(), OptionalLong.empty());
    }
}
