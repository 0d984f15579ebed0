package org.comity.crypto.path;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** A certificate to be, every field of which can be spoilt before it is signed. */
final class CertificateSketch {
    int version = 3;
    BigInteger serial = BigInteger.valueOf(7);
    X500Name subject;
    X500Name issuer;
    ASN1Encodable notBefore = new Time(Date.from(Chains.START));
    ASN1Encodable notAfter = new Time(Date.from(Chains.END));
    KeyPair keys = Chains.keys();
    KeyPair signer = keys;
    AlgorithmIdentifier outerAlgorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    AlgorithmIdentifier innerAlgorithm = outerAlgorithm;
    String signature = "SHA256withECDSA";
    boolean uniqueId;
    final List<Extension> extensions = new ArrayList<>();

    CertificateSketch(String subject) {
        this.subject = new X500Name(subject);
        this.issuer = this.subject;
    }

    enum Mark {
        CRITICAL,
        NOT_CRITICAL
    }

    /** Puts an extension, in the place of the one of that name. */
    CertificateSketch put(ASN1ObjectIdentifier name, Mark mark, ASN1Encodable value) {
        drop(name);
        return add(name, mark, value);
    }

    /** Puts an extension beside the one of that name. */
    CertificateSketch add(ASN1ObjectIdentifier name, Mark mark, ASN1Encodable value) {
        try {
            return addRaw(name, mark, value.toASN1Primitive().getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    CertificateSketch addRaw(ASN1ObjectIdentifier name, Mark mark, byte[] value) {
        extensions.add(new Extension(name, mark == Mark.CRITICAL, value));
        return this;
    }

    CertificateSketch drop(ASN1ObjectIdentifier name) {
        extensions.removeIf(one -> one.getExtnId().equals(name));
        return this;
    }

    byte[] sign() {
        try {
            ASN1EncodableVector body = new ASN1EncodableVector();
            if (version > 1) {
                body.add(new DERTaggedObject(true, 0, new ASN1Integer(version - 1)));
            }
            body.add(new ASN1Integer(serial));
            body.add(innerAlgorithm);
            body.add(issuer);
            body.add(new DERSequence(new ASN1Encodable[] {notBefore, notAfter}));
            body.add(subject);
            body.add(SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
            if (uniqueId) {
                body.add(new DERTaggedObject(false, 2, new DERBitString(new byte[] {1})));
            }
            if (!extensions.isEmpty()) {
                body.add(new DERTaggedObject(true, 3, new DERSequence(extensions.toArray(new Extension[0]))));
            }
            DERSequence signed = new DERSequence(body);
            Signature signing = Signature.getInstance(signature, Corpus.PROVIDER);
            signing.initSign(signer.getPrivate());
            signing.update(signed.getEncoded());
            return new DERSequence(new ASN1Encodable[] {signed, outerAlgorithm, new DERBitString(signing.sign())})
                    .getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
