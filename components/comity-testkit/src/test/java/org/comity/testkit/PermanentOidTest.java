package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AuthorityId;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.Ledger;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.ledger.MeshStore;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Recorded;
import org.comity.store.RocksDbMeshStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Oids are known for ever. {@code -Dcomity.messages=} says how many come between a consignment and its replay, {@code -Dcomity.leaves=}
 * how long the ledger is that is opened again; the default build takes fewer.
 */
class PermanentOidTest {
    private static final int MESSAGES = Integer.getInteger("comity.messages", 1_000);
    private static final int LEAVES = Integer.getInteger("comity.leaves", 1_000);
    private static final int BATCH = 256;
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final ObservedProperty STATE = new ObservedProperty("urn:properties", "state");

    @TempDir
    Path folder;

    private static Draft draft(int number) {
        String name = Integer.toString(number);
        return new Draft(
                SHERIFF,
                new FeatureOfInterest("urn:roads", name),
                STATE,
                PhenomenonTime.at(Instant.parse("2020-01-01T00:00:00Z")),
                Optional.empty(),
                Optional.empty(),
                new Result("text/plain", Octets.of(name.getBytes(StandardCharsets.UTF_8)), List.of()),
                name,
                OptionalLong.empty(),
                Draft.Standing.STANDS,
                name);
    }

    @Test
    void aReplayAfterMessagesBeyondCountAndARestartHasNoEffect() {
        // Given
        LocalMeshes meshes = LocalMeshes.of("county", "state");
        Agreement genesis = meshes.sketch()
                .authority(SHERIFF, meshes.mesh("county"), 0, "urn:sheriff")
                .domain("state", "urn:roads", STATE)
                .agree();
        LocalMesh state = meshes.mesh("state");
        state.storeIn(RocksDbMeshStore.open(folder.resolve("state")));
        meshes.mesh("county").storeIn(RocksDbMeshStore.open(folder.resolve("county")));
        meshes.agree(genesis);
        List<Octets> first = new ArrayList<>();
        for (int number = 0; number < MESSAGES; number += BATCH) {
            Draft[] drafts = new Draft[Math.min(BATCH, MESSAGES - number)];
            for (int i = 0; i < drafts.length; i++) {
                drafts[i] = draft(number + i);
            }
            meshes.mesh("county").observe(SHERIFF, drafts);
            List<Octets> parcels = meshes.agent("county").release();
            first.addAll(first.isEmpty() ? parcels : List.of());
            parcels.forEach(parcel -> meshes.agent("state").take(parcel));
        }
        BoundaryAgent again = meshes.restart("state");
        Digest picture = again.current().picture().digest();
        int admitted = again.admitted().size();

        // When
        List<Recorded> replayed = first.stream().map(again::take).toList();
        long leaves = state.node().ledger().size();
        first.forEach(again::take);

        // Then
        assertThat(replayed)
                .allMatch(one -> one.admitted().isEmpty() && one.refusals().isEmpty());
        assertThat(replayed.get(0).duplicates()).hasSizeGreaterThanOrEqualTo(Math.min(BATCH, MESSAGES));
        assertThat(again.current().picture().digest()).isEqualTo(picture);
        assertThat(again.admitted()).hasSize(admitted);
        assertThat(state.node().ledger().size())
                .as("a second replay leaves no leaf")
                .isEqualTo(leaves);
        System.out.println("replayed after " + MESSAGES + " messages and a restart: nothing changed");
    }

    @Test
    void aLongLedgerOpensSoon() {
        // Given
        LocalMesh county = new LocalMesh("county", Instant.parse("2020-01-01T00:00:00Z"));
        int most = 1_000;
        try (MeshStore store = RocksDbMeshStore.open(folder.resolve("long"))) {
            Ledger ledger = new Ledger(county.id(), store, county.ledgerSigner());
            for (int number = 0; number < LEAVES; number += most) {
                List<LedgerLeaf> leaves = new ArrayList<>();
                for (int i = number; i < Math.min(LEAVES, number + most); i++) {
                    leaves.add(leaf(i));
                }
                store.commit(ledger.append(leaves, county.clock().now()).writes());
            }
        }

        // When
        long start = System.nanoTime();
        try (MeshStore store = RocksDbMeshStore.open(folder.resolve("long"))) {
            Ledger ledger = new Ledger(county.id(), store, county.ledgerSigner());
            long size = ledger.size();
            store.commit(
                    ledger.append(List.of(leaf(LEAVES)), county.clock().now()).writes());
            Duration taken = Duration.ofNanos(System.nanoTime() - start);

            // Then
            System.out.println(
                    "a ledger of " + size + " leaves opened and took one more in " + taken.toMillis() + " ms");
            assertThat(size).isEqualTo(LEAVES);
            assertThat(ledger.indexOf(leaf(0))).hasValue(0);
            assertThat(ledger.latest().orElseThrow().size()).isEqualTo(LEAVES + 1L);
            assertThat(taken).isLessThan(Duration.ofSeconds(10));
        }
    }

    private static LedgerLeaf leaf(int number) {
        return LedgerLeaf.of(
                LeafKind.OBSERVED, Digest.sha256(Integer.toString(number).getBytes(StandardCharsets.US_ASCII)));
    }
}
