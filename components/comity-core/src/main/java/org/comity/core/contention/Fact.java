package org.comity.core.contention;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
 * @param reading how the agreement reads it
 */
public record Fact(Oid oid, Core core, Reading reading) implements Comparable<Fact> {

    /**
     * How an observation is read. Most are read alike, and their facts may have one reading in common.
     *
     * @param tier how well its device is shown
     * @param domain where the agreement's map leads it
     * @param mappingPermille confidence of the equivalence that led it there; 1000 where it used the agreed name itself
     * @param names the feature under all its names; empty where it has its own alone
     * @param said what it says, for comparison; empty where that is its result in its own form
     */
    public record Reading(
            AttestationTier tier, Domain domain, int mappingPermille, Optional<Identity> names, Optional<Said> said) {
        public Reading {
            Objects.requireNonNull(tier, "tier");
            Objects.requireNonNull(domain, "domain");
            Objects.requireNonNull(names, "names");
            Objects.requireNonNull(said, "said");
        }

        /** One that no equivalence speaks of. */
        public Reading(AttestationTier tier, Domain domain, int mappingPermille) {
            this(tier, domain, mappingPermille, Optional.empty(), Optional.empty());
        }
    }

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
        Objects.requireNonNull(reading, "reading");
    }

    /** A fact whose feature and result no equivalence speaks of. */
    public Fact(Oid oid, Core core, AttestationTier tier, Domain domain, int mappingPermille) {
        this(oid, core, new Reading(tier, domain, mappingPermille));
    }

    /** How well its device is shown. */
    public AttestationTier tier() {
        return reading.tier();
    }

    /** Where the agreement's map leads it. */
    public Domain domain() {
        return reading.domain();
    }

    /** Confidence of the equivalence that led it there; 1000 where it used the agreed name itself. */
    public int mappingPermille() {
        return reading.mappingPermille();
    }

    /** The feature under all its names, sorted. */
    public List<FeatureOfInterest> names() {
        return reading.names().map(Identity::features).orElseGet(() -> List.of(core.feature()));
    }

    /** The first of its names, under which it is found. */
    public FeatureOfInterest firstName() {
        return reading.names().map(Identity::first).orElse(core.feature());
    }

    /** Whether the chains between its names are no longer than agreed. */
    public Group.Consistency consistency() {
        return reading.names().map(Identity::consistency).orElse(Group.Consistency.CONSISTENT);
    }

    /** What it says, for comparison. */
    public Said said() {
        return reading.said().orElseGet(() -> Said.of(core.result()));
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
