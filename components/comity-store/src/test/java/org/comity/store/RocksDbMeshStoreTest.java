package org.comity.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.comity.core.ledger.MeshStore;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RocksDbMeshStoreTest extends MeshStoreContract {
    @TempDir
    Path directory;

    @Override
    MeshStore open() {
        return RocksDbMeshStore.open(directory.resolve("store"));
    }

    @Test
    void keepsCommitsOverAReopening() {
        // Given
        Path place = directory.resolve("again");
        try (MeshStore first = RocksDbMeshStore.open(place)) {
            first.commit(List.of(new Write.Put(Table.STATE, RowKey.of("name"), text("kept"))));
        }

        // When
        try (MeshStore second = RocksDbMeshStore.open(place)) {
            // Then
            assertThat(second.get(Table.STATE, RowKey.of("name"))).contains(text("kept"));
        }
    }

    /** The reader of RocksDB does not end at such a place by itself. */
    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 8, 11, 131})
    void opensOnALogThatTearsWhereAHeaderWouldStand(int type) throws IOException {
        // Given
        Path torn = torn(type, name -> name.endsWith(".log"));

        // When
        try (MeshStore second = openInTime(torn)) {
            // Then
            assertThat(second.get(Table.STATE, RowKey.of("name"))).contains(text("kept"));
        }
    }

    @Test
    void refusesACatalogueThatTearsWhereAHeaderWouldStand() throws IOException {
        // Given
        Path torn = torn(7, name -> name.startsWith("MANIFEST-"));

        // Then
        assertThatThrownBy(() -> openInTime(torn))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be opened")
                .hasMessageContaining("MANIFEST");
    }

    private static MeshStore openInTime(Path place) {
        return assertTimeoutPreemptively(Duration.ofSeconds(60), () -> RocksDbMeshStore.open(place));
    }

    /** What a power cut may leave of an open store: the files of that name end in garbage that names a recycled record. */
    private Path torn(int type, Predicate<String> name) throws IOException {
        Path whole = directory.resolve("whole");
        Path torn = Files.createDirectories(directory.resolve("torn"));
        byte[] garbage = new byte[100];
        garbage[6] = (byte) type;
        try (MeshStore store = RocksDbMeshStore.open(whole);
                Stream<Path> files = Files.list(whole)) {
            store.commit(List.of(new Write.Put(Table.STATE, RowKey.of("name"), text("kept"))));
            for (Path file : files.toList()) {
                Path copy = Files.copy(file, torn.resolve(file.getFileName()));
                if (name.test(String.valueOf(file.getFileName()))) {
                    Files.write(copy, garbage, StandardOpenOption.APPEND);
                }
            }
        }
        return torn;
    }

    @Test
    void refusesASecondOpening() {
        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be opened");
    }

    @Test
    void losesNoAcknowledgedCommitAndTearsNoneWhenKilled() throws Exception {
        // Given
        Path place = directory.resolve("killed");
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Committer.class.getName(),
                        place.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long acknowledged = 0;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            while (acknowledged < 200) {
                acknowledged = Long.parseLong(out.readLine());
            }
            // When
            writer.toHandle().destroyForcibly();
            String line = out.readLine();
            while (line != null && !line.isEmpty()) {
                acknowledged = Math.max(acknowledged, Long.parseLong(line));
                line = out.readLine();
            }
        }
        assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();

        // Then
        try (MeshStore store = RocksDbMeshStore.open(place)) {
            for (long i = 1; i <= acknowledged; i++) {
                assertThat(store.get(Table.LEAF, RowKey.of(i))).isPresent();
            }
            int leaves = store.scan(Table.LEAF, RowKey.of(0), 1_000_000).size();
            int nodes = store.scan(Table.NODE, RowKey.of(0), 1_000_000).size();
            assertThat(leaves).isEqualTo(nodes);
        }
    }

    /** Commits two rows at a time and says so, until it is killed; ends by itself after a bounded number. */
    static final class Committer {
        private Committer() {}

        public static void main(String[] args) {
            try (MeshStore store = RocksDbMeshStore.open(Path.of(args[0]))) {
                for (long i = 1; i <= 100_000; i++) {
                    store.commit(List.of(
                            new Write.Put(Table.LEAF, RowKey.of(i), text("leaf " + i)),
                            new Write.Put(Table.NODE, RowKey.of(i), text("node " + i))));
                    System.out.println(i);
                    System.out.flush();
                }
            }
        }
    }
}
