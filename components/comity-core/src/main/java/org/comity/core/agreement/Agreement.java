package org.comity.core.agreement;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.comity.core.authority.AgentId;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Name;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Suite;

/**
 * One epoch of what two or more parties co-signed. Everything that arbitration may weigh stands here and nowhere else.
 *
 * @param digest of the agreement document, in canonical form
 * @param id URN shared by all epochs of the chain
 * @param epoch from 0
 * @param previous digest of the epoch before; empty exactly for epoch 0
 * @param policies by which merge decisions may have contentions arbitrated anew, each under a name of its own
 * @param custom the comparator that CUSTOM asks
 * @param release what a mesh may let out under it
 * @param classes what takes more than one agent to let out; whatever no class names takes one
 * @param driftPpm agreed bound on the relative drift of two meshes' time, parts per million
 * @param refusals reasons for which a party's signed refusal makes an item not count for all
 * @param suite whose algorithms are evidence; no epoch names an older one than the epoch before
 */
public record Agreement(
        Digest digest,
        String id,
        int epoch,
        Optional<Digest> previous,
        List<Party> parties,
        List<AuthorityEntry> authorities,
        List<Region> regions,
        List<WeightRule> weights,
        List<Domain> domains,
        List<FilterRule> filter,
        List<Comparison> chain,
        List<Policy> policies,
        Optional<ComparatorRef> custom,
        List<ChannelRule> channels,
        ReleaseTerms release,
        List<TrafficClass> classes,
        int driftPpm,
        Set<Reason> refusals,
        Suite suite,
        Limits limits) {

    public Agreement {
        Objects.requireNonNull(digest, "digest");
        Name.requireUri(id, "id");
        Objects.requireNonNull(previous, "previous");
        parties = List.copyOf(parties);
        authorities = List.copyOf(authorities);
        regions = List.copyOf(regions);
        weights = List.copyOf(weights);
        domains = List.copyOf(domains);
        filter = List.copyOf(filter);
        chain = List.copyOf(chain);
        policies = List.copyOf(policies);
        if (custom.isEmpty() && (chain.contains(Comparison.CUSTOM) || names(policies, Comparison.CUSTOM))) {
            throw new IllegalArgumentException("a chain asks a custom comparator, and none is named");
        }
        channels = List.copyOf(channels);
        Objects.requireNonNull(release, "release");
        classes = List.copyOf(classes);
        refusals = Set.copyOf(refusals);
        Objects.requireNonNull(suite, "suite");
        Objects.requireNonNull(limits, "limits");
        if (epoch < 0 || (epoch == 0) != previous.isEmpty()) {
            throw new IllegalArgumentException("epochs count from 0, and only the first has no previous digest");
        }
        if (parties.size() < 2 || driftPpm < 0 || driftPpm >= 1_000_000) {
            throw new IllegalArgumentException("an agreement has two or more parties and a drift below one");
        }
        if (policies.stream().map(Policy::name).distinct().count() < policies.size()) {
            throw new IllegalArgumentException("one policy a name");
        }
        List<String> classed =
                classes.stream().flatMap(one -> one.domains().stream()).toList();
        if (Set.copyOf(classed).size() != classed.size()
                || !domains.stream().map(Domain::name).toList().containsAll(classed)) {
            throw new IllegalArgumentException("a class names domains of the agreement, each in one class alone");
        }
    }

    /** The same terms between other parties; its digest must be computed anew from its document. */
    public Agreement between(List<Party> others) {
        return with(others, weights, chain);
    }

    /** The same terms with that policy in place of the one by which all is arbitrated; empty where there is none of the name. */
    public Optional<Agreement> under(String policy) {
        return policies.stream()
                .filter(one -> one.name().equals(policy))
                .findFirst()
                .map(one -> with(parties, one.weights().isEmpty() ? weights : one.weights(), one.chain()));
    }

    private Agreement with(List<Party> others, List<WeightRule> rows, List<Comparison> steps) {
        return new Agreement(
                digest,
                id,
                epoch,
                previous,
                others,
                authorities,
                regions,
                rows,
                domains,
                filter,
                steps,
                policies,
                custom,
                channels,
                release,
                classes,
                driftPpm,
                refusals,
                suite,
                limits);
    }

    /** Whether a policy asks of that comparator. */
    public boolean compares(Comparison step) {
        return chain.contains(step) || names(policies, step);
    }

    private static boolean names(List<Policy> policies, Comparison step) {
        return policies.stream().anyMatch(one -> one.chain().contains(step));
    }

    /** The party of that mesh. */
    public Optional<Party> party(MeshId mesh) {
        return parties.stream().filter(party -> party.mesh().equals(mesh)).findFirst();
    }

    /** The mesh for which an agent releases. */
    public Optional<MeshId> meshOf(AgentId agent) {
        return parties.stream()
                .filter(party -> party.agents().contains(agent))
                .map(Party::mesh)
                .findFirst();
    }

    /** What the parties say of that authority. */
    public Optional<AuthorityEntry> authority(AuthorityId id) {
        for (AuthorityEntry entry : authorities) {
            if (entry.authority().equals(id)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** The authority that owns a naming scheme. */
    public Optional<AuthorityEntry> ownerOf(String scheme) {
        return authorities.stream().filter(entry -> entry.owns(scheme)).findFirst();
    }

    /** The domain of a feature scheme and an agreed property; empty where the parties arbitrate nothing. */
    public Optional<Domain> domain(String featureScheme, ObservedProperty canonical) {
        for (Domain domain : domains) {
            if (domain.covers(featureScheme, canonical)) {
                return Optional.of(domain);
            }
        }
        return Optional.empty();
    }

    /** How many distinct agents of the releasing mesh must clear a fact of that domain; 1 where the release itself suffices. */
    public int agentsMin(Domain domain) {
        int least = 1;
        for (TrafficClass one : classes) {
            if (one.domains().contains(domain.name())) {
                least = Math.max(least, one.agentsMin());
            }
        }
        return least;
    }

    /** The first region that contains the location. */
    public Optional<Region> regionOf(Location location) {
        return regions.stream().filter(region -> region.contains(location)).findFirst();
    }

    /** Whether a channel leads from one mesh to another; where the parties authorized none by name, each leads to each. */
    public boolean leads(MeshId from, MeshId to) {
        return channels.isEmpty()
                || channels.stream()
                        .anyMatch(channel ->
                                channel.from().equals(from) && channel.to().equals(to));
    }
}
