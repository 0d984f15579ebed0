package org.comity.xml;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.apache.xml.security.Init;
import org.apache.xml.security.c14n.Canonicalizer;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.w3c.dom.Element;

/** Exclusive XML Canonicalization 1.0 without comments, of a subtree of a parsed document. */
final class ExclusiveCanonicalForm {

    static {
        Init.init();
    }

    private ExclusiveCanonicalForm() {}

    /** The octets; empty where the subtree has no canonical form, for example under a relative namespace name. */
    static Optional<byte[]> of(Element apex) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
        try {
            Canonicalizer.getInstance(Canonicalizer.ALGO_ID_C14N_EXCL_OMIT_COMMENTS)
                    .canonicalizeSubtree(apex, out);
        } catch (XMLSecurityException e) {
            return Optional.empty();
        }
        return Optional.of(out.toByteArray());
    }
}
