package org.comity.xml;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Evidence;
import org.comity.core.observation.SignatureAlgorithm;

/** The literal octets of a signature element in the one form of the profile: all but the digest and the value. */
final class SignatureForm {

    private static final byte[] VALUE_END = CanonicalForm.ascii("</ds:SignatureValue></ds:Signature>");
    private static final Map<SignatureAlgorithm, SignatureForm> FORMS = new EnumMap<>(SignatureAlgorithm.class);

    static {
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            FORMS.put(algorithm, new SignatureForm(algorithm));
        }
    }

    private final SignatureAlgorithm algorithm;
    private final byte[] head;
    private final byte[] apexHead;
    private final byte[] apexTail;
    private final byte[] tail;

    private SignatureForm(SignatureAlgorithm algorithm) {
        String mark = "*";
        String element = SignatureProfile.signature(algorithm, mark, "");
        String apex = SignatureProfile.signedInfo(algorithm, mark);
        this.algorithm = algorithm;
        this.head = CanonicalForm.ascii(element.substring(0, element.indexOf(mark)));
        this.apexHead = CanonicalForm.ascii(apex.substring(0, apex.indexOf(mark)));
        this.apexTail = CanonicalForm.ascii(apex.substring(apex.indexOf(mark) + 1));
        this.tail =
                CanonicalForm.ascii(element.substring(element.indexOf(mark) + 1, element.length() - VALUE_END.length));
    }

    /** Takes a signature over the octets whose digest it must name. */
    static Evidence.Single take(CanonicalCursor in, List<ByteBuffer> covered) {
        for (SignatureForm form : FORMS.values()) {
            if (in.takes(form.head)) {
                return form.rest(in, covered);
            }
        }
        throw CanonicalCursor.Unusual.HERE;
    }

    private Evidence.Single rest(CanonicalCursor in, List<ByteBuffer> covered) {
        byte[] digest = Base64.getEncoder().encode(SignatureProfile.digest(algorithm, covered));
        in.take(digest);
        in.take(tail);
        byte[] signature = in.base64('<');
        in.take(VALUE_END);
        if (signature.length != algorithm.size()) {
            throw CanonicalCursor.Unusual.HERE;
        }
        return new Evidence.Single(algorithm, Octets.of(signedInfo(digest)), Octets.of(signature));
    }

    private byte[] signedInfo(byte[] digest) {
        byte[] info = Arrays.copyOf(apexHead, apexHead.length + digest.length + apexTail.length);
        System.arraycopy(digest, 0, info, apexHead.length, digest.length);
        System.arraycopy(apexTail, 0, info, apexHead.length + digest.length, apexTail.length);
        return info;
    }
}
