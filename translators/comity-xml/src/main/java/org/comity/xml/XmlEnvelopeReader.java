package org.comity.xml;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.xml.XMLConstants;
import org.comity.core.boundary.Envelope;
import org.comity.core.boundary.EnvelopeReader;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Core;
import org.comity.core.observation.Evidence;
import org.comity.core.observation.Observation;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Reads observations. Octets in the writer's own form are read in one walk. Of all others, in this order: parse hardened, insist on one core and one evidence, hold the signature to the
 * profile, validate against the schema, read the values, and insist that the canonical form of what was parsed is the one
 * that the values write. Immutable, thread-safe.
 */
public final class XmlEnvelopeReader implements EnvelopeReader {

    @Override
    public Outcome<Envelope> read(Octets octets) {
        return ObservationScanner.scan(octets).map(Outcome::yes).orElseGet(() -> general(octets));
    }

    /** The general path, for octets that are not in the one form of the writer. */
    static Outcome<Envelope> general(Octets octets) {
        return HardenedXml.parse(octets, HardenedXml.Asides.FORBIDDEN)
                .then(XmlEnvelopeReader::parts)
                .then(parts -> read(parts, octets));
    }

    /** The two elements of an observation. */
    private record Parts(Document document, Element core, Element evidence) {
        boolean isSigned() {
            return isDs(evidence);
        }
    }

    private static boolean isDs(Element element) {
        return SignatureProfile.NAMESPACE.equals(element.getNamespaceURI());
    }

    private static Outcome<Parts> parts(Document document) {
        Element root = document.getDocumentElement();
        if (!is(root, "observation") || root.getAttributes().getLength() != 1) {
            return Outcome.no(Reason.MALFORMED, "not an observation");
        }
        List<Element> children = new ArrayList<>();
        for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (!(node instanceof Element child)) {
                return Outcome.no(Reason.MALFORMED, "text beside the core");
            }
            children.add(child);
        }
        if (children.isEmpty() || !is(children.get(0), "core")) {
            return Outcome.no(Reason.MALFORMED, "the core comes first");
        }
        return children.size() == 2 && (isDs(children.get(1)) || is(children.get(1), "batch"))
                ? Outcome.yes(new Parts(document, children.get(0), children.get(1)))
                : withoutOneEvidence(children);
    }

    private static int declarations(Element element) {
        int count = 0;
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            boolean declares = XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(
                    element.getAttributes().item(i).getNamespaceURI());
            count += declares ? 1 : 0;
        }
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            count += node instanceof Element child ? declarations(child) : 0;
        }
        return count;
    }

    private static Outcome<Parts> withoutOneEvidence(List<Element> children) {
        if (children.size() == 1) {
            return Outcome.no(Reason.UNSIGNED, "neither a signature nor a batch");
        }
        return children.stream().skip(1).allMatch(child -> isDs(child) || is(child, "batch"))
                ? Outcome.no(Reason.PROFILE_NOT_ALLOWED, "more than one signature")
                : Outcome.no(Reason.MALFORMED, "something beside the core and its evidence");
    }

    /** The element of that name in the fixed prefix: another prefix would be another octet form. */
    private static boolean is(Element element, String name) {
        return CoreXml.NAMESPACE.equals(element.getNamespaceURI())
                && element.getNodeName().equals("o:" + name);
    }

    private static Outcome<Envelope> read(Parts parts, Octets octets) {
        return parts.isSigned()
                ? SignatureProfile.check(parts.evidence())
                        .then(algorithm -> core(parts)
                                .then(core -> SignatureProfile.read(
                                                parts.evidence(), algorithm, XmlEnvelopeWriter.covered(core.inside()))
                                        .map(evidence -> envelope(core, evidence, octets))))
                : core(parts).then(core -> batched(parts).map(evidence -> envelope(core, evidence, octets)));
    }

    private static Envelope envelope(Read core, Evidence evidence, Octets octets) {
        return new Envelope(new Observation(XmlEnvelopeWriter.oid(core.inside()), core.core(), octets), evidence);
    }

    /** A core and the one form in which it stands inside an observation. */
    private record Read(Core core, String inside) {}

    private static Outcome<Read> core(Parts parts) {
        if (declarations(parts.document().getDocumentElement()) != (parts.isSigned() ? 2 : 1)) {
            return Outcome.no(Reason.MALFORMED, "a namespace declaration without use");
        }
        Optional<String> fault = WireSchema.OBSERVATION.fault(parts.document());
        if (fault.isPresent()) {
            return Outcome.no(Reason.MALFORMED, fault.get());
        }
        return values(() -> {
                    Core core = CoreXml.read(new DomElement(parts.core()));
                    return new Read(core, CoreXml.inside(core));
                })
                .then(read -> sameForm(parts.core(), CoreXml.apex(read.inside()))
                        ? Outcome.yes(read)
                        : Outcome.no(Reason.MALFORMED, "the core is not in the one form of its values"));
    }

    private static Outcome<Evidence> batched(Parts parts) {
        return values(() -> BatchXml.read(new DomElement(parts.evidence()))).then(batched -> {
            if (!sameForm(parts.evidence(), BatchXml.apex(batched))) {
                return Outcome.no(Reason.MALFORMED, "the batch is not in the one form of its values");
            }
            return batched.signature().size() == batched.algorithm().size()
                    ? Outcome.yes(batched)
                    : Outcome.no(
                            Reason.SIGNATURE_NOT_VALID,
                            "a signature of " + batched.signature().size() + " octets");
        });
    }

    private static boolean sameForm(Element parsed, String written) {
        byte[] octets = written.getBytes(StandardCharsets.UTF_8);
        return ExclusiveCanonicalForm.of(parsed)
                .filter(form -> Arrays.equals(form, octets))
                .isPresent();
    }

    private static <T> Outcome<T> values(Supplier<T> reading) {
        try {
            return Outcome.yes(reading.get());
        } catch (IllegalArgumentException | DateTimeException e) {
            return Outcome.no(Reason.MALFORMED, "a value outside its range");
        }
    }
}
