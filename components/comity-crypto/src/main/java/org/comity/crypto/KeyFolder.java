package org.comity.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Objects;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.DeviceId;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.core.reconcile.Voice;

/**
 * A mesh's keys in a folder of its own: PKCS #12 files under one password, credential and attestation documents beside
 * them. Files with keys can be read by their owner alone.
 */
public final class KeyFolder {
    private static final String ENTRY = "key";

    private final Path folder;
    private final char[] password;

    /** The folder, which is made where it is missing. */
    public KeyFolder(Path folder, char[] password) {
        this.folder = Objects.requireNonNull(folder, "folder");
        this.password = password.clone();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps the mesh's root. */
    public void saveRoot(MeshRoot root) {
        try {
            save("root", root.privateKey(), Certificates.convert(root.certificate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the root cannot be stored", e);
        }
    }

    /** The mesh's root. */
    public MeshRoot root(MeshId mesh, SecureRandom random) {
        try {
            KeyStore store = load("root");
            X509Certificate certificate = (X509Certificate) store.getCertificate(ENTRY);
            KeyPair keys = new KeyPair(certificate.getPublicKey(), (PrivateKey) store.getKey(ENTRY, password));
            return MeshRoot.of(mesh, keys, new JcaX509CertificateHolder(certificate), random);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the root cannot be read", e);
        }
    }

    /** Keeps a certified key and its documents under a name. */
    public void save(String name, KeyPair keys, Octets credential, Octets attestation) {
        try {
            save(name, keys.getPrivate(), leaf(credential));
            Files.write(folder.resolve(name + ".pem"), credential.bytes());
            Files.write(folder.resolve(name + ".eat"), attestation.bytes());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the key " + name + " cannot be stored", e);
        }
    }

    /** The key pair of that name. */
    public KeyPair keys(String name) {
        try {
            KeyStore store = load(name);
            return new KeyPair(store.getCertificate(ENTRY).getPublicKey(), (PrivateKey) store.getKey(ENTRY, password));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key " + name + " cannot be read", e);
        }
    }

    /** Who signs with the key of that name. */
    public Voice voice(String name, AuthorityId authority, DeviceId device, SignatureAlgorithm algorithm) {
        try {
            Octets credential = Octets.of(Files.readAllBytes(folder.resolve(name + ".pem")));
            Octets attestation = Octets.of(Files.readAllBytes(folder.resolve(name + ".eat")));
            PrivateKey key = keys(name).getPrivate();
            return new Voice(
                    authority, device, new KeySigner(key, algorithm, credential.digest()), credential, attestation);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static X509Certificate leaf(Octets credential) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(credential.bytes()));
    }

    private void save(String name, PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        Path file = folder.resolve(name + ".p12");
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry(ENTRY, key, password, new Certificate[] {certificate});
            Files.deleteIfExists(file);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING)) {
                store.store(out, password);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KeyStore load(String name) throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
