package org.comity.core.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Oid;
import org.junit.jupiter.api.Test;

/** What holds the graph of time in few octets, each against the plain collection that it stands for. */
class PackedTest {
    private static final int SEEDS = 40;

    private static void forSeeds(java.util.function.Consumer<Random> property) {
        LongStream.range(0, SEEDS).forEach(seed -> property.accept(new Random(seed)));
    }

    private static Oid oid(long number) {
        return new Oid(
                Digest.sha256(ByteBuffer.allocate(Long.BYTES).putLong(number).array()));
    }

    private static List<Integer> all(Ints ints) {
        return IntStream.range(0, ints.size()).mapToObj(ints::get).toList();
    }

    @Test
    void aListOfIntsAndItsCopiesGoTheirOwnWays() {
        forSeeds(random -> {
            List<Ints> lists = new ArrayList<>(List.of(new Ints()));
            List<List<Integer>> models = new ArrayList<>(List.of(new ArrayList<>()));
            for (int step = 0; step < 400; step++) {
                int at = random.nextInt(lists.size());
                Ints ints = lists.get(at);
                List<Integer> model = models.get(at);
                switch (random.nextInt(8)) {
                    case 0 -> {
                        if (lists.size() < 6) {
                            lists.add(ints.copy());
                            models.add(new ArrayList<>(model));
                        }
                    }
                    case 1 -> {
                        int cut = random.nextInt(ints.size() + 1);
                        ints.cut(cut);
                        model.subList(cut, model.size()).clear();
                    }
                    case 2 -> {
                        int from = random.nextInt(ints.size() + 1);
                        int to = from + random.nextInt(ints.size() - from + 1);
                        ints.replace(from, to, step, -step);
                        model.subList(from, to).clear();
                        model.addAll(from, List.of(step, -step));
                    }
                    default -> {
                        ints.add(step);
                        model.add(step);
                    }
                }
                for (int i = 0; i < lists.size(); i++) {
                    assertThat(all(lists.get(i))).isEqualTo(models.get(i));
                }
            }
        });
    }

    @Test
    void aCopyThatOnlyGrowsSharesWhatItHas() {
        // Given
        Ints one = new Ints();
        IntStream.range(0, 100).forEach(one::add);

        // When
        Ints two = one.copy();
        two.add(7);
        one.add(8);
        two.cut(50);
        two.add(9);

        // Then
        assertThat(one.size()).isEqualTo(101);
        assertThat(one.get(100)).isEqualTo(8);
        assertThat(one.get(50)).isEqualTo(50);
        assertThat(two.size()).isEqualTo(51);
        assertThat(two.get(50)).isEqualTo(9);
    }

    @Test
    void aStaircaseSaysAtEachPlaceTheGreatestSoFar() {
        forSeeds(random -> {
            Staircase stairs = new Staircase();
            int[] model = new int[60];
            Arrays.fill(model, Staircase.NONE);
            for (int step = 0; step < 80; step++) {
                int place = random.nextInt(60);
                int value = random.nextInt(40);
                boolean news = model[place] < value;
                assertThat(stairs.raise(place, value, one -> one)).isEqualTo(news);
                for (int i = place; i < 60; i++) {
                    model[i] = Math.max(model[i], value);
                }
                agree(stairs, model);
            }
        });
    }

    private static void agree(Staircase stairs, int[] model) {
        for (int i = 0; i < model.length; i++) {
            assertThat(stairs.upTo(i)).isEqualTo(model[i]);
        }
        for (int value = 0; value < 42; value++) {
            int least = value;
            int step = stairs.fromValue(value);
            int first = IntStream.range(0, model.length)
                    .filter(place -> model[place] >= least)
                    .findFirst()
                    .orElse(-1);
            assertThat(step < stairs.steps() ? stairs.place(step) : -1).isEqualTo(first);
        }
        for (int place = 0; place < model.length; place++) {
            int step = stairs.from(place);
            assertThat(step == 0 || stairs.place(step - 1) < place).isTrue();
            assertThat(step == stairs.steps() || stairs.place(step) >= place).isTrue();
        }
    }

    @Test
    void aStaircaseReadDownwardSaysAtEachPlaceTheSmallestBehind() {
        forSeeds(random -> {
            Staircase stairs = new Staircase();
            int[] model = new int[60];
            Arrays.fill(model, Staircase.NONE);
            for (int step = 0; step < 80; step++) {
                int place = random.nextInt(60);
                int value = random.nextInt(40);
                boolean news = model[place] == Staircase.NONE || model[place] > value;
                Staircase kept = stairs.copy();
                int[] before = model.clone();
                assertThat(stairs.lower(place, value, one -> one)).isEqualTo(news);
                for (int i = 0; i <= place; i++) {
                    model[i] = model[i] == Staircase.NONE ? value : Math.min(model[i], value);
                }
                for (int i = 0; i < 60; i++) {
                    assertThat(stairs.downFrom(i)).isEqualTo(model[i]);
                    assertThat(kept.downFrom(i)).isEqualTo(before[i]);
                }
            }
        });
    }

    @Test
    void slotsOfACopyAreItsOwn() {
        forSeeds(random -> {
            Slots<Integer> slots = new Slots<>();
            List<Integer> model = new ArrayList<>();
            List<Slots<Integer>> copies = new ArrayList<>();
            List<List<Integer>> kept = new ArrayList<>();
            for (int step = 0; step < 600; step++) {
                if (random.nextInt(100) == 0) {
                    copies.add(slots);
                    kept.add(List.copyOf(model));
                    slots = slots.copy();
                }
                if (model.isEmpty() || random.nextBoolean()) {
                    assertThat(slots.add(step)).isEqualTo(model.size());
                    model.add(step);
                } else {
                    int at = random.nextInt(model.size());
                    slots.set(at, step);
                    model.set(at, step);
                }
                assertThat(slots.size()).isEqualTo(model.size());
            }
            copies.add(slots);
            kept.add(model);
            for (int i = 0; i < copies.size(); i++) {
                Slots<Integer> copy = copies.get(i);
                assertThat(IntStream.range(0, copy.size()).mapToObj(copy::get).toList())
                        .isEqualTo(kept.get(i));
            }
        });
    }

    @Test
    void anOidKeepsItsNumberAndIsFoundByIt() {
        // Given
        Columns columns = new Columns();
        List<Oid> given = new ArrayList<>();

        // When
        for (int i = 0; i < 5_000; i++) {
            Oid oid = oid(i % 4_000);
            int number = columns.intern(oid);
            assertThat(number).isEqualTo(i % 4_000);
            if (i < 4_000) {
                given.add(oid);
            }
        }
        Columns.View half = columns.view();
        columns.intern(oid(4_000));
        columns.place(17, 3, 5);

        // Then
        assertThat(columns.size()).isEqualTo(4_001);
        assertThat(columns.find(oid(4_001))).isEqualTo(-1);
        assertThat(half.count()).isEqualTo(4_000);
        assertThat(half.number(oid(4_000))).isEqualTo(-1);
        assertThat(columns.chain(16)).isEqualTo(-1);
        assertThat(columns.chain(17)).isEqualTo(3);
        assertThat(columns.placeOf(17)).isEqualTo(5);
        for (int i = 0; i < 4_000; i++) {
            assertThat(half.number(given.get(i))).isEqualTo(i);
            assertThat(half.oid(i)).isEqualTo(given.get(i));
            assertThat(columns.oid(i)).isEqualTo(given.get(i));
        }
        for (int i = 1; i < 200; i++) {
            assertThat(Integer.signum(half.compare(i - 1, i)))
                    .isEqualTo(Integer.signum(given.get(i - 1).compareTo(given.get(i))));
            assertThat(half.compare(i, i)).isZero();
        }
    }

    @Test
    void aNumberIsTakenOnce() {
        forSeeds(random -> {
            Taken taken = new Taken();
            Set<Long> model = new HashSet<>();
            for (int step = 0; step < 300; step++) {
                long number = random.nextInt(120);
                assertThat(taken.take(number)).isEqualTo(model.add(number));
            }
        });
    }

    @Test
    void aLeafIsOneObservations() {
        forSeeds(random -> {
            Leaves leaves = new Leaves();
            Map<Long, Integer> owner = new HashMap<>();
            for (int number = 0; number < 60; number++) {
                List<Long> own = new ArrayList<>(List.of(4_090L + random.nextInt(400)));
                if (random.nextInt(4) == 0) {
                    own.add(4_090L + random.nextInt(400));
                }
                Optional<Long> first = own.stream()
                        .distinct()
                        .filter(owner::containsKey)
                        .sorted()
                        .findFirst();
                int owning = number;
                own.forEach(leaf -> owner.putIfAbsent(leaf, owning));
                assertThat(leaves.put(number, own)).isEqualTo(first);
                assertThat(leaves.put(number, own).isPresent()).isFalse();
            }
        });
    }

    @Test
    void crossingsSayTheFirstBeaconThatLoggedOneOrALaterOne() {
        forSeeds(random -> {
            Crossings crossings = Crossings.NONE;
            TreeMap<Long, Long> model = new TreeMap<>();
            for (int step = 0; step < 60; step++) {
                long size = random.nextInt(50);
                long by = random.nextInt(50);
                boolean news = model.tailMap(size, true).values().stream().noneMatch(known -> known <= by);
                Crossings next = crossings.with(size, by);
                assertThat(next != crossings).isEqualTo(news);
                crossings = next;
                model.merge(size, by, Math::min);
                for (long first = 0; first < 52; first++) {
                    long least = model.tailMap(first, true).values().stream()
                            .mapToLong(known -> known)
                            .min()
                            .orElse(Long.MAX_VALUE);
                    for (long second = 0; second < 52; second += 3) {
                        assertThat(crossings.leads(first, second)).isEqualTo(least <= second);
                    }
                }
            }
        });
    }
}
