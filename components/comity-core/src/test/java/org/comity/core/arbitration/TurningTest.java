package org.comity.core.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Comparison;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Oid;
import org.junit.jupiter.api.Test;

/** What would turn a ruling does turn it, and nothing less would. */
class TurningTest {
    private static final List<Comparison> CHAIN =
            List.of(Comparison.JURISDICTION, Comparison.PRIORITY, Comparison.CORROBORATION);

    /** The largest values: two parties can corroborate. */
    private static final long[] MAX = {1, 6, 2};

    private final Agreement agreement =
            Terms.of(CHAIN.toArray(Comparison[]::new)).agree();

    private static Oid oid(int number) {
        return new Oid(Digest.sha256(new byte[] {(byte) number}));
    }

    private static List<Ruling.Row> rows(long[][] values) {
        List<Ruling.Row> rows = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            List<Ruling.Value> row = new ArrayList<>();
            for (int step = 0; step < CHAIN.size(); step++) {
                row.add(new Ruling.Value(CHAIN.get(step).name(), OptionalLong.of(values[i][step])));
            }
            rows.add(new Ruling.Row(oid(i), row));
        }
        return rows;
    }

    /** Whether the candidate alone is left at the end. */
    private static boolean prevails(long[][] values, int who) {
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            left.add(i);
        }
        for (int step = 0; step < CHAIN.size() && left.size() > 1; step++) {
            int at = step;
            long best = left.stream().mapToLong(i -> values[i][at]).max().orElseThrow();
            left.removeIf(i -> values[i][at] < best);
        }
        return left.equals(List.of(who));
    }

    private static long[][] with(long[][] values, int who, long... own) {
        long[][] other = values.clone();
        other[who] = own;
        return other;
    }

    @Test
    void turnsTheRulingByTheFewestAndSmallestChanges() {
        Random random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            // Given
            long[][] values = new long[2 + random.nextInt(3)][];
            for (int i = 0; i < values.length; i++) {
                values[i] = new long[] {random.nextInt(2), random.nextInt(4), random.nextInt(3)};
            }
            int who = random.nextInt(values.length);

            // When
            Optional<Turning> turning = Turning.of(agreement, rows(values), oid(who));

            // Then
            long[] own = values[who].clone();
            turning.ifPresent(one -> one.changes().forEach(change -> own[CHAIN.indexOf(change.step())] = change.to()));
            assertThat(turning.map(one -> prevails(with(values, who, own), who)))
                    .isEqualTo(turning.map(any -> true));
            assertThat(cost(turning.map(one -> own), values[who])).isEqualTo(cheapest(values, who));
        }
    }

    /** How many values differ, then the largest rise; empty where nothing does. */
    private static Optional<List<Long>> cost(Optional<long[]> own, long[] before) {
        return own.map(now -> {
            long changes = 0;
            long rise = 0;
            for (int step = 0; step < now.length; step++) {
                changes += now[step] == before[step] ? 0 : 1;
                rise = Math.max(rise, now[step] - before[step]);
            }
            return List.of(changes, rise);
        });
    }

    private static Optional<List<Long>> cheapest(long[][] values, int who) {
        Optional<List<Long>> best = Optional.empty();
        for (long a = values[who][0]; a <= MAX[0]; a++) {
            for (long b = values[who][1]; b <= MAX[1]; b++) {
                for (long c = values[who][2]; c <= MAX[2]; c++) {
                    if (prevails(with(values, who, a, b, c), who)) {
                        List<Long> cost = cost(Optional.of(new long[] {a, b, c}), values[who])
                                .orElseThrow();
                        boolean cheaper = best.map(known -> cost.get(0) < known.get(0)
                                        || cost.get(0).equals(known.get(0)) && cost.get(1) < known.get(1))
                                .orElse(true);
                        best = cheaper ? Optional.of(cost) : best;
                    }
                }
            }
        }
        return best;
    }

    @Test
    void namesTheComparatorThatDecidedWhereNothingLessWouldDo() {
        long[][] values = {{1, 3, 0}, {1, 1, 2}, {0, 9, 2}};

        assertThat(Turning.of(agreement, rows(values), oid(1)).orElseThrow().changes())
                .containsExactly(new Turning.Change(Comparison.PRIORITY, OptionalLong.of(1), 3));
        assertThat(Turning.of(agreement, rows(values), oid(2)).orElseThrow().changes())
                .containsExactly(new Turning.Change(Comparison.JURISDICTION, OptionalLong.of(0), 1));
        assertThat(Turning.of(agreement, rows(values), oid(0)).orElseThrow().changes())
                .isEmpty();
    }
}
