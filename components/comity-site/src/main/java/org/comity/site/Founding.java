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
import java.util.List;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.AuthorityEntry;
import org.comity.core.agreement.Party;
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
 * A folder for each party of some terms, as {@link Site} opens it: agreement, keys, the credential abroad, settings. One maker
 * knows the keys of all, so they are for trials and examples alone.
 */
public final class Founding {
    private static final Duration VALID = Duration.ofDays(365);
    private static final int SECRET_SIZE = 16;

    private final SecureRandom random;
    private final Instant now;

    /** From when the keys hold. */
    public Founding(SecureRandom random, Instant now) {
        this.random = random;
        this.now = Instant.ofEpochSecond(now.getEpochSecond());
    }

    /** A party whose keys are being made; its folder bears the last word of its mesh's name. */
    private record Founder(Party stand, Path folder, MeshRoot root, KeyPair agent, String password) {}

    /**
     * Writes the folders; each has the party after it for its peer. An authority's key bears the last word of its name.
     *
     * @param agent name of the boundary agent in the registry
     * @param terms whose parties stand in for those whose keys are made here
     * @return the folders in the order of the parties
     * @throws SiteFault where one of them is there already, or a last word can name no file or names two folders
     */
    public List<Path> write(Path folder, String agent, Agreement terms) {
        List<Path> own = terms.parties().stream()
                .map(party -> folder.resolve(plain(party.mesh().urn())))
                .toList();
        terms.authorities().forEach(entry -> plain(entry.authority().urn()));
        if (Set.copyOf(own).size() < own.size()) {
            throw new SiteFault("two meshes end in one word, which would name one folder for both");
        }
        own.stream().filter(Files::exists).findFirst().ifPresent(there -> {
            throw new SiteFault(there + " is there already: choose another folder");
        });
        try {
            List<Founder> founders = new ArrayList<>();
            for (Party party : terms.parties()) {
                founders.add(found(party, folder));
            }
            List<Party> parties = new ArrayList<>();
            for (Founder founder : founders) {
                parties.add(keys(founder, terms));
            }
            Octets agreement = AgreementDocument.write(terms.between(parties));
            for (int i = 0; i < founders.size(); i++) {
                Founder one = founders.get(i);
                Founder peer = founders.get((i + 1) % founders.size());
                Files.write(one.folder().resolve("agreement.xml"), agreement.bytes());
                Octets abroad =
                        peer.root().certify(agent(one.stand()), one.agent().getPublic());
                Files.write(one.folder().resolve("abroad.pem"), abroad.bytes());
                settings(one, peer, agent);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return own;
    }

    /** The last word of a name, where it can name a file: a stranger's terms write nowhere else. */
    private static String plain(String urn) {
        String word = word(urn);
        if (!word.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new SiteFault("the last word of " + urn + " cannot name a file: letters, digits, . _ and - alone");
        }
        return word;
    }

    private static String word(String urn) {
        return urn.substring(urn.lastIndexOf(':') + 1);
    }

    private Founder found(Party party, Path folder) throws IOException {
        byte[] secret = new byte[SECRET_SIZE];
        random.nextBytes(secret);
        MeshId mesh = party.mesh();
        return new Founder(
                party,
                Files.createDirectories(folder.resolve(word(mesh.urn()))),
                MeshRoot.create(mesh, random, now.minus(Duration.ofDays(1)), now.plus(VALID)),
                Algorithms.generate(SignatureAlgorithm.ED25519, random),
                HexFormat.of().formatHex(secret));
    }

    /** Makes and keeps root, ledger, agent and authorities of a party; what the agreement pins of it. */
    private Party keys(Founder founder, Agreement terms) {
        MeshId mesh = founder.stand().mesh();
        MeshRoot root = founder.root();
        KeyFolder keys = new KeyFolder(
                founder.folder().resolve("keys"), founder.password().toCharArray());
        keys.saveRoot(root);
        save(keys, root, "agent", agent(founder.stand()), founder.agent());
        for (AuthorityEntry entry : terms.authorities()) {
            if (entry.mesh().equals(mesh)) {
                String urn = entry.authority().urn();
                save(keys, root, word(urn), subject(Role.AUTHORITY, urn), fresh());
            }
        }
        KeyPair ledger = fresh();
        save(keys, root, "ledger", subject(Role.LEDGER, "urn:ledger:" + word(mesh.urn())), ledger);
        return new Party(
                mesh,
                List.of(root.anchor()),
                founder.stand().agents(),
                NoteKeys.signer(mesh.urn(), ledger).verifierKey());
    }

    private MeshRoot.Subject agent(Party party) {
        return subject(Role.AGENT, party.agents().get(0).urn());
    }

    private MeshRoot.Subject subject(Role role, String urn) {
        return new MeshRoot.Subject(
                role, urn, Scope.all(0), now, now.plus(VALID).minus(Duration.ofDays(1)));
    }

    private KeyPair fresh() {
        return Algorithms.generate(SignatureAlgorithm.ED25519, random);
    }

    private void save(KeyFolder keys, MeshRoot root, String name, MeshRoot.Subject subject, KeyPair pair) {
        DeviceId device = new DeviceId(subject.urn() + ":device:" + name);
        keys.save(
                name,
                pair,
                root.certify(subject, pair.getPublic()),
                root.attest(device, pair.getPublic(), AttestationTier.SOFTWARE, now));
    }

    /** Settings that their owner alone may read, for they hold the password. */
    private static void settings(Founder one, Founder peer, String agent) throws IOException {
        Path file = one.folder().resolve("comity.properties");
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        String text = text().replace("@peer@", String.valueOf(peer.folder().getFileName()))
                .replace("@name@", String.valueOf(one.folder().getFileName()))
                .replace("@agreement@", agent)
                .replace("@password@", one.password());
        Files.writeString(file, text);
    }

    private static String text() throws IOException {
        try (InputStream in = Founding.class.getResourceAsStream("site.properties")) {
            if (in == null) {
                throw new IllegalStateException("no resource site.properties");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public String toString() {
        return "Founding[" + now + "]";
    }
}
