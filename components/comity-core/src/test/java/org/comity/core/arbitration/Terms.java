package org.comity.core.arbitration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.AuthorityEntry;
import org.comity.core.agreement.ComparatorRef;
import org.comity.core.agreement.Comparison;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.FilterRule;
import org.comity.core.agreement.Limits;
import org.comity.core.agreement.Location;
import org.comity.core.agreement.Party;
import org.comity.core.agreement.Policy;
import org.comity.core.agreement.Region;
import org.comity.core.agreement.ReleaseTerms;
import org.comity.core.agreement.ShippedPolicy;
import org.comity.core.agreement.Thresholds;
import org.comity.core.agreement.TrafficClass;
import org.comity.core.agreement.WeightRule;
import org.comity.core.authority.AgentId;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Suite2026;

/** Agreements of three authorities in two meshes, each owning one scheme; two of them have a region. */
final class Terms {
    static final MeshId EAST = new MeshId("urn:mesh:east");
    static final MeshId WEST = new MeshId("urn:mesh:west");
    static final ObservedProperty STATE = new ObservedProperty("urn:properties", "state");
    static final Region NORTH = square("north", "urn:a", 10_000_000);
    static final Region SOUTH = square("south", "urn:b", -20_000_000);

    private final List<FilterRule> filter = new ArrayList<>();
    private final List<TrafficClass> classes = new ArrayList<>();
    private final List<WeightRule> weights = new ArrayList<>();
    private final List<Region> regions = new ArrayList<>(List.of(NORTH, SOUTH));
    private final List<Policy> policies = new ArrayList<>();
    private List<Comparison> chain = List.of();
    private Optional<ComparatorRef> custom = Optional.empty();
    private int[] priorities = {1, 2, 3};

    static Terms of(Comparison... chain) {
        Terms terms = new Terms();
        terms.chain = List.of(chain);
        return terms.filter(FilterRule.Effect.PERMIT, "", AttestationTier.DECLARED);
    }

    static Terms of(ShippedPolicy policy) {
        Terms terms = new Terms();
        terms.chain = policy.chain();
        terms.filter.addAll(policy.filter());
        terms.weights.addAll(policy.weights());
        return terms;
    }

    static Region square(String name, String authority, int south) {
        return new Region(
                name,
                new AuthorityId(authority),
                List.of(
                        new Location(south, 0),
                        new Location(south, 8_000_000),
                        new Location(south + 8_000_000, 8_000_000),
                        new Location(south + 8_000_000, 0)));
    }

    Terms filter(FilterRule.Effect effect, String authority, AttestationTier from) {
        filter.add(new FilterRule(
                effect,
                Optional.of(authority).filter(name -> !name.isEmpty()).map(AuthorityId::new),
                Optional.empty(),
                from));
        return this;
    }

    Terms policy(Policy policy) {
        policies.add(policy);
        return this;
    }

    Terms weight(String authority, WeightRule.When when, int add) {
        weights.add(new WeightRule(
                Optional.of(authority).filter(name -> !name.isEmpty()).map(AuthorityId::new), when, add));
        return this;
    }

    Terms region(Region region) {
        regions.add(region);
        return this;
    }

    Terms priorities(int... values) {
        priorities = values;
        return this;
    }

    Terms custom(ComparatorRef ref) {
        custom = Optional.of(ref);
        return this;
    }

    Terms agentsMin(int agents) {
        classes.add(new TrafficClass("orders", agents, List.of(domain().name())));
        return this;
    }

    Agreement agree() {
        return new Agreement(
                Digest.sha256(),
                "urn:agreement",
                0,
                Optional.empty(),
                List.of(party(EAST), party(WEST)),
                List.of(entry("urn:a", EAST, 0), entry("urn:b", EAST, 1), entry("urn:c", WEST, 2)),
                regions,
                weights,
                List.of(domain()),
                filter,
                chain,
                policies,
                custom,
                List.of(),
                ReleaseTerms.NOTHING,
                classes,
                100,
                Set.of(),
                Suite2026.SUITE,
                Limits.STANDARD);
    }

    static Domain domain() {
        return new Domain(
                "state",
                Domain.Kind.EVENT,
                List.of("urn:a:ids", "urn:b:ids", "urn:c:ids"),
                STATE,
                Optional.empty(),
                Domain.Constraint.NONE,
                new Thresholds(10, 1_000, 10, 10),
                List.of(),
                1);
    }

    private AuthorityEntry entry(String name, MeshId mesh, int place) {
        return new AuthorityEntry(new AuthorityId(name), mesh, List.of(name + ":ids"), priorities[place]);
    }

    private static Party party(MeshId mesh) {
        return new Party(mesh, List.of(Octets.of(new byte[] {0})), List.of(new AgentId(mesh + ":agent")), "key");
    }
}
