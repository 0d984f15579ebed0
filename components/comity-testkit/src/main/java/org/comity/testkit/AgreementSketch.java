package org.comity.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.AuthorityEntry;
import org.comity.core.agreement.ChannelRule;
import org.comity.core.agreement.ComparatorRef;
import org.comity.core.agreement.Comparison;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.FilterRule;
import org.comity.core.agreement.Limits;
import org.comity.core.agreement.Policy;
import org.comity.core.agreement.Region;
import org.comity.core.agreement.ReleaseTerms;
import org.comity.core.agreement.Thresholds;
import org.comity.core.agreement.TrafficClass;
import org.comity.core.agreement.WeightRule;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Suite2026;
import org.comity.xml.AgreementDocument;

/** Builds an agreement between local meshes step by step; what is not said has a plain default. */
public final class AgreementSketch {
    private final List<LocalMesh> meshes;
    private final List<AuthorityEntry> authorities = new ArrayList<>();
    private final List<Region> regions = new ArrayList<>();
    private final List<WeightRule> weights = new ArrayList<>();
    private final List<Domain> domains = new ArrayList<>();
    private List<FilterRule> filter = List.of(
            new FilterRule(FilterRule.Effect.PERMIT, Optional.empty(), Optional.empty(), AttestationTier.DECLARED));
    private List<Comparison> chain = List.of(Comparison.AUTHORITY_WEIGHT, Comparison.RECENCY);
    private final List<Policy> policies = new ArrayList<>();
    private Optional<ComparatorRef> custom = Optional.empty();
    private final List<TrafficClass> classes = new ArrayList<>();
    private Set<Reason> refusals = Set.of();
    private Limits limits = Limits.STANDARD;
    private final List<ChannelRule> channels = new ArrayList<>();
    private ReleaseTerms release = ReleaseTerms.unlabelled("routine");
    private Optional<Digest> previous = Optional.empty();
    private int epoch;

    /** An agreement between these. */
    public AgreementSketch(List<LocalMesh> meshes) {
        this.meshes = List.copyOf(meshes);
    }

    /** Lists an authority of a mesh, and the schemes that it owns. */
    public AgreementSketch authority(AuthorityId id, LocalMesh mesh, int priority, String... schemes) {
        authorities.add(new AuthorityEntry(id, mesh.id(), List.of(schemes), priority));
        return this;
    }

    /** Adds a region. */
    public AgreementSketch region(Region region) {
        regions.add(region);
        return this;
    }

    /** Adds a row of the weight table. */
    public AgreementSketch weight(WeightRule rule) {
        weights.add(rule);
        return this;
    }

    /** Adds a domain. */
    public AgreementSketch domain(Domain domain) {
        domains.add(domain);
        return this;
    }

    /** Adds an event domain that merges by itself and joins nothing. */
    public AgreementSketch domain(String name, String featureScheme, ObservedProperty property) {
        return domain(event(name, property, featureScheme));
    }

    /** An event domain over these schemes that merges by itself and joins nothing. */
    public static Domain event(String name, ObservedProperty property, String... featureSchemes) {
        return new Domain(
                name,
                Domain.Kind.EVENT,
                List.of(featureSchemes),
                property,
                Optional.empty(),
                Domain.Constraint.NONE,
                new Thresholds(1_000_000, 1_000, 1_000_000, 1_000_000),
                List.of(),
                1);
    }

    /** Replaces the admissibility filter. */
    public AgreementSketch filter(FilterRule... rules) {
        filter = List.of(rules);
        return this;
    }

    /** Replaces the chain of comparators. */
    public AgreementSketch chain(Comparison... steps) {
        chain = List.of(steps);
        return this;
    }

    /** Adds a policy by which merge decisions may have contentions arbitrated anew. */
    public AgreementSketch policy(String name, Comparison... steps) {
        policies.add(new Policy(name, List.of(), List.of(steps)));
        return this;
    }

    /** Names the comparator that CUSTOM asks. */
    public AgreementSketch custom(ComparatorRef ref) {
        custom = Optional.of(ref);
        return this;
    }

    /** Demands that many agents of the releasing mesh for a domain. */
    public AgreementSketch agentsMin(int agents, String domain) {
        classes.add(new TrafficClass("class of " + domain, agents, List.of(domain)));
        return this;
    }

    /** Names the reasons for which one party's refusal counts for all. */
    public AgreementSketch refusals(Reason... reasons) {
        refusals = Set.of(reasons);
        return this;
    }

    /** Replaces the limits. */
    public AgreementSketch limits(Limits agreed) {
        limits = agreed;
        return this;
    }

    /** Authorizes a channel; where none is, everything may cross. */
    public AgreementSketch channel(ChannelRule rule) {
        channels.add(rule);
        return this;
    }

    /** Replaces the release terms; where nothing is said, all that carries no label goes out. */
    public AgreementSketch release(ReleaseTerms terms) {
        release = terms;
        return this;
    }

    /** Makes it the epoch after another. */
    public AgreementSketch after(Agreement before) {
        previous = Optional.of(before.digest());
        epoch = before.epoch() + 1;
        return this;
    }

    /** The document that the parties sign. */
    public Octets document() {
        return AgreementDocument.write(new Agreement(
                Digest.sha256(),
                "urn:agreement:local",
                epoch,
                previous,
                meshes.stream().map(LocalMesh::party).toList(),
                authorities,
                regions,
                weights,
                domains,
                filter,
                chain,
                policies,
                custom,
                channels,
                release,
                classes,
                100,
                refusals,
                Suite2026.SUITE,
                limits));
    }

    /** The agreement, as a party reads it from the document. */
    public Agreement agree() {
        return AgreementDocument.read(document()).fold(agreement -> agreement, no -> {
            throw new IllegalStateException(no.reason() + " " + no.detail());
        });
    }
}
