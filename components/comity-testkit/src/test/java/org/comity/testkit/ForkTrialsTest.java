package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.CheckpointNote;
import org.comity.core.ledger.EntryLog;
import org.comity.core.ledger.LedgerSigner;
import org.comity.core.ledger.Merkle;
import org.comity.core.ledger.NoteCheck;
import org.comity.core.ledger.SplitView;
import org.comity.core.ledger.TimeBounds;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.comity.core.partition.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A mesh rewrites what it had committed, and shows what it wrote in between. Whoever has seen the committed head, with the
 * newest leaf under it, proves it to anyone from the two heads alone. An honest mesh is never accused.
 */
class ForkTrialsTest {
    private static final int TRIALS = 10_000;
    private static final MeshId MESH = new MeshId("urn:mesh:accused");
    private static final TimeBounds NOW = new TimeBounds(Instant.EPOCH, Instant.EPOCH);

    /** Signs by hashing with a secret: quick, and enough where nobody tries to forge a signature. */
    private static final LedgerSigner SEAL = new LedgerSigner() {
        @Override
        public String verifierKey() {
            return MESH.urn() + "+00000000+AAAA";
        }

        @Override
        public byte[] sign(byte[] message) {
            return Digest.sha256(new byte[] {7}, message).bytes();
        }
    };

    private static final NoteCheck CHECK =
            (key, message, signature) -> Arrays.equals(SEAL.sign(message), signature) && key.equals(SEAL.verifierKey());

    /** What a dishonest mesh does to the entries below a committed size. */
    enum Rewriting {
        BACK_DATING,
        INSERTION,
        REORDERING,
        FORKING
    }

    private record Shown(Checkpoint head, EntryLog log) {
        SplitView.Shown with(Optional<Long> index) {
            return new SplitView.Shown(
                    head.note(),
                    index.map(
                            at -> new SplitView.Place(at, log.node(0, at), Merkle.inclusionPath(log, at, log.size()))));
        }
    }

    private static Shown signed(List<Octets> entries) {
        EntryLog log = EntryLog.of(entries);
        return new Shown(CheckpointNote.sign(MESH, log.size(), log.root(), NOW, SEAL), log);
    }

    private static Octets entry(Random random) {
        return Octets.of(ByteBuffer.allocate(16)
                .putLong(random.nextLong())
                .putLong(random.nextLong())
                .array());
    }

    private static List<Octets> entries(Random random, int count) {
        List<Octets> entries = new ArrayList<>();
        while (entries.size() < count) {
            entries.add(entry(random));
        }
        return entries;
    }

    @ParameterizedTest
    @EnumSource(Rewriting.class)
    void everyRewritingOfWhatWasCommittedIsProvenToAnyone(Rewriting rewriting) {
        int[] proven = new int[3];
        Seeds.forAll(TRIALS, random -> {
            List<Octets> entries = entries(random, 2 + random.nextInt(30));
            Shown committed = signed(entries);
            int size = entries.size();
            int at = rewrite(rewriting, entries, random);
            entries.addAll(entries(random, Math.max(0, size - entries.size()) + random.nextInt(8)));
            Shown other = signed(entries);

            SplitView byPaths = new SplitView(
                    committed.with(Optional.of(size - 1L)), other.with(Optional.of((long) at)), Optional.empty());
            assertThat(portable(byPaths))
                    .as("paths")
                    .hasValueSatisfying(
                            from -> assertThat(from).isGreaterThan(at).isLessThanOrEqualTo(size));
            proven[0]++;
            Extension extension = new Extension(
                    Digest.sha256(),
                    size,
                    other.head().note(),
                    other.log().size() > size
                            ? Merkle.consistencyPath(
                                    other.log(), size, other.log().size())
                            : List.of());
            extension.split(committed.head(), other.head()).ifPresent(split -> {
                assertThat(portable(split)).contains((long) size);
                proven[1]++;
            });
            Reason reason = extension
                    .verify(MESH, SEAL.verifierKey(), List.of(committed.head()), CHECK)
                    .fold(yes -> Reason.DUPLICATE, no -> no.reason());
            assertThat(reason).isIn(Reason.MESH_EQUIVOCATED, Reason.EXTENSION_UNPROVEN);
            proven[2]++;
        });
        System.out.println(rewriting + ": " + TRIALS + " trials, proven by two heads and two paths " + proven[0]
                + ", by the mesh's own extension too " + proven[1] + ", extension refused " + proven[2]);
    }

    /** Rewrites entries: where the first entry stands that is another. */
    private static int rewrite(Rewriting rewriting, List<Octets> entries, Random random) {
        int at = random.nextInt(entries.size() - 1);
        switch (rewriting) {
            case BACK_DATING -> entries.set(at, entry(random));
            case INSERTION -> entries.add(at, entry(random));
            case REORDERING -> Collections.swap(entries, at, at + 1 + random.nextInt(entries.size() - at - 1));
            case FORKING -> {
                entries.subList(at, entries.size()).clear();
                entries.addAll(entries(random, 1));
            }
        }
        return at;
    }

    /** What a third party says who has the file and the key, and nothing else. */
    private static Optional<Long> portable(SplitView view) {
        return SplitView.read(view.octets())
                .then(read -> read.verify(MESH, SEAL.verifierKey(), CHECK))
                .fold(Optional::of, no -> Optional.empty());
    }

    @Test
    void anHonestMeshIsNeverAccused() {
        int[] runs = new int[1];
        Seeds.forAll(TRIALS, random -> {
            List<Octets> entries = entries(random, 1 + random.nextInt(30));
            Shown before = signed(entries);
            entries.addAll(entries(random, random.nextInt(9)));
            Shown after = signed(entries);
            long size = before.log().size();
            List<Digest> proof = size < after.log().size()
                    ? Merkle.consistencyPath(after.log(), size, after.log().size())
                    : List.of();

            Optional<Long> one = Optional.of((long) random.nextInt((int) size));
            Optional<Long> other =
                    Optional.of((long) random.nextInt((int) after.log().size()));
            Optional<SplitView.Prefix> prefix =
                    Optional.of(new SplitView.Prefix(before.head().root(), proof));
            Extension extension =
                    new Extension(Digest.sha256(), size, after.head().note(), proof);

            assertThat(portable(new SplitView(before.with(one), after.with(other), prefix)))
                    .isEmpty();
            assertThat(extension.split(before.head(), after.head())).isEmpty();
            assertThat(extension
                            .verify(MESH, SEAL.verifierKey(), List.of(before.head()), CHECK)
                            .<Boolean>fold(yes -> true, no -> false))
                    .isTrue();
            runs[0]++;
        });
        System.out.println("honest: " + runs[0] + " runs, 0 accusations");
    }
}
