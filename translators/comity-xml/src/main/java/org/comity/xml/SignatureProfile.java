package org.comity.xml;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Evidence;
import org.comity.core.observation.SignatureAlgorithm;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/**
 * The one XML signature profile, both ways (W3C XML Signature 1.1). One reference to the whole document, enveloped and
 * exclusive C14N; no KeyInfo, no Object, no Id. The verifying key is the one that the core names.
 */
final class SignatureProfile {

    static final String NAMESPACE = "http://www.w3.org/2000/09/xmldsig#";

    private static final String DECLARATION = CanonicalXml.declaration("ds", NAMESPACE);
    private static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
    private static final String ENVELOPED = NAMESPACE + "enveloped-signature";
    private static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    private static final String SHA384 = "http://www.w3.org/2001/04/xmldsig-more#sha384";
    private static final String ALGORITHM = "Algorithm";

    private SignatureProfile() {}

    /** The canonical form to sign, as the apex of its own canonical form, over the digest in base64. */
    static String signedInfo(SignatureAlgorithm algorithm, String digest) {
        return signedInfo(algorithm, digest, DECLARATION);
    }

    private static String signedInfo(SignatureAlgorithm algorithm, String digest, String declaration) {
        CanonicalXml out = new CanonicalXml("ds");
        out.openDeclaring("SignedInfo", declaration, CanonicalXml.none());
        out.empty("CanonicalizationMethod", CanonicalXml.with(ALGORITHM, EXCLUSIVE));
        out.empty("SignatureMethod", CanonicalXml.with(ALGORITHM, algorithm.uri()));
        out.open("Reference", CanonicalXml.with("URI", ""));
        out.open("Transforms", CanonicalXml.none());
        out.empty("Transform", CanonicalXml.with(ALGORITHM, ENVELOPED));
        out.empty("Transform", CanonicalXml.with(ALGORITHM, EXCLUSIVE));
        out.close();
        out.empty("DigestMethod", CanonicalXml.with(ALGORITHM, digestUri(algorithm)));
        out.element("DigestValue", digest);
        return out.close().close().toString();
    }

    /** The signature element, in canonical form, with its digest and its value in base64. */
    static String signature(SignatureAlgorithm algorithm, String digest, String value) {
        return "<ds:Signature" + DECLARATION + ">" + signedInfo(algorithm, digest, "") + "<ds:SignatureValue>" + value
                + "</ds:SignatureValue></ds:Signature>";
    }

    private static String digestUri(SignatureAlgorithm algorithm) {
        return algorithm == SignatureAlgorithm.ECDSA_P384_SHA384 ? SHA384 : SHA256;
    }

    /** The reference's digest over the octets that the signature covers; the parts are used up. */
    static byte[] digest(SignatureAlgorithm algorithm, List<ByteBuffer> covered) {
        try {
            MessageDigest digest = MessageDigest.getInstance(
                    algorithm == SignatureAlgorithm.ECDSA_P384_SHA384 ? "SHA-384" : "SHA-256");
            covered.forEach(digest::update);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the platform lacks SHA-2", e);
        }
    }

    /** The algorithm of a signature of exactly the profile's shape. */
    static Outcome<SignatureAlgorithm> check(Element signature) {
        try {
            return Outcome.yes(shape(signature));
        } catch (OutsideProfile e) {
            return Outcome.no(Reason.PROFILE_NOT_ALLOWED, e.part);
        }
    }

    private static SignatureAlgorithm shape(Element signature) throws OutsideProfile {
        attributes(signature);
        List<Element> parts = children(signature, "SignedInfo", "SignatureValue");
        text(parts.get(1));
        attributes(parts.get(1));
        attributes(parts.get(0));
        List<Element> info = children(parts.get(0), "CanonicalizationMethod", "SignatureMethod", "Reference");
        leaf(info.get(0), EXCLUSIVE);
        SignatureAlgorithm algorithm = algorithm(info.get(1).getAttributeNS(null, ALGORITHM));
        leaf(info.get(1), algorithm.uri());
        Element reference = info.get(2);
        attributes(reference, "URI", "");
        List<Element> about = children(reference, "Transforms", "DigestMethod", "DigestValue");
        attributes(about.get(0));
        List<Element> transforms = children(about.get(0), "Transform", "Transform");
        leaf(transforms.get(0), ENVELOPED);
        leaf(transforms.get(1), EXCLUSIVE);
        leaf(about.get(1), digestUri(algorithm));
        attributes(about.get(2));
        text(about.get(2));
        return algorithm;
    }

    private static SignatureAlgorithm algorithm(String uri) throws OutsideProfile {
        return Arrays.stream(SignatureAlgorithm.values())
                .filter(one -> one.uri().equals(uri))
                .findFirst()
                .orElseThrow(() -> new OutsideProfile("SignatureMethod"));
    }

    private static void leaf(Element element, String algorithm) throws OutsideProfile {
        attributes(element, ALGORITHM, algorithm);
        children(element);
    }

    /** Exactly these attributes (name, value, ...), namespace declarations apart. */
    private static void attributes(Element element, String... expected) throws OutsideProfile {
        NamedNodeMap all = element.getAttributes();
        int counted = 0;
        for (int i = 0; i < all.getLength(); i++) {
            if (!XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(all.item(i).getNamespaceURI())) {
                counted++;
            }
        }
        boolean good = counted == expected.length / 2;
        for (int i = 0; i < expected.length; i += 2) {
            good &= element.hasAttributeNS(null, expected[i])
                    && element.getAttributeNS(null, expected[i]).equals(expected[i + 1]);
        }
        if (!good) {
            throw new OutsideProfile("attributes of " + element.getLocalName());
        }
    }

    /** Exactly these child elements of the signature namespace, with white space at most between them. */
    private static List<Element> children(Element parent, String... names) throws OutsideProfile {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                found.add(child);
            } else if (!node.getNodeValue().isBlank()) {
                throw new OutsideProfile("text in " + parent.getLocalName());
            }
        }
        List<String> seen = found.stream().map(Element::getLocalName).toList();
        boolean foreign = found.stream().anyMatch(child -> !NAMESPACE.equals(child.getNamespaceURI()));
        if (foreign || !seen.equals(List.of(names))) {
            throw new OutsideProfile("content of " + parent.getLocalName());
        }
        return found;
    }

    private static void text(Element element) throws OutsideProfile {
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (!(node instanceof Text)) {
                throw new OutsideProfile("content of " + element.getLocalName());
            }
        }
    }

    /**
     * Reads the evidence of a signature that {@link #check} let pass, over a document whose canonical form without the
     * signature is given.
     */
    static Outcome<Evidence> read(Element signature, SignatureAlgorithm algorithm, byte[] covered) {
        DomElement parts = new DomElement(signature);
        DomElement info = parts.child("SignedInfo");
        Optional<byte[]> digest = base64(info.child("Reference").child("DigestValue"));
        Optional<byte[]> value = base64(parts.child("SignatureValue"));
        if (digest.isEmpty() || value.isEmpty()) {
            return Outcome.no(Reason.MALFORMED, "a digest or signature value that is not base64");
        }
        if (!MessageDigest.isEqual(digest.get(), digest(algorithm, List.of(ByteBuffer.wrap(covered))))) {
            return Outcome.no(Reason.SIGNATURE_NOT_VALID, "the reference's digest differs");
        }
        if (value.get().length != algorithm.size()) {
            return Outcome.no(Reason.SIGNATURE_NOT_VALID, "a signature of " + value.get().length + " octets");
        }
        return ExclusiveCanonicalForm.of(info.element())
                .map(form ->
                        Outcome.<Evidence>yes(new Evidence.Single(algorithm, Octets.of(form), Octets.of(value.get()))))
                .orElseGet(() -> Outcome.no(Reason.PROFILE_NOT_ALLOWED, "SignedInfo has no canonical form"));
    }

    private static Optional<byte[]> base64(DomElement element) {
        try {
            return Optional.of(Base64.getDecoder().decode(element.text().replaceAll("[ \t\r\n]", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Something that the profile does not have. */
    private static final class OutsideProfile extends Exception {
        private static final long serialVersionUID = 1L;

        private final String part;

        OutsideProfile(String part) {
            super(part, null, false, false);
            this.part = part;
        }
    }
}
