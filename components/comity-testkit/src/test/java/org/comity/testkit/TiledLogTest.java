package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.CosignedNote;
import org.comity.core.ledger.EntryLog;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.Ledger;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.ledger.Row;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.TiledLog;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.comity.store.MemoryMeshStore;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TiledLogTest {
    @TempDir
    Path folder;

    private final LocalMesh mesh = new LocalMesh("county", Instant.parse("2020-01-01T00:00:00Z"));
    private final MemoryMeshStore store = new MemoryMeshStore();
    private final Ledger ledger = new Ledger(mesh.id(), store, mesh.ledgerSigner());
    private final Map<String, Octets> files = new TreeMap<>();

    private Checkpoint export(int size) {
        List<LedgerLeaf> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Digest subject = Encoding.of("tiled-log-test").number(i).digest();
            leaves.add(LedgerLeaf.of(i % 2 == 0 ? LeafKind.OBSERVED : LeafKind.ADMITTED, subject));
        }
        store.commit(ledger.append(leaves, mesh.clock().now()).writes());
        Checkpoint head = ledger.latest().orElseThrow();
        TiledLog.write(ledger.view(head), head.note(), files::put);
        return head;
    }

    private Optional<Octets> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private record Said(int exit, String text) {}

    private Said python() {
        try {
            for (Map.Entry<String, Octets> file : files.entrySet()) {
                Path path = folder.resolve("log").resolve(file.getKey());
                Files.createDirectories(Objects.requireNonNull(path.getParent()));
                Files.write(path, file.getValue().bytes());
            }
            Path script = folder.resolve("check_tiles.py");
            try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/check_tiles.py"))) {
                Files.write(script, in.readAllBytes());
            }
            Process process = new ProcessBuilder(
                            "python3",
                            script.toString(),
                            folder.resolve("log").toString(),
                            mesh.ledgerSigner().verifierKey())
                    .redirectErrorStream(true)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Said(process.exitValue(), text.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void assumePython() {
        try {
            Process process = new ProcessBuilder("python3", "--version").start();
            Assumptions.assumeTrue(process.waitFor() == 0);
        } catch (IOException e) {
            Assumptions.abort("python3 is not installed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 1_000, 70_000})
    void anIndependentReaderComesToTheSignedRoot(int size) {
        // Given
        assumePython();
        Checkpoint head = export(size);

        // When
        Said said = python();

        // Then
        assertThat(said).isEqualTo(new Said(0, "OK " + size + " " + head.root()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 299, 66_000})
    void whoeverHoldsAnEarlierHeadFindsItsPartialTiles(int earlier) {
        // Given an earlier head, and a log that has grown since
        assumePython();
        Checkpoint before = export(earlier);
        Map<String, Octets> then = Map.copyOf(files);
        Checkpoint now = export(70_000);
        files.clear();
        TiledLog.write(ledger.view(now), now.note(), files::put);

        // When
        TiledLog.writeEarlier(ledger.view(now), earlier, files::put);

        // Then all that was needed then is there, and says the same
        then.forEach((path, octets) -> {
            if (!path.equals(TiledLog.CHECKPOINT)) {
                assertThat(files.get(path)).as(path).isEqualTo(octets);
            }
        });
        files.put(TiledLog.CHECKPOINT, before.note());
        assertThat(python()).isEqualTo(new Said(0, "OK " + earlier + " " + before.root()));
    }

    @Test
    void theIndependentReaderRefusesAFlippedBitOfAnyFile() {
        // Given
        assumePython();
        export(300);

        for (String path : List.copyOf(files.keySet())) {
            // When
            Octets good = files.get(path);
            byte[] spoilt = Objects.requireNonNull(good).bytes();
            spoilt[spoilt.length * 3 / 4] ^= 1;
            files.put(path, Octets.of(spoilt));
            Said said = python();
            files.put(path, good);

            // Then
            assertThat(said.exit()).as(path + ": " + said.text()).isEqualTo(1);
            assertThat(said.text()).startsWith("REFUSED");
        }
        assertThat(python().exit()).isZero();
    }

    @Test
    void theIndependentReaderRefusesAForgedSignature() {
        // Given
        assumePython();
        Checkpoint head = export(3);
        String note = new String(head.note().bytes(), StandardCharsets.UTF_8).strip();
        int at = note.lastIndexOf(' ') + 1;
        byte[] stamp = Base64.getDecoder().decode(note.substring(at));
        stamp[40] ^= 1;
        String forged = note.substring(0, at) + Base64.getEncoder().encodeToString(stamp) + "\n";
        files.put("checkpoint", Octets.of(forged.getBytes(StandardCharsets.UTF_8)));

        // When
        Said said = python();

        // Then
        assertThat(said).isEqualTo(new Said(1, "REFUSED the checkpoint's signature is not good"));
    }

    @Test
    void aStoredRowThatDoesNotFollowFromTheLeavesIsFound() {
        // Given
        export(20);
        assertThat(ledger.isSound()).isTrue();
        for (Row row : store.scan(Table.NODE, RowKey.of(0, 0), 1_000)) {
            // When
            byte[] spoilt = row.value().bytes();
            spoilt[31] ^= 1;
            store.commit(List.of(new Write.Put(Table.NODE, row.key(), Octets.of(spoilt))));

            // Then
            assertThat(ledger.isSound()).isFalse();
            store.commit(List.of(new Write.Put(Table.NODE, row.key(), row.value())));
        }
        assertThat(ledger.isSound()).isTrue();
    }

    @Test
    void everyFileFollowsFromTheEntriesAndAFlippedBitIsNamed() {
        // Given
        CosignedNote note = new CosignedNote(export(70_000), List.of());

        // When
        EntryLog log = TiledLog.check(this::file, note).fold(read -> read, no -> {
            throw new AssertionError(no.detail());
        });

        // Then
        assertThat(log.size()).isEqualTo(70_000);
        assertThat(files.keySet())
                .hasSize(2 * 274 + 3 + 1)
                .contains("tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1")
                .contains("tile/entries/000", "tile/entries/273.p/112", "checkpoint");
        for (String path : List.of("tile/0/003", "tile/1/001.p/17", "tile/2/000.p/1", "tile/entries/272")) {
            Octets good = Objects.requireNonNull(files.get(path));
            byte[] spoilt = good.bytes();
            spoilt[5] ^= 1;
            files.put(path, Octets.of(spoilt));
            assertThat(TiledLog.check(this::file, note).<Reason>fold(any -> Reason.DUPLICATE, no -> no.reason()))
                    .as(path)
                    .isIn(Reason.PROOF_NOT_VALID, Reason.MALFORMED);
            files.remove(path);
            assertThat(TiledLog.check(this::file, note).<Boolean>fold(any -> true, no -> false))
                    .isFalse();
            files.put(path, good);
        }
    }
}
