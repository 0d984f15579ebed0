package org.comity.core.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;
import org.junit.jupiter.api.Test;

class TemporalEvidenceTest {
    private static final int PPM = 100;

    private static void forSeeds(int count, java.util.function.Consumer<Random> property) {
        long only = Long.getLong("comity.seed", -1L);
        for (long seed = only < 0 ? 0 : only; seed < (only < 0 ? count : only + 1); seed++) {
            try {
                property.accept(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("fails with -Dcomity.seed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }

    @Test
    void decidesWhatWalkingEveryEdgeDecidesAndNothingElse() {
        forSeeds(20, random -> {
            List<Moment> set =
                    new World(random, 1 + random.nextInt(3)).live(120).released();
            Oracle oracle = new Oracle(set);
            TemporalEvidence evidence = TemporalEvidence.of(set, PPM);

            for (int i = 0; i < 1_500; i++) {
                Oid one = set.get(random.nextInt(set.size())).oid();
                Oid other = set.get(random.nextInt(set.size())).oid();
                agree(oracle, evidence, one, other);
            }
        });
    }

    private static void agree(Oracle oracle, TemporalEvidence evidence, Oid one, Oid other) {
        Precedence found = evidence.precedence(one, other);
        Optional<Layer> expected = Stream.of(Layer.HASH_ORDER, Layer.BEACON, Layer.ENTANGLEMENT)
                .filter(layer -> oracle.isBefore(one, other, layer))
                .findFirst();
        if (expected.isPresent()) {
            assertThat(found.relation()).as(one + " " + other + " " + expected).isEqualTo(Relation.BEFORE);
            assertThat(found.layer()).isEqualTo(expected);
            assertThat(found.proof().get(0)).isEqualTo("observation " + one);
            assertThat(found.proof().get(found.proof().size() - 1)).isEqualTo("observation " + other);
        } else {
            assertThat(found.relation() == Relation.BEFORE && found.layer().orElseThrow() != Layer.ENVELOPE)
                    .isFalse();
        }
        assertThat(evidence.isBefore(one, other)).isEqualTo(found.relation() == Relation.BEFORE);
        assertThat(evidence.isBefore(other, one)).isEqualTo(found.relation() == Relation.AFTER);
        assertThat(evidence.entangledBefore(one, other)).isEqualTo(oracle.isBeforeThroughAnother(one, other));
    }

    @Test
    void wherePathsDoNotDecideTheEnvelopesOfAllEncountersDo() {
        int[] decided = new int[1];
        forSeeds(20, random -> {
            List<Moment> set =
                    new World(random, 2 + random.nextInt(2)).live(120).released();
            Oracle oracle = new Oracle(set);
            TemporalEvidence evidence = TemporalEvidence.of(set, PPM);
            for (int i = 0; i < 1_500; i++) {
                Moment one = set.get(random.nextInt(set.size()));
                Moment other = set.get(random.nextInt(set.size()));
                Precedence found = evidence.precedence(one.oid(), other.oid());
                boolean byPath = oracle.isBefore(one.oid(), other.oid(), Layer.ENTANGLEMENT)
                        || oracle.isBefore(other.oid(), one.oid(), Layer.ENTANGLEMENT)
                        || one.oid().equals(other.oid());
                boolean expected = !byPath && isBeforeInEveryDrift(oracle, evidence, one, other);
                assertThat(found.relation() == Relation.BEFORE && found.layer().equals(Optional.of(Layer.ENVELOPE)))
                        .isEqualTo(expected);
                if (expected) {
                    decided[0]++;
                    Bracket first = evidence.bracket(one.oid());
                    assertThat(found.proof()).hasSize(2);
                    assertThat(found.proof().get(0))
                            .startsWith("interval ")
                            .endsWith(first.to().orElseThrow().toString());
                }
            }
        });
        assertThat(decided[0]).isGreaterThan(20);
    }

    /** The first ends, in the other's time, before the other begins: by the tightest of all encounters, one by one. */
    private static boolean isBeforeInEveryDrift(Oracle oracle, TemporalEvidence evidence, Moment one, Moment other) {
        MeshId mesh = one.core().origin().mesh();
        MeshId otherMesh = other.core().origin().mesh();
        Bracket first = evidence.bracket(one.oid());
        Bracket second = evidence.bracket(other.oid());
        if (first.to().isEmpty() || second.from().isEmpty()) {
            return false;
        }
        Instant end = first.to().get();
        Stream<Instant> latest = mesh.equals(otherMesh)
                ? Stream.of(end)
                : oracle.crossings().stream()
                        .filter(met -> met.logged().mesh().equals(mesh)
                                && met.by().mesh().equals(otherMesh))
                        .map(met -> {
                            Duration away = Duration.between(met.logged().earliest(), end);
                            long drift = (away.abs().toNanos() * PPM + 999_999) / 1_000_000;
                            return met.by().latest().plus(away).plusNanos(drift);
                        });
        return latest.min(Instant::compareTo)
                .filter(bound -> bound.isBefore(second.from().get()))
                .isPresent();
    }

    @Test
    void aBeaconIsReachedAndPrecededAsTheSetShows() {
        int[] preceded = new int[2];
        forSeeds(10, random -> {
            World world = new World(random, 2).live(100);
            List<Moment> set = world.released();
            Oracle oracle = new Oracle(set);
            TemporalEvidence evidence = TemporalEvidence.of(set, PPM);
            for (World.Mesh mesh : world.meshes) {
                List<Checkpoint> shown = oracle.heads(mesh.id);
                for (long size = 0; size <= mesh.leaves + 1; size++) {
                    long wanted = size;
                    assertThat(evidence.isReached(mesh.id, size))
                            .isEqualTo(shown.stream().anyMatch(head -> head.size() >= wanted));
                }
                for (int i = 0; i < 300; i++) {
                    Oid one = set.get(random.nextInt(set.size())).oid();
                    long size = random.nextInt((int) mesh.leaves + 2);
                    boolean expected = shown.stream()
                            .anyMatch(head ->
                                    head.size() <= size && oracle.isBefore(one, head.ref(), Layer.ENTANGLEMENT));
                    assertThat(evidence.isBefore(one, mesh.id, size)).isEqualTo(expected);
                    preceded[expected ? 1 : 0]++;
                }
            }
            MeshId nobody = new MeshId("urn:mesh:nobody");
            assertThat(evidence.isReached(nobody, 0)).isFalse();
            assertThat(evidence.isBefore(set.get(0).oid(), nobody, Long.MAX_VALUE))
                    .isFalse();
            assertThat(evidence.isBefore(
                            new Oid(Digest.sha256(new byte[] {9})), world.meshes.get(0).id, Long.MAX_VALUE))
                    .isFalse();
        });
        assertThat(preceded[0]).isPositive();
        assertThat(preceded[1]).isPositive();
    }

    @Test
    void growsToWhatIsDrawnAtOnceAndTellsWhatChanged() {
        forSeeds(20, random -> {
            List<Moment> set =
                    new World(random, 1 + random.nextInt(3)).live(120).released();
            List<Moment> known = new ArrayList<>();
            TemporalEvidence grown = TemporalEvidence.of(known, PPM);
            int told = 0;
            for (int from = 0; from < set.size(); ) {
                int to = Math.min(set.size(), from + 1 + random.nextInt(40));
                List<Moment> before = List.copyOf(known);
                List<Moment> batch = set.subList(from, to);
                known.addAll(batch);
                TemporalEvidence next = grown.with(batch, () -> known);
                same(next, TemporalEvidence.of(known, PPM), known, random);
                same(grown, TemporalEvidence.of(before, PPM), before, random);
                told += changesAreTold(grown, next, before, random);
                grown = next;
                from = to;
            }
            assertThat(told).isPositive();
        });
    }

    private static void same(TemporalEvidence one, TemporalEvidence other, List<Moment> set, Random random) {
        assertThat(one.presentationOrder()).isEqualTo(other.presentationOrder());
        assertThat(one.faults()).isEqualTo(other.faults());
        for (Moment moment : set) {
            assertThat(one.bracket(moment.oid())).isEqualTo(other.bracket(moment.oid()));
            assertThat(one.isClockFault(moment.oid())).isEqualTo(other.isClockFault(moment.oid()));
        }
        for (int i = 0; i < 150 && !set.isEmpty(); i++) {
            Oid first = set.get(random.nextInt(set.size())).oid();
            Oid second = set.get(random.nextInt(set.size())).oid();
            assertThat(one.isBefore(first, second)).isEqualTo(other.isBefore(first, second));
            assertThat(one.entangledBefore(first, second)).isEqualTo(other.entangledBefore(first, second));
        }
    }

    private static int changesAreTold(
            TemporalEvidence before, TemporalEvidence after, List<Moment> set, Random random) {
        Optional<Set<Oid>> changed = after.changedSince(before);
        if (changed.isEmpty()) {
            return 0;
        }
        Set<Oid> expected = new HashSet<>();
        for (Moment one : set) {
            if (!after.bracket(one.oid()).equals(before.bracket(one.oid()))
                    || after.isClockFault(one.oid()) != before.isClockFault(one.oid())) {
                expected.add(one.oid());
            }
        }
        assertThat(changed.get()).containsAll(expected);
        for (int i = 0; i < 300 && !set.isEmpty(); i++) {
            Oid first = set.get(random.nextInt(set.size())).oid();
            Oid second = set.get(random.nextInt(set.size())).oid();
            if (after.isBefore(first, second) != before.isBefore(first, second)
                    || after.entangledBefore(first, second) != before.entangledBefore(first, second)) {
                assertThat(changed.get().contains(first) || changed.get().contains(second))
                        .isTrue();
            }
        }
        return 1;
    }
}
