package org.comity.core.contention;

import java.util.List;
import java.util.Objects;
import org.comity.core.agreement.Domain;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Core;
import org.comity.core.observation.FeatureOfInterest;

/**
 * A data observation that counts, seen as one side of a possible contention.
 *
 * @param tier how well its device is shown
 * @param domain where the agreement's map leads it
 * @param mappingPermille confidence of the equivalence that led it there; 1000 where it used the agreed name itself
 * @param identity the feature under all its names
 * @param said what it says, for comparison
 */
public record Fact(
        Oid oid, Core core, AttestationTier tier, Domain domain, int mappingPermille, Identity identity, Said said)
        implements Comparable<Fact> {

    /**
     * A feature and the names that are attested to be exactly it.
     *
     * @param features sorted, never empty
     * @param consistency conflicting where the chains between them are longer than agreed
     */
    public record Identity(List<FeatureOfInterest> features, Group.Consistency consistency) {
        public Identity {
            features = features.stream().sorted().toList();
            Objects.requireNonNull(consistency, "consistency");
        }

        /** The first of its names, under which it is found. */
        public FeatureOfInterest first() {
            return features.get(0);
        }
    }

    public Fact {
        Objects.requireNonNull(oid, "oid");
        Objects.requireNonNull(core, "core");
        Objects.requireNonNull(tier, "tier");
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(said, "said");
    }

    /** A fact whose feature and result no equivalence speaks of. */
    public Fact(Oid oid, Core core, AttestationTier tier, Domain domain, int mappingPermille) {
        this(
                oid,
                core,
                tier,
                domain,
                mappingPermille,
                new Identity(List.of(core.feature()), Group.Consistency.CONSISTENT),
                Said.of(core.result()));
    }

    /** Who says it. */
    public AuthorityId authority() {
        return core.origin().authority();
    }

    /** Under whose root. */
    public MeshId mesh() {
        return core.origin().mesh();
    }

    /** What it is about. */
    public FeatureOfInterest feature() {
        return core.feature();
    }

    /** Whether it takes back and states nothing. */
    public boolean retracts() {
        return !core.lineage().retracts().isEmpty();
    }

    @Override
    public int compareTo(Fact that) {
        return oid.compareTo(that.oid);
    }
}
