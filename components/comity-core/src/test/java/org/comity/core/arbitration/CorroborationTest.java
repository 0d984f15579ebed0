package org.comity.core.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.comity.core.Told;
import org.comity.core.authority.AttestationTier;
import org.comity.core.contention.Fact;
import org.comity.core.lineage.Source;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Core;
import org.junit.jupiter.api.Test;

class CorroborationTest {
    private static final int GRAPHS = 1_000;

    /** What is seen first-hand, and what relays say after others; numbers are oids. */
    private static final class Hearsay {
        private final List<Fact> facts = new ArrayList<>();
        private final List<List<Integer>> sources = new ArrayList<>();
        private final List<Integer> meshes = new ArrayList<>();
        private final List<Integer> said = new ArrayList<>();
        private final Map<Oid, Core> known = new HashMap<>();

        /** A negative source is one that is not disclosed. */
        void tell(int mesh, int result, List<Integer> from) {
            int number = facts.size();
            Core core =
                    Told.core(mesh, result, from.stream().map(Hearsay::source).toList());
            facts.add(new Fact(oid(number), core, AttestationTier.SOFTWARE, Terms.domain(), 1_000));
            sources.add(from);
            meshes.add(mesh);
            said.add(result);
            known.put(oid(number), core);
        }

        private static Source source(int number) {
            return number < 0
                    ? new Source.Committed(Digest.sha256(new byte[] {(byte) number}))
                    : new Source.Disclosed(oid(number));
        }

        private static Oid oid(int number) {
            return new Oid(
                    Digest.of(ByteBuffer.allocate(Digest.SIZE).putInt(number).array()));
        }

        /** Step by step to a fixed point: who rests on whom, whatever the path. */
        boolean[][] rests() {
            int size = facts.size();
            boolean[][] rests = new boolean[size][size];
            for (int i = 0; i < size; i++) {
                rests[i][i] = true;
            }
            for (int round = 0; round < size; round++) {
                for (int i = 0; i < size; i++) {
                    for (int source : sources.get(i)) {
                        for (int j = 0; source >= 0 && source < size && j < size; j++) {
                            rests[i][j] |= rests[source][j];
                        }
                    }
                }
            }
            return rests;
        }

        long oracle(boolean[][] rests, int candidate) {
            Set<Integer> counted = new HashSet<>();
            for (int i = 0; i < facts.size(); i++) {
                for (int j = 0; said.get(i).equals(said.get(candidate)) && j < facts.size(); j++) {
                    if (rests[i][j] && sources.get(j).isEmpty()) {
                        counted.add(meshes.get(j));
                    }
                }
            }
            return counted.size();
        }

        long witnesses(int candidate) {
            return new Corroboration(known).witnesses(facts.get(candidate), facts);
        }
    }

    private static Hearsay random(Random random) {
        Hearsay hearsay = new Hearsay();
        int size = 2 + random.nextInt(24);
        for (int number = 0; number < size; number++) {
            List<Integer> from = new ArrayList<>();
            while (number > 0 && random.nextInt(100) < 60 && from.size() < 4) {
                from.add(random.nextInt(12) == 0 ? -1 - from.size() : random.nextInt(number));
            }
            if (random.nextInt(40) == 0) {
                from.add(size + 5);
            }
            hearsay.tell(random.nextInt(5), random.nextInt(3), from);
        }
        return hearsay;
    }

    @Test
    void countsIndependentSourcesRightInAThousandGraphs() {
        long counted = 0;
        long echoes = 0;
        for (long seed = 0; seed < GRAPHS; seed++) {
            // Given
            Hearsay hearsay = random(new Random(Long.getLong("comity.seed", seed)));
            boolean[][] rests = hearsay.rests();

            for (int candidate = 0; candidate < hearsay.facts.size(); candidate++) {
                // When
                long witnesses = hearsay.witnesses(candidate);

                // Then
                assertThat(witnesses)
                        .as("seed %d, candidate %d", seed, candidate)
                        .isEqualTo(hearsay.oracle(rests, candidate));
                counted++;
                echoes += hearsay.sources.get(candidate).isEmpty() ? 0 : 1;
            }
        }
        System.out.println(
                GRAPHS + " graphs, " + counted + " candidates, " + echoes + " of them relays: all counted right");
        assertThat(echoes).isGreaterThan(counted / 3);
    }

    @Test
    void tenRelaysOfOneSourceAreOneWitness() {
        // Given
        Hearsay hearsay = new Hearsay();
        hearsay.tell(0, 1, List.of());
        IntStream.rangeClosed(1, 10).forEach(relay -> hearsay.tell(relay, 1, List.of(relay - 1)));

        // Then
        assertThat(hearsay.witnesses(10)).isEqualTo(1);
        assertThat(hearsay.witnesses(0)).isEqualTo(1);

        // When
        hearsay.tell(11, 1, List.of());

        // Then
        assertThat(hearsay.witnesses(10)).isEqualTo(2);
    }

    @Test
    void whatIsNotDisclosedOrNotThereIsNoWitness() {
        // Given
        Hearsay hearsay = new Hearsay();
        hearsay.tell(0, 1, List.of(-1));
        hearsay.tell(1, 1, List.of(99));

        // Then
        assertThat(hearsay.witnesses(0)).isZero();
    }

    @Test
    void oneMeshCountsOnceAndAnotherResultNotAtAll() {
        // Given
        Hearsay hearsay = new Hearsay();
        hearsay.tell(0, 1, List.of());
        hearsay.tell(0, 1, List.of());
        hearsay.tell(1, 2, List.of());

        // Then
        assertThat(hearsay.witnesses(0)).isEqualTo(1);
        assertThat(hearsay.witnesses(2)).isEqualTo(1);
    }
}
