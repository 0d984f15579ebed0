package org.comity.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Party;
import org.comity.core.boundary.StatementCheck;
import org.comity.core.boundary.Verification;
import org.comity.core.ledger.LedgerSigner;
import org.comity.core.ledger.MeshStore;
import org.comity.core.mesh.Octets;
import org.comity.core.partition.Descriptor;
import org.comity.core.partition.Session;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Bundle;
import org.comity.core.reconcile.Encounter;
import org.comity.core.reconcile.MeshNode;
import org.comity.core.reconcile.Voice;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Validity;
import org.comity.crypto.NoteKeys;
import org.comity.crypto.PathCredentialCheck;
import org.comity.crypto.ProviderSignatureCheck;
import org.comity.store.MemoryMeshStore;
import org.comity.store.RocksDbMeshStore;
import org.comity.xml.AgreementDocument;
import org.comity.xml.SecurityPolicyFile;
import org.comity.xml.SecurityPolicyFiles;
import org.comity.xml.XmlWire;

/** One mesh, opened from its folder. Thread-safe; closing it closes the store. */
public final class Site implements AutoCloseable {
    /** Name of the node in the registry. */
    public static final String NODE = "mesh";

    /** Name of the channel in the registry. */
    public static final String CHANNEL = "routine";

    /** Name of the encounter in the registry. */
    public static final String ENCOUNTER = "peer";

    /** Name of the channel of carried media in the registry. */
    public static final String MEDIA = "media";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration MEDIA_PAUSE = Duration.ofSeconds(1);

    private final SiteSettings settings;
    private final Octets document;
    private final MemberClocks clocks;
    private final MeshStore store;
    private final BoundaryAgent agent;
    private final SiteCrosswalk crosswalk;
    private final Map<String, Object> beans = new LinkedHashMap<>();

    private Site(SiteSettings settings, Clock clock) {
        this.settings = settings;
        this.document = read(settings.folder().resolve("agreement.xml"));
        Agreement agreement = AgreementDocument.read(document).fold(good -> good, no -> {
            throw new SiteFault(
                    "agreement.xml in " + settings.folder() + " is refused: " + no.reason() + " " + no.detail());
        });
        SiteKeys keys = SiteKeys.open(settings, agreement);
        this.store = store(settings);
        this.clocks = new MemberClocks(settings.clocks(), agreement.driftPpm(), clock, settings.clockError());
        try {
            clocks.requireOne();
            MeshNode node = node(keys.party(), keys.ledger());
            this.agent = new BoundaryAgent(
                    node,
                    keys.agent(),
                    agreement,
                    verification(),
                    policies(settings.folder()),
                    ArtifactComparators.of(settings.folder().resolve("comparators")));
            beans.put(NODE, node);
            beans.put(settings.agreement(), agent);
            beans.put(CHANNEL, new FolderChannel(settings.outbox(), settings.inbox(), PAUSE));
            keys.abroad().ifPresent(abroad -> beans.put(ENCOUNTER, encounter(abroad)));
            settings.media().ifPresent(folder -> beans.put(MEDIA, media(folder)));
            beans.putAll(keys.voices());
            this.crosswalk = new SiteCrosswalk(agent, keys.voices());
            crosswalk.attest(settings.folder().resolve("crosswalk.sssom.tsv"));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Opens a site.
     *
     * @param clock this machine's; it decides nothing but is claimed in what is made here
     * @throws SiteFault where what the folder holds cannot work
     */
    public static Site open(SiteSettings settings, Clock clock) {
        return new Site(settings, clock);
    }

    private static MeshStore store(SiteSettings settings) {
        if (settings.store() == SiteSettings.Store.MEMORY) {
            return new MemoryMeshStore();
        }
        try {
            return RocksDbMeshStore.open(settings.folder().resolve("store"));
        } catch (IllegalStateException e) {
            throw new SiteFault(String.valueOf(e.getMessage()), e);
        }
    }

    /** The security policy files of the folder {@code policies}, each of which must be one. */
    private static SecurityPolicyFiles policies(Path folder) {
        Path policies = folder.resolve("policies");
        if (!Files.isDirectory(policies)) {
            return SecurityPolicyFiles.of(List.of());
        }
        try (Stream<Path> files = Files.list(policies)) {
            List<Octets> documents = new ArrayList<>();
            for (Path file : files.filter(one -> one.toString().endsWith(".xml"))
                    .sorted()
                    .toList()) {
                Octets document = read(file);
                SecurityPolicyFile.read(document).fold(good -> good, no -> {
                    throw new SiteFault(file + " is refused: " + no.reason() + " " + no.detail());
                });
                documents.add(document);
            }
            return SecurityPolicyFiles.of(documents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MeshNode node(Party party, LedgerSigner ledger) {
        XmlWire wire = new XmlWire();
        MeshNode.Ports ports =
                new MeshNode.Ports(store, ledger, clocks, wire.reader(), wire.writer(), wire.statements());
        return new MeshNode(party.mesh(), ports);
    }

    private static Verification verification() {
        XmlWire wire = new XmlWire();
        return new Verification(
                wire.reader(),
                new PathCredentialCheck(),
                new ProviderSignatureCheck(),
                new StatementCheck(wire.statements(), new NoteKeys()));
    }

    private Encounter encounter(Octets abroad) {
        Session.Checks checks =
                new Session.Checks(new PathCredentialCheck(), new ProviderSignatureCheck(), new NoteKeys());
        return new Encounter(agent, CHANNEL, abroad, checks, Site::nonce);
    }

    /**
     * The channel of media that lie in that folder.
     *
     * @throws SiteFault where the peer certified no agent of this side
     */
    public MediaChannel media(Path folder) {
        Encounter met = encounter()
                .orElseThrow(() -> new SiteFault("media need the file abroad.pem in " + settings.folder()
                        + ": the credential that the peer's mesh issued for this side's agent"));
        return new MediaChannel(folder, met.medium(MEDIA), settings.mediaForm(), MEDIA_PAUSE);
    }

    private static Octets nonce() {
        byte[] nonce = new byte[Descriptor.NONCE_SIZE];
        RANDOM.nextBytes(nonce);
        return Octets.of(nonce);
    }

    /** The beans that routes name: node, agent, channel, encounter where the peer certified the agent, and voices. */
    public Map<String, Object> beans() {
        return Map.copyOf(beans);
    }

    /** The channel of carried media, where the settings name a folder for it. */
    public Optional<MediaChannel> media() {
        return Optional.ofNullable(beans.get(MEDIA)).map(MediaChannel.class::cast);
    }

    /** The agent. */
    public BoundaryAgent agent() {
        return agent;
    }

    /** The encounter with the peer. */
    public Optional<Encounter> encounter() {
        return Optional.ofNullable(beans.get(ENCOUNTER)).map(Encounter.class::cast);
    }

    /** The voice of that name. */
    public Optional<Voice> voice(String name) {
        return Optional.ofNullable(beans.get(name))
                .filter(Voice.class::isInstance)
                .map(Voice.class::cast);
    }

    /** What became of an equivalence that the site was asked to sign. */
    public enum Standing {
        /** The site's authorities signed it now. */
        SIGNED,
        /** They had signed it before. */
        SIGNED_BEFORE,
        /** None of them owns a name in it. */
        OF_OTHERS
    }

    /** An equivalence and what became of it. */
    public record Signed(Equivalence equivalence, Standing standing) {}

    /** Attests equivalences as far as the site's authorities own the names in them, and releases what they signed. */
    public List<Signed> attest(Collection<Equivalence> equivalences, Validity validity) {
        return crosswalk.attest(equivalences, validity);
    }

    /** Takes back what the site's authorities attested, for ever. */
    public List<Signed> revoke(Collection<Equivalence> equivalences) {
        return crosswalk.revoke(equivalences);
    }

    /** All that an auditor needs. */
    public Octets bundle() {
        return Bundle.of(agent, document).octets();
    }

    static Octets read(Path file) {
        try {
            return Octets.of(Files.readAllBytes(file));
        } catch (java.nio.file.NoSuchFileException e) {
            throw new SiteFault("the file " + file + " is missing: 'comity init' shows what a site holds", e);
        } catch (IOException e) {
            throw new SiteFault("the file " + file + " cannot be read: may this user read it?", e);
        }
    }

    @Override
    public void close() {
        clocks.close();
        store.close();
    }
}
