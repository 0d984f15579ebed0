package org.comity.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.DeviceId;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;
import org.comity.core.mesh.MeshId;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.crypto.Algorithms;
import org.comity.crypto.KeyFolder;
import org.comity.crypto.MeshRoot;
import org.comity.crypto.NoteKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes keys of a mesh. */
@Command(
        name = "keygen",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a key and certifies it under the mesh's own root, which is made at first use.",
            "The password of the key files is read from the environment variable COMITY_PASSWORD."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class KeygenCommand implements Callable<Integer> {
    private final Clock clock;

    @Spec
    private CommandSpec spec;

    @Option(names = "--mesh", required = true, paramLabel = "<urn>", description = "The mesh.")
    private String mesh;

    @Option(names = "--role", required = true, description = "One of ${COMPLETION-CANDIDATES}.")
    private Role role;

    @Option(names = "--subject", required = true, paramLabel = "<urn>", description = "The authority, agent or ledger.")
    private String subject;

    @Option(names = "--name", required = true, paramLabel = "<name>", description = "Name of the files.")
    private String name;

    @Option(names = "--folder", required = true, paramLabel = "<folder>", description = "Where the keys are kept.")
    private Path folder;

    @Option(
            names = "--days",
            defaultValue = "365",
            description = "How long the credential holds: ${DEFAULT-VALUE} days.")
    private int days;

    @Option(names = "--label-max", defaultValue = "0", description = "Highest confidentiality label: ${DEFAULT-VALUE}.")
    private int labelMax;

    @Option(
            names = "--certify",
            paramLabel = "<pem>",
            description = "Makes no key: certifies the key of a peer's agent, of which this is the certificate, into"
                    + " <name>.pem, the peer's abroad.pem.")
    private Optional<Path> certified = Optional.empty();

    KeygenCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        char[] password = Optional.ofNullable(System.getenv("COMITY_PASSWORD"))
                .filter(text -> !text.isEmpty())
                .orElseThrow(() ->
                        new ParameterException(spec.commandLine(), "Set the environment variable COMITY_PASSWORD"))
                .toCharArray();
        return make(password);
    }

    int make(char[] password) throws IOException {
        SecureRandom random = new SecureRandom();
        KeyFolder keys = new KeyFolder(folder, password);
        Instant now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
        MeshRoot root = root(keys, random, now);
        if (certified.isPresent()) {
            return certify(root, certified.get(), now);
        }
        KeyPair pair = Algorithms.generate(SignatureAlgorithm.ED25519, random);
        DeviceId device = new DeviceId(subject + ":device:" + name);
        keys.save(
                name,
                pair,
                root.certify(subject(now), pair.getPublic()),
                root.attest(device, pair.getPublic(), AttestationTier.SOFTWARE, now));
        PrintWriter out = spec.commandLine().getOut();
        out.println("anchor " + Base64.getEncoder().encodeToString(root.anchor().bytes()));
        out.println("device " + device);
        if (role == Role.LEDGER) {
            out.println("ledger-key " + NoteKeys.signer(mesh, pair).verifierKey());
        }
        out.flush();
        return 0;
    }

    /** A session asks for the proof of the key, so that a certificate alone gives its bearer nothing. */
    private int certify(MeshRoot root, Path certificate, Instant now) throws IOException {
        if (role != Role.AGENT) {
            throw new ParameterException(spec.commandLine(), "--certify is for the role AGENT alone");
        }
        PublicKey key;
        try {
            key = CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(Inputs.octets(certificate).bytes()))
                    .getPublicKey();
        } catch (CertificateException broken) {
            throw new Refusal("REFUSED " + certificate + ": it is no certificate (X.509, PEM)", broken);
        }
        Path file = folder.resolve(name + ".pem");
        if (Files.exists(file)) {
            throw new Refusal(file + " is there already: choose another name");
        }
        Files.write(file, root.certify(subject(now), key).bytes());
        PrintWriter out = spec.commandLine().getOut();
        out.println("OK hand to the peer, whose abroad.pem it is: " + file);
        out.flush();
        return 0;
    }

    private MeshRoot.Subject subject(Instant now) {
        return new MeshRoot.Subject(role, subject, Scope.all(labelMax), now, now.plus(Duration.ofDays(days)));
    }

    private MeshRoot root(KeyFolder keys, SecureRandom random, Instant now) {
        MeshId id = new MeshId(mesh);
        if (Files.exists(folder.resolve("root.p12"))) {
            return keys.root(id, random);
        }
        MeshRoot root = MeshRoot.create(id, random, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(3_650)));
        keys.saveRoot(root);
        return root;
    }
}
