package org.comity.feeds;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.crypto.AlgorithmMethod;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.KeySelectorException;
import javax.xml.crypto.KeySelectorResult;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.XMLCryptoContext;
import javax.xml.crypto.XMLStructure;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyValue;
import javax.xml.crypto.dsig.keyinfo.X509Data;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * What is to be noted of a signature that an alert carries (CAP 1.2, section 3.3.4.2). It is looked at under the key that the
 * alert itself brings, so that it says at most that the alert was not changed since, never who made it. Nothing rests on it: the
 * own mesh signs the observation.
 */
enum CapSignature {
    /** The digest and the signature hold. */
    HOLDS,
    /** They hold, but rest on SHA-1, which can be forged. */
    HOLDS_WEAKLY,
    /** They do not hold. */
    BROKEN,
    /** Outside the form that is looked at, or without a key. */
    UNCHECKED;

    private static final String DSIG = XMLSignature.XMLNS;
    private static final int SIGNATURES_MAX = 4;
    private static final Set<String> TRANSFORMS = Set.of(
            Transform.ENVELOPED,
            "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
            "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
            "http://www.w3.org/2001/10/xml-exc-c14n#",
            "http://www.w3.org/2001/10/xml-exc-c14n#WithComments");
    private static final Set<String> DIGESTS = Set.of(
            "http://www.w3.org/2000/09/xmldsig#sha1",
            "http://www.w3.org/2001/04/xmlenc#sha256",
            "http://www.w3.org/2001/04/xmlenc#sha512");
    private static final Set<String> METHODS = Set.of(
            "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384");

    /** One word for each signature, in the order of the alert; none where it has none. */
    static List<CapSignature> of(String alert) {
        if (!alert.contains(DSIG)) {
            return List.of();
        }
        Optional<Document> document = StrictXml.document(alert);
        if (document.isEmpty()) {
            return List.of(UNCHECKED);
        }
        NodeList found = document.get().getElementsByTagNameNS(DSIG, "Signature");
        int count = found.getLength();
        if (count > SIGNATURES_MAX) {
            return List.of(UNCHECKED);
        }
        List<CapSignature> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(word(alert, i, count));
        }
        return words;
    }

    /** The sender's signature was made before a distributor's was there, and the distributor's over it. */
    private static CapSignature word(String alert, int which, int count) {
        CapSignature word = looked(alert, which, Others.KEPT);
        return word == BROKEN && count > 1 ? looked(alert, which, Others.TAKEN_OUT) : word;
    }

    /** What to do with the signatures that are not looked at. */
    private enum Others {
        KEPT,
        TAKEN_OUT
    }

    private static CapSignature looked(String alert, int which, Others others) {
        Document document = StrictXml.document(alert).orElseThrow();
        NodeList found = document.getElementsByTagNameNS(DSIG, "Signature");
        Element signature = (Element) found.item(which);
        for (int i = found.getLength() - 1; others == Others.TAKEN_OUT && i >= 0; i--) {
            Node other = found.item(i);
            if (other != signature) {
                other.getParentNode().removeChild(other);
            }
        }
        try {
            DOMValidateContext context = new DOMValidateContext(new OwnKey(), signature);
            context.setProperty("org.jcp.xml.dsig.secureValidation", Boolean.FALSE);
            XMLSignature read = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
            if (!isOfTheForm(read.getSignedInfo())) {
                return UNCHECKED;
            }
            if (!read.validate(context)) {
                return BROKEN;
            }
            return isWeak(read.getSignedInfo()) ? HOLDS_WEAKLY : HOLDS;
        } catch (XMLSignatureException | MarshalException | RuntimeException outside) {
            // The platform answers some shapes that the standard does not allow with unchecked exceptions.
            return UNCHECKED;
        }
    }

    /** One reference to the whole document and known arithmetic: nothing is fetched, and no program in it is run. */
    private static boolean isOfTheForm(SignedInfo info) {
        if (info.getReferences().size() != 1
                || !METHODS.contains(info.getSignatureMethod().getAlgorithm())
                || !TRANSFORMS.contains(info.getCanonicalizationMethod().getAlgorithm())) {
            return false;
        }
        Reference reference = info.getReferences().get(0);
        return "".equals(reference.getURI())
                && DIGESTS.contains(reference.getDigestMethod().getAlgorithm())
                && reference.getTransforms().size() <= TRANSFORMS.size()
                && reference.getTransforms().stream().allMatch(one -> TRANSFORMS.contains(one.getAlgorithm()));
    }

    private static boolean isWeak(SignedInfo info) {
        return info.getSignatureMethod().getAlgorithm().endsWith("sha1")
                || info.getReferences().get(0).getDigestMethod().getAlgorithm().endsWith("sha1");
    }

    /** The key that the signature brings. */
    private static final class OwnKey extends KeySelector {
        @Override
        public KeySelectorResult select(
                @Nullable KeyInfo info, Purpose purpose, AlgorithmMethod method, XMLCryptoContext context)
                throws KeySelectorException {
            if (info != null) {
                for (XMLStructure part : info.getContent()) {
                    Optional<PublicKey> key = key(part);
                    if (key.isPresent()) {
                        return key::get;
                    }
                }
            }
            throw new KeySelectorException("the signature brings no key");
        }

        private static Optional<PublicKey> key(XMLStructure part) throws KeySelectorException {
            if (part instanceof KeyValue value) {
                try {
                    return Optional.of(value.getPublicKey());
                } catch (java.security.KeyException broken) {
                    throw new KeySelectorException(broken);
                }
            }
            return part instanceof X509Data data
                    ? data.getContent().stream()
                            .filter(X509Certificate.class::isInstance)
                            .map(one -> ((X509Certificate) one).getPublicKey())
                            .findFirst()
                    : Optional.empty();
        }
    }
}
