package org.comity.core.divergence.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;

/** Two sets and one whole session between them, in memory. */
record Sessions(List<Oid> theirs, List<Oid> ours) {

    /** How a session went. */
    record Run(int rounds, long octets, List<Oid> wanted, List<Oid> offered, String end) {
        int difference() {
            return wanted.size() + offered.size();
        }
    }

    static Salt salt(long seed) {
        return Salt.of(
                Octets.of(("session number " + String.format("%016x", seed)).getBytes(StandardCharsets.US_ASCII)));
    }

    static Oid oid(Random random) {
        byte[] bytes = new byte[Digest.SIZE];
        random.nextBytes(bytes);
        return new Oid(Digest.of(bytes));
    }

    /** The oid of the observation made at that moment. */
    static Oid at(long moment) {
        return new Oid(
                Digest.sha256(ByteBuffer.allocate(Long.BYTES).putLong(moment).array()));
    }

    static List<Oid> some(Random random, int count) {
        List<Oid> oids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            oids.add(oid(random));
        }
        return oids;
    }

    /** Sets that share so many and differ in so many, divided at random. */
    static Sessions differing(Random random, int shared, int difference) {
        List<Oid> both = some(random, shared);
        List<Oid> theirs = new ArrayList<>(both);
        List<Oid> ours = new ArrayList<>(both);
        int mine = difference == 0 ? 0 : random.nextInt(difference + 1);
        theirs.addAll(some(random, difference - mine));
        ours.addAll(some(random, mine));
        return new Sessions(theirs, ours);
    }

    Run run(long salt) {
        return run(salt, message -> message);
    }

    /** Runs a session to its end; what the sender sends may be changed on the way. */
    Run run(long salt, UnaryOperator<Octets> onTheWay) {
        SketchSender sender = new SketchSender(new SetSketch(theirs, salt(salt)));
        SketchReceiver receiver = new SketchReceiver(new SetSketch(ours, salt(salt)));
        Octets message = onTheWay.apply(sender.open());
        long octets = 0;
        for (int round = 1; round <= 40; round++) {
            octets += message.size();
            Outcome<SketchReceiver.Turn> taken = receiver.take(message);
            String refusal = taken.fold(any -> "", no -> no.reason().name());
            if (!refusal.isEmpty()) {
                return new Run(round, octets, List.of(), List.of(), refusal);
            }
            SketchReceiver.Turn turn = yes(taken);
            octets += turn.reply().size();
            SketchSender.Turn answer = yes(sender.answer(turn.reply()));
            if (turn instanceof SketchReceiver.Same) {
                assertThat(answer).isEqualTo(new SketchSender.Same());
                return new Run(round, octets, List.of(), List.of(), "SAME");
            }
            if (turn instanceof SketchReceiver.Found found) {
                List<Oid> sent = answer.fold(List::of, any -> List.of(), wanted -> wanted);
                String end = found.difference()
                        .confirm(ours, sent)
                        .fold(any -> "FOUND", no -> no.reason().name());
                return new Run(round, octets, sent, found.difference().ours(), end);
            }
            message = onTheWay.apply(
                    answer.fold(() -> Octets.of(new byte[0]), next -> next, any -> Octets.of(new byte[0])));
        }
        return new Run(40, octets, List.of(), List.of(), "ENDLESS");
    }

    static Set<Oid> without(List<Oid> one, List<Oid> other) {
        Set<Oid> left = new HashSet<>(one);
        left.removeAll(new HashSet<>(other));
        return left;
    }

    static <T> T yes(Outcome<T> outcome) {
        return outcome.fold(value -> value, no -> {
            throw new AssertionError(no.reason() + " " + no.detail());
        });
    }
}
