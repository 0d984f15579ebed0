package org.comity.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Party;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.Credential;
import org.comity.core.authority.DeviceId;
import org.comity.core.authority.Role;
import org.comity.core.ledger.LedgerSigner;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.core.reconcile.Voice;
import org.comity.crypto.KeyFolder;
import org.comity.crypto.NoteKeys;
import org.comity.crypto.PathCredentialCheck;

/**
 * The keys in a site's folder, as {@code comity keygen} writes them: {@code agent}, {@code ledger} and any authorities. Which
 * party of the agreement the site is follows from the anchor that certifies its agent.
 *
 * @param abroad the credential that the peer's mesh issued for the agent's key
 * @param voices of the authorities, by the name of their files and by their own names
 */
record SiteKeys(Party party, Voice agent, LedgerSigner ledger, Optional<Octets> abroad, Map<String, Voice> voices) {
    private static final String AGENT = "agent";
    private static final String LEDGER = "ledger";

    static SiteKeys open(SiteSettings settings, Agreement agreement) {
        Path keys = settings.folder().resolve("keys");
        KeyFolder folder = new KeyFolder(keys, settings.password().toCharArray());
        Octets credential = Site.read(keys.resolve(AGENT + ".pem"));
        Party party = agreement.parties().stream()
                .filter(one -> credential(credential, one)
                        .filter(found -> found.role() == Role.AGENT)
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new SiteFault("no party of the agreement pins the root that certified "
                        + keys.resolve(AGENT + ".pem") + ": its anchor must be in agreement.xml"));
        LedgerSigner ledger = ledger(folder, keys, party);
        Map<String, Voice> voices = new LinkedHashMap<>();
        for (String name : names(keys)) {
            credential(Site.read(keys.resolve(name + ".pem")), party)
                    .filter(found -> found.role() == Role.AUTHORITY)
                    .ifPresent(found -> {
                        Voice voice = voice(folder, keys, name, found);
                        voices.put(name, voice);
                        voices.put(found.subject(), voice);
                    });
        }
        Voice agent = voice(folder, keys, AGENT, credential(credential, party).orElseThrow());
        Optional<Octets> abroad = abroad(settings.folder().resolve("abroad.pem"), agreement, party);
        return new SiteKeys(party, agent, ledger, abroad, voices);
    }

    private static Optional<Octets> abroad(Path file, Agreement agreement, Party own) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Octets document = Site.read(file);
        if (agreement.parties().stream()
                .noneMatch(one -> !one.equals(own) && credential(document, one).isPresent())) {
            throw new SiteFault("the file " + file + " is no credential that another party of the agreement issued:"
                    + " ask the peer to certify this side's agent again");
        }
        return Optional.of(document);
    }

    private static Optional<Credential> credential(Octets document, Party party) {
        return new PathCredentialCheck()
                .credential(document, party.mesh(), party.anchors())
                .fold(Optional::of, no -> Optional.empty());
    }

    private static LedgerSigner ledger(KeyFolder folder, Path keys, Party party) {
        Site.read(keys.resolve(LEDGER + ".p12"));
        LedgerSigner signer =
                reading(keys, LEDGER, () -> NoteKeys.signer(party.mesh().urn(), folder.keys(LEDGER)));
        if (!signer.verifierKey().equals(party.ledgerKey())) {
            throw new SiteFault("agreement.xml names another ledger key for " + party.mesh() + " than "
                    + keys.resolve(LEDGER + ".p12") + " holds: " + signer.verifierKey());
        }
        return signer;
    }

    private static Voice voice(KeyFolder folder, Path keys, String name, Credential credential) {
        Site.read(keys.resolve(name + ".p12"));
        DeviceId device = new DeviceId(credential.subject() + ":device:" + name);
        return reading(
                keys,
                name,
                () -> folder.voice(name, new AuthorityId(credential.subject()), device, SignatureAlgorithm.ED25519));
    }

    private static <T> T reading(Path keys, String name, java.util.function.Supplier<T> read) {
        try {
            return read.get();
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new SiteFault(
                    "the key " + keys.resolve(name + ".p12")
                            + " cannot be read: is comity.password the one it was made with?",
                    e);
        }
    }

    private static java.util.List<String> names(Path keys) {
        try (Stream<Path> files = Files.list(keys)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".pem"))
                    .map(name -> name.substring(0, name.length() - ".pem".length()))
                    .filter(name -> !name.equals(AGENT) && !name.equals(LEDGER))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "SiteKeys[" + party.mesh() + ", " + voices.keySet() + "]";
    }
}
