package org.comity.crypto;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.Encodable;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;

/** Builds X.509 certificates. */
final class Certificates {
    /** What a certificate is for, and how long. */
    record Request(String commonName, GeneralNames names, Instant notBefore, Instant notAfter) {}

    private static final int KEY_IDENTIFIER_SIZE = 20;

    private Certificates() {}

    static GeneralNames uri(String urn) {
        return new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, urn));
    }

    static X509CertificateHolder selfSigned(KeyPair keys, Request request, SecureRandom random) {
        try {
            X509v3CertificateBuilder builder = builder(
                    new X500NameBuilder(BCStyle.INSTANCE)
                            .addRDN(BCStyle.CN, request.commonName())
                            .build(),
                    keys.getPublic(),
                    request,
                    random);
            builder.addExtension(Extension.subjectKeyIdentifier, false, subjectKey(keys.getPublic()));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return builder.build(signer(keys.getPrivate()));
        } catch (IOException e) {
            throw new IllegalStateException("a certificate cannot be encoded", e);
        }
    }

    static X509CertificateHolder issue(
            X509CertificateHolder issuer,
            PrivateKey issuerKey,
            PublicKey key,
            Request request,
            ASN1ObjectIdentifier usage,
            SecureRandom random) {
        try {
            X509v3CertificateBuilder builder = builder(issuer.getSubject(), key, request, random);
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(identifierOf(issuer)));
            builder.addExtension(Extension.subjectKeyIdentifier, false, subjectKey(key));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.getInstance(usage)));
            return builder.build(signer(issuerKey));
        } catch (IOException e) {
            throw new IllegalStateException("a certificate cannot be encoded", e);
        }
    }

    static X509CRLHolder list(
            X509CertificateHolder issuer, PrivateKey key, List<BigInteger> serials, Instant made, Instant next) {
        X509v2CRLBuilder builder = new X509v2CRLBuilder(issuer.getSubject(), Date.from(made));
        builder.setNextUpdate(Date.from(next));
        serials.forEach(serial -> builder.addCRLEntry(serial, Date.from(made), CRLReason.unspecified));
        try {
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(identifierOf(issuer)));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(made.getEpochSecond())));
            return builder.build(signer(key));
        } catch (IOException e) {
            throw new IllegalStateException("a list cannot be encoded", e);
        }
    }

    static Octets pem(String type, Encodable content) {
        StringWriter text = new StringWriter();
        try (PemWriter out = new PemWriter(text)) {
            out.writeObject(new PemObject(type, content.getEncoded()));
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return Octets.of(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static X509v3CertificateBuilder builder(
            org.bouncycastle.asn1.x500.X500Name issuer, PublicKey key, Request request, SecureRandom random)
            throws IOException {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                issuer,
                serial(random),
                Date.from(request.notBefore()),
                Date.from(request.notAfter()),
                new X500NameBuilder(BCStyle.INSTANCE)
                        .addRDN(BCStyle.CN, request.commonName())
                        .build(),
                SubjectPublicKeyInfo.getInstance(key.getEncoded()));
        builder.addExtension(Extension.subjectAlternativeName, false, request.names());
        return builder;
    }

    private static SubjectKeyIdentifier subjectKey(PublicKey key) {
        return new SubjectKeyIdentifier(identifier(SubjectPublicKeyInfo.getInstance(key.getEncoded())));
    }

    /** What an issuer calls its own key. */
    private static byte[] identifierOf(X509CertificateHolder issuer) {
        SubjectKeyIdentifier own = SubjectKeyIdentifier.fromExtensions(issuer.getExtensions());
        return own == null ? identifier(issuer.getSubjectPublicKeyInfo()) : own.getKeyIdentifier();
    }

    /** The leftmost 160 bits of SHA-256 over the key (RFC 7093, section 2). */
    private static byte[] identifier(SubjectPublicKeyInfo key) {
        byte[] digest = Digest.sha256(key.getPublicKeyData().getOctets()).bytes();
        return Arrays.copyOf(digest, KEY_IDENTIFIER_SIZE);
    }

    static BigInteger serial(SecureRandom random) {
        return new BigInteger(127, random).add(BigInteger.ONE);
    }

    static ContentSigner signer(PrivateKey key) {
        try {
            return new JcaContentSignerBuilder("SHA256withECDSA")
                    .setProvider(Algorithms.PROVIDER)
                    .build(key);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("the provider lacks SHA256withECDSA", e);
        }
    }

    static X509Certificate convert(X509CertificateHolder holder) throws GeneralSecurityException {
        return new JcaX509CertificateConverter().getCertificate(holder);
    }
}
