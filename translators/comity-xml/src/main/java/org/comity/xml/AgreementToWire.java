package org.comity.xml;

import java.util.Base64;
import java.util.Optional;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.AuthorityEntry;
import org.comity.core.agreement.ChannelRule;
import org.comity.core.agreement.ComparatorRef;
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
import org.comity.core.authority.AuthorityId;
import org.jspecify.annotations.Nullable;

/** Maps an agreement to the document that JAXB writes. */
final class AgreementToWire {

    private AgreementToWire() {}

    static AgreementWire map(Agreement agreement) {
        AgreementWire wire = new AgreementWire();
        wire.id = agreement.id();
        wire.epoch = agreement.epoch();
        wire.previous = text(agreement.previous());
        wire.driftPpm = agreement.driftPpm();
        wire.suite = agreement.suite().year();
        wire.parties = agreement.parties().stream().map(AgreementToWire::party).toList();
        wire.authorities =
                agreement.authorities().stream().map(AgreementToWire::authority).toList();
        wire.regions = agreement.regions().stream().map(AgreementToWire::region).toList();
        wire.weights = agreement.weights().stream().map(AgreementToWire::weight).toList();
        wire.domains = agreement.domains().stream().map(AgreementToWire::domain).toList();
        wire.filter = agreement.filter().stream().map(AgreementToWire::filter).toList();
        wire.chain = agreement.chain().stream().map(DomElement::word).toList();
        wire.policies =
                agreement.policies().stream().map(AgreementToWire::policy).toList();
        wire.comparator = agreement.custom().map(AgreementToWire::comparator).orElse(null);
        wire.channels =
                agreement.channels().stream().map(AgreementToWire::channel).toList();
        ReleaseXml.write(agreement.release(), wire);
        wire.classes =
                agreement.classes().stream().map(AgreementToWire::trafficClass).toList();
        wire.refusals = agreement.refusals().stream().sorted().map(Enum::name).toList();
        wire.limits = limits(agreement.limits());
        return wire;
    }

    static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }

    private static AgreementWire.PartyWire party(Party party) {
        AgreementWire.PartyWire wire = new AgreementWire.PartyWire();
        wire.mesh = party.mesh().urn();
        wire.anchors = party.anchors().stream()
                .map(anchor -> Base64.getEncoder().encodeToString(anchor.bytes()))
                .toList();
        wire.agents = party.agents().stream().map(AgentId::urn).toList();
        wire.ledgerKey = party.ledgerKey();
        return wire;
    }

    private static AgreementWire.AuthorityWire authority(AuthorityEntry entry) {
        AgreementWire.AuthorityWire wire = new AgreementWire.AuthorityWire();
        wire.name = entry.authority().urn();
        wire.mesh = entry.mesh().urn();
        wire.priority = entry.priority();
        wire.schemes = entry.schemes();
        return wire;
    }

    private static AgreementWire.RegionWire region(Region region) {
        AgreementWire.RegionWire wire = new AgreementWire.RegionWire();
        wire.name = region.name();
        wire.authority = region.authority().urn();
        wire.ring = region.ring().stream().map(AgreementToWire::location).toList();
        return wire;
    }

    private static AgreementWire.LocationWire location(Location location) {
        AgreementWire.LocationWire wire = new AgreementWire.LocationWire();
        wire.latitudeMicro = location.latitudeMicro();
        wire.longitudeMicro = location.longitudeMicro();
        return wire;
    }

    private static AgreementWire.WeightWire weight(WeightRule rule) {
        AgreementWire.WeightWire wire = new AgreementWire.WeightWire();
        wire.authority = text(rule.authority());
        wire.when = DomElement.word(rule.when());
        wire.add = rule.add();
        return wire;
    }

    private static AgreementWire.PolicyWire policy(Policy policy) {
        AgreementWire.PolicyWire wire = new AgreementWire.PolicyWire();
        wire.name = policy.name();
        wire.weights = policy.weights().stream().map(AgreementToWire::weight).toList();
        wire.chain = policy.chain().stream().map(DomElement::word).toList();
        return wire;
    }

    private static AgreementWire.ComparatorWire comparator(ComparatorRef ref) {
        AgreementWire.ComparatorWire wire = new AgreementWire.ComparatorWire();
        wire.name = ref.name();
        wire.version = ref.version();
        wire.artifact = ref.artifact().hex();
        return wire;
    }

    private static AgreementWire.DomainWire domain(Domain domain) {
        AgreementWire.DomainWire wire = new AgreementWire.DomainWire();
        wire.name = domain.name();
        wire.kind = DomElement.word(domain.kind());
        wire.constraint = DomElement.word(domain.constraint());
        wire.quorum = domain.quorum();
        wire.featureSchemes = domain.featureSchemes();
        wire.property = new AgreementWire.NamedWire();
        wire.property.scheme = domain.property().scheme();
        wire.property.value = domain.property().value();
        wire.associator = text(domain.associator());
        wire.thresholds = thresholds(domain.thresholds());
        wire.deciders = domain.deciders().stream().map(AuthorityId::urn).toList();
        return wire;
    }

    private static AgreementWire.ClassWire trafficClass(TrafficClass one) {
        AgreementWire.ClassWire wire = new AgreementWire.ClassWire();
        wire.name = one.name();
        wire.agentsMin = one.agentsMin();
        wire.domains = one.domains();
        return wire;
    }

    private static AgreementWire.ThresholdsWire thresholds(Thresholds thresholds) {
        AgreementWire.ThresholdsWire wire = new AgreementWire.ThresholdsWire();
        wire.contestedMax = thresholds.contestedMax();
        wire.contestedPermilleMax = thresholds.contestedPermilleMax();
        wire.undecidableMax = thresholds.undecidableMax();
        wire.forkDepthMax = thresholds.forkDepthMax();
        thresholds.revocationAgeSecondsMax().ifPresent(seconds -> wire.revocationAgeSecondsMax = seconds);
        return wire;
    }

    private static AgreementWire.FilterWire filter(FilterRule rule) {
        AgreementWire.FilterWire wire = new AgreementWire.FilterWire();
        wire.effect = DomElement.word(rule.effect());
        wire.authority = text(rule.authority());
        wire.domain = text(rule.domain());
        wire.tierMin = DomElement.word(rule.tierMin());
        return wire;
    }

    private static AgreementWire.ChannelWire channel(ChannelRule rule) {
        AgreementWire.ChannelWire wire = new AgreementWire.ChannelWire();
        wire.name = rule.name();
        wire.from = rule.from().urn();
        wire.to = rule.to().urn();
        wire.trafficClass = rule.trafficClass();
        return wire;
    }

    private static AgreementWire.LimitsWire limits(Limits limits) {
        AgreementWire.LimitsWire wire = new AgreementWire.LimitsWire();
        wire.observationOctetsMax = limits.observationOctetsMax();
        wire.consignmentItemsMax = limits.consignmentItemsMax();
        wire.consignmentOctetsMax = limits.consignmentOctetsMax();
        wire.heldMax = limits.heldMax();
        wire.equivalencePathMax = limits.equivalencePathMax() == 1 ? null : limits.equivalencePathMax();
        return wire;
    }
}
