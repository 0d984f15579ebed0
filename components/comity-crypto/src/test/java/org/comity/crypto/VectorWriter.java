package org.comity.crypto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.DeviceId;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;

/**
 * Makes the test vectors of credentials and attestations anew, into the folder that its one argument names. Every private key
 * lives as long as the run: the files hold certificates and signatures alone.
 */
final class VectorWriter {
    private static final MeshId MESH = new MeshId("urn:example:county");
    private static final DeviceId DEVICE = new DeviceId("urn:example:county:device:1");
    private static final DeviceId OTHER = new DeviceId("urn:example:county:device:2");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
    private static final byte[] NONCE = "12345678".getBytes(StandardCharsets.US_ASCII);
    private static final SignatureAlgorithm P256 = SignatureAlgorithm.ECDSA_P256_SHA256;
    private static final String REFUSED = "ATTESTATION_NOT_VALID";

    private final Path folder;
    private final SecureRandom random = new SecureRandom();
    private final MeshRoot root = MeshRoot.create(MESH, random, START, END);
    private final MeshRoot stranger = MeshRoot.create(MESH, random, START, END);
    private final KeyPair keys = Algorithms.generate(P256, random);
    private final KeyPair others = Algorithms.generate(P256, random);
    private final Octets good = certify(root, "urn:example:county:fire", keys);
    private final Octets second = certify(root, "urn:example:county:police", others);
    private final List<String> rows = new ArrayList<>(List.of("rule\tfile\tkind\tverdict"));

    private VectorWriter(Path folder) {
        this.folder = folder;
    }

    /** Writes them. */
    public static void main(String[] folder) throws IOException {
        new VectorWriter(Path.of(folder[0])).write();
    }

    private void write() throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("anchor.der"), root.anchor().bytes());
        documents();
        leaves();
        scopes();
        lists();
        tokens();
        tiers();
        Files.writeString(folder.resolve("vectors.tsv"), String.join("\n", rows) + "\n");
    }

    private static Octets certify(MeshRoot by, String subject, KeyPair pair) {
        return by.certify(new MeshRoot.Subject(Role.AUTHORITY, subject, Scope.all(1), START, END), pair.getPublic());
    }

    private void put(int rule, String name, String kind, String verdict, Octets octets) throws IOException {
        String file = String.format("%02d-%s.%s", rule, name, kind.equals("credential") ? "pem" : "eat");
        Files.write(folder.resolve(file), octets.bytes());
        rows.add(rule + "\t" + file + "\t" + kind + "\t" + verdict);
    }

    private void refuse(int rule, String name, Octets document) throws IOException {
        put(rule, name, "credential", "CREDENTIAL_NOT_VALID", document);
    }

    private static String text(Octets octets) {
        return new String(octets.bytes(), StandardCharsets.US_ASCII);
    }

    private static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The leaf of a document, PEM. */
    private static String leaf(Octets document) {
        return text(document).substring(0, text(document).indexOf("-----BEGIN ATTRIBUTE"));
    }

    private static String scope(Octets document) {
        return text(document).substring(text(document).indexOf("-----BEGIN ATTRIBUTE"));
    }

    private void documents() throws IOException {
        put(1, "plain", "credential", "accepted", good);
        refuse(1, "no-scope", octets(leaf(good)));
        refuse(1, "two-scopes", octets(text(good) + scope(second)));
        refuse(1, "with-a-key", octets(text(good) + "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n"));
        refuse(2, "of-another-root", certify(stranger, "urn:example:county:fire", keys));
        refuse(2, "beside-the-path", octets(leaf(good) + leaf(second) + scope(good)));
    }

    private void leaves() throws IOException {
        refuse(3, "of-no-role", withScope(KeyPurposeId.id_kp_clientAuth.toOID()));
        refuse(3, "of-an-attester", withScope(Profile.ATTESTER));
    }

    /** A credential whose leaf has another purpose. */
    private Octets withScope(ASN1ObjectIdentifier purpose) {
        Certificates.Request request =
                new Certificates.Request("leaf", Certificates.uri("urn:example:county:fire"), START, END);
        Octets leaf = Certificates.pem(
                "CERTIFICATE",
                Certificates.issue(root.certificate(), root.privateKey(), keys.getPublic(), request, purpose, random));
        return octets(text(leaf) + scope(good));
    }

    private void scopes() throws IOException {
        refuse(4, "scope-of-another", octets(leaf(good) + scope(second)));
        refuse(4, "scope-by-another-root", octets(leaf(good) + scope(certify(stranger, "urn:example:a", keys))));
    }

    private void lists() throws IOException {
        Octets clean = root.list(List.of(second), LATER, END);
        put(5, "list", "credential", "accepted", MeshRoot.listed(good, clean));
        refuse(5, "listed", MeshRoot.listed(good, root.list(List.of(good), LATER, END)));
        refuse(5, "two-lists", MeshRoot.listed(MeshRoot.listed(good, clean), clean));
        refuse(5, "list-by-another-root", MeshRoot.listed(good, stranger.list(List.of(), LATER, END)));
        refuse(
                5,
                "list-of-another-time",
                MeshRoot.listed(good, root.list(List.of(), END.plusSeconds(1), END.plusSeconds(2))));
    }

    private Octets software() {
        return root.attest(DEVICE, keys.getPublic(), AttestationTier.SOFTWARE, START);
    }

    private void attest(int rule, String name, String verdict, Octets token) throws IOException {
        put(rule, name, "attestation", verdict, token);
    }

    private void tokens() throws IOException {
        String[] parts = text(software()).split("\\.");
        attest(6, "software", "SOFTWARE", software());
        attest(6, "padded", REFUSED, octets(text(software()) + "="));
        attest(6, "two-parts", REFUSED, octets(parts[0] + "." + parts[1]));
        attest(
                6,
                "algorithm-none",
                REFUSED,
                octets(part("{\"alg\":\"none\",\"typ\":\"eat+jwt\"}") + "." + parts[1] + "."));
        attest(
                6,
                "altered",
                REFUSED,
                octets(parts[0] + "." + part(claims(parts[1]).replace("SOFTWARE", "HARDWARE")) + "." + parts[2]));
        ObjectNode more = AttestationClaims.attestation(AttestationTier.DECLARED, DEVICE, spki(keys), START);
        attest(6, "one-claim-more", REFUSED, declared(more.put("exp", 1), keys));
        attest(7, "of-another-key", REFUSED, root.attest(DEVICE, others.getPublic(), AttestationTier.SOFTWARE, START));
        attest(7, "of-another-device", REFUSED, root.attest(OTHER, keys.getPublic(), AttestationTier.SOFTWARE, START));
    }

    private static String part(String json) {
        return CompactToken.encode(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String claims(String part) {
        return new String(CompactToken.decode(part), StandardCharsets.UTF_8);
    }

    private static Octets spki(KeyPair pair) {
        return Octets.of(pair.getPublic().getEncoded());
    }

    private static Octets declared(ObjectNode claims, KeyPair by) {
        return CompactToken.sign(CompactToken.object(), claims, P256, CompactToken.Signing.with(by.getPrivate(), P256));
    }

    private void tiers() throws IOException {
        ObjectNode claims = AttestationClaims.attestation(AttestationTier.DECLARED, DEVICE, spki(keys), START);
        attest(8, "declared", "DECLARED", declared(claims, keys));
        attest(8, "declared-by-another", REFUSED, declared(claims, others));
        attest(8, "software-by-itself", REFUSED, declared(claims.deepCopy().put("urn:comity:tier", "SOFTWARE"), keys));
        attest(
                8,
                "by-another-root",
                REFUSED,
                stranger.attest(DEVICE, keys.getPublic(), AttestationTier.SOFTWARE, START));
        attest(
                8,
                "after-its-end",
                REFUSED,
                root.attest(DEVICE, keys.getPublic(), AttestationTier.SOFTWARE, END.plusSeconds(1)));
        KeyPair hardware = Algorithms.generate(P256, random);
        DeviceAttester device =
                new DeviceAttester(DEVICE, hardware, root.certifyHardware(DEVICE, hardware.getPublic(), START, END));
        attest(9, "hardware", "HARDWARE", appraised(device.prove(keys.getPublic(), state("disabled"), NONCE, START)));
        attest(
                9,
                "evidence-of-another-key",
                REFUSED,
                appraised(device.prove(others.getPublic(), state("disabled"), NONCE, START)));
        attest(
                9,
                "evidence-too-young",
                REFUSED,
                appraised(device.prove(keys.getPublic(), state("disabled"), NONCE, LATER)));
        attest(9, "debug-open", REFUSED, appraised(device.prove(keys.getPublic(), state("enabled"), NONCE, START)));
        attest(9, "evidence-alone", REFUSED, device.prove(keys.getPublic(), state("disabled"), NONCE, START));
    }

    private static DeviceAttester.State state(String debug) {
        byte[] id = new byte[17];
        id[0] = 1;
        return new DeviceAttester.State(Octets.of(id), 35_000, debug, List.of(Octets.of(id)));
    }

    /** What an attester that looks at nothing makes of evidence. */
    private Octets appraised(Octets evidence) throws IOException {
        KeyPair attester = Algorithms.generate(P256, random);
        Certificates.Request request =
                new Certificates.Request("attester", Certificates.uri("urn:example:attester"), START, END);
        byte[] certificate = Certificates.issue(
                        root.certificate(), root.privateKey(), attester.getPublic(), request, Profile.ATTESTER, random)
                .getEncoded();
        ObjectNode header = CompactToken.object();
        header.putArray("x5c").add(Base64.getEncoder().encodeToString(certificate));
        CompactToken token = CompactToken.read(text(evidence)).orElseThrow();
        return CompactToken.sign(
                header,
                AttestationClaims.appraised(DEVICE, spki(keys), START, token, evidence),
                P256,
                CompactToken.Signing.with(attester.getPrivate(), P256));
    }
}
