package org.comity.xml;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Evidence;
import org.comity.core.observation.SignatureAlgorithm;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * The one closed XML signature profile: one reference to the whole document, enveloped and exclusive C14N without comments,
 * one digest algorithm a signature algorithm, no key information, nothing else. A signature is read by comparing it with the
 * one form that it may have.
 */
final class SignatureProfile {
    private static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
    private static final String ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
    private static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    private static final String SHA384 = "http://www.w3.org/2001/04/xmldsig-more#sha384";
    private static final Map<SignatureAlgorithm, String> DIGESTS = Map.of(
            SignatureAlgorithm.ECDSA_P256_SHA256, SHA256,
            SignatureAlgorithm.ECDSA_P384_SHA384, SHA384,
            SignatureAlgorithm.ED25519, SHA256);

    private SignatureProfile() {}

    static Optional<SignatureAlgorithm> algorithm(String uri) {
        return Arrays.stream(SignatureAlgorithm.values())
                .filter(one -> one.uri().equals(uri))
                .findFirst();
    }

    /** Appends an empty signature of that algorithm below the root, which must be complete otherwise. */
    static Element append(Element root, SignatureAlgorithm algorithm) {
        String digest = digest(root, algorithm);
        Document document = root.getOwnerDocument();
        Element signature = child(document, root, "Signature");
        Element info = child(document, signature, "SignedInfo");
        child(document, info, "CanonicalizationMethod").setAttribute("Algorithm", EXCLUSIVE);
        child(document, info, "SignatureMethod").setAttribute("Algorithm", algorithm.uri());
        Element reference = child(document, info, "Reference");
        reference.setAttribute("URI", "");
        Element transforms = child(document, reference, "Transforms");
        child(document, transforms, "Transform").setAttribute("Algorithm", ENVELOPED);
        child(document, transforms, "Transform").setAttribute("Algorithm", EXCLUSIVE);
        child(document, reference, "DigestMethod").setAttribute("Algorithm", DIGESTS.get(algorithm));
        child(document, reference, "DigestValue").setTextContent(digest);
        child(document, signature, "SignatureValue");
        return signature;
    }

    private static Element child(Document document, Element parent, String name) {
        Element element = document.createElementNS(Namespaces.SIGNATURE, "ds:" + name);
        if (name.equals("Signature")) {
            element.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:ds", Namespaces.SIGNATURE);
        }
        parent.appendChild(element);
        return element;
    }

    /** What the signer signs. */
    static byte[] signedInfo(Element signature) {
        return HardenedXml.canonical(XmlEnvelopeReader.elements(signature).get(0));
    }

    static void setValue(Element signature, byte[] value) {
        XmlEnvelopeReader.elements(signature).get(1).setTextContent(Base64.getEncoder().encodeToString(value));
    }

    private static String digest(Element root, SignatureAlgorithm algorithm) {
        byte[] canonical = HardenedXml.canonical(root);
        String name = algorithm == SignatureAlgorithm.ECDSA_P384_SHA384 ? "SHA-384" : "SHA-256";
        return Base64.getEncoder().encodeToString(Hashes.of(name, canonical));
    }

    /** Reads the signature below the root; the root is as before when this returns. */
    static Outcome<Evidence> read(Element root, Element signature) {
        Optional<SignatureAlgorithm> algorithm = XmlEnvelopeReader.elements(signature).stream()
                .filter(one -> "SignedInfo".equals(one.getLocalName()))
                .flatMap(one -> XmlEnvelopeReader.elements(one).stream())
                .filter(one -> "SignatureMethod".equals(one.getLocalName()))
                .findFirst()
                .flatMap(one -> algorithm(one.getAttribute("Algorithm")));
        if (algorithm.isEmpty()) {
            return Outcome.no(Reason.PROFILE_NOT_ALLOWED, "a signature algorithm outside the profile");
        }
        Node after = signature.getNextSibling();
        root.removeChild(signature);
        Element expected = append(root, algorithm.get());
        root.removeChild(expected);
        root.insertBefore(signature, after);
        Outcome<Boolean> same = same(expected, signature);
        return same.then(good -> evidence(signature, algorithm.get()));
    }

    private static Outcome<Evidence> evidence(Element signature, SignatureAlgorithm algorithm) {
        String value = XmlEnvelopeReader.elements(signature).get(1).getTextContent();
        try {
            byte[] octets = Base64.getDecoder().decode(value.replaceAll("[ \t\n]", ""));
            return Outcome.yes(
                    new Evidence.Single(algorithm, Octets.of(signedInfo(signature)), Octets.of(octets)));
        } catch (IllegalArgumentException e) {
            return Outcome.no(Reason.MALFORMED, "the signature value is not Base64");
        }
    }

    /** Whether both have the same elements and attributes; only the signature's value may differ. */
    private static Outcome<Boolean> same(Element expected, Element found) {
        List<Element> wanted = XmlEnvelopeReader.elements(expected);
        List<Element> given = XmlEnvelopeReader.elements(found);
        if (!Namespaces.SIGNATURE.equals(found.getNamespaceURI())
                || !expected.getLocalName().equals(found.getLocalName())
                || wanted.size() != given.size()
                || !sameAttributes(expected, found)) {
            return Outcome.no(Reason.PROFILE_NOT_ALLOWED, "a signature outside the profile");
        }
        if (wanted.isEmpty() && !"SignatureValue".equals(found.getLocalName())) {
            return sameText(expected, found);
        }
        Outcome<Boolean> all = wanted.isEmpty() ? Outcome.yes(true) : blank(found);
        for (int i = 0; i < wanted.size(); i++) {
            int at = i;
            all = all.then(good -> same(wanted.get(at), given.get(at)));
        }
        return all;
    }

    private static Outcome<Boolean> sameText(Element expected, Element found) {
        if (expected.getTextContent().equals(found.getTextContent())) {
            return Outcome.yes(true);
        }
        return "DigestValue".equals(found.getLocalName())
                ? Outcome.no(Reason.SIGNATURE_NOT_VALID, "the document is not the one that was signed")
                : Outcome.no(Reason.PROFILE_NOT_ALLOWED, "a signature outside the profile");
    }

    /** Between elements stands nothing but white space. */
    private static Outcome<Boolean> blank(Element parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (!(node instanceof Element) && !node.getTextContent().isBlank()) {
                return Outcome.no(Reason.PROFILE_NOT_ALLOWED, "text inside a signature");
            }
        }
        return Outcome.yes(true);
    }

    private static boolean sameAttributes(Element expected, Element found) {
        return plain(expected.getAttributes()).equals(plain(found.getAttributes()));
    }

    private static List<String> plain(NamedNodeMap attributes) {
        List<String> names = new java.util.ArrayList<>();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr one = (Attr) attributes.item(i);
            if (!"http://www.w3.org/2000/xmlns/".equals(one.getNamespaceURI())) {
                names.add(one.getName() + "=" + one.getValue());
            }
        }
        names.sort(String::compareTo);
        return names;
    }
}
