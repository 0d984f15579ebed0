package org.comity.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.comity.artemis.ArtemisChannel;
import org.comity.artemis.Carrier;
import org.comity.camel.Channel;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.DeviceId;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Observation;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.core.reconcile.Voice;
import org.comity.crypto.Algorithms;
import org.comity.crypto.MeshRoot;
import org.comity.store.RocksDbMeshStore;
import org.comity.testkit.LocalMeshes;

/**
 * From the release gate of one mesh to the joint picture of the other, over two brokers on loopback TCP with mutual TLS and synced
 * journals and two synced stores, beside a route of today and beside each part alone, all in one run.
 */
final class ChannelRows {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final ObservedProperty STATE = new ObservedProperty("urn:properties", "road-state");
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
    private static final int CONTENT = 2_700;
    private static final int BATCH = 256;
    private static final int WARM = 60 * BATCH;
    private static final int MEASURED = 60 * BATCH;
    private static final int TODAYS = 2_000;

    /** How observations are signed. */
    private enum Signing {
        SINGLE(1),
        BATCH_256(BATCH);

        private final int together;

        Signing(int together) {
            this.together = together;
        }
    }

    /** Wall time and processor time of all threads, microseconds an observation. */
    private record Cost(double wall, double processor) {
        static Cost of(int count, Work work) throws Exception {
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long processor = system.getProcessCpuTime();
            long wall = System.nanoTime();
            work.run();
            long took = System.nanoTime() - wall;
            return new Cost(took / 1e3 / count, (system.getProcessCpuTime() - processor) / 1e3 / count);
        }

        Cost and(Cost other) {
            return new Cost(wall + other.wall, processor + other.processor);
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private final StringBuilder table = new StringBuilder();
    private final KeyPair keys = Algorithms.generate(SignatureAlgorithm.ECDSA_P256_SHA256, new SecureRandom());
    private Optional<Cost> today = Optional.empty();
    private int made;

    private ChannelRows() {}

    static String report() {
        try {
            return new ChannelRows().run();
        } catch (Exception e) {
            throw new IllegalStateException("the rows of the channels failed", e);
        }
    }

    private String run() throws Exception {
        table.append("gateway to joint picture, microseconds an observation      wall  processor   ratio by wall\n");
        for (Signing signing : Signing.values()) {
            for (Providers provider : Providers.values()) {
                row(provider, signing);
            }
        }
        return table.toString();
    }

    private void line(String what, Cost cost) {
        table.append(String.format(Locale.ROOT, "%-52s %10.1f %10.1f", what, cost.wall, cost.processor));
        today.ifPresent(base -> table.append(String.format(Locale.ROOT, " %10.1fx", base.wall / cost.wall)));
        table.append('\n');
    }

    private void row(Providers provider, Signing signing) throws Exception {
        Path folder = Files.createTempDirectory("channel");
        LocalMeshes meshes = LocalMeshes.of("county", "state");
        Voice voice = voice(meshes);
        try (BenchSide county = new BenchSide(meshes.mesh("county"), folder);
                BenchSide state = new BenchSide(meshes.mesh("state"), folder)) {
            Agreement agreement = meshes.sketch()
                    .authority(SHERIFF, meshes.mesh("county"), 0, "urn:sheriff")
                    .domain("road-state", "urn:roads", STATE)
                    .agree();
            county.open(agreement, provider, state);
            state.open(agreement, provider, county);
            List<Observation> some = observe(county, voice, signing, WARM);
            if (today.isEmpty()) {
                today(county, some);
            }
            measure(county, state, voice, signing, provider);
        } finally {
            delete(folder);
        }
    }

    private void today(BenchSide county, List<Observation> some) throws Exception {
        List<byte[]> documents =
                some.stream().limit(BATCH).map(one -> one.octets().bytes()).toList();
        PublicKey key = java.security.KeyFactory.getInstance("EC")
                .generatePublic(new java.security.spec.X509EncodedKeySpec(
                        keys.getPublic().getEncoded()));
        int octets = documents.stream().mapToInt(one -> one.length).sum() / documents.size();
        Cost cost;
        try (RouteOfToday route = new RouteOfToday(county, key)) {
            route.fill(documents, TODAYS / 4);
            route.take(TODAYS / 4);
            route.fill(documents, TODAYS);
            cost = Cost.of(TODAYS, () -> route.take(TODAYS));
        }
        today = Optional.of(cost);
        line("camel-jms, camel-xmlsecurity, commit (" + octets + " octets)", cost);
    }

    private void measure(BenchSide county, BenchSide state, Voice voice, Signing signing, Providers provider)
            throws Exception {
        String name = provider + ", signed " + (signing == Signing.SINGLE ? "singly" : "in batches");
        long sent;
        try (Carrier carrier = county.carrier(state)) {
            county.start(state);
            state.start(county);
            county.release();
            state.awaitShown(WARM);
            observe(county, voice, signing, MEASURED);
            sent = county.agent.sent("routine");
            county.store.begin();
            state.store.begin();
            Cost whole = Cost.of(MEASURED, () -> {
                county.release();
                state.awaitShown(WARM + MEASURED);
            });
            line(name + ": whole, " + (county.agent.outbox(sent, 10_000).size()) + " messages", whole);
            county.halt();
            state.halt();
            parts(county, state, county.agent.outbox(sent, 10_000), whole);
            java.util.Objects.requireNonNull(carrier);
        }
        requireOnePicture(county, state);
    }

    private void parts(BenchSide county, BenchSide state, List<Octets> parcels, Cost whole) throws Exception {
        Cost broker = Cost.of(MEASURED, () -> carried(county, state, parcels));
        List<List<Write>> commits = new ArrayList<>(county.store.commits());
        commits.addAll(state.store.commits());
        Path folder = Files.createTempDirectory("store");
        Cost store;
        try (RocksDbMeshStore fresh = RocksDbMeshStore.open(folder)) {
            store = Cost.of(MEASURED, () -> commits.forEach(fresh::commit));
        } finally {
            delete(folder);
        }
        Cost verify = Cost.of(
                MEASURED,
                () -> parcels.forEach(parcel -> {
                    county.agent.verify(parcel);
                    state.agent.verify(parcel);
                }));
        line("  the brokers alone", broker);
        line("  both stores alone, " + commits.size() + " commits", store);
        line("  verifying alone, at both ends", verify);
        Cost sum = broker.and(store).and(verify);
        line("  sum of the parts", sum);
        table.append(String.format(
                Locale.ROOT,
                "  whole / sum of the parts %37.2f %10.2f%n",
                whole.wall / sum.wall,
                whole.processor / sum.processor));
    }

    private static void carried(BenchSide county, BenchSide state, List<Octets> parcels) throws InterruptedException {
        Semaphore taken = new Semaphore(0);
        try (ArtemisChannel out = county.channel(state);
                ArtemisChannel in = state.channel(county);
                Channel.Subscription taking = in.take(octets -> {
                    taken.release();
                    return true;
                })) {
            parcels.forEach(parcel -> out.put(List.of(parcel)));
            taken.acquire(parcels.size());
            java.util.Objects.requireNonNull(taking);
        }
    }

    /** What was measured was right: after the answers went back both hold one picture, and nothing was refused. */
    private static void requireOnePicture(BenchSide county, BenchSide state) {
        state.agent.release().forEach(county.agent::take);
        county.agent.release().forEach(state.agent::take);
        boolean one = county.agent
                .current()
                .picture()
                .digest()
                .equals(state.agent.current().picture().digest());
        if (!one
                || !state.agent.refused().isEmpty()
                || !county.agent.outstanding().isEmpty()) {
            throw new IllegalStateException("the two sides do not hold one picture");
        }
    }

    private Voice voice(LocalMeshes meshes) {
        return meshes.mesh("county")
                .root()
                .voice(
                        new MeshRoot.Subject(
                                Role.AUTHORITY,
                                SHERIFF.urn(),
                                Scope.all(9),
                                START.minus(Duration.ofDays(1)),
                                START.plus(Duration.ofDays(3_650))),
                        new DeviceId("urn:device:sheriff"),
                        SignatureAlgorithm.ECDSA_P256_SHA256,
                        keys);
    }

    private List<Observation> observe(BenchSide side, Voice voice, Signing signing, int count) {
        List<Observation> all = new ArrayList<>();
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            drafts.add(road(made++));
            if (drafts.size() == signing.together) {
                all.addAll(side.mesh.node().observe(drafts, voice));
                drafts.clear();
            }
        }
        return all;
    }

    private static Draft road(int road) {
        String text = ("{\"incident\": " + road + ", \"note\": \"water & <smoke> reported on the east side\"} ")
                .repeat(CONTENT / 80);
        return new Draft(
                SHERIFF,
                new FeatureOfInterest("urn:roads", Integer.toString(road)),
                STATE,
                PhenomenonTime.at(START),
                Optional.empty(),
                Optional.empty(),
                new Result("application/json", Octets.of(text.getBytes(StandardCharsets.UTF_8)), List.of()),
                Integer.toString(road),
                OptionalLong.empty(),
                Draft.Standing.STANDS,
                "road " + road);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
