package org.comity.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.DeviceId;
import org.comity.core.lineage.Lineage;
import org.comity.core.lineage.Source;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.BeaconRef;
import org.comity.core.observation.Core;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Label;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Origin;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.observation.TemporalReference;
import org.comity.core.observation.Term;

/** The core as XML, both ways. A core has one octet form, so an oid is a function of the value alone. */
final class CoreXml {

    static final String NAMESPACE = "urn:comity:observation:1";
    static final String PREFIX = "o";
    static final String DECLARATION = CanonicalXml.declaration(PREFIX, NAMESPACE);

    static final String OPEN = "<o:core>";

    private CoreXml() {}

    /** The core as it stands inside an observation, where the prefix is declared by the observation. */
    static String inside(Core core) {
        CanonicalXml out = new CanonicalXml(PREFIX);
        out.open("core", CanonicalXml.none());
        writeWho(out, core);
        writeWhat(out, core);
        writeWhen(out, core.made());
        core.label().ifPresent(label -> writeLabel(out, label));
        writeResult(out, core.result());
        writeLineage(out, core.lineage());
        return out.close().toString();
    }

    /** The same core as the apex of its own canonical form: what the oid digests. */
    static String apex(String inside) {
        return "<o:core" + DECLARATION + ">" + inside.substring(OPEN.length());
    }

    private static void writeWho(CanonicalXml out, Core core) {
        Origin origin = core.origin();
        out.empty(
                "origin",
                CanonicalXml.with("authority", origin.authority())
                        .and("device", origin.device())
                        .and("mesh", origin.mesh())
                        .and("previous", origin.previous())
                        .and("sequence", origin.sequence()));
        out.empty("credential", CanonicalXml.with("digest", core.credential()));
        out.empty("attestation", CanonicalXml.with("digest", core.attestation()));
        core.agreement().ifPresent(digest -> out.empty("agreement", CanonicalXml.with("digest", digest)));
    }

    private static void writeWhat(CanonicalXml out, Core core) {
        out.empty("feature", named(core.feature().scheme(), core.feature().value()));
        out.empty("property", named(core.property().scheme(), core.property().value()));
        out.empty(
                "phenomenonTime",
                CanonicalXml.with(
                                "start", WireInstant.text(core.phenomenonTime().start()))
                        .and("end", WireInstant.text(core.phenomenonTime().end())));
    }

    private static CanonicalXml.Attributes named(String scheme, String value) {
        return CanonicalXml.with("scheme", scheme).and("value", value);
    }

    private static void writeWhen(CanonicalXml out, TemporalReference made) {
        out.open("made", CanonicalXml.none());
        writeClaim(out, made.claim());
        made.seen().forEach(beacon -> out.empty("seen", beacon(beacon)));
        out.close();
    }

    private static void writeClaim(CanonicalXml out, TemporalReference.Claim claim) {
        if (claim instanceof TemporalReference.Global global) {
            out.empty(
                    "global",
                    CanonicalXml.with("time", WireInstant.text(global.time()))
                            .and("uncertainty", global.uncertainty()));
        } else if (claim instanceof TemporalReference.SinceBeacon since) {
            out.empty(
                    "sinceBeacon",
                    beacon(since.beacon()).and("elapsed", since.elapsed()).and("uncertainty", since.uncertainty()));
        } else if (claim instanceof TemporalReference.LocalClock local) {
            out.empty(
                    "localClock",
                    CanonicalXml.with("epoch", local.epoch())
                            .and("nanoseconds", local.nanoseconds())
                            .and("uncertainty", local.uncertainty()));
        } else {
            throw new IllegalStateException("a claim without a wire form: " + claim.getClass());
        }
    }

    private static CanonicalXml.Attributes beacon(BeaconRef beacon) {
        return CanonicalXml.with("mesh", beacon.mesh())
                .and("root", beacon.root())
                .and("size", beacon.size());
    }

    private static void writeResult(CanonicalXml out, Result result) {
        out.open("result", CanonicalXml.with("mediaType", result.mediaType()));
        result.terms().forEach(term -> out.empty("term", named(term.scheme(), term.value())));
        ResultText.write(out, result);
        out.close();
    }

    private static void writeLineage(CanonicalXml out, Lineage lineage) {
        Optional<Long> edition =
                lineage.edition().isPresent() ? Optional.of(lineage.edition().getAsLong()) : Optional.empty();
        out.open(
                "lineage",
                CanonicalXml.with("contributor", lineage.contributor())
                        .and("derivation", lineage.derivation())
                        .and("edition", edition)
                        .and("revisionOf", lineage.revisionOf()));
        lineage.sources()
                .forEach(source -> out.empty(
                        "source",
                        source.fold(
                                oid -> CanonicalXml.with("oid", oid),
                                commitment -> CanonicalXml.with("commitment", commitment))));
        lineage.retracts().forEach(oid -> out.empty("retracts", CanonicalXml.with("oid", oid)));
        out.close();
    }

    /** Reads a core that the schema accepted; throws as {@link DomElement} does. */
    static Core read(DomElement core) {
        DomElement origin = core.child("origin");
        return new Core(
                new Origin(
                        new MeshId(origin.text("mesh")),
                        new AuthorityId(origin.text("authority")),
                        new DeviceId(origin.text("device")),
                        origin.number("sequence"),
                        origin.optional("previous").map(Oid::parse)),
                core.child("credential").digest("digest"),
                core.child("attestation").digest("digest"),
                core.optionalChild("agreement").map(agreement -> agreement.digest("digest")),
                new FeatureOfInterest(
                        core.child("feature").text("scheme"),
                        core.child("feature").text("value")),
                new ObservedProperty(
                        core.child("property").text("scheme"),
                        core.child("property").text("value")),
                new PhenomenonTime(
                        core.child("phenomenonTime").instant("start"),
                        core.child("phenomenonTime").instant("end")),
                readWhen(core.child("made")),
                core.optionalChild("label").map(CoreXml::readLabel),
                readResult(core.child("result")),
                readLineage(core.child("lineage")));
    }

    private static void writeLabel(CanonicalXml out, Label label) {
        out.open(
                "label",
                CanonicalXml.with("classification", label.classification()).and("policy", label.policy()));
        label.categories()
                .forEach(one -> out.empty(
                        "category",
                        CanonicalXml.with("tag", one.tag())
                                .and("type", DomElement.word(one.type()))
                                .and("value", one.value())));
        out.close();
    }

    private static Label readLabel(DomElement label) {
        return new Label(
                label.text("policy"),
                label.text("classification"),
                label.children("category").stream()
                        .map(one -> new Label.Category(
                                one.text("tag"), one.word("type", Label.TagType.class), one.text("value")))
                        .toList());
    }

    private static TemporalReference readWhen(DomElement made) {
        DomElement claim = made.children().get(0);
        return new TemporalReference(
                readClaim(claim),
                made.children("seen").stream().map(CoreXml::readBeacon).toList());
    }

    private static TemporalReference.Claim readClaim(DomElement claim) {
        return switch (claim.name()) {
            case "global" -> new TemporalReference.Global(claim.instant("time"), claim.duration("uncertainty"));
            case "sinceBeacon" ->
                new TemporalReference.SinceBeacon(
                        readBeacon(claim), claim.duration("elapsed"), claim.duration("uncertainty"));
            case "localClock" ->
                new TemporalReference.LocalClock(
                        claim.text("epoch"), claim.number("nanoseconds"), claim.duration("uncertainty"));
            default -> throw new IllegalArgumentException("no such claim of time");
        };
    }

    static BeaconRef readBeacon(DomElement beacon) {
        return new BeaconRef(new MeshId(beacon.text("mesh")), beacon.number("size"), beacon.digest("root"));
    }

    private static Result readResult(DomElement result) {
        List<Term> terms = result.children("term").stream()
                .map(term -> new Term(term.text("scheme"), term.text("value")))
                .toList();
        return new Result(result.text("mediaType"), ResultText.read(result.child("content")), terms);
    }

    private static Lineage readLineage(DomElement lineage) {
        return new Lineage(
                new DeviceId(lineage.text("contributor")),
                lineage.children("source").stream().map(CoreXml::readSource).toList(),
                lineage.text("derivation"),
                lineage.optional("revisionOf").map(Oid::parse),
                lineage.children("retracts").stream()
                        .map(link -> link.oid("oid"))
                        .toList(),
                lineage.optional("edition")
                        .map(Long::parseLong)
                        .map(OptionalLong::of)
                        .orElseGet(OptionalLong::empty));
    }

    private static Source readSource(DomElement source) {
        return source.optional("oid").isPresent()
                ? new Source.Disclosed(source.oid("oid"))
                : new Source.Committed(Digest.parse(source.text("commitment")));
    }
}
