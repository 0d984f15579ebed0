package org.comity.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.comity.camel.Channel;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.partition.Session;
import org.comity.core.picture.JointPicture;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Encounter;
import org.comity.core.reconcile.MeshNode;

/**
 * The state's side of a trial without any framework, so that the county's side can be run by the runtime under test: both must
 * come to one digest.
 */
public final class TrialPeer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int QUIET_ROUNDS = 12;

    private final Path folder;
    private final Site site;
    private final BoundaryAgent agent;
    private final Encounter encounter;
    private final Channel channel;
    private final Channel.Subscription subscription;
    private int quiet;

    /** Writes a trial, and opens the state's side, which has seen the road open. */
    public TrialPeer(Path folder) {
        this.folder = folder;
        Trial.write(folder, new SecureRandom(), Clock.systemUTC().instant());
        this.site = open(folder, "state", SiteSettings.Store.MEMORY);
        this.agent = site.agent();
        this.encounter = site.encounter().orElseThrow();
        this.channel = (Channel) site.beans().get(Site.CHANNEL);
        this.subscription = channel.take(this::arrived);
        ((MeshNode) site.beans().get(Site.NODE))
                .observe(List.of(open()), site.voice("patrol").orElseThrow());
    }

    private Draft open() {
        return new Draft(
                site.voice("patrol").orElseThrow().authority(),
                new FeatureOfInterest("urn:roads", "1"),
                new ObservedProperty("urn:state:property", "status"),
                PhenomenonTime.at(Instant.parse("2026-01-01T00:00:00Z")),
                Optional.empty(),
                Optional.empty(),
                new Result("text/plain", Octets.of("open".getBytes(StandardCharsets.UTF_8)), List.of()),
                "1",
                OptionalLong.empty(),
                Draft.Standing.STANDS,
                "1");
    }

    private static Site open(Path folder, String side, SiteSettings.Store store) {
        Path own = folder.resolve(side);
        Map<String, String> settings = settings(own);
        settings.put("comity.store", store.name());
        return Site.open(SiteSettings.of(settings, own), Clock.systemUTC());
    }

    /** The settings that a trial wrote for a side. */
    public static Map<String, String> settings(Path side) {
        Properties read = new Properties();
        try (InputStream in = Files.newInputStream(side.resolve("comity.properties"))) {
            read.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> settings = new HashMap<>();
        read.stringPropertyNames().forEach(name -> settings.put(name, read.getProperty(name)));
        return settings;
    }

    /** The folder of the side that the runtime under test runs. */
    public Path county() {
        return folder.resolve("county");
    }

    private boolean arrived(Octets octets) {
        if (Session.isMessage(octets)) {
            encounter
                    .receive(octets)
                    .fold(
                            answers -> {
                                channel.put(answers);
                                return true;
                            },
                            no -> false);
            return true;
        }
        if (!encounter.takes()) {
            return false;
        }
        agent.take(octets);
        return true;
    }

    private void give() {
        agent.release();
        if (encounter.gives()) {
            List<Octets> waiting = agent.outbox(agent.sent(Site.CHANNEL), 64);
            channel.put(waiting);
            agent.sent(Site.CHANNEL, agent.sent(Site.CHANNEL) + waiting.size());
        }
    }

    /** Exchanges until both observations compete in the picture and both sides have had nothing to say for a while. */
    public void settle() {
        Awaitility.await("both sides settle")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> {
                    give();
                    quiet = competes() && isEmpty("county") && isEmpty("state") ? quiet + 1 : 0;
                    return quiet > QUIET_ROUNDS;
                });
    }

    private boolean competes() {
        List<JointPicture.Entry> entries = agent.current().picture().entries();
        return entries.size() == 1 && entries.get(0).contention().candidates().size() == 2;
    }

    private boolean isEmpty(String side) {
        Path inbox = folder.resolve(side).resolve("in");
        if (!Files.exists(inbox)) {
            return false;
        }
        try (Stream<Path> files = Files.list(inbox)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The digest of the picture that this side computed. */
    public Digest digest() {
        return agent.current().picture().digest();
    }

    /** The digest that the county's store gives, after its runtime has stopped. */
    public Digest countyDigest() {
        try (Site county = open(folder, "county", SiteSettings.Store.ROCKSDB)) {
            return county.agent().current().picture().digest();
        }
    }

    @Override
    public void close() {
        subscription.close();
        site.close();
    }
}
