package org.comity.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.comity.core.authority.AuthorityId;
import org.comity.core.reconcile.Reading;
import org.comity.core.reconcile.Voice;
import org.comity.feeds.FeedReader;
import org.comity.store.RocksDbMeshStore;
import org.comity.testkit.LocalMesh;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A legacy document to observations: read by a mapping, signed in batches, committed with their leaves to the disk. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FeedBenchmark {
    private static final int RECORDS = 2_560;
    private static final AuthorityId WATER = new AuthorityId("urn:authority:water");
    private static final String RULES = """

            rules:
              - authority: urn:authority:water
                feature: {scheme: "urn:gauge", value: "{gauge}"}
                property: {scheme: "urn:water", value: level}
                time: {value: "{time}", pattern: uuuu-MM-dd HH:mm, zone: America/Los_Angeles}
                result: {fields: {level: "{level}", trend: "{trend in trends}"}}
                identity: {series: "{gauge}", record: "{@name} line {@line}"}
            tables: {trends: {R: rising, F: falling, S: steady}}
            """;

    /** The format of the document. */
    @Param({"csv", "fixed-width"})
    public String format = "csv";

    private final FeedReader reader = new FeedReader();
    private byte[] document = {};
    private Path folder = Path.of("");
    private LocalMesh mesh;
    private RocksDbMeshStore store;
    private Optional<Voice> voice = Optional.empty();

    /** Opens a store on the disk and writes mapping and document. */
    @Setup
    public void prepare() throws IOException {
        folder = Files.createTempDirectory("comity-bench");
        boolean csv = format.equals("csv");
        String source = csv
                ? "{format: csv, columns: {level: {kind: decimal}}}"
                : "{format: fixed-width, columns: {gauge: {from: 1, to: 8}, time: {from: 10, to: 25}, level: {from: 27, to: 32,"
                        + " kind: decimal}, trend: {from: 34, to: 34}}}";
        Path mapping = Files.writeString(folder.resolve("mapping.yaml"), "mapping: 1\nsource: " + source + RULES);
        reader.setMapping(mapping.toString());
        reader.start();
        StringBuilder text = new StringBuilder(csv ? "gauge,time,level,trend\n" : "");
        for (int i = 0; i < RECORDS; i++) {
            String form = csv ? "G%d,2026-03-14 %02d:%02d,%.2f,%s%n" : "G%-7d 2026-03-14 %02d:%02d %6.2f %s%n";
            text.append(String.format(Locale.ROOT, form, i, i % 24, i % 60, i % 500 / 10.0, "RFS".charAt(i % 3)));
        }
        document = text.toString().getBytes(StandardCharsets.UTF_8);
        mesh = new LocalMesh("county", Instant.parse("2026-03-14T00:00:00Z"));
        store = RocksDbMeshStore.open(folder.resolve("store"));
        mesh.storeIn(store);
        voice = Optional.of(mesh.voice(WATER));
    }

    /** Closes and removes the store. */
    @TearDown
    public void close() throws IOException {
        store.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The whole way. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public Object toStoredObservations() {
        Object observed = mesh.node().observe(read(), authority -> voice);
        if (!observed.toString().equals("observed " + RECORDS + ", set aside 0")) {
            throw new IllegalStateException(observed.toString());
        }
        return observed;
    }

    /** The mapping alone. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public Object toDrafts() {
        return read();
    }

    private Reading read() {
        return reader.read(document, "levels", null, 0);
    }
}
