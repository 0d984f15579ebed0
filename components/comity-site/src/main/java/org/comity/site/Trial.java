package org.comity.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Party;
import org.comity.core.authority.AgentId;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.DeviceId;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.crypto.Algorithms;
import org.comity.crypto.KeyFolder;
import org.comity.crypto.MeshRoot;
import org.comity.crypto.NoteKeys;
import org.comity.xml.AgreementDocument;

/**
 * Two meshes to try things with, a folder each: agreement, keys, crosswalk, routes and settings. One made both sides' keys, so
 * they are for trials alone.
 */
public final class Trial {
    private static final Duration VALID = Duration.ofDays(365);

    /** A side: its name, its authority, its word for the state of a road, and what it says of it. */
    private record Side(String name, String peer, String authority, String term, String words) {
        MeshId mesh() {
            return new MeshId("urn:mesh:" + name);
        }
    }

    private static final List<Side> SIDES = List.of(
            new Side("county", "state", "sheriff", "road-state", "closed by flood"),
            new Side("state", "county", "patrol", "status", "open"));

    private final Path folder;
    private final SecureRandom random;
    private final Instant now;
    private final Map<Side, MeshRoot> roots = new LinkedHashMap<>();
    private final Map<Side, KeyPair> agents = new LinkedHashMap<>();

    private Trial(Path folder, SecureRandom random, Instant now) {
        this.folder = folder;
        this.random = random;
        this.now = Instant.ofEpochSecond(now.getEpochSecond());
    }

    /**
     * Writes the folders {@code county} and {@code state}.
     *
     * @param now from when the keys hold
     * @throws SiteFault where one of them is there already
     */
    public static void write(Path folder, SecureRandom random, Instant now) {
        new Trial(folder, random, now).write();
    }

    private void write() {
        for (Side side : SIDES) {
            if (Files.exists(folder.resolve(side.name()))) {
                throw new SiteFault(folder.resolve(side.name()) + " is there already: choose another folder");
            }
        }
        try {
            List<Party> parties = new ArrayList<>();
            for (Side side : SIDES) {
                parties.add(keys(side));
            }
            Octets agreement = AgreementDocument.write(terms().between(parties));
            for (Side side : SIDES) {
                Path own = folder.resolve(side.name());
                Files.write(own.resolve("agreement.xml"), agreement.bytes());
                MeshRoot theirs = Objects.requireNonNull(roots.get(peer(side)));
                KeyPair agent = Objects.requireNonNull(agents.get(side));
                Octets abroad = theirs.certify(agentSubject(side), agent.getPublic());
                Files.write(own.resolve("abroad.pem"), abroad.bytes());
                Files.writeString(own.resolve("crosswalk.sssom.tsv"), text("crosswalk.sssom.tsv"));
                Files.writeString(own.resolve("routes.yaml"), filled("routes.yaml", side));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Side peer(Side side) {
        return SIDES.stream()
                .filter(one -> one.name().equals(side.peer()))
                .findFirst()
                .orElseThrow();
    }

    private static Agreement terms() {
        return AgreementDocument.read(Octets.of(text("terms.xml").getBytes(StandardCharsets.UTF_8)))
                .fold(good -> good, no -> {
                    throw new IllegalStateException(no.reason() + " " + no.detail());
                });
    }

    /** Makes root, ledger, agent and authority of a side, its settings with their password, and what the agreement pins. */
    private Party keys(Side side) throws IOException {
        byte[] secret = new byte[16];
        random.nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        Path own = Files.createDirectories(folder.resolve(side.name()));
        KeyFolder keys = new KeyFolder(own.resolve("keys"), password.toCharArray());
        MeshRoot root = MeshRoot.create(side.mesh(), random, now.minus(Duration.ofDays(1)), now.plus(VALID));
        roots.put(side, root);
        keys.saveRoot(root);
        agents.put(side, key(keys, root, "agent", agentSubject(side)));
        key(keys, root, side.authority(), subject(Role.AUTHORITY, "urn:authority:" + side.authority()));
        KeyPair ledger = key(keys, root, "ledger", subject(Role.LEDGER, "urn:ledger:" + side.name()));
        settings(own, side, password);
        return new Party(
                side.mesh(),
                List.of(root.anchor()),
                List.of(new AgentId("urn:agent:" + side.name())),
                NoteKeys.signer(side.mesh().urn(), ledger).verifierKey());
    }

    private MeshRoot.Subject agentSubject(Side side) {
        return subject(Role.AGENT, "urn:agent:" + side.name());
    }

    private MeshRoot.Subject subject(Role role, String urn) {
        return new MeshRoot.Subject(
                role, urn, Scope.all(0), now, now.plus(VALID).minus(Duration.ofDays(1)));
    }

    private KeyPair key(KeyFolder keys, MeshRoot root, String name, MeshRoot.Subject subject) {
        KeyPair pair = Algorithms.generate(SignatureAlgorithm.ED25519, random);
        DeviceId device = new DeviceId(subject.urn() + ":device:" + name);
        keys.save(
                name,
                pair,
                root.certify(subject, pair.getPublic()),
                root.attest(device, pair.getPublic(), AttestationTier.SOFTWARE, now));
        return pair;
    }

    private static void settings(Path own, Side side, String password) throws IOException {
        Path file = own.resolve("comity.properties");
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, filled("comity.properties", side).replace("@password@", password));
    }

    private static String filled(String resource, Side side) {
        return text(resource)
                .replace("@peer@", side.peer())
                .replace("@authority@", side.authority())
                .replace("@term@", side.term())
                .replace("@words@", side.words())
                .replace("@name@", side.name());
    }

    private static String text(String resource) {
        try (InputStream in = Trial.class.getResourceAsStream("trial/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
