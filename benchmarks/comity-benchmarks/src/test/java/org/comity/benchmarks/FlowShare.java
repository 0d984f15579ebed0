package org.comity.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.store.RocksDbMeshStore;
import org.comity.testkit.LocalMesh;
import org.comity.testkit.LocalMeshes;

/**
 * Where the processor time of the whole flow goes: one mesh signs, releases and takes its own, the other takes and answers, each
 * on a durable store. Everything runs on one thread, stage by stage.
 */
final class FlowShare {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final ObservedProperty STATE = new ObservedProperty("urn:properties", "road-state");
    private static final int BATCH = 256;
    private static final int ROUNDS = 120;
    private static final int WARM = 60;

    private final Map<String, Long> spent = new LinkedHashMap<>();

    private FlowShare() {}

    static String report() {
        try {
            Path folder = Files.createTempDirectory("flow");
            try {
                return new FlowShare().run(folder);
            } finally {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.sorted(Comparator.reverseOrder())
                            .forEach(file -> file.toFile().delete());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T timed(String stage, Supplier<T> work) {
        long from = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        T result = work.get();
        spent.merge(stage, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - from, Long::sum);
        return result;
    }

    private String run(Path folder) {
        LocalMeshes meshes = LocalMeshes.of("county", "state");
        LocalMesh county = meshes.mesh("county");
        try (RocksDbMeshStore one = RocksDbMeshStore.open(folder.resolve("county"));
                RocksDbMeshStore other = RocksDbMeshStore.open(folder.resolve("state"))) {
            county.storeIn(one);
            meshes.mesh("state").storeIn(other);
            Agreement agreement = meshes.sketch()
                    .authority(SHERIFF, county, 0, "urn:sheriff")
                    .domain("road-state", "urn:roads", STATE)
                    .agree();
            meshes.agree(agreement);
            for (int round = 0; round < ROUNDS; round++) {
                if (round == WARM) {
                    spent.clear();
                }
                round(meshes, county, round);
            }
        }
        long whole = spent.values().stream().mapToLong(Long::longValue).sum();
        StringBuilder rows =
                new StringBuilder("processor time of the flow, microseconds an observation, and its share\n");
        spent.forEach((stage, nanos) -> rows.append(String.format(
                Locale.ROOT,
                "%-48s %8.2f %5.1f %%%n",
                stage,
                nanos / 1e3 / BATCH / (ROUNDS - WARM),
                100.0 * nanos / whole)));
        return rows.toString();
    }

    private void round(LocalMeshes meshes, LocalMesh county, int round) {
        Draft[] drafts = new Draft[BATCH];
        for (int i = 0; i < BATCH; i++) {
            drafts[i] = road(round * BATCH + i);
        }
        timed("observe: sign, store", () -> county.observe(SHERIFF, drafts));
        BoundaryAgent from = meshes.agent("county");
        BoundaryAgent to = meshes.agent("state");
        long sent = from.sent("state");
        timed("release, and take the own", from::release);
        List<Octets> parcels = new ArrayList<>(from.outbox(sent, 1_000));
        from.sent("state", sent + parcels.size());
        parcels.forEach(parcel -> take(to, parcel));
        long back = to.sent("county");
        timed("answers: release, take", () -> {
            to.release();
            List<Octets> answers = to.outbox(back, 1_000);
            to.sent("county", back + answers.size());
            answers.forEach(from::take);
            return answers;
        });
    }

    private void take(BoundaryAgent to, Octets parcel) {
        var verified = timed("verify", () -> to.verify(parcel));
        var admitted = timed("translate, admit", () -> to.admit(to.translate(verified)));
        var ordered = timed("order", () -> to.order(admitted));
        var detected = timed("detect", () -> to.detect(ordered));
        var arbitrated = timed("arbitrate", () -> to.arbitrate(detected));
        timed("record: effects, leaves, answers", () -> to.record(arbitrated));
    }

    private static Draft road(int road) {
        return new Draft(
                SHERIFF,
                new FeatureOfInterest("urn:roads", Integer.toString(road)),
                STATE,
                PhenomenonTime.at(Instant.parse("2020-01-01T00:00:00Z")),
                Optional.empty(),
                Optional.empty(),
                new Result("text/plain", Octets.of(new byte[2_600]), List.of()),
                Integer.toString(road),
                OptionalLong.empty(),
                Draft.Standing.STANDS,
                "road " + road);
    }
}
