package org.comity.xml;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import jakarta.xml.bind.annotation.XmlValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.DeviceId;
import org.comity.core.lineage.Lineage;
import org.comity.core.lineage.Source;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Core;
import org.comity.core.observation.Label;
import org.comity.core.observation.Origin;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.observation.TemporalReference;
import org.jspecify.annotations.Nullable;

/** The signed core of an observation on the wire. */
@XmlRootElement(name = "core")
@XmlAccessorType(XmlAccessType.FIELD)
@XmlType(
        propOrder = {
            "origin", "credential", "attestation", "agreement", "feature", "property", "time", "made", "label", "result",
            "term", "lineage"
        })
final class WireCore {
    @Nullable WireOrigin origin;

    @Nullable String credential;

    @Nullable String attestation;

    @Nullable String agreement;

    @Nullable WireName feature;

    @Nullable WireName property;

    @Nullable WireTime time;

    @Nullable WireMade made;

    @Nullable WireLabel label;

    @Nullable WireResult result;

    List<WireName> term = new ArrayList<>();

    @Nullable WireLineage lineage;

    static WireCore of(Core core) {
        WireCore wire = new WireCore();
        wire.origin = WireOrigin.of(core.origin());
        wire.credential = core.credential().hex();
        wire.attestation = core.attestation().hex();
        wire.agreement = core.agreement().map(Digest::hex).orElse(null);
        wire.feature = WireName.of(core.feature());
        wire.property = WireName.of(core.property().scheme(), core.property().value());
        wire.time = WireTime.of(core.phenomenonTime());
        wire.made = WireMade.of(core.made());
        wire.label = core.label().map(WireLabel::of).orElse(null);
        wire.result = WireResult.of(core.result());
        core.result().terms().forEach(one -> wire.term.add(WireName.of(one)));
        wire.lineage = WireLineage.of(core.lineage());
        return wire;
    }

    Core core() {
        return new Core(
                Text.required(origin, "origin").origin(),
                Digest.parse(Text.required(credential, "credential")),
                Digest.parse(Text.required(attestation, "attestation")),
                Optional.ofNullable(agreement).map(Digest::parse),
                Text.required(feature, "feature").feature(),
                Text.required(property, "property").property(),
                Text.required(time, "time").time(),
                Text.required(made, "made").made(),
                Optional.ofNullable(label).map(WireLabel::label),
                Text.required(result, "result").result(term),
                Text.required(lineage, "lineage").lineage());
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static final class WireOrigin {
        @XmlAttribute
        @Nullable String mesh;

        @XmlAttribute
        @Nullable String authority;

        @XmlAttribute
        @Nullable String device;

        @XmlAttribute
        @Nullable Long sequence;

        @XmlAttribute
        @Nullable String previous;

        static WireOrigin of(Origin origin) {
            WireOrigin wire = new WireOrigin();
            wire.mesh = origin.mesh().urn();
            wire.authority = origin.authority().urn();
            wire.device = origin.device().urn();
            wire.sequence = origin.sequence();
            wire.previous = origin.previous().map(Oid::hex).orElse(null);
            return wire;
        }

        Origin origin() {
            return new Origin(
                    new MeshId(Text.required(mesh, "mesh")),
                    new AuthorityId(Text.required(authority, "authority")),
                    new DeviceId(Text.required(device, "device")),
                    Text.required(sequence, "sequence"),
                    Optional.ofNullable(previous).map(Oid::parse));
        }
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static final class WireTime {
        @XmlAttribute
        @Nullable String start;

        @XmlAttribute
        @Nullable String end;

        static WireTime of(PhenomenonTime time) {
            WireTime wire = new WireTime();
            wire.start = time.start().toString();
            wire.end = time.end().toString();
            return wire;
        }

        PhenomenonTime time() {
            return new PhenomenonTime(
                    Text.instant(Text.required(start, "start")), Text.instant(Text.required(end, "end")));
        }
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(propOrder = {"global", "sinceBeacon", "localClock", "seen"})
    static final class WireMade {
        @Nullable WireClaim global;

        @Nullable WireClaim sinceBeacon;

        @Nullable WireClaim localClock;

        List<WireName.Beacon> seen = new ArrayList<>();

        static WireMade of(TemporalReference made) {
            WireMade wire = new WireMade();
            WireClaim claim = new WireClaim();
            claim.uncertainty = made.claim().uncertainty().toString();
            if (made.claim() instanceof TemporalReference.Global global) {
                claim.time = global.time().toString();
                wire.global = claim;
            } else if (made.claim() instanceof TemporalReference.SinceBeacon since) {
                claim.elapsed = since.elapsed().toString();
                claim.beacon = WireName.Beacon.of(since.beacon());
                wire.sinceBeacon = claim;
            } else if (made.claim() instanceof TemporalReference.LocalClock local) {
                claim.epoch = local.epoch();
                claim.nanoseconds = local.nanoseconds();
                wire.localClock = claim;
            }
            made.seen().forEach(ref -> wire.seen.add(WireName.Beacon.of(ref)));
            return wire;
        }

        TemporalReference made() {
            return new TemporalReference(
                    claim(), seen.stream().map(WireName.Beacon::ref).toList());
        }

        private TemporalReference.Claim claim() {
            if (global != null) {
                return new TemporalReference.Global(
                        Text.instant(Text.required(global.time, "time")), global.uncertainty());
            }
            if (sinceBeacon != null) {
                return new TemporalReference.SinceBeacon(
                        Text.required(sinceBeacon.beacon, "beacon").ref(),
                        Text.duration(Text.required(sinceBeacon.elapsed, "elapsed")),
                        sinceBeacon.uncertainty());
            }
            WireClaim local = Text.required(localClock, "claim");
            return new TemporalReference.LocalClock(
                    Text.required(local.epoch, "epoch"),
                    Text.required(local.nanoseconds, "nanoseconds"),
                    local.uncertainty());
        }
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static final class WireClaim {
        @XmlAttribute
        @Nullable String time;

        @XmlAttribute
        @Nullable String elapsed;

        @XmlAttribute
        @Nullable String epoch;

        @XmlAttribute
        @Nullable Long nanoseconds;

        @XmlAttribute
        @Nullable String uncertainty;

        WireName.@Nullable Beacon beacon;

        java.time.Duration uncertainty() {
            return Text.duration(Text.required(uncertainty, "uncertainty"));
        }
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static final class WireLabel {
        @XmlAttribute
        @Nullable String policy;

        @XmlAttribute
        @Nullable String classification;

        static WireLabel of(Label label) {
            WireLabel wire = new WireLabel();
            wire.policy = label.policy();
            wire.classification = label.classification();
            return wire;
        }

        Label label() {
            return new Label(Text.required(policy, "policy"), Text.required(classification, "classification"));
        }
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static final class WireResult {
        private static final String BASE64 = "base64";
        private static final String TEXT = "text";

        @XmlAttribute
        @Nullable String mediaType;

        @XmlAttribute
        @Nullable String encoding;

        @XmlValue
        @Nullable String content;

        static WireResult of(Result result) {
            WireResult wire = new WireResult();
            wire.mediaType = result.mediaType();
            Optional<String> plain = Text.plain(result.content());
            wire.encoding = plain.isPresent() ? TEXT : BASE64;
            wire.content = plain.orElseGet(() -> Text.base64(result.content()));
            return wire;
        }

        Result result(List<WireName> terms) {
            String text = content == null ? "" : content;
            Octets octets = TEXT.equals(encoding)
                    ? Octets.of(text.getBytes(StandardCharsets.UTF_8))
                    : Text.base64(text);
            return new Result(
                    Text.required(mediaType, "mediaType"),
                    octets,
                    terms.stream().map(WireName::term).toList());
        }
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(propOrder = {"source", "retracts"})
    static final class WireLineage {
        @XmlAttribute
        @Nullable String contributor;

        @XmlAttribute
        @Nullable String derivation;

        @XmlAttribute
        @Nullable String revisionOf;

        @XmlAttribute
        @Nullable Long edition;

        List<WireSource> source = new ArrayList<>();

        @XmlElement
        List<String> retracts = new ArrayList<>();

        static WireLineage of(Lineage lineage) {
            WireLineage wire = new WireLineage();
            wire.contributor = lineage.contributor().urn();
            wire.derivation = lineage.derivation();
            wire.revisionOf = lineage.revisionOf().map(Oid::hex).orElse(null);
            wire.edition = lineage.edition().isPresent() ? lineage.edition().getAsLong() : null;
            lineage.sources().forEach(one -> wire.source.add(WireSource.of(one)));
            lineage.retracts().forEach(one -> wire.retracts.add(one.hex()));
            return wire;
        }

        Lineage lineage() {
            return new Lineage(
                    new DeviceId(Text.required(contributor, "contributor")),
                    source.stream().map(WireSource::source).toList(),
                    Text.required(derivation, "derivation"),
                    Optional.ofNullable(revisionOf).map(Oid::parse),
                    retracts.stream().map(Oid::parse).toList(),
                    edition == null ? OptionalLong.empty() : OptionalLong.of(edition));
        }
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static final class WireSource {
        @XmlAttribute
        @Nullable String oid;

        @XmlAttribute
        @Nullable String commitment;

        static WireSource of(Source source) {
            WireSource wire = new WireSource();
            wire.oid = source.fold(Oid::hex, commitment -> null);
            wire.commitment = source.fold(oid -> null, Digest::hex);
            return wire;
        }

        Source source() {
            if ((oid == null) == (commitment == null)) {
                throw new IllegalArgumentException("a source has an oid or a commitment");
            }
            return oid != null
                    ? new Source.Disclosed(Oid.parse(oid))
                    : new Source.Committed(Digest.parse(Text.required(commitment, "commitment")));
        }
    }
}
