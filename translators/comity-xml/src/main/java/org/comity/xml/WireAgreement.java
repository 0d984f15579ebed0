package org.comity.xml;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.AuthorityEntry;
import org.comity.core.agreement.ChannelRule;
import org.comity.core.agreement.Comparison;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.FilterRule;
import org.comity.core.agreement.Limits;
import org.comity.core.agreement.Location;
import org.comity.core.agreement.Party;
import org.comity.core.agreement.Region;
import org.comity.core.agreement.Thresholds;
import org.comity.core.agreement.WeightRule;
import org.comity.core.authority.AgentId;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.ObservedProperty;
import org.jspecify.annotations.Nullable;

/** An agreement as the file that the parties read and sign. */
@XmlRootElement(name = "agreement", namespace = Namespaces.AGREEMENT)
@XmlAccessorType(XmlAccessType.FIELD)
@XmlType(
        propOrder = {"party", "authority", "region", "weight", "domain", "filter", "compare", "channel", "refusal", "limits"})
final class WireAgreement {
    @XmlAttribute
    @Nullable String id;

    @XmlAttribute
    @Nullable Integer epoch;

    @XmlAttribute
    @Nullable String previous;

    @XmlAttribute
    @Nullable Integer driftPpm;

    @XmlElement(namespace = Namespaces.AGREEMENT)
    List<WireParty> party = new ArrayList<>();

    @XmlElement(namespace = Namespaces.AGREEMENT)
    List<Entry> authority = new ArrayList<>();

    @XmlElement(namespace = Namespaces.AGREEMENT)
    List<Entry> region = new ArrayList<>();

    @XmlElement(namespace = Namespaces.AGREEMENT)
    List<Entry> weight = new ArrayList<>();

    @XmlElement(namespace = Namespaces.AGREEMENT)
    List<WireDomain> domain = new ArrayList<>();

    @XmlElement(namespace = Namespaces.AGREEMENT)
    List<Entry> filter = new ArrayList<>();

    @XmlElement(namespace = Namespaces.AGREEMENT)
    List<String> compare = new ArrayList<>();

    @XmlElement(namespace = Namespaces.AGREEMENT)
    List<Entry> channel = new ArrayList<>();

    @XmlElement(namespace = Namespaces.AGREEMENT)
    List<String> refusal = new ArrayList<>();

    @XmlElement(namespace = Namespaces.AGREEMENT)
    @Nullable WireLimits limits;

    /** A party. */
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(propOrder = {"anchor", "agent"})
    static final class WireParty {
        @XmlAttribute
        @Nullable String mesh;

        @XmlAttribute
        @Nullable String ledgerKey;

        @XmlElement(namespace = Namespaces.AGREEMENT)
        List<String> anchor = new ArrayList<>();

        @XmlElement(namespace = Namespaces.AGREEMENT)
        List<String> agent = new ArrayList<>();
    }

    /** A row of a table. */
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(propOrder = {"scheme", "corner"})
    static final class Entry {
        @XmlAttribute
        @Nullable String name;

        @XmlAttribute
        @Nullable String authority;

        @XmlAttribute
        @Nullable String mesh;

        @XmlAttribute
        @Nullable Integer priority;

        @XmlAttribute
        @Nullable String when;

        @XmlAttribute
        @Nullable Integer add;

        @XmlAttribute
        @Nullable String effect;

        @XmlAttribute
        @Nullable String domain;

        @XmlAttribute
        @Nullable String tierMin;

        @XmlAttribute
        @Nullable String from;

        @XmlAttribute
        @Nullable String to;

        @XmlAttribute
        @Nullable String trafficClass;

        @XmlElement(namespace = Namespaces.AGREEMENT)
        List<String> scheme = new ArrayList<>();

        @XmlElement(namespace = Namespaces.AGREEMENT)
        List<Corner> corner = new ArrayList<>();
    }

    /** A corner of a region. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static final class Corner {
        @XmlAttribute
        @Nullable Integer latitudeMicro;

        @XmlAttribute
        @Nullable Integer longitudeMicro;
    }

    /** A domain. */
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(propOrder = {"property", "featureScheme", "thresholds", "decider"})
    static final class WireDomain {
        @XmlAttribute
        @Nullable String name;

        @XmlAttribute
        @Nullable String kind;

        @XmlAttribute
        @Nullable String associator;

        @XmlAttribute
        @Nullable String constraint;

        @XmlAttribute
        @Nullable Integer quorum;

        @XmlElement(namespace = Namespaces.AGREEMENT)
        @Nullable WireName property;

        @XmlElement(namespace = Namespaces.AGREEMENT)
        List<String> featureScheme = new ArrayList<>();

        @XmlElement(namespace = Namespaces.AGREEMENT)
        @Nullable WireThresholds thresholds;

        @XmlElement(namespace = Namespaces.AGREEMENT)
        List<String> decider = new ArrayList<>();
    }

    /** Thresholds. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static final class WireThresholds {
        @XmlAttribute
        int contestedMax;

        @XmlAttribute
        int contestedPermilleMax;

        @XmlAttribute
        int undecidableMax;

        @XmlAttribute
        int forkDepthMax;
    }

    /** Limits. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static final class WireLimits {
        @XmlAttribute
        int observationOctetsMax;

        @XmlAttribute
        int consignmentItemsMax;

        @XmlAttribute
        int consignmentOctetsMax;

        @XmlAttribute
        int heldMax;
    }

    static WireAgreement of(Agreement agreement) {
        WireAgreement wire = new WireAgreement();
        wire.id = agreement.id();
        wire.epoch = agreement.epoch();
        wire.previous = agreement.previous().map(Digest::hex).orElse(null);
        wire.driftPpm = agreement.driftPpm();
        agreement.parties().forEach(one -> wire.party.add(write(one)));
        agreement.authorities().forEach(one -> wire.authority.add(write(one)));
        agreement.regions().forEach(one -> wire.region.add(write(one)));
        agreement.weights().forEach(one -> wire.weight.add(write(one)));
        agreement.domains().forEach(one -> wire.domain.add(write(one)));
        agreement.filter().forEach(one -> wire.filter.add(write(one)));
        agreement.chain().forEach(one -> wire.compare.add(one.name()));
        agreement.channels().forEach(one -> wire.channel.add(write(one)));
        agreement.refusals().stream().map(Reason::name).sorted().forEach(wire.refusal::add);
        wire.limits = write(agreement.limits());
        return wire;
    }

    private static WireParty write(Party one) {
        WireParty wire = new WireParty();
        wire.mesh = one.mesh().urn();
        wire.ledgerKey = one.ledgerKey();
        one.anchors().forEach(anchor -> wire.anchor.add(Text.base64(anchor)));
        one.agents().forEach(agent -> wire.agent.add(agent.urn()));
        return wire;
    }

    private static Entry write(AuthorityEntry one) {
        Entry wire = new Entry();
        wire.authority = one.authority().urn();
        wire.mesh = one.mesh().urn();
        wire.priority = one.priority();
        wire.scheme.addAll(one.schemes());
        return wire;
    }

    private static Entry write(Region one) {
        Entry wire = new Entry();
        wire.name = one.name();
        wire.authority = one.authority().urn();
        for (Location place : one.ring()) {
            Corner corner = new Corner();
            corner.latitudeMicro = place.latitudeMicro();
            corner.longitudeMicro = place.longitudeMicro();
            wire.corner.add(corner);
        }
        return wire;
    }

    private static Entry write(WeightRule one) {
        Entry wire = new Entry();
        wire.authority = one.authority().map(AuthorityId::urn).orElse(null);
        wire.when = one.when().name();
        wire.add = one.add();
        return wire;
    }

    private static WireDomain write(Domain one) {
        WireDomain wire = new WireDomain();
        wire.name = one.name();
        wire.kind = one.kind().name();
        wire.associator = one.associator().map(AuthorityId::urn).orElse(null);
        wire.constraint = one.constraint().name();
        wire.quorum = one.quorum();
        wire.property = WireName.of(one.property().scheme(), one.property().value());
        wire.featureScheme.addAll(one.featureSchemes());
        wire.thresholds = new WireThresholds();
        wire.thresholds.contestedMax = one.thresholds().contestedMax();
        wire.thresholds.contestedPermilleMax = one.thresholds().contestedPermilleMax();
        wire.thresholds.undecidableMax = one.thresholds().undecidableMax();
        wire.thresholds.forkDepthMax = one.thresholds().forkDepthMax();
        one.deciders().forEach(decider -> wire.decider.add(decider.urn()));
        return wire;
    }

    private static Entry write(FilterRule one) {
        Entry wire = new Entry();
        wire.effect = one.effect().name();
        wire.authority = one.authority().map(AuthorityId::urn).orElse(null);
        wire.domain = one.domain().orElse(null);
        wire.tierMin = one.tierMin().name();
        return wire;
    }

    private static Entry write(ChannelRule one) {
        Entry wire = new Entry();
        wire.name = one.name();
        wire.from = one.from().urn();
        wire.to = one.to().urn();
        wire.trafficClass = one.trafficClass();
        return wire;
    }

    private static WireLimits write(Limits one) {
        WireLimits wire = new WireLimits();
        wire.observationOctetsMax = one.observationOctetsMax();
        wire.consignmentItemsMax = one.consignmentItemsMax();
        wire.consignmentOctetsMax = one.consignmentOctetsMax();
        wire.heldMax = one.heldMax();
        return wire;
    }

    Agreement agreement(Digest digest) {
        Set<Reason> refusals = EnumSet.noneOf(Reason.class);
        refusal.forEach(name -> refusals.add(Reason.valueOf(name)));
        return new Agreement(
                digest,
                Text.required(id, "id"),
                Text.required(epoch, "epoch"),
                Optional.ofNullable(previous).map(Digest::parse),
                party.stream().map(WireAgreement::party).toList(),
                authority.stream().map(WireAgreement::authority).toList(),
                region.stream().map(WireAgreement::region).toList(),
                weight.stream().map(WireAgreement::weight).toList(),
                domain.stream().map(WireAgreement::domain).toList(),
                filter.stream().map(WireAgreement::filter).toList(),
                compare.stream().map(Comparison::valueOf).toList(),
                channel.stream().map(WireAgreement::channel).toList(),
                Text.required(driftPpm, "driftPpm"),
                refusals,
                limits(Text.required(limits, "limits")));
    }

    private static Party party(WireParty one) {
        return new Party(
                new MeshId(Text.required(one.mesh, "mesh")),
                one.anchor.stream().map(WireAgreement::anchor).toList(),
                one.agent.stream().map(AgentId::new).toList(),
                Text.required(one.ledgerKey, "ledgerKey"));
    }

    private static Octets anchor(String text) {
        return Text.base64(text.replaceAll("\\s", ""));
    }

    private static AuthorityEntry authority(Entry one) {
        return new AuthorityEntry(
                new AuthorityId(Text.required(one.authority, "authority")),
                new MeshId(Text.required(one.mesh, "mesh")),
                one.scheme,
                one.priority == null ? 0 : one.priority);
    }

    private static Region region(Entry one) {
        return new Region(
                Text.required(one.name, "name"),
                new AuthorityId(Text.required(one.authority, "authority")),
                one.corner.stream()
                        .map(corner -> new Location(
                                Text.required(corner.latitudeMicro, "latitudeMicro"),
                                Text.required(corner.longitudeMicro, "longitudeMicro")))
                        .toList());
    }

    private static WeightRule weight(Entry one) {
        return new WeightRule(
                Optional.ofNullable(one.authority).map(AuthorityId::new),
                WeightRule.When.valueOf(Text.required(one.when, "when")),
                Text.required(one.add, "add"));
    }

    private static Domain domain(WireDomain one) {
        WireName property = Text.required(one.property, "property");
        WireThresholds limits = Text.required(one.thresholds, "thresholds");
        return new Domain(
                Text.required(one.name, "name"),
                Domain.Kind.valueOf(Text.required(one.kind, "kind")),
                one.featureScheme,
                new ObservedProperty(
                        Text.required(property.scheme, "scheme"), Text.required(property.value, "value")),
                Optional.ofNullable(one.associator).map(AuthorityId::new),
                Domain.Constraint.valueOf(Text.required(one.constraint, "constraint")),
                new Thresholds(
                        limits.contestedMax, limits.contestedPermilleMax, limits.undecidableMax, limits.forkDepthMax),
                one.decider.stream().map(AuthorityId::new).toList(),
                Text.required(one.quorum, "quorum"));
    }

    private static FilterRule filter(Entry one) {
        return new FilterRule(
                FilterRule.Effect.valueOf(Text.required(one.effect, "effect")),
                Optional.ofNullable(one.authority).map(AuthorityId::new),
                Optional.ofNullable(one.domain),
                AttestationTier.valueOf(Text.required(one.tierMin, "tierMin")));
    }

    private static ChannelRule channel(Entry one) {
        return new ChannelRule(
                Text.required(one.name, "name"),
                new MeshId(Text.required(one.from, "from")),
                new MeshId(Text.required(one.to, "to")),
                Text.required(one.trafficClass, "trafficClass"));
    }

    private static Limits limits(WireLimits one) {
        return new Limits(
                one.observationOctetsMax, one.consignmentItemsMax, one.consignmentOctetsMax, one.heldMax);
    }
}
