package org.comity.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.DeviceId;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.EntryLog;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.Ledger;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.ledger.Merkle;
import org.comity.core.lineage.Lineage;
import org.comity.core.lineage.Source;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Core;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Origin;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.observation.TemporalReference;
import org.comity.core.temporal.Moment;
import org.comity.core.temporal.TemporalEvidence;
import org.comity.store.RocksDbMeshStore;
import org.comity.testkit.LocalMesh;

/** What order and the ledger cost, in processor time of the one thread; appends in time of the wall, for the disk counts. */
final class TimeRows {
    private static final int BATCH = 256;
    private static final Digest NOTHING = Digest.sha256();
    private static final TemporalReference MADE =
            new TemporalReference(new TemporalReference.LocalClock("boot", 0, Duration.ZERO), List.of());

    private final SplittableRandom random = new SplittableRandom(1);
    private final List<History> histories = List.of(new History("a"), new History("b"));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private TimeRows() {}

    static String report() {
        StringBuilder rows = new StringBuilder("order of two histories, two parents each, in batches of 256\n");
        new TimeRows().order(10_000);
        for (int count : new int[] {10_000, 32_000, 100_000, 320_000, 1_000_000}) {
            rows.append(new TimeRows().order(count)).append('\n');
        }
        return rows.append(appends()).append('\n').append(proofs()).toString();
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private Digest digest() {
        ByteBuffer octets = ByteBuffer.allocate(Digest.SIZE);
        while (octets.hasRemaining()) {
            octets.putLong(random.nextLong());
        }
        return Digest.of(octets.array());
    }

    /** One mesh with one device. */
    private final class History {
        private final MeshId mesh;
        private final DeviceId device;
        private final AuthorityId authority;
        private Optional<Oid> last = Optional.empty();
        private long sequence;
        private long size;

        History(String name) {
            mesh = new MeshId("urn:mesh:" + name);
            device = new DeviceId("urn:device:" + name);
            authority = new AuthorityId("urn:authority:" + name);
        }

        Checkpoint head(int more) {
            size += more + 1;
            return new Checkpoint(mesh, size, digest(), now, now.plusMillis(1), Octets.of(new byte[0]));
        }

        Moment next(Optional<Oid> other, Checkpoint head, long leaf) {
            Core core = new Core(
                    new Origin(mesh, authority, device, ++sequence, last),
                    NOTHING,
                    NOTHING,
                    Optional.empty(),
                    new FeatureOfInterest("urn:f", "f"),
                    new ObservedProperty("urn:p", "p"),
                    PhenomenonTime.at(now),
                    MADE,
                    Optional.empty(),
                    new Result("text/plain", Octets.of(new byte[0]), List.of()),
                    new Lineage(
                            device,
                            other.<List<Source>>map(one -> List.of(new Source.Disclosed(one)))
                                    .orElse(List.of()),
                            Lineage.OBSERVED,
                            Optional.empty(),
                            List.of(),
                            OptionalLong.empty()));
            last = Optional.of(new Oid(digest()));
            return new Moment(last.get(), core, Optional.empty(), List.of(head), List.of(leaf));
        }
    }

    private List<Moment> batch(int count) {
        now = now.plusSeconds(1);
        List<Moment> batch = new ArrayList<>();
        List<Checkpoint> heads =
                histories.stream().map(history -> history.head(count / 2)).toList();
        for (int i = 0; i < count; i++) {
            History own = histories.get(i & 1);
            long leaf = heads.get(i & 1).size() - 1 - count / 2 + i / 2;
            batch.add(own.next(histories.get(1 - (i & 1)).last, heads.get(i & 1), leaf));
        }
        return batch;
    }

    private String order(int count) {
        long before = used();
        TemporalEvidence evidence = TemporalEvidence.of(List.of(), 100);
        long grown = 0;
        long newest = 0;
        for (int from = 0; from < count; from += BATCH) {
            List<Moment> batch = batch(Math.min(BATCH, count - from));
            long start = cpu();
            evidence = evidence.with(batch, List::of);
            newest = cpu() - start;
            grown += newest;
        }
        long octets = used() - before;
        long start = cpu();
        List<Oid> order = evidence.presentationOrder();
        long ordered = cpu() - start;
        int pairs = 200_000;
        int[] picked = random.ints(2L * pairs, 0, order.size()).toArray();
        List<Oid> oids = new ArrayList<>();
        for (int place : picked) {
            oids.add(order.get(place));
        }
        start = cpu();
        long decided = 0;
        for (int i = 0; i < pairs; i++) {
            decided += evidence.isBefore(oids.get(2 * i), oids.get(2 * i + 1)) ? 1 : 0;
        }
        long asked = cpu() - start;
        return String.format(
                Locale.ROOT,
                "%9d: ordered %4d ns, index grown %5d ns, octets kept %5.1f an observation; newest batch %6d us; a pair %5d ns (%d of %d before)",
                count,
                ordered / count,
                grown / count,
                (double) octets / count,
                newest / 1_000,
                asked / pairs,
                decided,
                pairs);
    }

    /** Leaves on disk, RocksDB, each commit synced. */
    private static String appends() {
        try {
            Path folder = Files.createTempDirectory("comity-bench-ledger");
            LocalMesh mesh = new LocalMesh("bench", Instant.parse("2026-01-01T00:00:00Z"));
            int commits = 200;
            long nanos;
            try (RocksDbMeshStore store = RocksDbMeshStore.open(folder)) {
                Ledger ledger = new Ledger(mesh.id(), store, mesh.ledgerSigner());
                long start = 0;
                for (int commit = -50; commit < commits; commit++) {
                    start = commit == 0 ? System.nanoTime() : start;
                    List<LedgerLeaf> leaves = new ArrayList<>();
                    for (int i = 0; i < BATCH; i++) {
                        leaves.add(LedgerLeaf.of(
                                LeafKind.ADMITTED,
                                Encoding.of("bench").number(commit).number(i).digest()));
                    }
                    store.commit(ledger.append(leaves, mesh.clock().now()).writes());
                }
                nanos = System.nanoTime() - start;
            }
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
            return "ledger appends in commits of 256 on disk: " + commits * BATCH * 1_000_000_000L / nanos
                    + " a second";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String proofs() {
        List<Octets> entries = new ArrayList<>();
        for (int i = 0; i < 1_000_000; i++) {
            entries.add(Octets.of(ByteBuffer.allocate(Long.BYTES).putLong(i).array()));
        }
        EntryLog log = EntryLog.of(entries);
        int many = 20_000;
        int hashes = 0;
        long start = cpu();
        for (int i = 0; i < many; i++) {
            hashes += Merkle.inclusionPath(log, (long) i * 49 % log.size(), log.size())
                    .size();
        }
        return "inclusion proof of a ledger of 1,000,000: " + (cpu() - start) / many + " ns, " + hashes / many
                + " hashes";
    }
}
