package org.comity.crypto;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.comity.core.observation.SignatureAlgorithm;

/**
 * The authority of one broker's transport: it certifies the broker itself and the clients that may log in. It is apart from
 * the mesh's root: who may connect says nothing of who is believed.
 */
public final class TlsAuthority {
    /** What a certificate is for. */
    public enum Use {
        /** A broker on the loopback interface or a named host. */
        SERVER,
        /** A client that logs in by its common name. */
        CLIENT
    }

    /**
     * One end of a connection.
     *
     * @param hosts names and addresses at which a broker listens; none for a client
     */
    public record End(String commonName, Use use, List<String> hosts, Instant notBefore, Instant notAfter) {
        public End {
            Objects.requireNonNull(commonName, "commonName");
            Objects.requireNonNull(use, "use");
            hosts = List.copyOf(hosts);
            Objects.requireNonNull(notBefore, "notBefore");
            Objects.requireNonNull(notAfter, "notAfter");
        }
    }

    private final KeyPair keys;
    private final X509CertificateHolder certificate;
    private final SecureRandom random;

    private TlsAuthority(KeyPair keys, X509CertificateHolder certificate, SecureRandom random) {
        this.keys = keys;
        this.certificate = certificate;
        this.random = random;
    }

    /** A new authority, valid as long as given. */
    public static TlsAuthority create(String name, SecureRandom random, Instant notBefore, Instant notAfter) {
        KeyPair keys = Algorithms.generate(SignatureAlgorithm.ECDSA_P256_SHA256, random);
        Certificates.Request request = new Certificates.Request(
                name, new GeneralNames(new GeneralName(GeneralName.dNSName, "broker-ca.invalid")), notBefore, notAfter);
        return new TlsAuthority(keys, Certificates.selfSigned(keys, request, random), random);
    }

    /** A certificate that an end signs itself, and that certifies nothing else: for an other end that pins it. */
    public static X509Certificate selfSigned(End end, KeyPair keys, SecureRandom random) {
        GeneralName[] names = end.hosts().isEmpty()
                ? new GeneralName[] {new GeneralName(GeneralName.dNSName, "client.invalid")}
                : end.hosts().stream().map(TlsAuthority::host).toArray(GeneralName[]::new);
        Certificates.Request request =
                new Certificates.Request(end.commonName(), new GeneralNames(names), end.notBefore(), end.notAfter());
        return convert(Certificates.issue(
                Certificates.selfSigned(keys, request, random),
                keys.getPrivate(),
                keys.getPublic(),
                request,
                purpose(end.use()),
                random));
    }

    private static GeneralName host(String host) {
        boolean address = host.indexOf(':') >= 0 || host.matches("[0-9]{1,3}([.][0-9]{1,3}){3}");
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host);
    }

    private static ASN1ObjectIdentifier purpose(Use use) {
        return (use == Use.SERVER ? KeyPurposeId.id_kp_serverAuth : KeyPurposeId.id_kp_clientAuth).toOID();
    }

    /** The authority's own certificate: what the other end must trust. */
    public X509Certificate certificate() {
        return convert(certificate);
    }

    /** Certifies a key. */
    public X509Certificate certify(String commonName, PublicKey key, Use use) {
        GeneralNames names = use == Use.SERVER
                ? new GeneralNames(new GeneralName[] {
                    new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                    new GeneralName(GeneralName.dNSName, "localhost")
                })
                : new GeneralNames(new GeneralName(GeneralName.dNSName, "client.invalid"));
        Certificates.Request request = new Certificates.Request(
                commonName,
                names,
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
        return convert(Certificates.issue(certificate, keys.getPrivate(), key, request, purpose(use), random));
    }

    private static X509Certificate convert(X509CertificateHolder holder) {
        try {
            return Certificates.convert(holder);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate cannot be read back", e);
        }
    }

    /** Writes a key with its certificate as PKCS #12. */
    public static void writeKeyStore(Path file, char[] password, KeyPair keys, X509Certificate certificate) {
        write(
                file,
                password,
                store -> store.setKeyEntry("key", keys.getPrivate(), password, new Certificate[] {certificate}));
    }

    /** Writes what to trust as PKCS #12. */
    public static void writeTrustStore(Path file, char[] password, X509Certificate... trusted) {
        write(file, password, store -> {
            for (int i = 0; i < trusted.length; i++) {
                store.setCertificateEntry("trusted-" + i, trusted[i]);
            }
        });
    }

    private interface Filling {
        void fill(KeyStore store) throws GeneralSecurityException;
    }

    private static void write(Path file, char[] password, Filling filling) {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            filling.fill(store);
            store.store(out, password);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key store cannot be written", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
