package org.comity.xml;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.comity.xml.CanonicalForm.Attribute;
import org.comity.xml.CanonicalForm.Element;

/** Takes the core of an observation, the inverse of {@link CoreXml#inside}: one method for one of its elements. */
final class CoreScanner {

    private final CanonicalCursor in;

    CoreScanner(CanonicalCursor in) {
        this.in = in;
    }

    Core core() {
        in.begin(Element.CORE);
        Origin origin = origin();
        Digest credential = document(Element.CREDENTIAL);
        Digest attestation = document(Element.ATTESTATION);
        Optional<Digest> agreement =
                in.takes(Element.AGREEMENT.start) ? Optional.of(digestOf(Element.AGREEMENT)) : Optional.empty();
        FeatureOfInterest feature = feature();
        ObservedProperty property = property();
        PhenomenonTime time = phenomenonTime();
        TemporalReference made = made();
        Optional<Label> label = in.takes(Element.LABEL.start) ? Optional.of(label()) : Optional.empty();
        Result result = result();
        Lineage lineage = lineage();
        in.take(Element.CORE.end);
        return new Core(
                origin, credential, attestation, agreement, feature, property, time, made, label, result, lineage);
    }

    private Origin origin() {
        in.take(Element.ORIGIN.start);
        AuthorityId authority = new AuthorityId(in.value(Attribute.AUTHORITY));
        DeviceId device = new DeviceId(in.value(Attribute.DEVICE));
        MeshId mesh = new MeshId(in.value(Attribute.MESH));
        Optional<Oid> previous = optionalOid(Attribute.PREVIOUS);
        Origin origin = new Origin(mesh, authority, device, in.number(Attribute.SEQUENCE), previous);
        in.take(Element.ORIGIN.emptyEnd);
        return origin;
    }

    private Digest document(Element element) {
        in.take(element.start);
        return digestOf(element);
    }

    private Digest digestOf(Element element) {
        Digest digest = in.digest(Attribute.DIGEST);
        in.take(element.emptyEnd);
        return digest;
    }

    private FeatureOfInterest feature() {
        in.take(Element.FEATURE.start);
        FeatureOfInterest feature = new FeatureOfInterest(in.value(Attribute.SCHEME), in.value(Attribute.VALUE));
        in.take(Element.FEATURE.emptyEnd);
        return feature;
    }

    private ObservedProperty property() {
        in.take(Element.PROPERTY.start);
        ObservedProperty property = new ObservedProperty(in.value(Attribute.SCHEME), in.value(Attribute.VALUE));
        in.take(Element.PROPERTY.emptyEnd);
        return property;
    }

    private PhenomenonTime phenomenonTime() {
        in.take(Element.PHENOMENON_TIME.start);
        Instant end = in.instant(Attribute.END);
        PhenomenonTime time = new PhenomenonTime(in.instant(Attribute.START), end);
        in.take(Element.PHENOMENON_TIME.emptyEnd);
        return time;
    }

    private TemporalReference made() {
        in.begin(Element.MADE);
        TemporalReference.Claim claim = claim();
        List<BeaconRef> seen = new ArrayList<>();
        while (in.takes(Element.SEEN.start)) {
            seen.add(beacon());
            in.take(Element.SEEN.emptyEnd);
        }
        in.take(Element.MADE.end);
        return new TemporalReference(claim, seen);
    }

    private TemporalReference.Claim claim() {
        if (in.takes(Element.GLOBAL.start)) {
            TemporalReference.Claim global =
                    new TemporalReference.Global(in.instant(Attribute.TIME), in.duration(Attribute.UNCERTAINTY));
            in.take(Element.GLOBAL.emptyEnd);
            return global;
        }
        if (in.takes(Element.SINCE_BEACON.start)) {
            return sinceBeacon();
        }
        in.take(Element.LOCAL_CLOCK.start);
        TemporalReference.Claim local = new TemporalReference.LocalClock(
                in.value(Attribute.EPOCH), in.number(Attribute.NANOSECONDS), in.duration(Attribute.UNCERTAINTY));
        in.take(Element.LOCAL_CLOCK.emptyEnd);
        return local;
    }

    private TemporalReference.Claim sinceBeacon() {
        Duration elapsed = in.duration(Attribute.ELAPSED);
        BeaconRef beacon = beacon();
        TemporalReference.Claim since =
                new TemporalReference.SinceBeacon(beacon, elapsed, in.duration(Attribute.UNCERTAINTY));
        in.take(Element.SINCE_BEACON.emptyEnd);
        return since;
    }

    private BeaconRef beacon() {
        MeshId mesh = new MeshId(in.value(Attribute.MESH));
        Digest root = in.digest(Attribute.ROOT);
        return new BeaconRef(mesh, in.number(Attribute.SIZE), root);
    }

    private Label label() {
        String classification = in.value(Attribute.CLASSIFICATION);
        String policy = in.value(Attribute.POLICY);
        in.take(CanonicalForm.TAG_END);
        List<Label.Category> categories = new ArrayList<>();
        while (in.takes(Element.CATEGORY.start)) {
            String tag = in.value(Attribute.TAG);
            Label.TagType type = tagType(in.value(Attribute.TYPE));
            categories.add(new Label.Category(tag, type, in.value(Attribute.VALUE)));
            in.take(Element.CATEGORY.emptyEnd);
        }
        in.take(Element.LABEL.end);
        return new Label(policy, classification, categories);
    }

    private static Label.TagType tagType(String word) {
        return Arrays.stream(Label.TagType.values())
                .filter(type -> DomElement.word(type).equals(word))
                .findFirst()
                .orElseThrow(() -> CanonicalCursor.Unusual.HERE);
    }

    private Result result() {
        in.take(Element.RESULT.start);
        String mediaType = in.value(Attribute.MEDIA_TYPE);
        in.take(CanonicalForm.TAG_END);
        List<Term> terms = new ArrayList<>();
        while (in.takes(Element.TERM.start)) {
            terms.add(new Term(in.value(Attribute.SCHEME), in.value(Attribute.VALUE)));
            in.take(Element.TERM.emptyEnd);
        }
        in.take(Element.CONTENT.start);
        Octets content = content(in.value(Attribute.ENCODING), mediaType);
        in.take(Element.CONTENT.end);
        in.take(Element.RESULT.end);
        return new Result(mediaType, content, terms);
    }

    private Octets content(String encoding, String mediaType) {
        in.take(CanonicalForm.TAG_END);
        Octets content = Octets.of(encoding.equals(ResultText.TEXT) ? in.content() : in.base64('<'));
        if (!ResultText.isWritten(encoding, mediaType, content)) {
            throw CanonicalCursor.Unusual.HERE;
        }
        return content;
    }

    private Lineage lineage() {
        in.take(Element.LINEAGE.start);
        DeviceId contributor = new DeviceId(in.value(Attribute.CONTRIBUTOR));
        String derivation = in.value(Attribute.DERIVATION);
        OptionalLong edition =
                in.has(Attribute.EDITION) ? OptionalLong.of(in.number(Attribute.EDITION)) : OptionalLong.empty();
        Optional<Oid> revisionOf = optionalOid(Attribute.REVISION_OF);
        in.take(CanonicalForm.TAG_END);
        List<Source> sources = new ArrayList<>();
        while (in.takes(Element.SOURCE.start)) {
            sources.add(source());
        }
        List<Oid> retracts = new ArrayList<>();
        while (in.takes(Element.RETRACTS.start)) {
            retracts.add(new Oid(in.digest(Attribute.OID)));
            in.take(Element.RETRACTS.emptyEnd);
        }
        in.take(Element.LINEAGE.end);
        return new Lineage(contributor, sources, derivation, revisionOf, retracts, edition);
    }

    private Source source() {
        Source source = in.has(Attribute.OID)
                ? new Source.Disclosed(new Oid(in.digest(Attribute.OID)))
                : new Source.Committed(in.digest(Attribute.COMMITMENT));
        in.take(Element.SOURCE.emptyEnd);
        return source;
    }

    private Optional<Oid> optionalOid(Attribute attribute) {
        return in.has(attribute) ? Optional.of(new Oid(in.digest(attribute))) : Optional.empty();
    }
}
