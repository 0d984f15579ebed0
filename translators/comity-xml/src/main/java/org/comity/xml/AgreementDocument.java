package org.comity.xml;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.comity.core.agreement.Agreement;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/**
 * The agreement as a document that people read, edit and sign off: comments and layout are free, for neither is part of
 * its digest.
 */
public final class AgreementDocument {

    /** The longest text of one element, an anchor in base64: over longer ones a validator of patterns takes too long. */
    private static final int TEXT_MAX = 8_192;

    private static final byte[] TAG = "comity-agreement-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final JAXBContext CONTEXT = context();

    private AgreementDocument() {}

    /**
     * Writes the agreement laid out for people. The digest that the value holds plays no part: read the document back to
     * have its true one.
     */
    public static Octets write(Agreement agreement) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Marshaller marshaller = CONTEXT.createMarshaller();
            marshaller.setProperty(Marshaller.JAXB_FORMATTED_OUTPUT, true);
            marshaller.marshal(AgreementToWire.map(agreement), out);
        } catch (JAXBException e) {
            throw new IllegalArgumentException("an agreement that XML cannot carry", e);
        }
        return Octets.of(out.toByteArray());
    }

    /**
     * Reads an agreement, its digest computed: SHA-256("comity-agreement-v1" || 0x00 || exclusive C14N without comments
     * of the document element, text of white space alone left out).
     *
     * @return a no with STATEMENT_MALFORMED, DOCTYPE_FORBIDDEN or LIMIT_EXCEEDED
     */
    public static Outcome<Agreement> read(Octets octets) {
        return HardenedXml.parse(octets, HardenedXml.Asides.DROPPED)
                .fold(
                        AgreementDocument::read,
                        no -> Outcome.no(
                                no.reason() == Reason.MALFORMED ? Reason.STATEMENT_MALFORMED : no.reason(),
                                no.detail()));
    }

    private static Outcome<Agreement> read(Document document) {
        if (hasLongText(document.getDocumentElement())) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a text of more than " + TEXT_MAX + " characters");
        }
        Optional<String> fault = WireSchema.AGREEMENT.fault(document);
        if (fault.isPresent()) {
            return Outcome.no(Reason.STATEMENT_MALFORMED, fault.get());
        }
        dropLayout(document.getDocumentElement());
        return ExclusiveCanonicalForm.of(document.getDocumentElement())
                .map(form -> read(document, Digest.sha256(TAG, form)))
                .orElseGet(() -> Outcome.no(Reason.STATEMENT_MALFORMED, "no canonical form"));
    }

    private static Outcome<Agreement> read(Document document, Digest digest) {
        try {
            AgreementWire wire = CONTEXT.createUnmarshaller()
                    .unmarshal(document, AgreementWire.class)
                    .getValue();
            return Outcome.yes(AgreementFromWire.map(wire, digest));
        } catch (JAXBException | IllegalArgumentException e) {
            return Outcome.no(Reason.STATEMENT_MALFORMED, "a value outside its range");
        }
    }

    private static boolean hasLongText(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            boolean isLong = node instanceof Text && node.getNodeValue().length() > TEXT_MAX;
            if (isLong || hasLongText(node)) {
                return true;
            }
        }
        return false;
    }

    private static void dropLayout(Node parent) {
        List<Node> layout = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Text && node.getNodeValue().isBlank()) {
                layout.add(node);
            }
            dropLayout(node);
        }
        layout.forEach(parent::removeChild);
    }

    private static JAXBContext context() {
        try {
            return JAXBContext.newInstance(AgreementWire.class);
        } catch (JAXBException e) {
            throw new IllegalStateException("no JAXB runtime for the agreement document", e);
        }
    }
}
