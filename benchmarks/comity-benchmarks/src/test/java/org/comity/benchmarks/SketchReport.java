package org.comity.benchmarks;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.comity.core.divergence.sketch.Salt;
import org.comity.core.divergence.sketch.SetSketch;
import org.comity.core.divergence.sketch.SketchReceiver;
import org.comity.core.divergence.sketch.SketchSender;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;

/**
 * What it costs two sides to learn what they differ in, each way together, before signatures; beside giving every oid. At 1,000
 * differences the mean of five sessions, and the most rounds of any.
 */
final class SketchReport {
    /** When what differs was made: at any time, or all at one. */
    private enum Shape {
        UNIFORM,
        CLUSTERED
    }

    private record Cost(int rounds, long octets) {}

    private SketchReport() {}

    static String report() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%-10s %9s %9s %6s %10s %10s %12s %7s",
                "shape",
                "a side",
                "differ",
                "rounds",
                "octets",
                "aim",
                "every oid",
                "s"));
        for (Shape shape : Shape.values()) {
            for (int difference : new int[] {0, 10, 1_000, 100_000}) {
                table.append('\n').append(row(shape, 1_000_000, difference));
            }
            for (int size : new int[] {10_000, 100_000}) {
                table.append('\n').append(row(shape, size, 1_000));
            }
        }
        return table.toString();
    }

    private static String row(Shape shape, int size, int difference) {
        long started = System.nanoTime();
        int sessions = difference == 1_000 ? 5 : 1;
        int rounds = 0;
        long octets = 0;
        for (int seed = 1; seed <= sessions; seed++) {
            Cost cost = cost(shape, size, difference, seed);
            rounds = Math.max(rounds, cost.rounds());
            octets += cost.octets();
        }
        return String.format(
                Locale.ROOT,
                "%-10s %9d %9d %6d %10d %10d %12d %7.2f",
                shape,
                size,
                difference,
                rounds,
                octets / sessions,
                difference == 0 ? 512 : 40L * difference + 4_096,
                (long) Digest.SIZE * size,
                (System.nanoTime() - started) / 1e9 / sessions);
    }

    private static Cost cost(Shape shape, int size, int difference, int seed) {
        Random random = new Random(seed);
        BitSet differs = new BitSet(size);
        int at = random.nextInt(size - difference + 1);
        while (differs.cardinality() < difference) {
            differs.set(shape == Shape.CLUSTERED ? at++ : random.nextInt(size));
        }
        List<Oid> theirs = new ArrayList<>();
        List<Oid> ours = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Oid oid = oid(i);
            boolean mine = random.nextBoolean();
            if (!differs.get(i) || mine) {
                ours.add(oid);
            }
            if (!differs.get(i) || !mine) {
                theirs.add(oid);
            }
        }
        return session(
                theirs, ours, difference, Salt.of(Octets.of(oid(-seed).digest().bytes())));
    }

    private static Oid oid(int number) {
        return new Oid(
                Digest.sha256(ByteBuffer.allocate(Integer.BYTES).putInt(number).array()));
    }

    private static Cost session(List<Oid> theirs, List<Oid> ours, int difference, Salt salt) {
        SketchSender sender = new SketchSender(new SetSketch(theirs, salt));
        SketchReceiver receiver = new SketchReceiver(new SetSketch(ours, salt));
        Octets message = sender.open();
        long octets = 0;
        for (int round = 1; ; round++) {
            SketchReceiver.Turn turn = yes(receiver.take(message));
            octets += message.size() + turn.reply().size();
            SketchSender.Turn answer = yes(sender.answer(turn.reply()));
            if (turn instanceof SketchReceiver.Found found) {
                yes(found.difference().confirm(ours, answer.fold(List::of, more -> List.of(), wanted -> wanted)));
            }
            int told =
                    turn.fold(same -> 0, ask -> -1, found -> found.difference().size());
            if (told == difference) {
                return new Cost(round, octets);
            }
            if (told >= 0) {
                throw new IllegalStateException("they differ in " + difference + ", the session says " + told);
            }
            message = answer.fold(() -> Octets.of(new byte[0]), more -> more, wanted -> Octets.of(new byte[0]));
        }
    }

    private static <T> T yes(Outcome<T> outcome) {
        return outcome.fold(value -> value, no -> {
            throw new IllegalStateException(no.reason() + " " + no.detail());
        });
    }
}
