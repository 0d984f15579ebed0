package org.comity.xml;

import jakarta.xml.bind.JAXBException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.validation.Schema;
import org.comity.core.boundary.Envelope;
import org.comity.core.boundary.EnvelopeReader;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Core;
import org.comity.core.observation.Evidence;
import org.comity.core.observation.Observation;
import org.comity.core.observation.SignatureAlgorithm;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Reads observations. The domain is read from the element whose canonical octets make the oid; the rest of the document may
 * be nothing but the one kind of evidence.
 */
public final class XmlEnvelopeReader implements EnvelopeReader {
    private static final Schema SCHEMA = HardenedXml.schema("observation.xsd");

    @Override
    public Outcome<Envelope> read(Octets octets) {
        return HardenedXml.parse(octets, SCHEMA, HardenedXml.Comments.REFUSED)
                .then(document -> read(octets, document));
    }

    private static Outcome<Envelope> read(Octets octets, Document document) {
        List<Element> parts = elements(document.getDocumentElement());
        Element core = parts.get(0);
        if (parts.size() == 1) {
            return Outcome.no(Reason.UNSIGNED, "neither a signature nor a batch");
        }
        if (parts.size() > 2) {
            return Outcome.no(Reason.PROFILE_NOT_ALLOWED, "more than one signature");
        }
        Element shown = parts.get(1);
        Outcome<Evidence> evidence = Namespaces.SIGNATURE.equals(shown.getNamespaceURI())
                ? SignatureProfile.read(document.getDocumentElement(), shown)
                : batched(shown);
        return evidence.then(found -> core(core).map(read -> envelope(octets, core, read, found)));
    }

    private static Envelope envelope(Octets octets, Element element, Core core, Evidence evidence) {
        Oid oid = Oid.ofCanonicalCore(HardenedXml.canonical(element));
        return new Envelope(new Observation(oid, core, octets), evidence);
    }

    private static Outcome<Core> core(Element element) {
        try {
            return Outcome.yes(Jaxb.CORE.read(element, WireCore.class).core());
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException | JAXBException e) {
            return Outcome.no(Reason.MALFORMED, "a value of the core is out of range");
        }
    }

    private static Outcome<Evidence> batched(Element batch) {
        try {
            Optional<SignatureAlgorithm> algorithm = SignatureProfile.algorithm(batch.getAttribute("algorithm"));
            if (algorithm.isEmpty()) {
                return Outcome.no(Reason.PROFILE_NOT_ALLOWED, "an algorithm outside the profile");
            }
            List<Digest> path = new ArrayList<>();
            elements(batch).forEach(one -> path.add(Digest.parse(one.getTextContent())));
            return Outcome.yes(new Evidence.Batched(
                    Long.parseLong(batch.getAttribute("index")),
                    Long.parseLong(batch.getAttribute("size")),
                    path,
                    algorithm.get(),
                    Text.base64(batch.getAttribute("signature"))));
        } catch (IllegalArgumentException e) {
            return Outcome.no(Reason.MALFORMED, "a value of the batch is out of range");
        }
    }

    /** The child elements, in order. */
    static List<Element> elements(Element parent) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }
}
