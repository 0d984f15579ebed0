package org.comity.xml;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.AuthorityEntry;
import org.comity.core.agreement.ChannelRule;
import org.comity.core.agreement.ComparatorRef;
import org.comity.core.agreement.Comparison;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.FilterRule;
import org.comity.core.agreement.Limits;
import org.comity.core.agreement.Location;
import org.comity.core.agreement.Party;
import org.comity.core.agreement.Policy;
import org.comity.core.agreement.Region;
import org.comity.core.agreement.Thresholds;
import org.comity.core.agreement.TrafficClass;
import org.comity.core.agreement.WeightRule;
import org.comity.core.authority.AgentId;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Name;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Suite;
import org.comity.core.observation.Suite2026;
import org.jspecify.annotations.Nullable;

/** Maps the document that JAXB read, and the schema accepted, to an agreement; throws IllegalArgumentException. */
final class AgreementFromWire {

    private AgreementFromWire() {}

    static Agreement map(AgreementWire wire, Digest digest) {
        return new Agreement(
                digest,
                wire.id,
                wire.epoch,
                Optional.ofNullable(wire.previous).map(Digest::parse),
                wire.parties.stream().map(AgreementFromWire::party).toList(),
                wire.authorities.stream().map(AgreementFromWire::authority).toList(),
                wire.regions.stream().map(AgreementFromWire::region).toList(),
                wire.weights.stream().map(AgreementFromWire::weight).toList(),
                wire.domains.stream().map(AgreementFromWire::domain).toList(),
                wire.filter.stream().map(AgreementFromWire::filter).toList(),
                chain(wire.chain),
                wire.policies.stream().map(AgreementFromWire::policy).toList(),
                Optional.ofNullable(wire.comparator).map(AgreementFromWire::comparator),
                wire.channels.stream().map(AgreementFromWire::channel).toList(),
                ReleaseXml.read(wire),
                wire.classes.stream().map(AgreementFromWire::trafficClass).toList(),
                wire.driftPpm,
                wire.refusals.stream().map(Reason::valueOf).collect(Collectors.toUnmodifiableSet()),
                suite(wire.suite),
                new Limits(
                        wire.limits.observationOctetsMax,
                        wire.limits.consignmentItemsMax,
                        wire.limits.consignmentOctetsMax,
                        wire.limits.heldMax,
                        Optional.ofNullable(wire.limits.equivalencePathMax).orElse(1)));
    }

    static <E extends Enum<E>> E word(String text, Class<E> type) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Party party(AgreementWire.PartyWire wire) {
        return new Party(
                new MeshId(wire.mesh),
                wire.anchors.stream().map(AgreementFromWire::base64).toList(),
                wire.agents.stream().map(AgentId::new).toList(),
                wire.ledgerKey);
    }

    /** Base64 in layout of any kind, and otherwise the one text of its octets. */
    private static Octets base64(String text) {
        String plain = text.replaceAll("[ \\t\\r\\n]", "");
        byte[] octets = Base64.getDecoder().decode(plain);
        if (!Base64.getEncoder().encodeToString(octets).equals(plain)) {
            throw new IllegalArgumentException("not padded, or bits beyond its octets");
        }
        return Octets.of(octets);
    }

    private static AuthorityEntry authority(AgreementWire.AuthorityWire wire) {
        return new AuthorityEntry(
                new AuthorityId(wire.name), new MeshId(wire.mesh), schemes(wire.schemes), wire.priority);
    }

    private static List<String> schemes(List<String> schemes) {
        return schemes.stream().map(scheme -> Name.requireUri(scheme, "scheme")).toList();
    }

    private static Region region(AgreementWire.RegionWire wire) {
        return new Region(
                wire.name,
                new AuthorityId(wire.authority),
                wire.ring.stream()
                        .map(corner -> new Location(corner.latitudeMicro, corner.longitudeMicro))
                        .toList());
    }

    private static WeightRule weight(AgreementWire.WeightWire wire) {
        return new WeightRule(
                Optional.ofNullable(wire.authority).map(AuthorityId::new),
                word(wire.when, WeightRule.When.class),
                wire.add);
    }

    private static List<Comparison> chain(List<String> steps) {
        return steps.stream().map(step -> word(step, Comparison.class)).toList();
    }

    private static Policy policy(AgreementWire.PolicyWire wire) {
        return new Policy(
                wire.name, wire.weights.stream().map(AgreementFromWire::weight).toList(), chain(wire.chain));
    }

    private static ComparatorRef comparator(AgreementWire.ComparatorWire wire) {
        return new ComparatorRef(wire.name, wire.version, Digest.parse(wire.artifact));
    }

    private static Domain domain(AgreementWire.DomainWire wire) {
        return new Domain(
                wire.name,
                word(wire.kind, Domain.Kind.class),
                schemes(wire.featureSchemes),
                new ObservedProperty(wire.property.scheme, wire.property.value),
                Optional.ofNullable(wire.associator).map(AuthorityId::new),
                word(wire.constraint, Domain.Constraint.class),
                new Thresholds(
                        wire.thresholds.contestedMax,
                        wire.thresholds.contestedPermilleMax,
                        wire.thresholds.undecidableMax,
                        wire.thresholds.forkDepthMax,
                        seconds(wire.thresholds.revocationAgeSecondsMax)),
                wire.deciders.stream().map(AuthorityId::new).toList(),
                wire.quorum);
    }

    /** The first suite is that of a document that names none. */
    private static Suite suite(@Nullable Integer year) {
        return year == null
                ? Suite2026.SUITE
                : Suite.of(year).orElseThrow(() -> new IllegalArgumentException("no suite of " + year));
    }

    private static OptionalInt seconds(@Nullable Integer wire) {
        return wire == null ? OptionalInt.empty() : OptionalInt.of(wire);
    }

    private static FilterRule filter(AgreementWire.FilterWire wire) {
        return new FilterRule(
                word(wire.effect, FilterRule.Effect.class),
                Optional.ofNullable(wire.authority).map(AuthorityId::new),
                Optional.ofNullable(wire.domain).map(domain -> Name.require(domain, "domain")),
                word(wire.tierMin, AttestationTier.class));
    }

    private static TrafficClass trafficClass(AgreementWire.ClassWire wire) {
        return new TrafficClass(wire.name, wire.agentsMin, wire.domains);
    }

    private static ChannelRule channel(AgreementWire.ChannelWire wire) {
        return new ChannelRule(wire.name, new MeshId(wire.from), new MeshId(wire.to), wire.trafficClass);
    }
}
