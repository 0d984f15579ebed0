package org.comity.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.comity.core.ledger.MeshStore;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Octets;
import org.comity.site.Trial;
import org.comity.store.RocksDbMeshStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk, a force that fails, and in which order a process forces and speaks. */
class StoreFaultsTest {
    @TempDir
    Path folder;

    /** What a store process said: how many commits it acknowledged, and how it ended. */
    private record Said(long acknowledged, String end) {}

    private Said run(List<String> under, Path store) throws IOException {
        Child child = Child.start(under, folder.resolve("log"), StoreProcess.class, store.toString());
        long acknowledged = 0;
        String line = child.await("").orElse("end: died");
        while (line.startsWith("committed ")) {
            acknowledged = Long.parseLong(line.substring("committed ".length()));
            line = child.await("").orElse("end: died");
        }
        child.ended();
        return new Said(acknowledged, line);
    }

    /** All that was acknowledged is there, whole commits alone, and the store commits again. */
    private static void isWhole(Path place, long acknowledged) {
        try (MeshStore store = RocksDbMeshStore.open(place)) {
            for (long number = 1; number <= acknowledged; number++) {
                assertThat(store.get(Table.LEAF, RowKey.of(number))).isPresent();
                assertThat(store.get(Table.PLACE, RowKey.of(number)))
                        .isEqualTo(store.get(Table.LEAF, RowKey.of(number)));
            }
            assertThat(store.scan(Table.PLACE, RowKey.of(0), Integer.MAX_VALUE))
                    .hasSameSizeAs(store.scan(Table.LEAF, RowKey.of(0), Integer.MAX_VALUE));
            store.commit(List.of(new Write.Put(Table.STATE, RowKey.of("again"), Octets.of(new byte[1]))));
        }
    }

    private static boolean does(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }

    @Test
    void claimsNothingAfterAForceFailedUntilItIsOpenedAgain() throws Exception {
        assumeThat(Trace.isThere())
                .as("strace, which makes forces fail, is installed")
                .isTrue();

        // When
        Said said = run(Trace.failFrom(60), folder.resolve("store"));

        // Then
        System.out.println("a force fails: " + said);
        assertThat(said.acknowledged()).isBetween(1L, 60L);
        assertThat(said.end()).isEqualTo("end: stays closed");
        isWhole(folder.resolve("store"), said.acknowledged());
    }

    @Test
    void claimsNothingOnceTheDiskWasFullUntilItIsOpenedAgain() throws Exception {
        // Given
        Path small = Files.createDirectories(folder.resolve("small"));
        assumeThat(does("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", small.toString()))
                .as("a small disk can be mounted here")
                .isTrue();
        try {
            // When
            Said said = run(List.of(), small.resolve("store"));

            // Then
            System.out.println("the disk is full: " + said);
            assertThat(said.acknowledged()).isPositive();
            assertThat(said.end()).isEqualTo("end: stays closed");
            assertThat(does("mount", "-o", "remount,size=64m", small.toString()))
                    .isTrue();
            isWhole(small.resolve("store"), said.acknowledged());
        } finally {
            assertThat(does("umount", small.toString())).isTrue();
        }
    }

    @Test
    void forcesBeforeItTellsTheFeed() throws Exception {
        assumeThat(Trace.isThere())
                .as("strace, which sees forces, is installed")
                .isTrue();
        // Given
        Trial.write(folder, new SecureRandom(), Instant.now());
        Path trace = folder.resolve("trace");
        Child agent = Child.start(
                Trace.record(trace),
                folder.resolve("log"),
                AgentProcess.class,
                folder.resolve("county").toString(),
                "0");
        assertThat(agent.await("ready")).isPresent();

        // When
        for (int fact = 0; fact < 20; fact++) {
            agent.say("county" + fact);
            assertThat(agent.await("observed county" + fact)).isPresent();
        }
        agent.kill();

        // Then
        int told = 0;
        boolean forced = false;
        for (String line : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
            forced |= line.contains("fdatasync(") && line.endsWith("= 0")
                    || line.contains("fdatasync resumed") && line.endsWith("= 0");
            if (line.contains("write(1, \"observed ")) {
                assertThat(forced).as("a force before " + line).isTrue();
                forced = false;
                told++;
            }
        }
        System.out.println("acknowledgements that strace saw after a force of their own: " + told);
        assertThat(told).isEqualTo(20);
    }
}
