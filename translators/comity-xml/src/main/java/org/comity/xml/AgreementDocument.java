package org.comity.xml;

import jakarta.xml.bind.JAXBException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.validation.Schema;
import org.comity.core.agreement.Agreement;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The agreement as a readable file. Its digest is over what it says: "comity-agreement-v1" || 0x00 || exclusive C14N of the
 * document after comments, and white space around elements, are dropped, so that it may be indented and commented at will.
 */
public final class AgreementDocument {
    private static final Schema SCHEMA = HardenedXml.schema("agreement.xsd");
    private static final byte[] TAG = "comity-agreement-v1\0".getBytes(StandardCharsets.US_ASCII);

    private AgreementDocument() {}

    /** Writes what the agreement says, indented; the digest that it carries is not written. */
    public static Octets write(Agreement agreement) {
        Element root = Jaxb.AGREEMENT.write(WireAgreement.of(agreement));
        try {
            Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.INDENT, "yes");
            transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
            transformer.setOutputProperty("{http://xml.apache.org/xslt}indent-amount", "2");
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter out = new StringWriter();
            transformer.transform(new DOMSource(root), new StreamResult(out));
            return Octets.of(out.toString().getBytes(StandardCharsets.UTF_8));
        } catch (TransformerException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }

    /** Reads an agreement and computes its digest. */
    public static Outcome<Agreement> read(Octets octets) {
        return HardenedXml.parse(octets, SCHEMA, HardenedXml.Comments.DROPPED).then(AgreementDocument::read);
    }

    private static Outcome<Agreement> read(Document document) {
        Element root = document.getDocumentElement();
        dropBlanks(root);
        Digest digest = Digest.sha256(TAG, HardenedXml.canonical(root));
        try {
            return Outcome.yes(Jaxb.AGREEMENT.read(root, WireAgreement.class).agreement(digest));
        } catch (IllegalArgumentException | JAXBException e) {
            return Outcome.no(Reason.STATEMENT_MALFORMED, "agreement: " + e.getMessage());
        }
    }

    /** Trims text, and drops it where nothing is left. */
    private static void dropBlanks(Node node) {
        Node child = node.getFirstChild();
        while (child != null) {
            Node next = child.getNextSibling();
            if (child.getNodeType() == Node.TEXT_NODE) {
                String text = child.getTextContent().strip();
                if (text.isEmpty()) {
                    node.removeChild(child);
                } else {
                    child.setTextContent(text);
                }
            } else {
                dropBlanks(child);
            }
            child = next;
        }
    }
}
